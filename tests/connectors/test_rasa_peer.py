"""The peer that a Rasa user would build: what it is given, what it says, and a real training."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from connectors.rasa_peer import guess_of, rasa_peer, train_rasa_peer, training_files
from knowledge.doors import load_doors
from knowledge.schema import Door, ServiceText
from knowledge.texts import load_texts

FEW = ("paspoort-aanvragen", "huurtoeslag", "ww-uitkering", "dakkapel")
# Enough for four texts, not more.
EPOCHS = (10, 60)


@pytest.fixture(scope="module")
def texts() -> list[ServiceText]:
    return [text for text in load_texts() if text.id in FEW]


@pytest.fixture(scope="module")
def doors() -> list[Door]:
    return list(load_doors()[:20])


def _examples(files: dict[str, str]) -> dict[str, list[str]]:
    return {
        part["intent"]: [line.removeprefix("- ") for line in part["examples"].splitlines()]
        for part in yaml.safe_load(files["nlu.yml"])["nlu"]
    }


def test_every_question_of_a_text_is_an_example_of_its_retrieval_intent(
    texts: list[ServiceText], doors: list[Door]
) -> None:
    found = _examples(training_files(texts, doors, EPOCHS))
    assert set(found) == {"elsewhere", *(f"faq/{topic}" for topic in FEW)}
    for text in texts:
        assert len(found[f"faq/{text.id}"]) == len({text.title, *text.questions})


def test_no_example_can_be_read_as_markup(texts: list[ServiceText], doors: list[Door]) -> None:
    sly = doors[0].model_copy(update={"phrasings": ("[Jan](naam) {x}\n- tweede | regel",)})
    lines = _examples(training_files(texts, [sly], EPOCHS))["elsewhere"]
    assert lines[1] == "Jan naam x - tweede regel"


def test_every_retrieval_intent_has_a_response(texts: list[ServiceText], doors: list[Door]) -> None:
    domain = yaml.safe_load(training_files(texts, doors, EPOCHS)["domain.yml"])
    assert set(domain["responses"]) == {f"utter_faq/{topic}" for topic in FEW}


def _parsed(intent: str, faq: float, ranking: list[tuple[str, float]]) -> dict[str, Any]:
    """As Rasa 3.6.21 answered on 2026-11-22, less what is not read."""
    return {
        "intent": {"name": intent, "confidence": max(faq, 1 - faq)},
        "intent_ranking": [{"name": "faq", "confidence": faq}, {"name": "elsewhere", "confidence": 1 - faq}],
        "response_selector": {
            "all_retrieval_intents": ["faq"],
            "default": {"ranking": [{"confidence": c, "intent_response_key": f"faq/{t}"} for t, c in ranking]},
        },
    }


def test_the_confidence_of_the_peer_is_that_of_both_its_steps() -> None:
    guess = guess_of(_parsed("faq", 0.8, [("huurtoeslag", 0.5), ("dakkapel", 0.3)]))
    assert guess.ranked == ("huurtoeslag", "dakkapel")
    assert guess.confidence == pytest.approx(0.4)
    assert not guess.elsewhere


def test_a_question_about_something_else_is_elsewhere_and_keeps_its_ranking() -> None:
    guess = guess_of(_parsed("elsewhere", 0.1, [("dakkapel", 0.9)]))
    assert guess.elsewhere
    assert guess.ranked == ("dakkapel",)


def test_without_any_choice_there_is_no_confidence() -> None:
    assert guess_of(_parsed("faq", 0.9, [])).confidence == 0.0


@pytest.mark.stack
@pytest.mark.timeout(900)  # a real training on a busy machine
def test_a_trained_peer_finds_what_it_was_taught_and_is_trained_once(
    texts: list[ServiceText], doors: list[Door], tmp_path: Path
) -> None:
    said: list[str] = []
    model = train_rasa_peer(texts, doors, tmp_path, said.append, EPOCHS)
    assert any(step.startswith("ResponseSelector ") and step.endswith("%") for step in said)
    made = model.stat().st_mtime_ns
    assert train_rasa_peer(texts, doors, tmp_path, said.append, EPOCHS) == model
    assert model.stat().st_mtime_ns == made
    with rasa_peer(model) as ask:
        right = [ask(question).ranked[0] == text.id for text in texts for question in text.questions]
    assert sum(right) / len(right) >= 0.9
