"""The training data: no text under two intents, every intent with examples and a rule."""

from collections import Counter

import yaml

from bot.settings import ROOT


def examples() -> list[tuple[str, str]]:
    """(text, intent) of every training example."""
    found = []
    for path in sorted((ROOT / "nlu" / "data").glob("*.yml")):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            rows = entry["examples"].splitlines()
            found += [(row.removeprefix("- ").strip(), entry["intent"]) for row in rows if row.strip()]
    return found


def domain() -> dict[str, list[str]]:
    return yaml.safe_load((ROOT / "bot" / "domain.yml").read_text(encoding="utf-8"))


BUTTONS_ONLY = {"choose_place", "choose_topic", "something_else", "plan_answer", "switch_language"}


def test_no_text_stands_under_two_intents() -> None:
    counted = Counter(text.casefold() for text, _ in examples())
    assert [text for text, count in counted.items() if count > 1] == []


def test_every_intent_has_at_least_a_dozen_examples() -> None:
    counted = Counter(intent for _, intent in examples())
    assert set(counted) == set(domain()["intents"]) - BUTTONS_ONLY
    assert min(counted.values()) >= 12, counted


def test_every_intent_has_a_rule_and_every_rule_an_action_of_the_domain() -> None:
    rules = yaml.safe_load((ROOT / "bot" / "rules.yml").read_text(encoding="utf-8"))["rules"]
    asked = {step["intent"] for rule in rules for step in rule["steps"] if "intent" in step}
    done = {step["action"] for rule in rules for step in rule["steps"] if "action" in step}
    assert asked == set(domain()["intents"]) | {"nlu_fallback"}
    assert done <= set(domain()["actions"]) | set(domain()["forms"])
