"""`wegwijs bench`: how fast, measured in one run on this machine; `bench index`: how far one machine goes;
`bench desk`: a busy shift with faults; `bench page`: how good the pages are."""

import typer

from connectors.commands.bench import desk, growth, page, turn, whatsapp


def register(app: typer.Typer) -> None:
    group = typer.Typer()
    turn.register(group)
    growth.register(group)
    desk.register(group)
    page.register(group)
    whatsapp.register(group)
    app.add_typer(group, name="bench")
