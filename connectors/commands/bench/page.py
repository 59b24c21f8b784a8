"""`wegwijs bench page`: what Lighthouse says of the pages that a citizen opens, without Rasa behind them."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from threading import Thread
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.reply import Reply
from bot.settings import ROOT, Settings, settings
from connectors.assistant import OfflineAssistant
from connectors.database import engine
from connectors.database.embedded import database
from connectors.database.migrate import migrate
from connectors.gateway.app import create_app
from connectors.plain.visit import PATH as PLAIN
from connectors.serve import server
from connectors.stack import scratch_settings

PAGES = ("/", "/demo/ministerie.html", "/demo/ondernemer.html", PLAIN)
CATEGORIES = ("accessibility", "performance", "best-practices")
LIGHTHOUSE = ROOT / "connectors" / "widget" / "node_modules" / "lighthouse" / "cli" / "index.js"
CHROME = "--headless --no-sandbox --disable-gpu"
ACCESSIBILITY_LEAST, PERFORMANCE_LEAST = 100, 95
MEASURE_SECONDS = 180


def register(group: typer.Typer) -> None:
    @group.command()
    def page(
        url: Annotated[str, typer.Option(help="A running Wegwijs; empty starts a gateway of its own.")] = "",
        paths: Annotated[list[str] | None, typer.Argument(help="Pages to measure.")] = None,
    ) -> None:
        """Measure the pages with Lighthouse; fails under 100 for accessibility or 95 for performance."""
        console = Console()
        table = Table("page", *CATEGORIES, box=None, pad_edge=False)
        low = []
        with _running(url) as address:
            for path in paths or PAGES:
                scores = measure(address + path)
                table.add_row(path, *(str(scores[name]) for name in CATEGORIES))
                is_low = scores["accessibility"] < ACCESSIBILITY_LEAST or scores["performance"] < PERFORMANCE_LEAST
                low += [path] if is_low else []
        console.print(table)
        raise typer.Exit(1 if low else 0)


def measure(url: str, categories: Sequence[str] = CATEGORIES) -> dict[str, int]:
    """Lighthouse's scores of one page, from 0 to 100, on the phone and the network that it imitates."""
    command = [
        *(_node(), str(LIGHTHOUSE), url, "--output=json", "--output-path=stdout", "--quiet"),
        f"--only-categories={','.join(categories)}",
        f"--chrome-flags={CHROME}",
    ]
    found = subprocess.run(  # noqa: S603 - our own program, on an address that the operator gave
        command, capture_output=True, text=True, check=False, timeout=MEASURE_SECONDS
    )
    if found.returncode:
        raise typer.BadParameter(f"Lighthouse gave no result:\n{found.stderr[-500:]}")
    scored = json.loads(found.stdout)["categories"]
    return {name: round(100 * scored[name]["score"]) for name in categories}


def _node() -> str:
    """The node beside our own Python goes before another one."""
    own = Path(sys.executable).with_name("node")
    return str(own) if own.exists() else which("node") or "node"


@contextmanager
def _running(url: str) -> Iterator[str]:
    if url:
        yield url.rstrip("/")
        return
    with scratch_settings(settings()) as scratch, database(scratch) as address:
        migrate(address)
        with _gateway(scratch, address) as own:
            yield own


@contextmanager
def _gateway(scratch: Settings, database_url: str) -> Iterator[str]:
    app = create_app(scratch, engine.create(database_url), OfflineAssistant(_nothing))
    running = server(app, "127.0.0.1", scratch.port)
    thread = Thread(target=lambda: asyncio.run(running.serve()), daemon=True)
    thread.start()
    while not running.started:
        thread.join(0.05)
    try:
        yield f"http://127.0.0.1:{scratch.port}"
    finally:
        running.should_exit = True
        thread.join()


def _nothing(_: object) -> Reply:
    """Nobody asks anything: the pages are only opened."""
    return Reply(kind="smalltalk", text="…")
