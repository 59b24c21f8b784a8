"""The command `wegwijs`. Each subcommand stands in a file of its own below `connectors/commands/`."""

import os
import sys

import typer
from rich.console import Console

from bot.settings import settings
from connectors.commands import register_commands
from knowledge.problems import KnowledgeError

app = typer.Typer(
    name="wegwijs",
    help="Wegwijs: plain answers from government, the right organisation, a human within reach.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
register_commands(app)


@app.callback()
def _quiet() -> None:
    """Set what every command needs before it starts: quiet libraries, no telemetry."""
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    settings()


def main() -> None:
    """Run the command; what an operator can mend is printed as one message, without a stack trace."""
    try:
        app()
    except KnowledgeError as error:
        Console(stderr=True, highlight=False, soft_wrap=True).print(str(error), style="red", markup=False)
        sys.exit(1)


if __name__ == "__main__":
    main()
