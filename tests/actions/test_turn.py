"""What an action knows of a turn, and what is remembered after it."""

import pytest

from actions.memory import Memory, after
from actions.turn import _without_hidden
from bot.reply import Button, Reply
from bot.sentences import sentence

PLAN = Button(title="Maak een stappenplan", payload='/start_plan{"plan":"overlijden"}')
TOPIC = Button(title="Huurtoeslag", payload='/choose_topic{"topic":"huurtoeslag"}')
MORE = Button(title=sentence("ask_back.tell_more"), payload='/choose_topic{"topic":"zorgtoeslag"}')


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("mijn bsn is [bsn] wat krijg ik aan aow", "wat krijg ik aan aow"),
        ("ik verhuis naar [adres] wat nu", "ik verhuis naar wat nu"),
        ("ik ben mijn paspoort kwijt", "ik ben mijn paspoort kwijt"),
        ("[bsn]", "[bsn]"),
    ],
)
def test_what_was_hidden_is_not_searched_with(said: str, asked: str) -> None:
    assert _without_hidden(said) == asked


@pytest.mark.parametrize(
    ("buttons", "yes"), [((PLAN,), PLAN.payload), ((TOPIC,), None), ((PLAN, TOPIC), None), ((MORE, PLAN), MORE.payload)]
)
def test_a_yes_means_the_one_plan_that_is_offered(buttons: tuple[Button, ...], yes: str | None) -> None:
    reply = Reply(kind="answer", text="Kort.", topic="overlijden", buttons=buttons)
    assert after(Memory(), reply, 3).open_yes(4) == yes
