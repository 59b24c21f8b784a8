"""Somebody asks for a plan: which one it is for, several to choose from, or none."""

import pytest

from knowledge.base import KnowledgeBase
from knowledge.planning.wish import subject_of, surely_asks_for_plan
from knowledge.wished_plan import CHOICES_MAX, wished_plan


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Ik ga met pensioen, maak een stappenplan", "ik ga met pensioen"),
        ("maak een stappenplan voor mijn verhuizing", "verhuizing"),
        ("ik ben ziek en wil een lijstje van wat ik moet doen", "ik ben ziek"),
        ("ik wil een zaak beginnen, geef mij een checklist", "ik wil een zaak beginnen"),
        ("maak een stappenplan", ""),
    ],
)
def test_the_request_is_taken_out_and_the_story_stays(text: str, subject: str) -> None:
    assert subject_of(text) == subject


@pytest.mark.parametrize(
    ("text", "is_sure"),
    [
        ("stappenplan echtscheiding", True),
        ("mijn vader is dood, zet de stappen op een rij", True),
        ("ik wil een zaak beginnen", False),
        ("welke stappen zijn er in een asielprocedure", False),
        ("moet ik een plan van aanpak maken met mijn baas", False),
    ],
)
def test_a_plan_word_alone_does_not_make_a_wish(text: str, is_sure: bool) -> None:
    assert surely_asks_for_plan(text) is is_sure


@pytest.mark.parametrize(
    ("text", "plan"),
    [
        ("ik ben mijn baan kwijt, maak een stappenplan", "werk-verliezen"),
        ("stappenplan voor na een inbraak", "slachtoffer-worden"),
        ("wij gaan emigreren, checklist graag", "uit-nederland-vertrekken"),
    ],
)
def test_what_happened_leads_to_its_plan(base: KnowledgeBase, text: str, plan: str) -> None:
    wish = wished_plan(base, text, None)
    assert wish.is_sure
    assert [found.id for found in wish.plans] == [plan]


def test_what_may_be_two_things_is_asked(base: KnowledgeBase) -> None:
    wish = wished_plan(base, "wij hebben een andere woning, stappenplan", None)
    assert not wish.is_sure
    assert 1 < len(wish.plans) <= CHOICES_MAX
    assert "verhuizen" in {plan.id for plan in wish.plans}


@pytest.mark.parametrize("text", ["stappenplan digid aanvragen", "maak een stappenplan voor zonnepanelen op mijn dak"])
def test_no_plan_is_made_for_what_is_no_life_event(base: KnowledgeBase, text: str) -> None:
    assert wished_plan(base, text, None).plans == ()
