"""`wegwijs bench`: how fast, measured in one run on this machine; `bench index`: how far one machine goes;
`bench desk`: a busy shift with faults."""

import typer

from connectors.commands.bench import desk, growth, turn


def register(app: typer.Typer) -> None:
    group = typer.Typer()
    turn.register(group)
    growth.register(group)
    desk.register(group)
    app.add_typer(group, name="bench")
