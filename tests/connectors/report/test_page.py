"""The HTML report, made of six questions that were judged by hand."""

import re
from html.parser import HTMLParser

import pytest

from connectors.report.evaluation import WEGWIJS, Evaluation, claims, confusions, groups, worst
from connectors.report.page import render
from knowledge.quality import Judged, Question, measure

THEMES = {"paspoort": "reizen", "rijbewijs": "verkeer", "bijstand": "inkomen"}
# Ids whose hash puts them in the half that is named (`Question.split`).
TUNING, TEST = ("q0002", "q0006", "q0007"), ("q0001", "q0003", "q0004")


def judged(number: str, topic: str | None, first: str, confidence: float, answered: bool) -> Judged:
    """A question about `topic` (None: nothing answers) for which `first` came first."""
    question = Question(
        id=number,
        text=f"vraag <{number}> over {topic}",
        topics=(topic,) if topic else (),
        organisations=("gemeente",),
        expect="answer" if topic else "none",
        style="keyword",
        language="nl",
    )
    ranked = (first, *(other for other in THEMES if other != first))
    return Judged(question, "answer" if answered else "clarify", answered, confidence, first, ranked, "gemeente")


@pytest.fixture
def evaluation() -> Evaluation:
    split = {one: Question(one, "", (), (), "none", "", "").split for one in (*TUNING, *TEST)}
    assert {split[one] for one in TUNING} == {"tuning"}
    assert {split[one] for one in TEST} == {"test"}
    ours = [
        judged(TUNING[0], "paspoort", "paspoort", 0.95, True),
        judged(TUNING[1], "rijbewijs", "paspoort", 0.65, True),
        judged(TUNING[2], None, "bijstand", 0.75, True),
        judged(TEST[0], "bijstand", "bijstand", 0.9, True),
        judged(TEST[1], "rijbewijs", "paspoort", 0.97, True),
        judged(TEST[2], None, "paspoort", 0.1, False),
    ]
    return Evaluation({WEGWIJS: ours, "BM25 alone": ours}, THEMES, "3 texts")


def test_measures_are_those_counted_by_hand(evaluation: Evaluation) -> None:
    found = measure(evaluation.ours)
    assert (found.topic_at_1, found.topic_at_3) == (2 / 4, 4 / 4)
    assert (found.right_answers, found.wrong_answers, found.false_answers) == (2 / 4, 2 / 4, 1 / 2)
    assert (found.answered, found.asked_back, found.organisation_at_1) == (5 / 6, None, 1.0)


def test_questions_are_grouped_by_split_language_style_and_theme(evaluation: Evaluation) -> None:
    found = {name: len(own) for name, own in groups(evaluation.ours, THEMES).items()}
    assert found == {
        "all": 6, "split test": 3, "split tuning": 3, "language nl": 6, "style keyword": 6,
        "theme inkomen": 1, "theme reizen": 1, "theme verkeer": 2,
    }  # fmt: skip


def test_a_claim_is_right_when_the_first_text_is(evaluation: Evaluation) -> None:
    assert [claim.right for claim in claims(evaluation.ours)] == [True, False, False, True, False, False]


def test_confusions_count_the_theme_that_came_first(evaluation: Evaluation) -> None:
    assert confusions(evaluation.ours, THEMES) == {
        ("reizen", "reizen"): 1, ("verkeer", "reizen"): 2, ("inkomen", "inkomen"): 1,
    }  # fmt: skip


def test_the_worst_are_the_surest_mistakes_of_the_tuning_half_only(evaluation: Evaluation) -> None:
    assert [one.question.id for one in worst(evaluation.ours, 10)] == [TUNING[2], TUNING[1]]
    assert [one.question.id for one in worst(evaluation.ours, 1)] == [TUNING[2]]


def test_the_page_needs_nothing_from_elsewhere(evaluation: Evaluation) -> None:
    page = render(evaluation)
    assert not re.search(r"<script|<link|<img|src=|href=|url\(|https?://", page)


def test_words_of_a_question_are_escaped(evaluation: Evaluation) -> None:
    page = render(evaluation)
    assert f"vraag &lt;{TUNING[1]}&gt;" in page
    assert f"<{TUNING[1]}>" not in page


def test_no_failure_of_the_test_half_can_be_read(evaluation: Evaluation) -> None:
    assert not any(number in render(evaluation) for number in TEST)


def test_the_page_shows_the_calibration_error_of_each_half(evaluation: Evaluation) -> None:
    # tuning: (|0.95 - 1| + |0.65 - 0| + |0.75 - 0|) / 3 = 0.483; test: |0.935 - 0.5| * 2 and |0.1 - 0|, / 3 = 0.323
    assert re.findall(r"expected calibration error (\S+)<", render(evaluation)) == ["0.483", "0.323"]


def test_every_element_of_the_page_is_closed(evaluation: Evaluation) -> None:
    page = _Balance()
    page.feed(render(evaluation))
    assert page.open == []


class _Balance(HTMLParser):
    """Keeps the elements that are still open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "meta":
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """`<polyline/>` opens nothing."""

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
