"""`wegwijs bench`: how fast, measured in one run on this machine. Loopback only, bounded in count and time."""

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

import httpx
import typer
from rich.console import Console
from rich.table import Table

from bot.settings import settings
from connectors.client import CitizenClient
from connectors.stack import running_stack, scratch_settings
from knowledge.ask import ask
from knowledge.base import KnowledgeBase, open_base

CONVERSATIONS = (1, 10, 50)
MESSAGES_EACH = {1: 30, 10: 6, 50: 3}
ROUNDS = 50


@dataclass(frozen=True)
class Timing:
    """Milliseconds at the median and the 95th percentile."""

    p50: float
    p95: float

    @classmethod
    def of(cls, milliseconds: Sequence[float]) -> "Timing":
        ordered = sorted(milliseconds)
        return cls(statistics.median(ordered), ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))])


def register(app: typer.Typer) -> None:
    @app.command()
    def bench() -> None:
        """Time of a turn beside its parts, and messages a second at 1, 10 and 50 conversations at once."""
        console = Console()
        base = open_base(settings())
        questions = [text.questions[0] for text in base.texts.values()]
        parts = _parts(base, questions)
        with _stack(console) as url, console.status("talking"):
            loads = [_load(url, count, MESSAGES_EACH[count], questions) for count in CONVERSATIONS]
        console.print(_parts_table(parts, loads[0]))
        console.print(_load_table(loads))


def _parts(base: KnowledgeBase, questions: Sequence[str]) -> dict[str, Timing]:
    """The parts of a turn without any server, over the same questions."""
    asked = questions[:ROUNDS]
    vectors = [base.encoder.queries([question])[0] for question in asked]
    return {
        "encoder alone": _timed(lambda i: base.encoder.queries([asked[i]]), len(asked)),
        "FAISS alone": _timed(lambda i: base.index.matcher.vectors.scores(vectors[i]), len(asked)),
        "knowledge base (search and decision)": _timed(lambda i: ask(base, asked[i]), len(asked)),
    }


def _timed(work: Callable[[int], object], count: int) -> Timing:
    spent = []
    for i in range(count):
        begin = time.perf_counter()
        work(i)
        spent.append((time.perf_counter() - begin) * 1000)
    return Timing.of(spent)


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


def _parts_table(parts: dict[str, Timing], single: Load) -> Table:
    table = Table("part of a turn", "p50 ms", "p95 ms", title="One turn, one citizen")
    for name, timing in (parts | {"turn through the whole stack": single.turn}).items():
        table.add_row(name, f"{timing.p50:.1f}", f"{timing.p95:.1f}")
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
