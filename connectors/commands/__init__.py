"""One command a file; each file has a `register(app)`."""

import typer

from connectors.commands import (
    ask,
    bench,
    check,
    doctor,
    evaluate,
    forget,
    index,
    ingest,
    people,
    report,
    talk,
    up,
)


def register_commands(app: typer.Typer) -> None:
    """Add every command to the Typer application."""
    for module in (up, people, ask, talk, index, ingest, check, evaluate, bench, report, doctor, forget):
        module.register(app)
