"""The dialogues are sound, and a wrong turn is counted as wrong."""

from typing import Any

import pytest
import yaml

from bot.settings import ROOT
from knowledge.base import KnowledgeBase
from knowledge.quality_talk import Dialogue, ExpectedTurn, HandoffVerdict, judge, judge_handoff, load_dialogues, typed
from knowledge.schema import SECTIONS
from knowledge.talk_measures import measures


def played(*replies: dict[str, Any]) -> dict[str, Any]:
    empty = {"kind": "answer", "text": "", "topic": None, "organisations": [], "buttons": []}
    return {"turns": [{"language": "nl", "replies": [empty | reply]} for reply in replies]}


def dialogue(*turns: dict[str, Any], **more: Any) -> Dialogue:
    return Dialogue(id="x", about="follow-up", turns=tuple(ExpectedTurn(say="hallo", **turn) for turn in turns), **more)


def test_the_set_is_large_and_names_what_exists(base: KnowledgeBase) -> None:
    dialogues = load_dialogues()
    assert len({one.id for one in dialogues}) == len(dialogues) >= 130
    for one in dialogues:
        assert all(0 < turn <= len(one.turns) for turn in one.handoff.turns), one.id
        for turn in one.turns:
            assert set(turn.topic) <= base.texts.keys(), one.id
            assert set(turn.organisation) <= base.register.organisations.keys(), one.id
            assert turn.section in (None, *SECTIONS), one.id


def test_no_dialogue_stands_in_the_training_data() -> None:
    taught = set()
    for path in (ROOT / "nlu" / "data").glob("*.yml"):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            taught |= {row.removeprefix("- ").strip().casefold() for row in entry.get("examples", "").splitlines()}
    # so short that there is one way to say it
    said = {t.say.casefold() for d in load_dialogues() for t in d.turns if len(t.say.split()) > 4}
    assert said & taught == set()


@pytest.mark.parametrize(
    ("expected", "reply", "right"),
    [
        ({"kind": ["answer"]}, {"kind": "refer"}, False),
        ({"topic": ["vog"]}, {"topic": "huurtoeslag"}, False),
        ({"topic": ["vog"]}, {"kind": "clarify", "buttons": ["VOG aanvragen"]}, True),
        ({"organisation": ["uwv"]}, {"organisations": ["gemeente", "uwv"]}, False),
        ({"mentions": ["paspoort"]}, {"text": "uw Paspoort"}, True),
        ({"must_not": ["112"]}, {"text": "Bel 112."}, False),
        ({"crisis": "113"}, {"kind": "answer", "text": "Bel 113."}, False),
        ({"crisis": "113"}, {"kind": "crisis", "text": "Bel 113."}, True),
        ({"language": "pl"}, {}, False),
        ({"buttons": True}, {}, False),
    ],
)
def test_a_check_can_fail(base: KnowledgeBase, expected: dict[str, Any], reply: dict[str, Any], right: bool) -> None:
    texts = {"vog": base.texts["vog"].model_copy(update={"title": "VOG aanvragen"})}
    assert [check.right for check in judge(dialogue(expected), played(reply), texts)] == [right]


def test_a_section_must_be_given_in_its_own_words(base: KnowledgeBase) -> None:
    expected = dialogue({"section": "Kosten", "topic": ["vog"]})
    text = base.texts["vog"].sections["Kosten"]
    for reply, right in (({"topic": "vog", "text": f"Zo: {text}"}, True), ({"topic": "vog", "text": "gratis"}, False)):
        found = {check.name: check.right for check in judge(expected, played(reply), base.texts)}
        assert found["section"] is right


def test_a_handoff_too_late_or_unasked_is_counted() -> None:
    late = dialogue({}, {}, handoff={"expect": "offered", "turns": [1]})
    verdict = judge_handoff(late, played({"kind": "answer"}, {"kind": "handoff_offer"}))
    assert (verdict.turn, verdict.in_time, verdict.was_needed) == (2, False, True)
    unasked = judge_handoff(dialogue({}), played({"kind": "handoff"}))
    found = {m.name: m.share for m in measures([], [verdict, unasked], [], {})}
    assert found["handoff: precision"] == 0.5
    assert found["handoff: recall"] == 1.0
    assert found["handoff: on the right turn"] == 0.0


def test_an_offer_is_no_handoff_for_who_asked_for_a_person() -> None:
    wished = dialogue({}, handoff={"expect": "accepted", "turns": [1]})
    assert judge_handoff(wished, played({"kind": "handoff_offer"})).turn is None
    assert isinstance(judge_handoff(wished, played({"kind": "handoff"})), HandoffVerdict)


def test_a_button_is_typed_by_its_title() -> None:
    assert typed("$2", ["a", "b"]) == "b"
    assert typed("$9", ["a"]) == "$9"
    assert typed("hallo", ["a"]) == "hallo"
