"""The last word on WhatsApp when a conversation is erased in the middle of a turn: its own messages go with it."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from connectors.conversations import notify
from connectors.whatsapp.tables import ContactRow, OutboxRow


async def confirm_erased(session: AsyncSession, conversation_id: UUID) -> None:
    """Puts the confirmation in the outbox of whoever wrote it; on the web nobody, the page tells it there."""
    person = await session.scalar(select(ContactRow.id).where(ContactRow.conversation_id == conversation_id))
    if person is not None:
        session.add(OutboxRow(contact_id=person, notice="whatsapp.stopped"))
        await notify.whatsapp_goes_out(session)
