"""`wegwijs bench`: a turn beside its parts, and many conversations at once. Loopback only, and bounded."""

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

import httpx
import typer
from rich.console import Console
from rich.table import Table

from bot.settings import settings
from connectors.client import CitizenClient
from connectors.commands.bench.timing import Timing, milliseconds
from connectors.stack import running_stack, scratch_settings
from knowledge.ask import ask
from knowledge.base import KnowledgeBase, open_base

CONVERSATIONS = (1, 10, 50)
MESSAGES_EACH = {1: 30, 10: 6, 50: 3}
ROUNDS = 200
# Longest search that the design allows, as a multiple of the encoder's own time.
SEARCH_TO_ENCODER_MAX = 1.3


def register(group: typer.Typer) -> None:
    @group.callback(invoke_without_command=True)
    def bench(context: typer.Context, parts: bool = typer.Option(False, "--parts", help="No servers.")) -> None:
        """Time of a turn beside its parts, and messages a second at 1, 10 and 50 conversations at once."""
        if context.invoked_subcommand:
            return
        console = Console()
        base = open_base(settings())
        questions = [text.questions[0] for text in base.texts.values()]
        timings = _parts(base, questions)
        if parts:
            console.print(_parts_table(timings))
            return
        with _stack(console) as url, console.status("talking"):
            loads = [_load(url, count, MESSAGES_EACH[count], questions) for count in CONVERSATIONS]
        console.print(_parts_table(timings | {"turn through the whole stack": loads[0].turn}))
        console.print(_load_table(loads))


def _parts(base: KnowledgeBase, questions: Sequence[str]) -> dict[str, Timing]:
    """The parts of a turn without any server, one after the other for each question: as busy as they are together."""
    spent: dict[str, list[float]] = {"encoder alone": [], "FAISS alone": [], "knowledge base (search and decision)": []}
    index = base.index.matcher.vectors
    for question in questions[:ROUNDS]:
        vector = base.encoder.queries([question])[0]
        works: tuple[Callable[[], object], ...] = (
            partial(base.encoder.queries, [question]),
            partial(index.search, vector),
            partial(ask, base, question),
        )
        for times, work in zip(spent.values(), works, strict=True):
            times.append(milliseconds(work))
    return {name: Timing.of(times) for name, times in spent.items()}


@contextmanager
def _stack(console: Console) -> Iterator[str]:
    status = console.status("starting a scratch stack")
    with scratch_settings(settings()) as scratch:
        status.start()
        with running_stack(scratch, lambda name: status.update(f"starting a scratch stack: {name}")) as stack:
            status.stop()
            yield stack.url


@dataclass(frozen=True)
class Load:
    """What so many conversations at once gave."""

    conversations: int
    messages: int
    seconds: float
    turn: Timing


def _load(url: str, conversations: int, each: int, questions: Sequence[str]) -> Load:
    def citizen(number: int) -> list[float]:
        with httpx.Client(base_url=url, timeout=120) as http:
            client = CitizenClient.start(http)
            said = [questions[(number * each + i) % len(questions)] for i in range(each)]
            spent = [float(client.say(text).milliseconds) for text in said]
            client.end()
            return spent

    citizen(0)  # the first turn of a fresh process loads what later turns find ready
    begin = time.perf_counter()
    with ThreadPoolExecutor(conversations) as pool:
        spent = [one for turns in pool.map(citizen, range(conversations)) for one in turns]
    return Load(conversations, len(spent), time.perf_counter() - begin, Timing.of(spent))


def _parts_table(parts: dict[str, Timing]) -> Table:
    table = Table("part of a turn", "p50 ms", "p95 ms", title="One turn, one citizen")
    for name, timing in parts.items():
        table.add_row(name, f"{timing.p50:.1f}", f"{timing.p95:.1f}")
    encoder, search = parts["encoder alone"], parts["knowledge base (search and decision)"]
    table.caption = f"knowledge base / encoder: {search.p50 / encoder.p50:.2f} (at most {SEARCH_TO_ENCODER_MAX})"
    return table


def _load_table(loads: Sequence[Load]) -> Table:
    table = Table("conversations at once", "messages", "messages a second", "turn p50 ms", "turn p95 ms", title="Load")
    for load in loads:
        rate = load.messages / load.seconds
        table.add_row(
            str(load.conversations),
            str(load.messages),
            f"{rate:.1f}",
            f"{load.turn.p50:.0f}",
            f"{load.turn.p95:.0f}",
        )
    return table
