"""`wegwijs evaluate languages`: is the language heard, and does a foreign question find the right organisation?"""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from bot.settings import settings
from knowledge.ask import ask
from knowledge.base import open_base
from knowledge.quality import Judged, judge, load_questions
from knowledge.quality_languages import (
    LONG_TARGET,
    MESSAGES,
    ORGANISATION_TARGET,
    Heard,
    Share,
    hear_all,
    is_foreign,
    right,
    right_organisation,
)

SPLITS = ("tuning", "test")


def register(group: typer.Typer) -> None:
    @group.command()
    def languages(
        messages: Annotated[Path, typer.Option(help="Messages with their language, JSON Lines.")] = MESSAGES,
        organisations: Annotated[bool, typer.Option(help="Ask the foreign questions too.")] = True,
        wrong: Annotated[bool, typer.Option("--wrong", help="List what went wrong in the tuning half.")] = False,
    ) -> None:
        """The language of messages, and the organisation of questions that are not in Dutch; per half of the sets."""
        console = Console(width=150)
        heard = hear_all(messages)
        judged = _foreign() if organisations else []
        console.print(_overview(heard, judged))
        console.print(_per_language(heard, judged))
        if wrong:
            _list_wrong(console, heard, judged)


def _foreign() -> list[Judged]:
    questions = [question for question in load_questions() if is_foreign(question.language)]
    asked = track(questions, "asking", console=Console(stderr=True), transient=True)
    return judge(asked, open_base(settings()), ask)


def _overview(heard: tuple[Heard, ...], judged: list[Judged]) -> Table:
    table = Table("measure", *SPLITS, "all", "target", title="Languages")
    longs, shorts = [h for h in heard if h.is_long], [h for h in heard if not h.is_long]
    for name, found, target in (("language, 3 words or more", longs, LONG_TARGET), ("language, shorter", shorts, None)):
        halves = [right(h for h in found if h.split == split) for split in SPLITS]
        table.add_row(name, *map(_shown, (*halves, right(found))), f"{target:.2f}" if target else "")
    if judged:
        halves = [right_organisation(j for j in judged if j.question.split == split) for split in SPLITS]
        shares = map(_shown, (*halves, right_organisation(judged)))
        table.add_row("organisation of a foreign question", *shares, f"{ORGANISATION_TARGET:.2f}")
    return table


def _per_language(heard: tuple[Heard, ...], judged: list[Judged]) -> Table:
    table = Table("language", "3 words or more", "shorter", "organisation")
    for language in sorted({one.language for one in heard}):
        own = [one for one in heard if one.language == language]
        shares = [right(h for h in own if h.is_long), right(h for h in own if not h.is_long)]
        asked = right_organisation(j for j in judged if j.question.language == language)
        table.add_row(language, *map(_shown, (*shares, asked)))
    return table


def _shown(share: Share) -> str:
    return f"{share.value:.3f} ({share.right}/{share.of})" if share.of else "-"


def _list_wrong(console: Console, heard: tuple[Heard, ...], judged: list[Judged]) -> None:
    for one in heard:
        if not one.right and one.split == "tuning":
            console.print(f"{one.id} heard {one.heard}: {one.text}", markup=False, highlight=False)
    for found in judged:
        question = found.question
        if question.organisations and not found.organisation_at_1 and question.split == "tuning":
            console.print(
                f"{question.id} {question.language} {found.decision} {found.organisation}: {question.text[:80]!r} "
                f"{found.ranked[:3]}; expected {', '.join(question.topics)} ({', '.join(question.organisations)})",
                markup=False, highlight=False, soft_wrap=True,
            )  # fmt: skip
