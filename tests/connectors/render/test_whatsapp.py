"""WhatsApp: short messages, few buttons, not a word lost."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reply import Button, Reply
from bot.sentences import sentence
from connectors.render.cutting import pieces, shortened
from connectors.render.whatsapp import (
    BODY_MAX_CHARS,
    BUTTON_ID_MAX_CHARS,
    BUTTON_MAX_CHARS,
    BUTTONS_MAX,
    DESCRIPTION_MAX_CHARS,
    LIST_BODY_MAX_CHARS,
    ROW_ID_MAX_CHARS,
    ROW_MAX_CHARS,
    ROWS_MAX,
    TEXT_MAX_CHARS,
    WhatsAppMessage,
    messages,
)
from knowledge.planning.conditions import UNKNOWN, next_question
from knowledge.planning.replies import plan_reply, question_reply, step_reply, ticked_reply
from tests.knowledge.planning import made, plans


def check(sent: tuple[WhatsAppMessage, ...]) -> None:
    """What the Cloud API refuses to send."""
    assert sent
    for message in sent:
        limit = BODY_MAX_CHARS if message.buttons else LIST_BODY_MAX_CHARS if message.rows else TEXT_MAX_CHARS
        assert 0 < len(message.text) <= limit
        assert all(0 < len(button.payload) <= BUTTON_ID_MAX_CHARS for button in message.buttons)
        assert all(0 < len(row.payload) <= ROW_ID_MAX_CHARS and row.title for row in message.rows)
        assert len(message.buttons) <= BUTTONS_MAX
        assert all(len(button.title) <= BUTTON_MAX_CHARS for button in message.buttons)
        assert len(message.rows) <= ROWS_MAX
        assert all(len(r.title) <= ROW_MAX_CHARS and len(r.description) <= DESCRIPTION_MAX_CHARS for r in message.rows)
        assert not (message.buttons and message.rows)
        assert bool(message.rows) is bool(message.list_title)
        assert len(set(message.choices)) == len(message.choices)


@pytest.mark.parametrize("plan_id", sorted(plans()))
def test_a_plan_is_an_overview_and_the_step_to_do_now(plan_id: str) -> None:
    plan = made(plans()[plan_id], {}, date(2026, 11, 20), frozenset({plans()[plan_id].steps[0].id}))
    sent = messages(plan_reply(plan, is_new=True))
    check(sent)
    text = "\n".join(message.text for message in sent)
    assert all(f"{n}. " in text and step.title in text for n, step in enumerate(plan.steps, start=1))
    assert f"1. ✓ {plan.steps[0].title}" in text
    assert sentence("plan.step", number=2, count=len(plan.steps), title=plan.steps[1].title) in text
    assert [button.title for button in sent[-1].buttons] == ["Stap 2 is klaar", "Volgende stap"]


@pytest.mark.parametrize("plan_id", sorted(plans()))
def test_one_steps_through_a_plan_with_three_buttons(plan_id: str) -> None:
    plan = made(plans()[plan_id], {}, date(2026, 11, 20))
    for number, step in enumerate(plan.steps, start=1):
        sent = messages(step_reply(plan, step))
        check(sent)
        assert sent[0].text.startswith(f"Stap {number} van {len(plan.steps)}: {step.title}")
        assert [button.title for button in sent[-1].buttons] == [
            f"Stap {number} is klaar",
            "Volgende stap",
            "Hele plan",
        ]
        ticked = made(plans()[plan_id], {}, date(2026, 11, 20), frozenset({step.id}))
        check(messages(ticked_reply(ticked, step)))


@pytest.mark.parametrize("plan_id", sorted(plans()))
def test_every_question_can_be_answered_by_pressing(plan_id: str) -> None:
    plan = plans()[plan_id]
    answers: dict[str, str] = {}
    while (question := next_question(plan, answers)) is not None:
        sent = messages(question_reply(plan, answers, ""))
        check(sent)
        choices = [choice.title for choice in question.choices] if question.kind == "choice" else []
        assert set(sent[-1].choices) >= {*choices, sentence("plan.unknown")}
        answers[question.id] = question.choices[0].id if question.kind == "choice" else UNKNOWN


def test_a_long_title_keeps_its_whole_text_beside_the_row() -> None:
    titles = [f"Een bedrijf beginnen, deel {n}: de stappen en de wachttijd daarna" for n in range(4)]
    buttons = tuple(Button(title=title, payload=f"/{n}") for n, title in enumerate(titles))
    (message,) = messages(Reply(kind="clarify", text="Waar gaat het over?", buttons=buttons))
    assert [row.description for row in message.rows] == titles
    assert [row.payload for row in message.rows] == ["/0", "/1", "/2", "/3"]


@given(st.text(min_size=1, max_size=3000).filter(lambda text: text.strip()), st.integers(20, 1024))
def test_cutting_loses_nothing_but_space_and_keeps_to_the_limit(text: str, limit: int) -> None:
    parts = list(pieces(text, limit))
    assert all(0 < len(part) <= limit for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


def test_a_text_is_cut_between_paragraphs_then_sentences_then_words() -> None:
    assert list(pieces("Een twee.\n\nDrie vier.", 12)) == ["Een twee.", "Drie vier."]
    assert list(pieces("Een twee. Drie vier.", 12)) == ["Een twee.", "Drie vier."]
    assert list(pieces("Een twee drie vier", 9)) == ["Een twee", "drie vier"]
    assert list(pieces("abcdefghij", 4)) == ["abcd", "efgh", "ij"]


@given(st.text(max_size=100), st.integers(3, 40))
def test_a_shortened_title_fits_and_a_short_one_stays(text: str, limit: int) -> None:
    assert len(shortened(text, limit)) <= limit
    assert len(text) > limit or shortened(text, limit) == text
