"""How a conversation leaves its agent: passed on, back to the assistant, or closed; and the signal to policy."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.ext.asyncio import AsyncSession

from bot.sentences import sentence
from connectors import cleaning
from connectors.database.engine import transaction
from connectors.desk import paths, reading, show, transcript
from connectors.desk.routes.case import only_own, refusal
from connectors.desk.workplace import Place, agent_of
from connectors.gateway.problems import Problem
from connectors.handoff import cases, desk
from connectors.handoff.model import Outcome, SignalKind, Status
from connectors.people import audit
from connectors.people.audit import Action
from connectors.people.guard import Agent
from connectors.people.model import Person
from connectors.people.page import page
from connectors.people.parts import Desk

SEE_OTHER = 303
router = APIRouter(include_in_schema=False)


@router.post(paths.CASE + "/doorgeven")
async def transfer(
    request: Request,
    person: Agent,
    desk_parts: Desk,
    place: Place,
    handoff_id: UUID,
    team: Annotated[str, Form()],
    notitie: Annotated[str, Form()] = "",
) -> Response:
    """Warm: with a word for the colleague who picks it up."""
    note = cleaning.clean(notitie)
    if team not in place.teams:
        raise Problem("invalid_request")
    if not note or len(note) > place.message_max_chars:
        return refusal(
            request, sentence("desk.case.too_long" if note else "desk.case.empty", count=place.message_max_chars)
        )
    async with only_own(), transaction(desk_parts.engine) as session:
        await cases.transfer(session, handoff_id, agent_of(person), team, note)
        await audit.record(session, person, Action.TRANSFERRED, audit.CONVERSATION, handoff_id)
    return RedirectResponse(f"{paths.QUEUE}?melding=transferred", SEE_OTHER)


@router.post(paths.CASE + "/teruggeven")
async def give_back(person: Agent, desk_parts: Desk, handoff_id: UUID) -> Response:
    async with only_own(), transaction(desk_parts.engine) as session:
        if await _did_so(session, handoff_id, person, "returned"):
            return RedirectResponse(f"{paths.QUEUE}?melding=returned", SEE_OTHER)
        await cases.give_back(session, handoff_id, agent_of(person))
        await audit.record(session, person, Action.RETURNED, audit.CONVERSATION, handoff_id)
    return RedirectResponse(f"{paths.QUEUE}?melding=returned", SEE_OTHER)


@router.post(paths.CASE + "/afsluiten")
async def close(person: Agent, desk_parts: Desk, handoff_id: UUID, afloop: Annotated[Outcome, Form()]) -> Response:
    async with only_own(), transaction(desk_parts.engine) as session:
        if await _did_so(session, handoff_id, person, "closed"):
            return RedirectResponse(f"{paths.QUEUE}?melding=closed", SEE_OTHER)
        await cases.close(session, handoff_id, agent_of(person), afloop)
        await audit.record(session, person, Action.CLOSED, audit.CONVERSATION, handoff_id)
    return RedirectResponse(f"{paths.QUEUE}?melding=closed", SEE_OTHER)


@router.post(paths.CASE + "/signaal")
async def signal(
    request: Request,
    person: Agent,
    desk_parts: Desk,
    handoff_id: UUID,
    soort: Annotated[SignalKind, Form()],
    organisatie: Annotated[str, Form()] = "",
    onderwerp: Annotated[str, Form()] = "",
) -> Response:
    """Only organisations and topics that the conversation itself names: no free text, so no person."""
    async with transaction(desk_parts.engine) as session:
        handoff = await reading.found(session, handoff_id, person)
        known = transcript.known(await desk.messages(session, handoff))
        organisation = _of(organisatie, show.organisations(handoff.case, known))
        await desk.signal(session, handoff, soort, organisation, _of(onderwerp, show.topics(handoff.case, known)))
        await audit.record(session, person, Action.SIGNAL_GIVEN, audit.CONVERSATION, handoff_id)
    return page(request, "desk_signal_given.html", kind=soort)


async def _did_so(session: AsyncSession, handoff_id: UUID, person: Person, status: Status) -> bool:
    """A double click: this agent has ended it so a moment ago."""
    handoff = await desk.get(session, handoff_id)
    return handoff is not None and (handoff.status, handoff.agent_id) == (status, person.id)


def _of(chosen: str, offered: list[tuple[str, str]]) -> str | None:
    return chosen if chosen in dict(offered) else None
