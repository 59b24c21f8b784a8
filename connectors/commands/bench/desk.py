"""`wegwijs bench desk`: a busy shift through the whole stack, with the gateway killed in the middle of it."""

import asyncio
import random
from collections import Counter
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID, uuid4

import httpx
import typer
from rich.console import Console
from rich.table import Table
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from bot.settings import settings
from connectors.commands.bench import shift
from connectors.commands.bench.shift import Citizen
from connectors.conversations import history
from connectors.conversations.model import Message
from connectors.database import engine as database_engine
from connectors.database.engine import transaction
from connectors.handoff.model import Agent
from connectors.stack import Stack, running_stack, scratch_settings

CLAIMS = "SELECT conversation_id, count(*) FROM audit WHERE before = 'waiting' AND after = 'agent' GROUP BY 1"


@dataclass(frozen=True)
class Found:
    """What went wrong, and how much there was of it. All but the first three should be 0."""

    conversations: int
    handed_over: int
    messages: int
    lost: int
    doubled: int
    out_of_order: int
    unanswered: int
    claimed_twice: int


def register(group: typer.Typer) -> None:
    @group.command()
    def desk(
        conversations: Annotated[int, typer.Option(help="Citizens at once.")] = 200,
        agents: Annotated[int, typer.Option(help="Agents at once.")] = 20,
        seconds: Annotated[int, typer.Option(help="How long the shift lasts.")] = 300,
        kills: Annotated[int, typer.Option(help="How often the gateway is killed.")] = 2,
    ) -> None:
        """Is every message delivered once and in order, and every handoff claimed by one agent?"""
        console = Console()
        with scratch_settings(settings()) as scratch, running_stack(scratch, console.print) as stack:
            found = asyncio.run(_shift(stack, conversations, agents, seconds, kills, console))
        console.print(_table(found))


async def _shift(stack: Stack, conversations: int, agents: int, seconds: int, kills: int, console: Console) -> Found:
    engine = database_engine.create(stack.database.url)
    until = asyncio.get_running_loop().time() + seconds
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=stack.url, timeout=60, limits=limits, trust_env=False) as http:
        citizens = [Citizen(http) for _ in range(conversations)]
        chats_max = -(-conversations // agents)
        people = [Agent(uuid4(), f"Agent{number}") for number in range(agents)]
        async with asyncio.TaskGroup() as group:
            for number, citizen in enumerate(citizens):
                group.create_task(shift.live(citizen, number, until))
            for agent in people:
                group.create_task(shift.work(engine, agent, chats_max, until + 3))
            group.create_task(_kill(stack, seconds, kills, console))
        found = await _judged(engine, citizens)
    await engine.dispose()
    return found


async def _kill(stack: Stack, seconds: int, kills: int, console: Console) -> None:
    """Kills the gateway at random moments of the second half, and starts it again as `wegwijs up` does."""
    for _ in range(kills):
        await asyncio.sleep(seconds / 2 / kills + random.uniform(0, seconds / 8))  # noqa: S311 - a moment, not a secret
        gateway = stack.service("gateway")
        await asyncio.to_thread(gateway.kill)
        console.print("the gateway is killed")
        await asyncio.to_thread(stack.restart_dead, lambda line: None)


async def _judged(engine: AsyncEngine, citizens: list[Citizen]) -> Found:
    async with transaction(engine) as session:
        claims: dict[UUID, int] = dict((await session.execute(text(CLAIMS))).tuples().all())
    lost = doubled = disorder = unanswered = total = 0
    for citizen in citizens:
        async with transaction(engine) as session:
            stored: list[tuple[str, str]] = [(m.role, m.text) for m in await _all(session, UUID(citizen.id))]
        total += len(stored)
        said = [words for role, words in stored if role == "citizen"]
        lost += len(Counter(citizen.sent) - Counter(said)) + len(Counter(stored) - Counter(citizen.seen))
        doubled += len(Counter(said) - Counter(citizen.sent)) + len(Counter(citizen.seen) - Counter(stored))
        disorder += said != citizen.sent or citizen.sequences != sorted(citizen.sequences)
        answers = [words.removeprefix("antwoord op ") for role, words in stored if role == "agent"]
        unanswered += len([words for words in said if words.startswith("burger")]) - len(answers)
        disorder += answers != [words for words in said if words.startswith("burger")][: len(answers)]
    twice = sum(count > 1 for count in claims.values())
    return Found(len(citizens), len(claims), total, lost, doubled, disorder, unanswered, twice)


async def _all(session: AsyncSession, conversation_id: UUID) -> list[Message]:
    found: list[Message] = []
    while batch := await history.after(session, conversation_id, found[-1].sequence if found else 0):
        found += batch
    return found


def _table(found: Found) -> Table:
    table = Table("what", "count", title="A shift")
    for name, value in vars(found).items():
        table.add_row(name.replace("_", " "), str(value))
    return table
