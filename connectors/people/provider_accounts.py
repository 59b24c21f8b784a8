"""Accounts of people whom the identity provider knows: made at the first sign-in, kept equal at every next one.

An account is found by issuer and subject, never by name or e-mail: whoever can choose an address at the provider
cannot become somebody else here.
"""

from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from connectors.people import audit, sessions
from connectors.people.audit import ACCOUNT, Action
from connectors.people.model import DEFAULT_TEAM, person_of
from connectors.people.oidc_claims import Newcomer
from connectors.people.tables import AccountRow


async def welcomed(session: AsyncSession, issuer: str, newcomer: Newcomer) -> AccountRow | None:
    """The account, up to date; None when it was deactivated here, whatever the provider says."""
    row = await _known(session, issuer, newcomer.subject)
    if row is None:
        return await _add(session, issuer, newcomer)
    if not row.active:
        await audit.record(session, person_of(row), Action.SIGN_IN_FAILED, ACCOUNT, row.id)
        return None
    row.login, row.display_name, row.team = newcomer.login, newcomer.name, newcomer.team or row.team
    if row.role != newcomer.role.value:
        row.role = newcomer.role.value
        await sessions.end_all_of(session, row.id)
        await audit.record(session, None, Action.ROLE_CHANGED, ACCOUNT, row.id, who=issuer)
    return row


async def turned_away(session: AsyncSession, issuer: str, subject: str) -> None:
    """Somebody who has no role (any more): what was open closes."""
    row = await _known(session, issuer, subject)
    if row is not None:
        await sessions.end_all_of(session, row.id)
    person = person_of(row) if row else None
    await audit.record(session, person, Action.SIGN_IN_FAILED, ACCOUNT, row.id if row else subject, who=issuer)


async def _known(session: AsyncSession, issuer: str, subject: str) -> AccountRow | None:
    query = select(AccountRow).where(AccountRow.issuer == issuer, AccountRow.subject == subject)
    return await session.scalar(query.with_for_update())


async def _add(session: AsyncSession, issuer: str, newcomer: Newcomer) -> AccountRow:
    row = AccountRow(
        id=uuid4(),
        login=newcomer.login,
        display_name=newcomer.name,
        role=newcomer.role.value,
        team=newcomer.team or DEFAULT_TEAM,
        active=True,
        issuer=issuer,
        subject=newcomer.subject,
    )
    session.add(row)
    await session.flush()
    await audit.record(session, None, Action.PERSON_ADDED, ACCOUNT, row.id, who=issuer)
    return row
