"""Every Dutch sentence stands in `bot/sentences*.yml`, is used, and asks for nothing that is not given."""

import re
from pathlib import Path

import pytest

from bot.sentences import all_sentences, sentence
from bot.settings import ROOT

PACKAGES = ("bot", "knowledge", "actions", "connectors")
CODE = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py") if "node_modules" not in path.parts]

# Looked up by role, action, or the name of a refusal.
OF_PEOPLE = ("people.problems.", "people.refused.", "people.roles.", "people.role_means.", "people.audit.actions.")

# Looked up by the name of a reason, an urgency, a status, an outcome, a kind of signal, a part of the summary.
OF_DESK = (
    "desk.nav.",
    "desk.system.",
    "desk.told.",
    "desk.delivery.",
    "desk.whatsapp.",
    "desk.reasons.",
    "desk.urgency.",
    "desk.channel.",
    "desk.status.",
    "desk.outcomes.",
    "desk.signals.",
    "desk.who.",
    "desk.summary.",
    "desk.keys.",
    "desk.queue.results.",
    "desk.case.contact_",
    "desk.case.too_long",
    "desk.case.empty",
)


def code() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in CODE)


def templates() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "connectors").glob("*/templates/*.html"))


def test_every_sentence_is_used() -> None:
    whole = code() + templates()
    # The gateway's problems are looked up as problem.<name>.<part>, what was hidden by its kind, reasons by their code,
    # the two buttons of a question by its name, the lines of a summary by what they say, and what is said on the way
    # to a human by the change that happened.
    composed = ("gateway.problem", "gateway.problems", "problem", "privacy.kind.", "reasons.", "summary", "handoff.")
    composed += ("erase.yes", "erase.no", "whatsapp.", *OF_PEOPLE, *OF_DESK)
    unused = [key for key in all_sentences() if key not in whole and not key.startswith(composed)]
    assert unused == []


def test_every_key_in_code_exists() -> None:
    asked = set(re.findall(r"sentence\(\s*[\"']([a-z_.]+)[\"'](?! ~)", code() + templates()))
    assert asked
    assert asked - set(all_sentences()) == set()


def test_an_unknown_sentence_is_an_error() -> None:
    with pytest.raises(KeyError):
        sentence("does.not.exist")


def test_sentences_address_the_citizen_formally() -> None:
    for key, text in all_sentences().items():
        if key != "crisis.child":  # a child is not addressed as "u"
            assert not re.search(r"\b(je|jij|jouw|jullie)\b", text), key


def test_no_file_of_ours_is_long() -> None:
    long = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in CODE}
    assert {Path(path).name: lines for path, lines in long.items() if lines > 400} == {}
