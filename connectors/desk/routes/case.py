"""One conversation: its page, what the agent writes in it, and what the agent may see of the citizen."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated
from uuid import NAMESPACE_OID, UUID, uuid4, uuid5

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.ext.asyncio import AsyncSession

from bot.sentences import sentence
from connectors import cleaning
from connectors.conversations import notify
from connectors.conversations.model import Message
from connectors.database.engine import transaction
from connectors.desk import paths, reading, show
from connectors.desk.frame import frame_of, framed
from connectors.desk.live import Watched
from connectors.desk.workplace import Place, agent_of
from connectors.gateway.parts import Gateway
from connectors.gateway.problems import Problem
from connectors.handoff import cases, contact, desk, presence
from connectors.handoff.cases import NotYoursError
from connectors.people import audit
from connectors.people.audit import Action
from connectors.people.guard import Agent
from connectors.people.model import Person
from connectors.people.page import is_htmx, page
from connectors.people.parts import Desk

SEE_OTHER = 303
KEY_MAX_CHARS = 100
# The gate for forms lets more through than a message may hold; the route says what is too long.
Text = Annotated[str, Form()]
router = APIRouter(include_in_schema=False)


@router.get(paths.CASE)
async def show_case(request: Request, person: Agent, desk_parts: Desk, place: Place, handoff_id: UUID) -> Response:
    async with transaction(desk_parts.engine) as session:
        await presence.seen(session, agent_of(person))  # the same order of locks as the stream: presence, then case
        handoff = await reading.found(session, handoff_id, person)
        await audit.record(session, person, Action.VIEWED_CONVERSATION, audit.CONVERSATION, handoff_id)
        whole = await reading.whole(session, handoff, person)
        if whole.standing.side == "own":
            await desk.read_up_to(session, handoff, whole.last_sequence)
        watched = Watched("gesprek", "", handoff_id, whole.last_sequence, show.standing_key(whole.standing))
        frame = await frame_of(session, person, place, watched)
    return framed(request, "desk_case.html", frame, **show.case_fields(whole, place, person))


@router.post(paths.CASE + "/berichten")
async def say(
    request: Request,
    person: Agent,
    desk_parts: Desk,
    place: Place,
    handoff_id: UUID,
    sleutel: Annotated[str, Form(min_length=1, max_length=KEY_MAX_CHARS)],
    antwoord: Text = "",
) -> Response:
    """Stores the words once, and gives the key for the next message."""
    words = cleaning.clean(antwoord)
    if not words or len(words) > place.message_max_chars:
        refused = "too_long" if words else "empty"
        return refusal(request, sentence(f"desk.case.{refused}", count=place.message_max_chars))
    try:
        async with transaction(desk_parts.engine) as session:
            await _once(session, handoff_id, person, words, sleutel)
    except NotYoursError:
        return refusal(request, sentence("desk.case.not_yours"), status=409)
    if not is_htmx(request):
        return RedirectResponse(f"{paths.case(handoff_id)}#antwoord", SEE_OTHER)
    return page(request, "desk_key.html", key=str(uuid4()))


@router.post(paths.CASE + "/typt")
async def typing(person: Agent, desk_parts: Desk, handoff_id: UUID) -> Response:
    async with transaction(desk_parts.engine) as session:
        handoff = await reading.found(session, handoff_id, person)
        if handoff.belongs_to(agent_of(person)):
            await desk.typing(session, handoff)
            await notify.changed(session, handoff.conversation_id)
    return Response(status_code=204)


@router.post(paths.CASE + "/notities")
async def add_note(
    request: Request, person: Agent, desk_parts: Desk, place: Place, handoff_id: UUID, notitie: Text = ""
) -> Response:
    """For colleagues; a lead may write one in a conversation of somebody else."""
    words = cleaning.clean(notitie)
    if len(words) > place.message_max_chars:
        return refusal(request, sentence("desk.case.too_long", count=place.message_max_chars))
    async with transaction(desk_parts.engine) as session:
        handoff = await reading.found(session, handoff_id, person)
        if words:
            await cases.add_note(session, handoff.id, agent_of(person), words)
            await audit.record(session, person, Action.NOTE_ADDED, audit.CONVERSATION, handoff_id)
        notes = await desk.notes(session, handoff.id)
    if not is_htmx(request):
        return RedirectResponse(paths.case(handoff_id), SEE_OTHER)
    return page(request, "desk_notes.html", notes=notes)


@router.post(paths.CASE + "/contact")
async def show_contact(
    request: Request, person: Agent, desk_parts: Desk, gateway: Gateway, handoff_id: UUID
) -> Response:
    """Only who has the case sees it, and that is written down."""
    async with transaction(desk_parts.engine) as session:
        handoff = await reading.found(session, handoff_id, person)
        if not handoff.belongs_to(agent_of(person)):
            raise Problem("not_yours")
        found = await contact.read(session, handoff.id, gateway.seal)
        if found:
            await audit.record(session, person, Action.CONTACT_VIEWED, audit.CONVERSATION, handoff_id)
    return page(request, "desk_contact.html", found=found)


@asynccontextmanager
async def only_own() -> AsyncIterator[None]:
    """Somebody else has the case by now: the problem `not_yours`, and nothing was written."""
    try:
        yield
    except NotYoursError:
        raise Problem("not_yours") from None


def refusal(request: Request, text: str, status: int = 422) -> Response:
    """Says why nothing was stored; what was typed stays where it is."""
    template = "melding.html" if is_htmx(request) else "fout.html"
    return page(request, template, status=status, title=text, detail="", keep=False, link=None, link_text="")


async def _once(session: AsyncSession, handoff_id: UUID, person: Person, words: str, key: str) -> Message:
    """The same words under the same key go out once; other words are another message, never lost."""
    message = await cases.say(session, handoff_id, agent_of(person), words, key)
    if message.text == words:
        return message
    return await cases.say(session, handoff_id, agent_of(person), words, _other(key, words))


def _other(key: str, words: str) -> str:
    """The same for the same words, so that these go out once too."""
    return str(uuid5(NAMESPACE_OID, f"{key} {words}"))
