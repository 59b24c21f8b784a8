"""`wegwijs bench`: how fast, measured in one run on this machine; `bench index`: how far one machine goes."""

import typer

from connectors.commands.bench import growth, turn, whatsapp


def register(app: typer.Typer) -> None:
    group = typer.Typer()
    turn.register(group)
    growth.register(group)
    whatsapp.register(group)
    app.add_typer(group, name="bench")
