"""`wegwijs bench index`: the vector index at a thousand, a hundred thousand and a million passages."""

import gc
import json
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import Annotated

import numpy as np
import psutil
import typer
from rich.console import Console
from rich.table import Table

from bot.settings import settings
from connectors.commands.bench.timing import Timing, milliseconds, processor_milliseconds
from knowledge.base import KnowledgeBase, open_base
from knowledge.growth import Grown, Positions, grow, nearest, recall
from knowledge.vectors import MEASURED, Kind, VectorIndex, kind_for

SIZES = "1000,100000,1000000"
QUERIES = 300
RECALL_AT = 10
SEED = 20261122
MEGABYTE = 1_000_000
COLUMNS = (
    "passages", "kind", "FAISS", "build s", "load s", "file MB", "memory MB", "search p50 ms", "p95 ms",
    "processor p50 ms", "encoder p50 ms", "recall@10", "nearest, tenth (cosine)",
)  # fmt: skip
KIND_NAMES = {kind.name: kind for kind in MEASURED}


@dataclass(frozen=True)
class Row:
    """One size. `search` by the clock, `processor` without waiting for other programs on a busy machine.

    `likeness`: median cosine of a query with its nearest and tenth nearest passage.
    """

    passages: int
    kind: str
    factory: str
    settings: str
    build_seconds: float
    load_seconds: float
    file_mb: float
    memory_mb: float
    search: Timing
    processor: Timing
    encoder: Timing
    recall_at_10: float
    likeness: tuple[float, float]


def register(group: typer.Typer) -> None:
    @group.command()
    def index(
        sizes: Annotated[str, typer.Option(help="Numbers of passages, separated by commas.")] = SIZES,
        kind: Annotated[str, typer.Option(help=f"by-size, or {', '.join(KIND_NAMES)}.")] = "by-size",
        out: Annotated[Path | None, typer.Option(help="JSON of the table.")] = None,
    ) -> None:
        """Build time, memory, search time and recall of the vector index as the number of passages grows."""
        console = Console(width=150)
        chosen = [(size, _kind(kind, size)) for size in _sizes(sizes)]
        base = open_base(settings())
        rows = []
        for size, measured in chosen:
            with console.status(f"{size:,} passages") as status:
                rows.append(_measure(base, size, measured, _say(status.update, size)))
        console.print(_table(rows))
        if out:
            out.write_text(json.dumps([asdict(row) for row in rows], indent=1) + "\n", encoding="utf-8")


def _sizes(said: str) -> list[int]:
    try:
        sizes = [int(size) for size in said.split(",")]
    except ValueError as error:
        raise typer.BadParameter(f"--sizes takes whole numbers, such as {SIZES}") from error
    if min(sizes) < RECALL_AT:
        raise typer.BadParameter(f"--sizes: at least {RECALL_AT} passages, or there is nothing to find")
    return sizes


def _kind(said: str, size: int) -> Kind:
    if said == "by-size":
        return kind_for(size)
    if said not in KIND_NAMES:
        raise typer.BadParameter(f"--kind: by-size, {', '.join(KIND_NAMES)}")
    return KIND_NAMES[said]


def _say(update: Callable[[str], None], size: int) -> Callable[[str], None]:
    return lambda step: update(f"{size:,} passages: {step}")


def _measure(base: KnowledgeBase, size: int, kind: Kind, say: Callable[[str], None]) -> Row:
    say("growing")
    grown = _grown(base, size)
    say("the truth, by looking at everything")
    truth, cosines = nearest(grown.passages, grown.queries, RECALL_AT)
    say(f"building ({kind.factory})")
    begin = time.perf_counter()
    built = VectorIndex.build(grown.passages, kind)
    seconds = time.perf_counter() - begin
    say("searching")
    stored, loaded, load_seconds, memory = _reloaded(built)
    searched = _searched(loaded, base, grown)
    return Row(
        passages=len(loaded), kind=kind.name, factory=kind.factory, settings=kind.settings,
        build_seconds=round(seconds, 1), load_seconds=round(load_seconds, 2), file_mb=stored, memory_mb=memory,
        search=searched.search, processor=searched.processor, encoder=searched.encoder,
        recall_at_10=round(recall(searched.found, truth), 4),
        likeness=(round(float(np.median(cosines[:, 0])), 3), round(float(np.median(cosines[:, -1])), 3)),
    )  # fmt: skip


def _grown(base: KnowledgeBase, size: int) -> Grown:
    matcher = base.index.matcher
    return grow(matcher.vectors.vectors(), matcher.topic_map.topic_of, size, QUERIES, SEED)


def _reloaded(built: VectorIndex) -> tuple[float, VectorIndex, float, float]:
    """Megabytes on disk, the index read back as a server reads it, seconds, and megabytes of memory that it took."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "vectors.faiss"
        built.save(path)
        stored = round(path.stat().st_size / MEGABYTE, 1)
        gc.collect()
        before, begin = psutil.Process().memory_info().rss, time.perf_counter()
        loaded = VectorIndex.load(path)
        seconds = time.perf_counter() - begin
    return stored, loaded, seconds, round((psutil.Process().memory_info().rss - before) / MEGABYTE, 1)


@dataclass(frozen=True)
class Searched:
    """What was found for each query, shape (queries, RECALL_AT), and how long it took."""

    found: Positions
    search: Timing
    processor: Timing
    encoder: Timing


def _searched(index: VectorIndex, base: KnowledgeBase, grown: Grown) -> Searched:
    """A search after each encoded question, as in a turn: the encoder has emptied the processor's caches."""
    questions = cycle(question for text in base.texts.values() for question in text.questions)
    search, processor, encoder, found = [], [], [], []
    for query, question in zip(grown.queries, questions, strict=False):
        encoder.append(milliseconds(partial(base.encoder.queries, [question])))
        search.append(milliseconds(partial(index.search, query)))
        base.encoder.queries([question])
        processor.append(processor_milliseconds(partial(index.search, query)))
        near = index.search(query)
        found.append(near.positions[np.argsort(-near.cosines, kind="stable")[:RECALL_AT]])
    return Searched(np.stack(found), Timing.of(search), Timing.of(processor), Timing.of(encoder))


def _table(rows: Sequence[Row]) -> Table:
    table = Table(*COLUMNS, title="Vector index by size, one thread a search")
    for row in rows:
        table.add_row(
            f"{row.passages:,}", row.kind, row.factory, f"{row.build_seconds:.1f}", f"{row.load_seconds:.2f}",
            f"{row.file_mb:.0f}", f"{row.memory_mb:.0f}", f"{row.search.p50:.2f}", f"{row.search.p95:.2f}",
            f"{row.processor.p50:.2f}", f"{row.encoder.p50:.1f}", f"{row.recall_at_10:.3f}",
            f"{row.likeness[0]:.2f}, {row.likeness[1]:.2f}",
        )  # fmt: skip
    return table
