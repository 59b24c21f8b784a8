"""`wegwijs talk`: a conversation through the whole stack, typed or from a file (`--batch`, a contract)."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import httpx
import typer
from rich.console import Console
from rich.progress import track

from bot.reply import Reply, Source, plain_text
from bot.settings import settings
from connectors.batch import BatchError, read_lines, write_line
from connectors.client import CitizenClient, TurnResult
from connectors.commands.talk_explain import explained
from connectors.commands.talk_handoff import Exchange, handoff_line
from connectors.render import whatsapp
from connectors.stack import running_stack, scratch_settings
from knowledge.register import Register, load_register

CHANNELS = ("web", "whatsapp")


def register(app: typer.Typer) -> None:
    @app.command()
    def talk(
        url: Annotated[str | None, typer.Option(help="A running gateway; without it a scratch stack starts.")] = None,
        batch: Annotated[Path | None, typer.Option(help='JSON Lines with {"id", "channel", "turns"}.')] = None,
        out: Annotated[Path | None, typer.Option(help="Where the conversations of --batch go.")] = None,
        explain: Annotated[bool, typer.Option("--explain", help="How stuck the citizen is after each turn.")] = False,
    ) -> None:
        """Talk with Wegwijs in the terminal, or play conversations from a file."""
        if batch is not None and out is None:
            raise typer.BadParameter("say where the conversations go: --out OUT.jsonl")
        lines = _conversations(batch) if batch else []
        with gateway(url) as address, httpx.Client(base_url=address, timeout=60) as http:
            if batch and out:
                _play_all(http, lines, out, explain)
            else:
                _typed(http, explain)


@contextmanager
def gateway(url: str | None) -> Iterator[str]:
    """The address of `url`, or of a scratch stack that lives as long as the block."""
    if url is not None:
        yield url
        return
    status = Console(stderr=True).status("starting a scratch stack")
    with scratch_settings(settings()) as scratch:
        status.start()
        with running_stack(scratch, lambda name: status.update(f"starting a scratch stack: {name}")) as stack:
            status.stop()
            yield stack.url


def _conversations(path: Path) -> list[dict[str, Any]]:
    lines = read_lines(path, ("turns",))
    for line in lines:
        if not isinstance(line["turns"], list) or not all(isinstance(turn, str) for turn in line["turns"]):
            raise BatchError(f"{path}: conversation {line['id']}: turns is a list of strings")
        if line.get("channel", "web") not in CHANNELS:
            raise BatchError(f"{path}: conversation {line['id']}: channel is one of {', '.join(CHANNELS)}")
    return lines


def _play_all(http: httpx.Client, lines: list[dict[str, Any]], out: Path, explain: bool) -> None:
    names, console = load_register(), Console(stderr=True)
    with out.open("w", encoding="utf-8") as file:
        for line in track(lines, "talking", console=console, transient=True):
            turns, exchanges = play(http, line, names)
            write_line(file, {"id": line["id"], "turns": turns, "handoff": handoff_line(exchanges)})
            for number, turn in enumerate(exchanges if explain else (), start=1):
                for reply in turn.replies:
                    console.print(f"{line['id']}.{number} {explained(reply)}", markup=False, highlight=False)


def play(http: httpx.Client, line: dict[str, Any], names: Register) -> tuple[list[dict[str, Any]], list[Exchange]]:
    """One conversation, played and deleted: the turns of the contract, and what was said."""
    channel = line.get("channel", "web")
    citizen = CitizenClient.start(http, channel)
    turns, exchanges = [], []
    try:
        for text in line["turns"]:
            result = citizen.say(text)
            turns.append(played_turn(text, result, names, channel))
            exchanges.append(Exchange.of(text, result))
    finally:
        citizen.end()
    return turns, exchanges


def played_turn(text: str, result: TurnResult, names: Register, channel: str) -> dict[str, Any]:
    """One turn of the contract's OUT line."""
    replies = [_reply(message, names, channel) for message in result.replies]
    if result.problem:
        replies = [_problem(result.problem)]
    language = replies[0].pop("language") if replies else "nl"
    for reply in replies[1:]:
        reply.pop("language", None)
    return {"citizen": text, "ms": result.milliseconds, "language": language, "replies": replies}


def _reply(message: dict[str, Any], names: Register, channel: str) -> dict[str, Any]:
    if message["reply"] is None:
        return _problem(message["text"]) | {"kind": "smalltalk"}
    reply = Reply.model_validate(message["reply"])
    text, buttons = _as_read(reply, channel)
    return {
        "kind": reply.kind,
        "text": text,
        "topic": reply.topic,
        "organisations": list(reply.organisations),
        "organisation_names": [names.name(organisation) for organisation in reply.organisations],
        "sources": [source.url for source in _sources(reply)],
        "buttons": buttons,
        "confidence": reply.confidence,
        "language": reply.language,
    }


def _as_read(reply: Reply, channel: str) -> tuple[str, list[str]]:
    """What the citizen reads and may press in this channel."""
    if channel == "whatsapp":
        sent = whatsapp.messages(reply)
        return "\n\n".join(message.text for message in sent), [choice for m in sent for choice in m.choices]
    return plain_text(reply), [button.title for button in reply.buttons]


def _sources(reply: Reply) -> list[Source]:
    """Those of the reply, and of the steps of the plan that it shows; each once."""
    steps = reply.plan.steps if reply.plan and reply.kind == "plan" else ()
    return list(dict.fromkeys([*reply.sources, *(step.source for step in steps if step.source)]))


def _problem(detail: str) -> dict[str, Any]:
    """A message that the gateway refused, in its own words to the citizen."""
    return {
        "kind": "apology",
        "text": detail,
        "topic": None,
        "organisations": [],
        "organisation_names": [],
        "sources": [],
        "buttons": [],
        "confidence": None,
        "language": "nl",
    }


def _typed(http: httpx.Client, explain: bool) -> None:
    console = Console()
    citizen = CitizenClient.start(http)
    console.print("Typ uw vraag. Een lege regel stopt.", style="dim")
    offered: dict[str, str] = {}
    while text := console.input("[bold]u:[/bold] ").strip():
        result = citizen.say(text, offered.get(text))
        offered = _print(console, result, explain)
    citizen.end()


def _print(console: Console, result: TurnResult, explain: bool) -> dict[str, str]:
    """Print the replies; returns the buttons that may now be typed, title → payload."""
    if result.problem:
        console.print(result.problem, style="yellow", markup=False)
    offered: dict[str, str] = {}
    for message in result.replies:
        reply = Reply.model_validate(message["reply"])
        console.print(f"{plain_text(reply)}", markup=False, highlight=False)
        if explain:
            console.print(explained(reply), markup=False, highlight=False, style="dim")
        offered |= {button.title: button.payload for button in reply.buttons}
    for title in offered:
        console.print(f"  [{title}]", markup=False, style="cyan")
    return offered
