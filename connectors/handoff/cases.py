"""The life of a case: opened, claimed by one agent, passed on, given back or closed. Each tells the citizen.

The conversation is locked before its case; `claim` is atomic by that lock. What cannot be done raises
`NotYoursError` or returns a closed outcome, and nothing is written.
"""

import uuid
from typing import Literal
from uuid import UUID

from sqlalchemy import func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.case import Case
from connectors.conversations import notify, store
from connectors.conversations.model import Actor, Conversation, Message
from connectors.conversations.states import State
from connectors.database.tables import CLOCK, ConversationRow
from connectors.handoff import model, telling, waiting
from connectors.handoff.happened import write_down
from connectors.handoff.hours import Hours
from connectors.handoff.model import DEFAULT_TEAM, RANKS, Agent, Handoff, Outcome
from connectors.handoff.tables import OPEN, HandoffRow, NoteRow

Claim = Literal["claimed", "taken", "gone", "full"]


class NotYoursError(Exception):
    """The case is not (or no longer) with this agent; nothing was written."""


async def open_case(session: AsyncSession, conversation: Conversation, case: Case, hours: Hours) -> Handoff:
    """A locked conversation that has just begun to wait. A case that is open already is given back as it is."""
    earlier = await open_of(session, conversation.id)
    if earlier is not None:
        return earlier
    now = (await session.scalars(select(CLOCK))).one()
    row = HandoffRow(
        id=uuid.uuid4(),
        conversation_id=conversation.id,
        episode=conversation.episode,
        channel=conversation.channel,
        team=DEFAULT_TEAM,
        rank=RANKS[case.urgency],
        case=case.model_dump(mode="json"),
        in_hours=hours.are_open(now),
    )
    session.add(row)
    await session.flush()
    handoff = model.handoff(row)
    place = await waiting.place(session, handoff)
    buttons = telling.waiting_buttons(handoff, place, hours, now)
    await telling.say(session, conversation, telling.waiting_text(handoff, place, hours, now), *buttons)
    await write_down(session, handoff, "overdracht-geopend", onderwerp=case.topic)
    await _changed(session, handoff)
    return handoff


async def open_of(session: AsyncSession, conversation_id: UUID) -> Handoff | None:
    """The open case of a conversation, as it is now."""
    found = select(HandoffRow).where(HandoffRow.conversation_id == conversation_id, text(OPEN))
    row = await session.scalar(found.execution_options(populate_existing=True))
    return model.handoff(row) if row else None


async def claim(session: AsyncSession, handoff_id: UUID, agent: Agent, chats_max: int) -> Claim:
    """One agent gets it. `full`: this agent has `chats_max` conversations already. Claiming one's own again is fine."""
    found = await _locked(session, handoff_id)
    if found is None:
        return "gone"
    conversation, handoff = found
    if handoff.belongs_to(agent):
        return "claimed"
    if handoff.status != "waiting":
        return "taken" if handoff.status == "claimed" else "gone"
    if await chats_of(session, agent) >= chats_max:
        return "full"
    conversation = await store.change_state(session, conversation, State.AGENT, "agent")
    claimed_at = func.coalesce(HandoffRow.claimed_at, CLOCK)
    values = {"status": "claimed", "agent_id": agent.id, "agent_name": agent.name, "claimed_at": claimed_at}
    await _update(session, handoff, **values)
    await telling.tell(session, conversation, "claimed", agent=agent.name)
    await write_down(session, handoff, "overdracht-opgepakt")
    await _changed(session, handoff)
    return "claimed"


async def chats_of(session: AsyncSession, agent: Agent) -> int:
    """How many conversations an agent has now. Locked per agent, so that two claims cannot pass the cap together."""
    await session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(str(agent.id), 0))))
    count = select(func.count()).where(HandoffRow.agent_id == agent.id, HandoffRow.status == "claimed")
    return await session.scalar(count) or 0


async def say(session: AsyncSession, handoff_id: UUID, agent: Agent, words: str, key: str) -> Message:
    """A message of the agent, once for every `key`. Raises NotYoursError."""
    conversation, handoff = await _own(session, handoff_id, agent)
    if earlier := await store.with_key(session, conversation, key):
        return earlier
    message = await store.append(session, conversation, "agent", words, idempotency_key=key, author=agent.name)
    await _update(session, handoff, agent_typed_at=None, agent_read=message.sequence)
    await notify.changed(session, handoff.conversation_id)  # nobody's place in the queue changes by words
    await notify.desk(session)
    return message


async def transfer(session: AsyncSession, handoff_id: UUID, agent: Agent, team: str, note: str) -> None:
    """To the queue of another team, with a word for who picks it up; its place is by age. Raises NotYoursError."""
    conversation, handoff = await _own(session, handoff_id, agent)
    await add_note(session, handoff_id, agent, note, "transfer")
    await _back_in_queue(session, conversation, handoff, "transferred", team)


async def release(session: AsyncSession, handoff: Handoff, reason: Literal["left", "released"]) -> None:
    """Back in its own queue: the agent cannot go on, or is gone. The caller has checked that this is so."""
    found = await _locked(session, handoff.id)
    if found is not None and found[1].status == "claimed" and found[1].agent_id == handoff.agent_id:
        await _back_in_queue(session, *found, reason, handoff.team)


async def give_back(session: AsyncSession, handoff_id: UUID, agent: Agent) -> None:
    """The assistant goes on with a clean dialogue that knows the subject. Raises NotYoursError."""
    conversation, handoff = await _own(session, handoff_id, agent)
    await _end(session, handoff, "returned", None)
    about = update(ConversationRow).where(ConversationRow.id == conversation.id)
    await session.execute(about.values(topic=handoff.case.topic))
    conversation = await store.change_state(session, conversation, State.BOT, "agent")
    await telling.tell(session, conversation, "returned", agent=agent.name)


async def close(session: AsyncSession, handoff_id: UUID, agent: Agent, outcome: Outcome) -> None:
    """Ends the episode; what the citizen writes next starts clean. Raises NotYoursError."""
    conversation, handoff = await _own(session, handoff_id, agent)
    await _end(session, handoff, "closed", outcome)
    await telling.tell(session, conversation, "closed", agent=agent.name)
    await store.change_state(session, conversation, State.CLOSED, "agent")


async def erase(session: AsyncSession, conversation_id: UUID, actor: Actor = "citizen") -> None:
    """Erases a conversation; an open case ends with it, and the desk and other systems are told."""
    await store.lock_turn(session, conversation_id)
    if await store.lock(session, conversation_id) and (handoff := await open_of(session, conversation_id)):
        await write_down(session, handoff, "overdracht-gesloten", uitkomst="withdrawn")
        await _changed(session, handoff)
    await store.erase(session, conversation_id, actor)


async def end_unanswered(session: AsyncSession, conversation_id: UUID) -> None:
    """The citizen no longer answers: the case is closed as such. The caller has the conversation."""
    handoff = await open_of(session, conversation_id)
    if handoff is not None:
        await _end(session, handoff, "closed", "no_response")


async def withdraw(session: AsyncSession, conversation: Conversation, handoff: Handoff) -> None:
    """The citizen no longer waits; the conversation is locked."""
    await _end(session, handoff, "withdrawn", None)
    conversation = await store.change_state(session, conversation, State.BOT, "citizen")
    await telling.tell(session, conversation, "withdrawn")


async def add_note(
    session: AsyncSession, handoff_id: UUID, agent: Agent, words: str, kind: Literal["note", "transfer"] = "note"
) -> None:
    """For colleagues only; the citizen never sees it."""
    session.add(NoteRow(id=uuid.uuid4(), handoff_id=handoff_id, kind=kind, agent_name=agent.name, text=words))
    await session.flush()


async def _back_in_queue(
    session: AsyncSession, conversation: Conversation, handoff: Handoff, key: str, team: str
) -> None:
    conversation = await store.change_state(session, conversation, State.WAITING, "agent")
    await _update(session, handoff, status="waiting", team=team, agent_id=None, agent_name=None, agent_typed_at=None)
    await telling.tell(session, conversation, key, *telling.ways_out(handoff), agent=handoff.agent_name or "")
    await write_down(session, handoff, "overdracht-gewijzigd", team=team)
    await _changed(session, handoff)


async def _end(session: AsyncSession, handoff: Handoff, status: str, outcome: Outcome | None) -> None:
    """The contact detail goes with the end, whatever the end is."""
    gone = {"contact": None, "contact_kind": None, "contact_wanted": False}
    await _update(session, handoff, status=status, outcome=outcome, closed_at=CLOCK, **gone)
    await write_down(session, handoff, "overdracht-gesloten", uitkomst=outcome or status)
    await _changed(session, handoff)


async def _own(session: AsyncSession, handoff_id: UUID, agent: Agent) -> tuple[Conversation, Handoff]:
    found = await _locked(session, handoff_id)
    if found is None or not found[1].belongs_to(agent):
        raise NotYoursError(str(handoff_id))
    return found


async def _locked(session: AsyncSession, handoff_id: UUID) -> tuple[Conversation, Handoff] | None:
    of = await session.scalar(select(HandoffRow.conversation_id).where(HandoffRow.id == handoff_id))
    conversation = await store.lock(session, of) if of else None
    row = await session.get(HandoffRow, handoff_id, populate_existing=True, with_for_update=True)
    return (conversation, model.handoff(row)) if conversation and row else None


async def _update(session: AsyncSession, handoff: Handoff, **values: object) -> None:
    await session.execute(update(HandoffRow).where(HandoffRow.id == handoff.id).values(**values))


async def _changed(session: AsyncSession, handoff: Handoff) -> None:
    """Wakes this conversation, the desk, and everybody who waits behind it."""
    await notify.changed(session, handoff.conversation_id)
    await notify.desk(session)
    behind = select(HandoffRow.conversation_id).where(HandoffRow.status == "waiting", HandoffRow.team == handoff.team)
    for conversation_id in await session.scalars(behind):
        await notify.changed(session, conversation_id)
