"""`wegwijs doctor`: what is well and what is not, each with the command that mends it."""

import typer
from rich.console import Console
from rich.table import Table

from bot.settings import settings
from connectors.checks import findings

STYLES = {"OK": "green", "STALE": "yellow", "MISSING": "red", "WRONG": "red"}


def register(app: typer.Typer) -> None:
    @app.command()
    def doctor() -> None:
        """Check this machine and print the remedy for what is wrong."""
        table = Table(box=None, pad_edge=False)
        for heading in ("what", "state", "found", "fix"):
            table.add_column(heading, overflow="fold")
        ill = 0
        for finding in findings(settings()):
            ill += finding.state != "OK"
            table.add_row(finding.subject, f"[{STYLES[finding.state]}]{finding.state}[/]", finding.fact, finding.fix)
        Console().print(table)
        raise typer.Exit(1 if ill else 0)
