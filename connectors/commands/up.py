"""`wegwijs up`: start everything, say where it is, stop everything on Ctrl-C."""

import asyncio
import signal
from collections.abc import Sequence
from types import FrameType
from typing import Annotated

import typer
from rich.console import Console
from rich.panel import Panel

from bot.settings import settings
from connectors.people.first_people import FirstPassword, make_first_people
from connectors.people.paths import HOME
from connectors.stack import Stack, running_stack


def register(app: typer.Typer) -> None:
    @app.command()
    def up(
        port: Annotated[int | None, typer.Option(min=1, max=65535, help="Port of the gateway.")] = None,
    ) -> None:
        """Start the database, Rasa, the action server and the gateway on this machine."""
        console = Console()
        chosen = settings().model_copy(update={"port": port} if port else {})
        signal.signal(signal.SIGTERM, _stop)
        try:
            with (
                console.status("starting") as status,
                running_stack(chosen, lambda name: status.update(f"starting: {name}")) as stack,
            ):
                status.stop()
                console.print(_addresses(stack, asyncio.run(make_first_people(stack.database.url))))
                stack.keep_alive(lambda line: console.print(line, style="yellow"))
        except KeyboardInterrupt:
            console.print("stopped")


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _addresses(stack: Stack, first: Sequence[FirstPassword]) -> Panel:
    rows = {
        "Demo page": "/",
        "Desk": HOME,
        "API documentation": "/docs",
        "OpenAPI": "/openapi.json",
        "Health": "/health/ready",
    }
    lines = "\n".join(f"{name:<18} {stack.url}{path}" for name, path in rows.items())
    passwords = _passwords(first)
    return Panel(f"{lines}\n{passwords}\nCtrl-C stops everything.", title="Wegwijs is ready", expand=False)


def _passwords(first: Sequence[FirstPassword]) -> str:
    """Shown now and never again; each is changed at the first sign-in."""
    if not first:
        return ""
    lines = "".join(f"  {found.login:<16} {found.password}\n" for found in first)
    return f"\nFirst passwords of the desk (shown once; lost: wegwijs people reset NAME)\n{lines}"
