"""Sends what waits: one part at a time, and does with Meta's answer what `rules` says.

Never twice: see `outbox`. Meta's own refusal is the only reason to send the same again.
"""

import logging
from datetime import UTC, datetime, timedelta
from typing import Any

from pydantic import ValidationError
from sqlalchemy import func
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.reply import Reply
from bot.sentences import sentence
from connectors.conversations import store
from connectors.database.engine import transaction
from connectors.database.tables import MessageRow
from connectors.render import whatsapp
from connectors.render.cutting import pieces
from connectors.render.whatsapp import TEXT_MAX_CHARS, WhatsAppMessage
from connectors.whatsapp import bodies, outbox, rules
from connectors.whatsapp.channel import Channel
from connectors.whatsapp.graph import NotSent, Outcome, Refused, Sent, Unsure
from connectors.whatsapp.intake import message_key
from connectors.whatsapp.outbox import Task
from connectors.whatsapp.payloads import Sender
from connectors.whatsapp.tables import ContactRow, NumberRow

WINDOW_CODE = 131047

log = logging.getLogger(__name__)


async def claim(channel: Channel) -> Task | None:
    """The next part to send, marked as such; None when nothing may go out now."""
    async with transaction(channel.engine) as session:
        return await outbox.claim(session, channel.account.phone_number_id)


async def send(channel: Channel, task: Task) -> None:
    """Sends one part of one message, and writes down what came of it."""
    parts = rendered(task.message, task.notice)
    if task.part >= len(parts):  # a later version of Wegwijs needs fewer
        async with transaction(channel.engine) as session:
            await outbox.took(session, task.id, task.part, message_key(channel.vault, task.reference), True)
        return
    to = Sender(**channel.vault.open(task.address))
    outcome: Outcome = Refused(WINDOW_CODE)
    if datetime.now(UTC) - task.heard_at < rules.WINDOW_LASTS:
        outcome = await channel.graph.post(bodies.message(to, parts[task.part], task.reference))
    await _settle(channel, task, to, outcome, is_last=task.part + 1 == len(parts))


def rendered(message: MessageRow | None, notice: str | None) -> tuple[WhatsAppMessage, ...]:
    """The parts of a stored message, the same at every try."""
    if message is None:
        return (WhatsAppMessage(sentence(notice or "whatsapp.stopped")),)
    if message.role in ("assistant", "system") and message.reply:
        try:
            return whatsapp.messages(Reply.model_validate(message.reply))
        except ValidationError:  # a reply of an older version: its text is all that is left of it
            pass
    name = getattr(message, "author", None) if message.role == "agent" else None
    text = sentence("whatsapp.agent", name=name, text=message.text) if name else message.text
    return tuple(WhatsAppMessage(piece) for piece in pieces(text, TEXT_MAX_CHARS))


async def _settle(channel: Channel, task: Task, to: Sender, outcome: Outcome, is_last: bool) -> None:
    async with transaction(channel.engine) as session:
        match outcome:
            case Sent(id):
                await outbox.took(session, task.id, task.part, message_key(channel.vault, id), is_last)
                if task.attempt > 1:
                    await _well_again(session, channel)
                return
            case Unsure():
                await outbox.unsure(session, task.id, rules.UNSURE_AFTER)
                return
            case NotSent():
                await outbox.later(session, task.id, rules.pause(task.attempt), None)
                return
    await refused(channel, task, to, outcome.code)


async def refused(channel: Channel, task: Task, to: Sender, code: int) -> None:
    """Meta did not take it, or tells later that it could not bring it."""
    verdict = rules.verdict(code)
    log.log(logging.INFO if verdict.startswith("slow") else logging.WARNING, "Meta says %d: %s", code, verdict)
    wait = rules.pause(task.attempt)
    if verdict == "window" and await _invited(channel, task, to):
        await _told(channel, task, code, "held")
        return
    async with transaction(channel.engine) as session:
        match verdict:
            case "again" if task.attempt < rules.ATTEMPTS_MAX:
                await outbox.later(session, task.id, wait, code)
                return
            case "slow_pair":
                await outbox.later(session, task.id, max(wait, rules.PAIR_INTERVAL), code)
                return
            case "slow_number":
                await _pause(session, channel, wait, None)
                await outbox.later(session, task.id, wait, code)
                return
            case "stop":
                log.error("WhatsApp sends nothing: Meta says %d. See docs/whatsapp.md", code)
                await _pause(session, channel, rules.PROBE_AFTER, code)
                await outbox.later(session, task.id, rules.PROBE_AFTER, code)
                return
    await _told(channel, task, code, verdict)


async def _invited(channel: Channel, task: Task, to: Sender) -> bool:
    """Whether the citizen has been asked, by an approved template, to write back. Once is enough."""
    if not channel.account.template:
        return False
    async with transaction(channel.engine) as session:
        contact = await session.get(ContactRow, task.contact_id, with_for_update={"key_share": True})
        if contact is None or contact.templated_at is not None:
            return contact is not None
        contact.templated_at = func.clock_timestamp()  # before it leaves: twice is worse than not
    name, language = channel.account.template, channel.account.template_language
    outcome = await channel.graph.post(bodies.template(to, name, language, f"{task.reference}.template"))
    return not isinstance(outcome, Refused)


async def _told(channel: Channel, task: Task, code: int, why: str) -> None:
    """Nothing more can be done: the row shows it, and the desk gets a note. `held` waits for the citizen."""
    async with transaction(channel.engine) as session:
        conversation = await store.lock(session, task.conversation_id) if task.conversation_id else None
        await (outbox.hold if why == "held" else outbox.fail)(session, task.id, code)
        if conversation and task.message is not None:
            await outbox.tell_desk(session, conversation, sentence(f"whatsapp.note.{why}"))


async def _pause(session: AsyncSession, channel: Channel, wait: timedelta, trouble: int | None) -> None:
    """Silences the number, in every process."""
    until = func.clock_timestamp() + wait
    number = channel.account.phone_number_id
    row = insert(NumberRow).values(phone_number_id=number, paused_until=until, trouble=trouble)
    changes: dict[str, Any] = {
        "paused_until": func.greatest(NumberRow.paused_until, until),
        "changed_at": func.clock_timestamp(),
    }
    changes |= {"trouble": trouble} if trouble is not None else {}
    await session.execute(row.on_conflict_do_update(index_elements=["phone_number_id"], set_=changes))


async def _well_again(session: AsyncSession, channel: Channel) -> None:
    row = await session.get(NumberRow, channel.account.phone_number_id)
    if row is not None and row.trouble is not None:
        log.warning("WhatsApp sends again")
        row.trouble = None
