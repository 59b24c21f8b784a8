"""The call-back detail: read from the citizen's words before they are masked, sealed, and gone at closing."""

import re
from dataclasses import dataclass
from uuid import UUID

import phonenumbers
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from connectors.handoff.model import ContactKind
from connectors.handoff.tables import HandoffRow
from connectors.sealing import Seal

EMAIL = re.compile(r"(?<![\w.+%'-])[\w.+%'-]{1,64}@(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}")


@dataclass(frozen=True)
class Contact:
    """A phone number in international form, or an e-mail address."""

    kind: ContactKind
    value: str


def found_in(text: str) -> Contact | None:
    """The first valid Dutch or international number in it, else the first address."""
    for match in phonenumbers.PhoneNumberMatcher(text, "NL"):
        return Contact("phone", phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164))
    email = EMAIL.search(text)
    return Contact("email", email[0]) if email else None


async def keep(session: AsyncSession, handoff_id: UUID, contact: Contact, seal: Seal) -> None:
    """Stores it sealed; it takes the place of an earlier one."""
    kept = update(HandoffRow).where(HandoffRow.id == handoff_id)
    values = {"contact_kind": contact.kind, "contact": seal.close(contact.value), "contact_wanted": False}
    await session.execute(kept.values(**values))


async def want(session: AsyncSession, handoff_id: UUID, wanted: bool) -> None:
    """From now on the next message may hold it, or no longer."""
    await session.execute(update(HandoffRow).where(HandoffRow.id == handoff_id).values(contact_wanted=wanted))


async def read(session: AsyncSession, handoff_id: UUID, seal: Seal) -> Contact | None:
    """For the agent who has the case; the caller writes the audit. Raises `connectors.sealing.UnsealableError`."""
    row = await session.get(HandoffRow, handoff_id, populate_existing=True)
    if row is None or row.contact is None or row.contact_kind is None:
        return None
    kind: ContactKind = "phone" if row.contact_kind == "phone" else "email"
    return Contact(kind, seal.open(row.contact))
