"""Keeps the tables small and the promises kept: who has no conversation any more is forgotten."""

from datetime import timedelta

from sqlalchemy import delete, exists, func

from connectors.database.engine import transaction
from connectors.whatsapp import statuses
from connectors.whatsapp.channel import Channel
from connectors.whatsapp.intake import OLDEST
from connectors.whatsapp.tables import ContactRow, InboxRow, OutboxRow

# A last sentence (*ik heb ons gesprek gewist*) gets this long to leave, whatever is wrong with the line.
LAST_WORD = timedelta(days=1)


async def tidy(channel: Channel) -> None:
    """Forgets ids that Meta cannot repeat any more, and people who are done."""
    old = func.clock_timestamp() - OLDEST
    async with transaction(channel.engine) as session:
        await session.execute(
            delete(InboxRow).where(InboxRow.status.in_(("done", "failed")), InboxRow.received_at < old)
        )
        await statuses.forget_old(session, old)
        is_talking = exists().where(
            OutboxRow.contact_id == ContactRow.id,
            OutboxRow.status.in_(("waiting", "sending")),
            OutboxRow.changed_at > func.clock_timestamp() - LAST_WORD,
        )
        await session.execute(delete(ContactRow).where(ContactRow.conversation_id.is_(None), ~is_talking))
