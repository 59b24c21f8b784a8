"""`wegwijs evaluate summary`: does an agent read what matters, nothing that was not said, and nothing personal?"""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.case import Stuck
from bot.days import today
from bot.settings import settings
from connectors.privacy import mask
from knowledge.base import KnowledgeBase, open_base
from knowledge.planning.state import PlanState
from knowledge.quality_summary import (
    CONVERSATIONS,
    MS_TARGET,
    REQUIRED_TARGET,
    WORDS_TARGET,
    Judged,
    judge,
    load_conversations,
    median_words,
    percentile,
    share,
)
from knowledge.summing import case_of
from knowledge.summing.faults import texts_of
from knowledge.transcript import Said, Transcript, Turn

HALVES = ("tuning", "test")


def register(group: typer.Typer) -> None:
    @group.command()
    def summary(
        conversations: Annotated[Path, typer.Option(help="Annotated conversations, JSON Lines.")] = CONVERSATIONS,
        wrong: Annotated[bool, typer.Option("--wrong", help="List what went wrong in the tuning half.")] = False,
        show: Annotated[str | None, typer.Option(help="Print the summary of this conversation.")] = None,
    ) -> None:
        """Required points, what was not said, personal data, words and milliseconds; per half of the set."""
        console = Console(width=150)
        base = open_base(settings())
        _get_ready(base)
        judged = judge(load_conversations(conversations), base)
        console.print(_overview(judged))
        if wrong:
            _list_wrong(console, judged)
        for one in judged:
            if one.conversation.id == show:
                console.print(one.case.explanation, markup=False, highlight=False, soft_wrap=True)


def _get_ready(base: KnowledgeBase) -> None:
    """What a server has done before its first conversation: lists read, patterns compiled, a plan made."""
    said = Said(1, "Hoe vraag ik een vergunning aan? En waar moet ik dan zijn?", "ask_question")
    plan = PlanState(next(iter(base.plans)), event_date=today())
    case_of(Transcript((Turn(said),), plan=plan), base, Stuck(score=0, line=1), "laag")


def _overview(judged: list[Judged]) -> Table:
    halves = [[one for one in judged if one.conversation.split == half] for half in HALVES]
    groups = (*halves, judged)
    table = Table("measure", *(f"{h} ({len(g)})" for h, g in zip((*HALVES, "all"), groups, strict=True)), "target")
    table.title = "Summary"
    table.add_row("required points", *map(_points, groups), f"{REQUIRED_TARGET:.2f}")
    table.add_row("must not be there", *(str(sum(len(j.forbidden) for j in g)) for g in groups), "0")
    table.add_row("was not said", *(str(sum(len(j.unsaid) for j in g)) for g in groups), "0")
    table.add_row("personal data", *(str(sum(map(_personal, g))) for g in groups), "0")
    table.add_row("words, median", *(f"{median_words(g):.0f}" for g in groups), f"at most {WORDS_TARGET}")
    for percent in (50, 95):
        times = (f"{percentile((j.ms for j in g), percent):.0f}" for g in groups)
        table.add_row(f"ms, p{percent}", *times, f"at most {MS_TARGET}")
        times = (f"{percentile((j.processor_ms for j in g), percent):.0f}" for g in groups)
        table.add_row(f"ms of processor, p{percent}", *times, "")
    return table


def _points(judged: Sequence[Judged]) -> str:
    there, of = share(judged)
    return f"{there / of:.3f} ({there}/{of})"


def _personal(one: Judged) -> int:
    """Texts of one summary in which there is something to hide."""
    texts = (*texts_of(one.case.summary), one.case.subject, one.case.explanation)
    return sum(bool(mask(text).kinds) for text in texts)


def _list_wrong(console: Console, judged: Sequence[Judged]) -> None:
    for one in judged:
        if one.conversation.split != "tuning":
            continue
        for missed in (*one.missed, *one.forbidden):
            line = f"{missed.conversation} {one.conversation.about}: {missed.what}\n    {missed.got}"
            console.print(line, markup=False, highlight=False, soft_wrap=True)
        for text in one.unsaid:
            console.print(f"{one.conversation.id} not said: {text}", markup=False, highlight=False, soft_wrap=True)
