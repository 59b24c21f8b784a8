"""The administrator's page of people: add, set role and team, deactivate, reset a password.

A first password is shown once, in the answer to the form: it stands in no address and in no log.
"""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.exc import IntegrityError

from bot.sentences import sentence
from connectors.database.engine import transaction
from connectors.people import accounts, paths
from connectors.people.accounts import NewPerson, Refused
from connectors.people.guard import Administrator
from connectors.people.model import DEFAULT_TEAM
from connectors.people.page import page
from connectors.people.parts import Desk
from connectors.people.roles import Role

SEE_OTHER = 303
ONE = paths.PEOPLE + "/{account_id}"
router = APIRouter(include_in_schema=False)
Typed = Annotated[str, Form(max_length=200)]


@router.get(paths.PEOPLE)
async def show(request: Request, desk: Desk, _: Administrator) -> Response:
    return await _page(request, desk)


@router.post(paths.PEOPLE)
async def add(
    request: Request,
    desk: Desk,
    person: Administrator,
    rol: Annotated[Role, Form()],
    naam: Typed = "",
    voornaam: Typed = "",
    team: Typed = DEFAULT_TEAM,
) -> Response:
    new = NewPerson(naam, voornaam, rol, team)
    try:
        async with transaction(desk.engine) as session:
            password = await accounts.add(session, new, person)
    except Refused as refused:
        return await _page(request, desk, refusal=refused.name, typed=new)
    except IntegrityError:  # somebody added the same name at this moment
        return await _page(request, desk, refusal="taken", typed=new)
    return await _page(request, desk, first_password=(accounts.normal(naam), password))


@router.post(ONE + "/plaats")
async def place(
    request: Request, desk: Desk, person: Administrator, account_id: UUID, rol: Annotated[Role, Form()], team: Typed
) -> Response:
    try:
        async with transaction(desk.engine) as session:
            await accounts.place(session, account_id, rol, team.strip().lower(), person)
    except Refused as refused:
        return await _page(request, desk, refusal=refused.name)
    return RedirectResponse(paths.PEOPLE, SEE_OTHER)


@router.post(ONE + "/actief")
async def set_active(
    request: Request, desk: Desk, person: Administrator, account_id: UUID, actief: Annotated[bool, Form()]
) -> Response:
    try:
        async with transaction(desk.engine) as session:
            await accounts.set_active(session, account_id, actief, person)
    except Refused as refused:
        return await _page(request, desk, refusal=refused.name)
    return RedirectResponse(paths.PEOPLE, SEE_OTHER)


@router.post(ONE + "/wachtwoord")
async def reset(request: Request, desk: Desk, person: Administrator, account_id: UUID) -> Response:
    try:
        async with transaction(desk.engine) as session:
            login, password = await accounts.reset_password(session, account_id, person)
    except Refused as refused:
        return await _page(request, desk, refusal=refused.name)
    return await _page(request, desk, first_password=(login, password))


async def _page(
    request: Request,
    desk: Desk,
    refusal: str = "",
    typed: NewPerson | None = None,
    first_password: tuple[str, str] | None = None,
) -> Response:
    async with transaction(desk.engine) as session:
        everybody = await accounts.everybody(session)
    return page(
        request,
        "mensen.html",
        status=422 if refusal else 200,
        everybody=everybody,
        roles=list(Role),
        refusal=sentence(f"people.refused.{refusal}") if refusal else "",
        typed=typed or NewPerson("", "", Role.AGENT),
        first_password=first_password,
    )
