"""The first two people of an empty database, so that whoever starts Wegwijs can look at the desk at once."""

from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.sentences import sentence
from connectors.database.engine import create, transaction
from connectors.people import accounts
from connectors.people.accounts import NewPerson
from connectors.people.roles import Role

LOCK = 0x504550  # "PEP": two that start at the same moment make one pair


@dataclass(frozen=True)
class FirstPassword:
    """To be shown once; it is stored nowhere."""

    login: str
    password: str


async def make_first_people(url: str) -> tuple[FirstPassword, ...]:
    """An administrator and an agent; nobody when there is anybody already."""
    engine = create(url)
    try:
        async with transaction(engine) as session:
            return await _first(session)
    finally:
        await engine.dispose()


async def _first(session: AsyncSession) -> tuple[FirstPassword, ...]:
    await session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    if not await accounts.nobody_yet(session):
        return ()
    wanted = (
        NewPerson(
            sentence("people.first.administrator"), sentence("people.first.administrator_name"), Role.ADMINISTRATOR
        ),
        NewPerson(sentence("people.first.agent"), sentence("people.first.agent_name"), Role.AGENT),
    )
    return tuple([FirstPassword(new.login, await accounts.add(session, new, None)) for new in wanted])
