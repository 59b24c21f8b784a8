"""Who wrote: found again by phone number or business-scoped id, kept as hashes, with an encrypted address.

Meta may tell one of the two today and both tomorrow; either finds the same person. A conversation comes with the
contact, and with it the first message: who Wegwijs is, that it is a computer, and where the privacy statement is.
"""

import uuid
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.reply import Reply
from bot.sentences import sentence
from connectors.conversations import notify, store
from connectors.whatsapp.intake import phone_key, user_key
from connectors.whatsapp.payloads import Sender
from connectors.whatsapp.tables import ContactRow, OutboxRow
from connectors.whatsapp.vault import Vault


@dataclass(frozen=True)
class Contact:
    """A person with a conversation."""

    id: UUID
    conversation_id: UUID


async def find(session: AsyncSession, vault: Vault, sender: Sender) -> ContactRow | None:
    """The contact, locked; a message that is stored meanwhile may still point to it.

    When both ids lead to a row of their own, the one with a conversation, and then the one with Meta's id.
    """
    return (await session.scalars(_of(vault, sender).with_for_update(key_share=True))).first()


async def talking_in(session: AsyncSession, vault: Vault, sender: Sender) -> UUID | None:
    """The conversation of whoever wrote, nothing locked."""
    row = (await session.scalars(_of(vault, sender))).first()
    return row.conversation_id if row else None


def _of(vault: Vault, sender: Sender) -> Select[ContactRow]:
    same: list[ColumnElement[bool]] = []
    if key := user_key(vault, sender):
        same.append(ContactRow.user_key == key)
    if key := phone_key(vault, sender):
        same.append(ContactRow.phone_key == key)
    order = (ContactRow.conversation_id.is_(None), ContactRow.user_key.is_(None))
    return select(ContactRow).where(or_(*same)).order_by(*order)


async def heard(session: AsyncSession, vault: Vault, sender: Sender, at: datetime, privacy_url: str) -> Contact:
    """The contact of whoever wrote, with a conversation; both new when they have to be."""
    row = await find(session, vault, sender)
    if row is None:
        row = ContactRow(id=uuid.uuid4(), heard_at=at)
        await _own(session, vault, row, sender)
        session.add(row)
    else:
        known = address(vault, row)
        together = Sender(sender.phone_number_id, sender.user_id or known.user_id, sender.wa_id or known.wa_id)
        if together != known:
            await _own(session, vault, row, together)
    row.heard_at = max(row.heard_at, at)
    await session.flush()
    conversation_id = row.conversation_id or await _begin(session, row, privacy_url)
    await _release(session, row)
    return Contact(row.id, conversation_id)


async def moved(session: AsyncSession, vault: Vault, sender: Sender, moved_to: Sender) -> None:
    """The same person, under another number and id from now on: Meta makes a new id for a new number."""
    row = await find(session, vault, sender)
    if row is not None:
        await _own(session, vault, row, moved_to)


def address(vault: Vault, row: ContactRow) -> Sender:
    return Sender(**vault.open(row.address))


async def _own(session: AsyncSession, vault: Vault, row: ContactRow, sender: Sender) -> None:
    """Gives the row these ids. An id belongs to one person: who had it before was this one, or is nobody now."""
    user, phone = user_key(vault, sender), phone_key(vault, sender)
    others = or_(ContactRow.user_key == user, ContactRow.phone_key == phone)
    await session.execute(delete(ContactRow).where(others, ContactRow.id != row.id))
    row.user_key, row.phone_key = user, phone
    row.address = vault.seal(asdict(sender))


async def _begin(session: AsyncSession, row: ContactRow, privacy_url: str) -> UUID:
    """A new conversation. The contact points to it before the first word is stored, so that it goes out."""
    opening = Reply(kind="smalltalk", text=sentence("whatsapp.opening", url=privacy_url))
    conversation, _ = await store.create(session, "whatsapp")
    row.conversation_id = conversation.id
    await session.flush()
    await store.append(session, conversation, "assistant", opening.text, reply=opening.model_dump(mode="json"))
    return conversation.id


async def _release(session: AsyncSession, row: ContactRow) -> None:
    """Sends what was held because the 24 hours were over: they have begun again."""
    row.templated_at = None
    waiting = update(OutboxRow).where(OutboxRow.contact_id == row.id, OutboxRow.status == "held")
    released = waiting.values(status="waiting", try_at=func.clock_timestamp()).returning(OutboxRow.id)
    if (await session.scalars(released)).all():
        await notify.whatsapp_goes_out(session)
