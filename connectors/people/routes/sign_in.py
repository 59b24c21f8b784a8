"""Signing in and out."""

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from bot.sentences import sentence
from connectors.database.engine import transaction
from connectors.handoff import presence
from connectors.handoff.model import Agent
from connectors.people import audit, cookies, paths, sessions
from connectors.people.audit import ACCOUNT, Action
from connectors.people.guard import SignedInHere
from connectors.people.page import page
from connectors.people.parts import Desk, own_url
from connectors.people.sign_in import Locked, Welcome, Wrong, sign_in

SEE_OTHER = 303
router = APIRouter(include_in_schema=False)
Typed = Annotated[str, Form(max_length=1000)]


@router.get(paths.SIGN_IN)
async def show(request: Request, desk: Desk, terug: Annotated[str, Query()] = paths.HOME) -> Response:
    """Gives a stranger the cookie that the form needs."""
    return sign_in_page(request, desk, return_to=terug)


@router.post(paths.SIGN_IN)
async def enter(
    request: Request, desk: Desk, naam: Typed = "", wachtwoord: Typed = "", terug: Typed = paths.HOME
) -> Response:
    outcome = await sign_in(desk.engine, naam, wachtwoord, desk.lifetime)
    match outcome:
        case Welcome(session_id):
            response = RedirectResponse(paths.safe_return(terug), SEE_OTHER)
            cookies.put(response, request, desk.settings, session_id)
            return response
        case Locked(wait):
            minutes = max(1, -(-int(wait.total_seconds()) // 60))
            refusal = sentence(
                "people.sign_in.locked" if minutes > 1 else "people.sign_in.locked_minute", minutes=minutes
            )
            return sign_in_page(request, desk, terug, naam, refusal, status=429)
        case Wrong():
            return sign_in_page(request, desk, terug, naam, sentence("people.sign_in.wrong"), status=422)


@router.post(paths.SIGN_OUT)
async def leave(request: Request, desk: Desk, here: SignedInHere) -> Response:
    """Our session ends first, whatever the identity provider does afterwards. No citizen is left with nobody."""
    async with transaction(desk.engine) as session:
        id_token = await sessions.end(session, here.session_hash)
        await presence.gone(session, Agent(here.person.id, here.person.name, here.person.team))
        await audit.record(session, here.person, Action.SIGNED_OUT, ACCOUNT, here.person.id)
    request.state.person = None
    onward = None
    if desk.provider and id_token:
        onward = await desk.provider.sign_out_url(id_token, own_url(request, desk, paths.SIGN_IN))
    response = page(
        request, "uitgelogd.html", onward=onward, headers={"Refresh": f"0; url={onward}"} if onward else None
    )
    cookies.take_away(response, request, desk.settings)
    return response


def sign_in_page(
    request: Request, desk: Desk, return_to: str, login: str = "", refusal: str = "", status: int = 200
) -> Response:
    visitor = None if cookies.read(request, desk.settings) else cookies.new_visitor()
    response = page(
        request,
        "inloggen.html",
        status=status,
        visitor=visitor,
        return_to=paths.safe_return(return_to),
        login=login,
        refusal=refusal,
        has_provider=desk.provider is not None,
    )
    if visitor:
        cookies.put(response, request, desk.settings, visitor)
    return response
