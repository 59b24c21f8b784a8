"""Who is asking, and may they? The dependencies that every page of the desk stands on.

`SignedInHere` asks for a session only; `CurrentPerson` also for a password that is no longer the first;
`Agent`, `Lead`, `Editor` and `Administrator` also for that role. A refusal is a `Problem` that the desk shows in Dutch.
"""

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Depends, Request

from connectors.database.engine import transaction
from connectors.gateway.problems import Problem
from connectors.people import cookies, sessions
from connectors.people.model import Person, SignedIn
from connectors.people.parts import Desk
from connectors.people.roles import Role


async def signed_in(request: Request, desk: Desk) -> SignedIn:
    """Raises `signed_out`. A stream that reconnects by itself does not keep a session alive."""
    found = await _found(request, desk)
    if found is None:
        raise Problem("signed_out")
    request.state.person = found.person  # for the frame around the page, also around an error
    return found


SignedInHere = Annotated[SignedIn, Depends(signed_in)]


async def current_person(here: SignedInHere) -> Person:
    """Raises `signed_out`, or `password_first` while the first password is not changed."""
    if here.must_change_password:
        raise Problem("password_first")
    return here.person


CurrentPerson = Annotated[Person, Depends(current_person)]


def holder_of(*roles: Role) -> Callable[[Person], Awaitable[Person]]:
    """A dependency that gives the person when one of `roles` is held, else raises `not_allowed`."""

    async def allowed(person: CurrentPerson) -> Person:
        if not person.may(*roles):
            raise Problem("not_allowed")
        return person

    return allowed


Agent = Annotated[Person, Depends(holder_of(Role.AGENT))]
Lead = Annotated[Person, Depends(holder_of(Role.LEAD))]
Editor = Annotated[Person, Depends(holder_of(Role.EDITOR))]
Administrator = Annotated[Person, Depends(holder_of(Role.ADMINISTRATOR))]


async def _found(request: Request, desk: Desk) -> SignedIn | None:
    session_id = cookies.read(request, desk.settings)
    if session_id is None:
        return None
    by_itself = "text/event-stream" in request.headers.get("accept", "")
    async with transaction(desk.engine) as session:
        return await sessions.find(session, session_id, desk.lifetime, seen=not by_itself)
