"""Conversations and their messages in PostgreSQL. Every function works inside the caller's transaction.

Promises gapless sequences in the order of commit: `append` needs the row lock that `lock` takes. Locks are
always taken in the order turn → conversation → messages, so that nothing waits in a circle.
"""

import uuid
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from connectors.conversations import model, states, tokens
from connectors.conversations.model import Actor, Channel, Conversation, Message, Role
from connectors.conversations.states import State
from connectors.database import tracker
from connectors.database.tables import CLOCK, AuditRow, ConversationRow, MessageRow, TurnRow
from connectors.outbox.tables import OutboxRow
from nlu.language.hear import Spoken


async def create(
    session: AsyncSession, channel: Channel, language: str | None = None, municipality: str | None = None
) -> tuple[Conversation, str]:
    """A new conversation and its token, which is never shown again."""
    token = tokens.new()
    row = ConversationRow(
        id=uuid.uuid4(),
        token_hash=tokens.hashed(token),
        channel=channel,
        language=language,
        municipality=municipality,
    )
    session.add(row)
    await session.flush()
    session.add(TurnRow(conversation_id=row.id))
    _audit(session, row.id, 1, None, State.BOT, "citizen")
    return model.conversation(row), token


async def with_token(session: AsyncSession, conversation_id: UUID, token: str) -> Conversation | None:
    """The conversation, or None when it does not exist or the token is another's: no telling which."""
    row = await session.get(ConversationRow, conversation_id)
    fits = tokens.fits(token, row.token_hash if row else tokens.hashed(""))
    return model.conversation(row) if row and fits else None


async def lock(session: AsyncSession, conversation_id: UUID) -> Conversation | None:
    """The conversation as it is now; nobody else changes it until this transaction ends."""
    row = await session.get(
        ConversationRow, conversation_id, with_for_update={"key_share": True}, populate_existing=True
    )
    return model.conversation(row) if row else None


async def current(session: AsyncSession, conversation_id: UUID) -> Conversation:
    """The conversation as it is now, not locked. Its turn is claimed, so it cannot have been erased."""
    row = await session.get_one(ConversationRow, conversation_id, populate_existing=True)
    return model.conversation(row)


async def append(
    session: AsyncSession,
    conversation: Conversation,
    role: Role,
    text: str,
    *,
    payload: str | None = None,
    reply: dict[str, Any] | None = None,
    idempotency_key: str | None = None,
    answers: Message | None = None,
    author: str | None = None,
) -> Message:
    """Adds a message with the next sequence. A citizen's message starts out pending."""
    row = MessageRow(
        id=uuid.uuid4(),
        conversation_id=conversation.id,
        sequence=await _next_sequence(session, conversation.id),
        episode=conversation.episode,
        role=role,
        text=text,
        payload=payload,
        reply=reply,
        status="pending" if role == "citizen" else "done",
        idempotency_key=idempotency_key,
        author=author,
    )
    if answers:
        row.answers, row.answered_in_ms = answers.id, _milliseconds_since(answers)
    session.add(row)
    await session.flush()
    return model.message(row)


async def change_state(session: AsyncSession, conversation: Conversation, after: State, actor: Actor) -> Conversation:
    """Moves a locked conversation and writes the audit. Raises IllegalChangeError before writing anything."""
    states.check(conversation.state, after)
    episode = states.episode_after(conversation.state, after, conversation.episode)
    closed_at = CLOCK if after is State.CLOSED else None
    changed = (
        update(ConversationRow)
        .where(ConversationRow.id == conversation.id)
        .values(state=after, episode=episode, closed_at=closed_at, updated_at=CLOCK)
        .returning(ConversationRow)
        .execution_options(populate_existing=True)
    )
    row = (await session.scalars(changed)).one()
    _audit(session, row.id, episode, conversation.state, after, actor)
    return model.conversation(row)


async def speak(session: AsyncSession, conversation: Conversation, spoken: Spoken) -> Conversation:
    """Remembers the language of a locked conversation."""
    if spoken == conversation.spoken:
        return conversation
    changed = (
        update(ConversationRow)
        .where(ConversationRow.id == conversation.id)
        .values(language=spoken.language, language_asked=spoken.asked)
        .returning(ConversationRow)
        .execution_options(populate_existing=True)
    )
    return model.conversation((await session.scalars(changed)).one())


async def lock_turn(session: AsyncSession, conversation_id: UUID) -> None:
    """Waits for the turn under way, and lets none begin until this transaction ends."""
    await session.get(TurnRow, conversation_id, with_for_update=True)


async def erase(session: AsyncSession, conversation_id: UUID, actor: Actor = "citizen") -> None:
    """Deletes every word of it, Rasa's memory too; waits for a turn that is under way.

    Refuses nothing: erasing what is gone does nothing. An answer that Rasa still works on after
    *we* gave up waiting can leave a tracker behind; `wegwijs forget` sweeps those. What was on its way to another
    system about the conversation itself goes too; about its handoff, see `connectors.openklant.handoff.Load`.
    """
    await lock_turn(session, conversation_id)
    row = await session.get(ConversationRow, conversation_id, with_for_update=True, populate_existing=True)
    if row is None:
        return
    _audit(session, row.id, row.episode, State(row.state), None, actor)
    await tracker.forget(session, row.id)
    await session.execute(delete(OutboxRow).where(OutboxRow.subject_id == row.id))
    await session.delete(row)


def _audit(
    session: AsyncSession,
    conversation_id: UUID,
    episode: int,
    before: State | None,
    after: State | None,
    actor: Actor,
) -> None:
    session.add(AuditRow(conversation_id=conversation_id, episode=episode, before=before, after=after, actor=actor))


async def _next_sequence(session: AsyncSession, conversation_id: UUID) -> int:
    counted = (
        update(ConversationRow)
        .where(ConversationRow.id == conversation_id)
        .values(last_sequence=ConversationRow.last_sequence + 1, updated_at=CLOCK)
        .returning(ConversationRow.last_sequence)
        .execution_options(synchronize_session=False)
    )
    return (await session.scalars(counted)).one()


def _milliseconds_since(message: Message) -> Any:
    return func.round(func.extract("epoch", CLOCK - message.created_at) * 1000)


async def with_key(session: AsyncSession, conversation: Conversation, idempotency_key: str) -> Message | None:
    """The message that was stored under this key before."""
    row = await session.scalar(
        select(MessageRow).where(
            MessageRow.conversation_id == conversation.id, MessageRow.idempotency_key == idempotency_key
        )
    )
    return model.message(row) if row else None
