"""`wegwijs bench whatsapp`: 80 messages a second on the webhook, while the assistant works through them."""

import asyncio
import json
import time
from dataclasses import dataclass
from typing import Annotated

import httpx
import typer
from rich.console import Console
from rich.table import Table
from sqlalchemy import Engine, create_engine, text

from bot.settings import settings
from connectors.commands.bench.timing import Timing
from connectors.stack import Pretended, Stack, running_stack, scratch_settings
from connectors.whatsapp.account import SIGNATURE, sign
from connectors.whatsapp.rules import NUMBER_PER_SECOND
from connectors.whatsapp.simulator import notifications

P95_MAX_MS = 50  # what the design allows; Meta wants an answer in about 250
PEOPLE_PER_MESSAGE_A_SECOND = 10  # so that each writes every ten seconds
AGAIN_EVERY = 20  # one notification in so many comes twice, as Meta's retries do
DRAIN_SECONDS = 300
TRIES_MAX, RETRY_SECONDS = 5, 1.0  # Meta goes on for days; here it has to end
QUESTIONS = ("hallo", "hoe vraag ik een paspoort aan", "wat kost een rijbewijs", "ik ga verhuizen", "dank u wel")
LOST = "SELECT count(*) FROM whatsapp_inbox WHERE status <> 'done'"
HEARD = "SELECT count(*) FROM messages WHERE role = 'citizen'"
ANSWERED = "SELECT count(*) FROM messages WHERE answers IS NOT NULL"
SENT = "SELECT count(*) FROM whatsapp_sent"


@dataclass(frozen=True)
class Posted:
    """What the webhook did: milliseconds of every request, how many it did not take, and the messages that it got."""

    milliseconds: list[float]
    refused: int
    messages: int


@dataclass(frozen=True)
class Result:
    posted: Posted
    answered_meanwhile: int
    sent_meanwhile: int
    heard: int
    seconds_to_hear: float

    @property
    def lost(self) -> int:
        return self.posted.messages - self.heard


def register(group: typer.Typer) -> None:
    @group.command()
    def whatsapp(
        seconds: Annotated[float, typer.Option(min=1, help="How long messages come in.")] = 60,
        rate: Annotated[int, typer.Option(min=1, help="Messages a second.")] = NUMBER_PER_SECOND,
    ) -> None:
        """Latency of the webhook at Meta's full rate, and how many messages were lost or taken in twice."""
        console = Console()
        status = console.status("starting a scratch stack")
        with scratch_settings(settings()) as scratch, status:
            tell = lambda name: status.update(f"starting a scratch stack: {name}")  # noqa: E731
            with running_stack(scratch, tell, whatsapp_simulator=True) as stack:
                status.update(f"posting {rate} messages a second for {seconds:.0f} seconds")
                result = _measure(stack, seconds, rate)
        console.print(_table(result, seconds))
        raise typer.Exit(1 if result.lost else 0)


def _measure(stack: Stack, seconds: float, rate: int) -> Result:
    if stack.whatsapp is None:
        raise RuntimeError("the stack has no simulator")
    database = create_engine(stack.database.url)
    posted = asyncio.run(_post_all(f"{stack.url}/webhooks/whatsapp", stack.whatsapp, seconds, rate))
    answered, sent = _count(database, ANSWERED), _count(database, SENT)
    begin = time.monotonic()
    while _count(database, LOST) and time.monotonic() - begin < DRAIN_SECONDS:
        time.sleep(0.2)
    took = time.monotonic() - begin
    heard = _count(database, HEARD)
    database.dispose()
    return Result(posted, answered, sent, heard, took)


async def _post_all(url: str, pretended: Pretended, seconds: float, rate: int) -> Posted:
    """Posts by the clock and not by the answer: a slow webhook gets no mercy."""
    count = round(seconds * rate)
    async with httpx.AsyncClient(trust_env=False, timeout=30) as http:
        begin = time.perf_counter()
        tasks: list[asyncio.Task[list[tuple[float, bool]]]] = []
        for number in range(count):
            await asyncio.sleep(max(0.0, begin + number / rate - time.perf_counter()))
            tasks.append(asyncio.create_task(_post(http, url, pretended, number, rate)))
        done = [one for task in tasks for one in await task]
    return Posted([spent for spent, _ in done], sum(not is_taken for _, is_taken in done), count)


async def _post(
    http: httpx.AsyncClient, url: str, pretended: Pretended, number: int, rate: int
) -> list[tuple[float, bool]]:
    body = _body(pretended.phone_number_id, number, rate)
    headers = {SIGNATURE: sign(pretended.app_secret, body), "Content-Type": "application/json"}
    spent: list[tuple[float, bool]] = []
    wanted = 2 if number % AGAIN_EVERY == 0 else 1
    while sum(is_taken for _, is_taken in spent) < wanted and len(spent) < TRIES_MAX:
        begin = time.perf_counter()
        is_taken = await _is_taken(http, url, body, headers)
        spent.append(((time.perf_counter() - begin) * 1000, is_taken))
        await asyncio.sleep(0 if is_taken else RETRY_SECONDS)
    return spent


async def _is_taken(http: httpx.AsyncClient, url: str, body: bytes, headers: dict[str, str]) -> bool:
    """A broken line counts as a refusal, as with Meta."""
    try:
        return (await http.post(url, content=body, headers=headers)).status_code == 200
    except httpx.HTTPError:
        return False


def _body(phone_number_id: str, number: int, rate: int) -> bytes:
    person = number % (rate * PEOPLE_PER_MESSAGE_A_SECOND)
    wa_id, user_id = (f"316{person:08}", None) if person % 2 else (None, f"NL.{person:016}")
    message = notifications.message(
        notifications.message_id(wa_id or str(user_id)),
        int(time.time()),
        wa_id,
        user_id,
        "text",
        {"body": QUESTIONS[number % len(QUESTIONS)]},
    )
    contact = notifications.contact("Bench", wa_id, user_id)
    return json.dumps(notifications.notification(phone_number_id, contacts=[contact], messages=[message])).encode()


def _count(database: Engine, query: str) -> int:
    with database.connect() as connection:
        return int(connection.scalar(text(query)) or 0)


def _table(result: Result, seconds: float) -> Table:
    timing = Timing.of(result.posted.milliseconds)
    table = Table("what", "measured", title=f"WhatsApp: {result.posted.messages} messages in {seconds:.0f} s")
    for name, value in (
        ("webhook p50", f"{timing.p50:.1f} ms"),
        ("webhook p95", f"{timing.p95:.1f} ms (at most {P95_MAX_MS})"),
        ("webhook slowest", f"{max(result.posted.milliseconds):.1f} ms"),
        ("requests", f"{len(result.posted.milliseconds)}, one message in {AGAIN_EVERY} came twice"),
        ("not answered 200, sent again", str(result.posted.refused)),
        ("answered by the assistant meanwhile", str(result.answered_meanwhile)),
        ("sent to WhatsApp meanwhile", str(result.sent_meanwhile)),
        ("all heard after", f"{result.seconds_to_hear:.1f} s"),
        ("lost", str(max(0, result.lost))),
        ("taken in twice", str(max(0, -result.lost))),
    ):
        table.add_row(name, value)
    return table
