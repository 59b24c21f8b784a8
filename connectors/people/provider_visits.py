"""Who is at the identity provider now. A visit is used once, within ten minutes, by the browser that left."""

from datetime import timedelta

from sqlalchemy import ColumnElement, delete, func
from sqlalchemy.ext.asyncio import AsyncSession

from connectors.conversations import tokens
from connectors.people.oidc import Departure
from connectors.people.tables import ProviderVisitRow

LONGEST = timedelta(minutes=10)


async def left(session: AsyncSession, departure: Departure, browser: str, return_to: str) -> None:
    """`browser` is the id in its cookie."""
    await session.execute(delete(ProviderVisitRow).where(_is_over()))
    session.add(
        ProviderVisitRow(
            state_hash=tokens.hashed(departure.state),
            browser_hash=tokens.hashed(browser),
            nonce=departure.nonce,
            verifier=departure.verifier,
            return_to=return_to,
        )
    )


async def returned(session: AsyncSession, state: str, browser: str) -> ProviderVisitRow | None:
    """The visit, taken away so that nobody uses it again."""
    query = (
        delete(ProviderVisitRow)
        .where(
            ProviderVisitRow.state_hash == tokens.hashed(state),
            ProviderVisitRow.browser_hash == tokens.hashed(browser),
            ~_is_over(),
        )
        .returning(ProviderVisitRow)
    )
    return await session.scalar(query)


def _is_over() -> ColumnElement[bool]:
    return ProviderVisitRow.created_at < func.clock_timestamp() - LONGEST
