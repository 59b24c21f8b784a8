"""The page on which somebody changes the own password; the only one that a first password opens."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from bot.sentences import sentence
from connectors.database.engine import transaction
from connectors.gateway.problems import Problem
from connectors.people import accounts, cookies, passwords, paths, sessions
from connectors.people.guard import SignedInHere
from connectors.people.model import SignedIn
from connectors.people.page import page
from connectors.people.parts import Desk

SEE_OTHER = 303
router = APIRouter(include_in_schema=False)
Typed = Annotated[str, Form(max_length=1000)]


@router.get(paths.PASSWORD)
async def show(request: Request, here: SignedInHere) -> Response:
    return _page(request, here)


@router.post(paths.PASSWORD)
async def change(
    request: Request, desk: Desk, here: SignedInHere, huidig: Typed = "", nieuw: Typed = "", herhaald: Typed = ""
) -> Response:
    """Every session of this person ends; this browser gets a new one."""
    if nieuw != herhaald:
        return _page(request, here, "different")
    try:
        async with transaction(desk.engine) as session:
            await accounts.change_password(session, here.person, huidig, nieuw)
            session_id = await sessions.begin(session, here.person.id, desk.lifetime)
    except accounts.Refused as refused:
        return _page(request, here, refused.name)
    response = RedirectResponse(paths.HOME, SEE_OTHER)
    cookies.put(response, request, desk.settings, session_id)
    return response


def _page(request: Request, here: SignedIn, refusal: str = "") -> Response:
    if not here.is_local:
        raise Problem("not_found")  # the password is the identity provider's
    return page(
        request,
        "wachtwoord.html",
        status=422 if refusal else 200,
        is_first=here.must_change_password,
        refusal=sentence(f"people.refused.{refusal}", chars=passwords.MIN_CHARS) if refusal else "",
        min_chars=passwords.MIN_CHARS,
    )
