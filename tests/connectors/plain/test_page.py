"""The page without JavaScript: text as text, lists as lists, and only https becomes a link."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from bot.reply import Reply
from connectors.conversations.model import Message
from connectors.conversations.states import State
from connectors.plain.page import Block, View, blocks, page
from tests.connectors.widget.replies import ANSWER, CLARIFY, HOSTILE, RECORD, planned, ticked

ASKED = Message(uuid4(), uuid4(), 2, 1, "citizen", "<b>vet</b>", None, None, None, datetime.now(UTC))


def says(reply: Reply | dict[str, Any]) -> Message:
    stored = reply.model_dump(mode="json") if isinstance(reply, Reply) else reply
    return replace(ASKED, role="assistant", sequence=3, text=stored.get("text", "Oude tekst"), reply=stored)


def test_words_are_escaped_and_only_https_becomes_a_link() -> None:
    shown = page(View([ASKED, says(HOSTILE), says(RECORD)]))
    assert "&lt;b&gt;vet&lt;/b&gt;" in shown
    assert "<script" not in shown
    assert "<img" not in shown
    assert "javascript:" not in shown
    assert 'href="https://www.rijksoverheid.nl/vakantiegeld"' in shown


def test_an_answer_has_its_sections_organisations_and_source() -> None:
    shown = page(View([says(ANSWER)]))
    for words in (ANSWER.title, "<summary>Kosten</summary>", "<li>Uw oude paspoort.</li>", 'href="tel:14050"', "Bron:"):
        assert words in shown


def test_a_plan_is_a_list_of_steps_with_links() -> None:
    reply = planned()
    assert reply.plan
    shown = page(View([says(reply)]))
    assert shown.count("<details open>") == 1
    assert all(step.title in shown for step in reply.plan.steps)


def test_only_the_newest_message_has_buttons_and_none_while_an_answer_is_coming() -> None:
    assert page(View([says(CLARIFY)])).count('name="choice"') == len(CLARIFY.buttons)
    assert 'name="choice"' not in page(View([says(CLARIFY), ASKED]))
    busy = page(View([says(CLARIFY)], answering=True))
    assert 'name="choice"' not in busy
    assert "<textarea" not in busy  # the page refreshes: what is typed would be lost


def test_the_page_refreshes_only_while_an_answer_is_awaited_and_not_when_that_is_unwanted() -> None:
    assert 'http-equiv="refresh"' in page(View([ASKED], answering=True))
    assert 'http-equiv="refresh"' not in page(View([ASKED], answering=True, refreshes=False))
    for state in State:
        assert 'http-equiv="refresh"' not in page(View([ASKED], state))


def test_who_is_asked_back_sees_the_choices_before_the_organisations() -> None:
    shown = page(View([says(CLARIFY)]))
    assert shown.index('name="choice"') < shown.index("Wie kan u helpen?")


def test_what_comes_now_is_unfolded() -> None:
    reply = ticked("arts")
    assert reply.plan
    shown = page(View([says(reply.model_copy(update={"kind": "plan"}))]))
    opened = shown.partition("<details open>")[2]
    assert opened.startswith(f"\n<summary>{reply.plan.steps[1].title}")


def test_a_reply_of_an_older_shape_shows_its_text() -> None:
    assert "Oude tekst" in page(View([says({"kind": "answer", "gone": True})]))


def test_blocks_are_what_the_texts_write() -> None:
    found = list(blocks("Een\ntwee\n\n1. Doe dit\n2. Doe dat\n\n- Dit\n- Dat"))
    assert found == [
        Block("p", ("Een", "twee")),
        Block("ol", ("Doe dit", "Doe dat")),
        Block("ul", ("Dit", "Dat")),
    ]
