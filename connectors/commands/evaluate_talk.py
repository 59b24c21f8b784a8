"""`wegwijs evaluate talk`: whole conversations through the real stack, held against what each turn must bring."""

from pathlib import Path
from typing import Annotated, Any

import httpx
import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from bot.settings import settings
from connectors.batch import write_line
from connectors.client import CitizenClient, GatewayUnreachable
from connectors.commands.talk import gateway, played_turn
from connectors.commands.talk_handoff import Exchange, handoff_line
from knowledge.quality_talk import DIALOGUES, Check, Dialogue, judge, judge_handoff, load_dialogues, typed
from knowledge.register import Register, load_register
from knowledge.schema import ServiceText
from knowledge.talk_measures import Measure, by_subject, measures
from knowledge.texts import load_texts

Played = dict[str, dict[str, Any]]


def register(group: typer.Typer) -> None:
    @group.command()
    def talk(
        dialogues: Annotated[Path, typer.Option(help="Dialogues, JSON Lines.")] = DIALOGUES,
        url: Annotated[str | None, typer.Option(help="A running gateway; without it a scratch stack starts.")] = None,
        split: Annotated[str, typer.Option(help="all, tuning or test.")] = "all",
        about: Annotated[str | None, typer.Option(help="Only dialogues about this, such as follow-up.")] = None,
        out: Annotated[Path | None, typer.Option(help="Where the played conversations go.")] = None,
        wrong: Annotated[bool, typer.Option("--wrong", help="List what went wrong in the tuning half.")] = False,
    ) -> None:
        """Follow-ups, corrections, handoffs on the right turn, crisis, languages, limits."""
        console = Console(width=150)
        chosen = [d for d in load_dialogues(dialogues) if split in ("all", d.split) and about in (None, d.about)]
        played = _play(chosen, url)
        if out:
            with out.open("w", encoding="utf-8") as file:
                for line in played.values():
                    write_line(file, line)
        report(console, chosen, played, {text.id: text for text in load_texts(settings().content_dir / "texts")}, wrong)


def report(
    console: Console, dialogues: list[Dialogue], played: Played, texts: dict[str, ServiceText], wrong: bool
) -> None:
    """The tables, and with `wrong` the failures of the tuning half."""
    checks = [check for dialogue in dialogues for check in judge(dialogue, played[dialogue.id], texts)]
    handoffs = [judge_handoff(dialogue, played[dialogue.id]) for dialogue in dialogues]
    found = list(measures(checks, handoffs, dialogues, played))
    console.print(_overview(found, len(dialogues)))
    console.print(_subjects(checks))
    if wrong:
        shown = {dialogue.id: dialogue for dialogue in dialogues if dialogue.split == "tuning"}
        for check in checks:
            if not check.right and check.dialogue in shown:
                said = shown[check.dialogue].turns[check.turn - 1].say
                line = f"{check.dialogue}.{check.turn} {check.about}: {check.name}: {said!r}\n    {check.got}"
                console.print(line, highlight=False, markup=False, soft_wrap=True)
        for verdict in handoffs:
            if verdict.dialogue in shown and (verdict.was_needed or verdict.turn) and not verdict.in_time:
                wanted = f"{verdict.expected.expect} {verdict.expected.turns}"
                console.print(
                    f"{verdict.dialogue} handoff: {wanted}, got {verdict.turn}", highlight=False, markup=False
                )


def _play(dialogues: list[Dialogue], url: str | None) -> Played:
    names = load_register()
    with gateway(url) as address, httpx.Client(base_url=address, timeout=60) as http:
        watched = track(dialogues, "talking", console=Console(stderr=True), transient=True)
        return {dialogue.id: _conversation(http, dialogue, names) for dialogue in watched}


def _conversation(http: httpx.Client, dialogue: Dialogue, names: Register) -> dict[str, Any]:
    citizen = CitizenClient.start(http, dialogue.channel)
    turns: list[dict[str, Any]] = []
    exchanges: list[Exchange] = []
    try:
        for expected in dialogue.turns:
            shown = [title for turn in turns[-1:] for reply in turn["replies"] for title in reply["buttons"]]
            turn, exchange = _turn(citizen, typed(expected.say, shown), dialogue.channel, names)
            turns.append(turn)
            exchanges.append(exchange)
    finally:
        citizen.end()
    return {"id": dialogue.id, "turns": turns, "handoff": handoff_line(exchanges)}


def _turn(citizen: CitizenClient, text: str, channel: str, names: Register) -> tuple[dict[str, Any], Exchange]:
    """Silence is an outcome too, and a failed one: the conversation goes on."""
    try:
        result = citizen.say(text)
    except GatewayUnreachable:
        return {"citizen": text, "ms": None, "language": "nl", "replies": []}, Exchange(text, ())
    return played_turn(text, result, names, channel), Exchange.of(text, result)


def _overview(found: list[Measure], count: int) -> Table:
    table = Table("measure", "right", "cases", "share", "target", title=f"{count} conversations")
    for one in found:
        share = "no cases" if one.share is None else f"{one.share:.3f}"
        sign = "≤ " if one.at_most else ""
        below = "" if one.reached or one.share is None else " (not reached)"
        table.add_row(one.name, str(one.right), str(one.cases), share + below, f"{sign}{one.target:.2f}")
    return table


def _subjects(checks: list[Check]) -> Table:
    table = Table("about", "right", "checks", "share", title="By subject of the conversation")
    for about, (right, cases) in by_subject(checks).items():
        table.add_row(about, str(right), str(cases), f"{right / cases:.3f}")
    return table
