"""The views of the desk: what an agent reads, without a database."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from bot.case import Case, Line, Reason, Summary
from bot.reply import Reply, Source
from connectors.conversations.model import Message, Role
from connectors.desk import queue, summary, times, transcript
from connectors.desk.canned import canned
from connectors.desk.suggesting import Suggesting
from connectors.desk.suggestions import About, Suggestion, from_action_server
from connectors.handoff.model import Handoff
from connectors.service import free_port

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
IDS = iter(range(1, 1000))


def message(role: Role, text: str, sequence: int = 1, **more: Any) -> Message:
    given = {"payload": None, "reply": None, "author": None} | more
    return Message(UUID(int=next(IDS)), UUID(int=1), sequence, 1, role, text, created_at=NOW, **given)


def handoff(team: str = "algemeen", minutes: int = 5, **more: Any) -> Handoff:
    question = Line(text="Mijn huur\nis te hoog.", turns=(1,), said=True)
    codes = ("crisis", "distress", "deadline", "no_answer")
    case = Case(
        urgency="hoog",
        reasons=tuple(Reason(code=code) for code in (*codes, "crisis")),
        summary=Summary(question=question, **more),
        subject="huur",
        explanation="huur",
    )
    created = NOW - timedelta(minutes=minutes)
    return Handoff(
        UUID(int=next(IDS)), UUID(int=1), 1, "web", team, "waiting", case, True, created,
        None, None, None, None, None, "phone", False, (), 0, None, None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("minutes", "text"),
    [(0, "net"), (1, "1 minuut"), (59, "59 minuten"), (60, "1 uur"), (125, "2 uur 5 minuten"), (60 * 49, "2 dagen")],
)
def test_a_wait_is_read_in_words(minutes: int, text: str) -> None:
    assert times.elapsed(NOW - timedelta(minutes=minutes), NOW) == text


def test_the_clock_of_whatsapp_runs_from_the_last_message() -> None:
    left = times.whatsapp_left(NOW - timedelta(hours=23), NOW)
    assert left is not None
    assert "nog 1 uur" in times.whatsapp_text(left)
    over = times.whatsapp_left(NOW - timedelta(hours=25), NOW)
    assert over == timedelta()
    assert "voorbij" in times.whatsapp_text(over)
    assert times.whatsapp_left(None, NOW) is None


def test_a_row_holds_the_question_on_one_line_and_a_few_reasons_once() -> None:
    view = queue.view((handoff(), handoff("burgerzaken")), "burgerzaken", ("algemeen",), NOW)
    assert [(one.name, one.count) for one in view.teams] == [("", 2), ("algemeen", 1), ("burgerzaken", 1)]
    (row,) = view.rows
    assert row.question == "Mijn huur is te hoog."
    assert row.reasons == ("mogelijk gevaar", "is ten einde raad", "termijn loopt af")
    assert (row.waits, row.has_contact) == ("5 minuten", True)


def test_each_line_of_the_summary_leads_only_to_messages_that_are_there() -> None:
    case = handoff(situation=(Line(text="Woont in Utrecht", turns=(1, 9)),)).case
    shown = summary.shown(case, {1})
    assert shown.question.turns == (1,)
    assert {group.name: group.lines[0].turns for group in shown.groups} == {"why": (), "situation": (1,)}


def test_the_assistant_is_shown_with_topic_and_safe_sources() -> None:
    sources = (Source(title="goed", url="https://x.nl"), Source(title="kwaad", url="javascript:alert(1)"))
    reply = Reply(kind="answer", text="Zo zit het.", topic="huur", title="Huurtoeslag", sources=sources)
    given = message("assistant", reply.text, reply=reply.model_dump(mode="json"))
    shown = transcript.said(given)
    assert (shown.who, shown.title, shown.text) == ("Wegwijs (computer)", "Huurtoeslag", "Zo zit het.")
    assert [source.title for source in shown.sources] == ["goed"]
    assert transcript.known([given]).topics == {"huur": "Huurtoeslag"}


def test_a_thank_you_is_no_question() -> None:
    asked = message("citizen", "hoe vraag ik huurtoeslag aan")
    said = [asked, message("citizen", "ok dank u"), message("citizen", "Ja ik wil dat graag zeker", payload="/yes")]
    assert transcript.last_question(said) == asked
    assert transcript.last_question([]) is None


def test_ready_made_sentences_are_formal_and_named_once() -> None:
    titles = [one.title for one in canned()]
    assert len(titles) == len(set(titles))
    assert all(" je " not in f" {one.text} " for one in canned())
    assert "Noor" in canned()[0].by("Noor")


async def test_one_question_is_looked_for_once_and_taken_once() -> None:
    asked: list[About] = []
    woken = asyncio.Event()

    async def suggest(about: About) -> tuple[Suggestion, ...] | None:
        asked.append(about)
        return (Suggestion(topic="t", title="T", text="tekst"),)

    suggesting = Suggesting(suggest, woken.set)
    assert suggesting.about(About("een vraag"))
    assert not suggesting.about(About("een vraag"))
    await woken.wait()
    assert suggesting.taken() is not None
    assert suggesting.taken() is None
    assert asked == [About("een vraag")]


async def test_without_an_action_server_there_are_no_suggestions() -> None:
    assert await from_action_server(f"http://127.0.0.1:{free_port()}")(About("hoe vraag ik huurtoeslag aan")) is None
