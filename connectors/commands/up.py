"""`wegwijs up`: start everything, say where it is, stop everything on Ctrl-C."""

import signal
from types import FrameType
from typing import Annotated

import typer
from rich.console import Console
from rich.panel import Panel

from bot.settings import settings
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
                console.print(_addresses(stack))
                stack.keep_alive(lambda line: console.print(line, style="yellow"))
        except KeyboardInterrupt:
            console.print("stopped")


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _addresses(stack: Stack) -> Panel:
    rows = {
        "Demo page": "/",
        "Desk of the agents": "/medewerker",
        "API documentation": "/docs",
        "OpenAPI": "/openapi.json",
        "Health": "/health/ready",
    }
    lines = "\n".join(f"{name:<18} {stack.url}{path}" for name, path in rows.items())
    return Panel(f"{lines}\n\nCtrl-C stops everything.", title="Wegwijs is ready", expand=False)
