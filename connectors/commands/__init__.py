"""One command a file; each file has a `register(app)`."""

import typer

from connectors.commands import ask, bench, check, doctor, evaluate, index, ingest, people, talk, up


def register_commands(app: typer.Typer) -> None:
    """Add every command to the Typer application."""
    for module in (up, people, ask, talk, index, ingest, check, evaluate, bench, doctor):
        module.register(app)
