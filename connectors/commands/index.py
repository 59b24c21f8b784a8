"""`wegwijs index`: build the search index, with a progress bar; `--watch` does so whenever a file changes."""

import time
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer
import watchfiles
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot.settings import Settings, settings
from knowledge.base import refresh_index
from knowledge.encoder import Encoder, SentenceEncoder
from knowledge.index import KnowledgeIndex
from knowledge.library import Library, is_content
from knowledge.problems import KnowledgeError

# Reading all files to see whether one changed takes a tenth of a second.
LOOK_MILLISECONDS = 5_000
STAGES = {
    "vectors": "passages to vectors",
    "ranker": "learning the ranker",
    "waiting": "waiting for another build to end",
}


def register(app: typer.Typer) -> None:
    @app.command()
    def index(
        watch: Annotated[
            bool, typer.Option("--watch", help="Build again whenever a file changes, until Ctrl-C.")
        ] = False,
        relearn: Annotated[bool, typer.Option("--relearn", help="Learn the weights of the search anew.")] = False,
    ) -> None:
        """Build the search index from the texts, register and ingested records; a running Wegwijs takes it over."""
        console, encoder = Console(), SentenceEncoder(settings().encoder)
        if watch:
            _watch(settings(), encoder, console)
        else:
            _build(settings(), encoder, console, relearn)


def _watch(chosen: Settings, encoder: Encoder, console: Console) -> None:
    """Build now and after every change; mistakes are shown and the old index serves on."""
    library = Library.of(chosen)
    library.records.mkdir(parents=True, exist_ok=True)
    seen = library.digest()
    _try_to_build(chosen, encoder, console)
    console.print(f"watching {library.content} and {library.records}; Ctrl-C stops", style="dim", soft_wrap=True)
    for found in _changes((library.content, library.records)):
        if (now := library.digest()) != seen:
            seen = now
            names = sorted({Path(path).name for _, path in found}) or ["(not reported by the system)"]
            console.print(f"changed: {', '.join(names[:3])}{' …' if len(names) > 3 else ''}", highlight=False)
            _try_to_build(chosen, encoder, console)


def _changes(folders: Iterable[Path]) -> Iterable[set[tuple[watchfiles.Change, str]]]:
    """What the system reports, and an empty set every few seconds: not every disk reports its changes."""
    return watchfiles.watch(
        *folders,
        watch_filter=lambda _, path: is_content(Path(path)),
        rust_timeout=LOOK_MILLISECONDS,
        yield_on_timeout=True,
        raise_interrupt=False,
    )


def _try_to_build(chosen: Settings, encoder: Encoder, console: Console) -> None:
    try:
        _build(chosen, encoder, console)
    except KnowledgeError as error:
        console.print(str(error), style="red", markup=False, highlight=False, soft_wrap=True)
        console.print("nothing was changed: the old index serves on", style="red")


def _build(chosen: Settings, encoder: Encoder, console: Console, relearn: bool = False) -> None:
    begin = time.monotonic()
    with index_progress(console) as progress:
        found, built = refresh_index(chosen, encoder, StageBars(progress), relearn)
    state = f"built in {time.monotonic() - begin:.1f} s" if built else "is up to date"
    console.print(f"index {state}: {summary(found, built)}", highlight=False, soft_wrap=True)


def summary(found: KnowledgeIndex, built: bool) -> str:
    """What is in an index, and how much of it was new work."""
    manifest = found.manifest
    parts = [f"{manifest.texts} texts, {manifest.records} records, {manifest.passages} passages ({manifest.encoder})"]
    if built:
        parts.append(f"{manifest.encoded} passages were new to the encoder")
        kept = manifest.ranker_from != manifest.digest
        parts.append(
            f"ranker kept, {manifest.ranker_drift:.1%} of the topics changed since" if kept else "ranker learned"
        )
    return "; ".join(parts)


def index_progress(console: Console) -> Progress:
    """The bars of a build."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
    )


class StageBars:
    """One bar a stage, made when the stage first reports."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._tasks: dict[str, object] = {}

    def __call__(self, stage: str, done: int, total: int) -> None:
        if stage not in self._tasks:
            self._tasks[stage] = self._progress.add_task(STAGES.get(stage, stage), total=total)
        self._progress.update(self._tasks[stage], completed=done, total=total)  # type: ignore[arg-type]
