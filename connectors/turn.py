"""The way of one message, as a table of contents: `accept` when it comes in, `answer_next` in its turn.

Promises that a repeated message stops at the door, that nothing personal is stored, that the assistant leaves a human's
conversation alone, and that every other message gets one reply, with an introduction for who writes in
another language. No word is ever logged.
"""

import asyncio
import logging
from datetime import UTC, datetime, timedelta
from math import ceil

from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from bot.reply import Reply
from bot.sentences import sentence
from connectors import cleaning, discretion, privacy
from connectors.assistant import Assistant, Question, apology
from connectors.conversations import history, notify, queue, states, store
from connectors.conversations.model import Conversation, Message
from connectors.conversations.states import ASSISTANT_ANSWERS, State
from connectors.database.engine import transaction
from connectors.handoff import cases, telling
from connectors.handoff.bare import bare_case
from connectors.handoff.citizen import hear, overhear
from connectors.handoff.hours import ALWAYS, Hours
from connectors.incoming import Accepted, Limits, Refused, Replayed, Said
from connectors.plans import store as plans
from connectors.sealing import Seal
from connectors.whatsapp.goodbye import confirm_erased
from knowledge.introduction import introduced
from nlu.language.hear import Spoken, after
from nlu.language.wish import wished

WINDOW = timedelta(minutes=1)
SWITCH_LANGUAGE = "/switch_language"

log = logging.getLogger(__name__)


async def accept(
    engine: AsyncEngine, limits: Limits, said: Said, seal: Seal | None = None
) -> Accepted | Replayed | Refused:
    """Clean, measure, mask, store, wake. Two identical calls store one message, also at the same moment.

    With a `seal` a call-back detail that was asked for is kept; without, it is only masked.
    """
    text = cleaning.clean(said.text)
    if not text or len(text) > limits.message_max_chars:
        return Refused("too_long" if text else "empty")
    masked = privacy.mask(text)
    async with transaction(engine) as session:
        conversation = await store.lock(session, said.conversation_id)
        if conversation is None:
            return Refused("gone")
        if earlier := await store.with_key(session, conversation, said.idempotency_key):
            is_same = (earlier.text, earlier.payload) == (masked.text, said.payload)
            return Replayed(earlier) if is_same else Refused("key_reused")
        if refused := await _refusal(session, conversation, limits, said):
            return refused
        if conversation.state is State.CLOSED:
            conversation = await store.change_state(session, conversation, State.BOT, "citizen")
        message = await store.append(
            session,
            conversation,
            "citizen",
            masked.text,
            payload=said.payload,
            idempotency_key=said.idempotency_key,
        )
        if seal:
            await overhear(session, conversation, text, seal)
        await notify.changed(session, conversation.id)
        await notify.pending(session)
    return Accepted(message)


async def answer_next(engine: AsyncEngine, assistant: Assistant, hours: Hours = ALWAYS) -> bool:
    """Handles the message that waits longest; False when none does.

    One transaction from claim to reply: a process that dies in between has done nothing.
    """
    async with transaction(engine) as session:
        message = await queue.claim(session)
        if message is None:
            return False
        spoken = await _listen(session, message)
        reply = await _ask(session, assistant, message, spoken)
        conversation = await store.lock(session, message.conversation_id)
        if reply and conversation and _may_answer(conversation, message):
            conversation = await store.speak(session, conversation, spoken)
            if reply.erase:
                return await _erase(session, conversation)
            said = await discretion.noted(session, message, reply)
            await _reply(
                session, conversation, message, introduced(said, spoken.language, hidden=said is not reply), hours
            )
        elif conversation and conversation.episode == message.episode:
            await hear(session, conversation, message)
            await notify.desk(session)
        await queue.finish(session, message, "failed" if reply and reply.kind == "apology" else "done")
        await notify.changed(session, message.conversation_id)
    return True


async def _erase(session: AsyncSession, conversation: Conversation) -> bool:
    """The citizen asked for it and said yes: every word goes, this one too. Open streams tell that it is gone."""
    await confirm_erased(session, conversation.id)
    await cases.erase(session, conversation.id)
    await notify.changed(session, conversation.id)
    return True


async def _refusal(session: AsyncSession, conversation: Conversation, limits: Limits, said: Said) -> Refused | None:
    if said.payload and not await history.was_offered(session, conversation, said.payload):
        return Refused("not_offered")
    sent = await history.citizen_messages_since(session, conversation, WINDOW)
    if len(sent) < limits.messages_per_minute:
        return None
    free_at = sent[-limits.messages_per_minute] + WINDOW
    return Refused("too_fast", max(1, ceil((free_at - datetime.now(UTC)).total_seconds())))


async def _listen(session: AsyncSession, message: Message) -> Spoken:
    """The language of the conversation after this message; the words on a button are ours."""
    spoken = (await store.current(session, message.conversation_id)).spoken
    return spoken if message.payload else await asyncio.to_thread(after, message.text, spoken)


async def _ask(session: AsyncSession, assistant: Assistant, message: Message, spoken: Spoken) -> Reply | None:
    """The assistant's reply; None when a human has this conversation. The turn's one place that catches."""
    conversation = await store.current(session, message.conversation_id)
    if not _may_answer(conversation, message):
        return None
    if message.payload in telling.OF_WHO_WAITS:  # a button of an earlier wait, pressed again
        return Reply(kind="smalltalk", text=sentence("handoff.withdrawn"))
    question = Question(
        conversation.id,
        message.episode,
        message.text,
        message.payload or (SWITCH_LANGUAGE if wished(message.text) else None),
        conversation.channel,
        spoken.language,
        conversation.municipality,
        await plans.kept(session, conversation.id),
        message.sequence,
        conversation.topic,
    )
    try:
        return await assistant.answer(question)
    except Exception as error:
        log.error("the assistant failed for %s: %s", question.sender, type(error).__name__)
        return apology()


def _may_answer(conversation: Conversation, message: Message) -> bool:
    """Asked before and after thinking: an agent may have taken over meanwhile, and then the bot is silent."""
    return conversation.state in ASSISTANT_ANSWERS and conversation.episode == message.episode


async def _reply(
    session: AsyncSession, conversation: Conversation, message: Message, reply: Reply, hours: Hours
) -> None:
    stored = await store.append(
        session,
        conversation,
        "assistant",
        reply.text,
        reply=reply.model_dump(mode="json"),
        answers=message,
    )
    if reply.plan:
        await plans.keep(session, conversation.id, plans.state_of(reply.plan))
    for state in states.path_after_reply(conversation.state, reply.kind):
        conversation = await store.change_state(session, conversation, state, "assistant")
    if conversation.state is State.WAITING:
        await cases.open_case(session, conversation, reply.case or bare_case(message.text, message.sequence), hours)
    milliseconds = (stored.created_at - message.created_at) / timedelta(milliseconds=1)
    log.info("answered %s in %d ms: %s %s", message.id, milliseconds, reply.kind, reply.topic)
