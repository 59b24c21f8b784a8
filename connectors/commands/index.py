"""`wegwijs index`: build the search index, with a progress bar; unchanged texts take seconds."""

import time

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot.settings import settings
from knowledge.base import refresh_index

STAGES = {"vectors": "passages to vectors", "ranker": "learning the ranker"}


def register(app: typer.Typer) -> None:
    @app.command()
    def index() -> None:
        """Build the search index from the texts and ingested records; only what changed is encoded."""
        console = Console()
        begin = time.monotonic()
        with index_progress(console) as progress:
            found, built = refresh_index(settings(), progress=StageBars(progress))
        manifest = found.manifest
        what = f"{manifest.texts} texts, {manifest.records} records, {manifest.passages} passages"
        state = f"built in {time.monotonic() - begin:.0f} s" if built else "is up to date"
        console.print(f"index {state}: {what} ({manifest.encoder})", highlight=False)


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
