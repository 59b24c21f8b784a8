"""Every rule that starts with words, end to end in Rasa: the words are understood and the right action follows."""

import json
import subprocess
from pathlib import Path

import pytest
import yaml

from bot.settings import ROOT
from connectors.train import MODEL, RASA, is_current, rasa_environment

# Rasa takes only files that begin with test_ for stories with the words in them.
STORIES = Path(__file__).parent / "stories"
# Rules whose intent has an end-to-end story; forms are played in journeys/.
TOLD = frozenset(
    {
        "ask_costs", "ask_duration", "ask_requirements", "ask_steps", "disagree", "for_someone_else", "more_detail",
        "explain_simpler", "correction", "complaint", "other_organisation", "back_to_topic", "start_over",
        "delete_conversation", "swearing", "ask_human", "handoff_yes", "handoff_no", "erase_yes", "erase_no", "affirm",
        "deny", "greet", "thanks", "bye", "are_you_computer", "crisis_danger", "crisis_suicide", "crisis_violence",
        "crisis_child", "crisis_sexual", "explain_word", "my_place", "prefer_channel", "rules_hurt", "out_of_scope",
        "already_tried", "show_plan", "ask_question",
    }
)  # fmt: skip


def steps() -> list[dict[str, str]]:
    stories = [yaml.safe_load(path.read_text(encoding="utf-8"))["stories"] for path in sorted(STORIES.glob("*.yml"))]
    return [step for told in stories for story in told for step in story["steps"]]


def test_every_one_of_these_rules_has_a_story() -> None:
    assert {step["intent"] for step in steps() if "intent" in step} >= TOLD


def test_no_story_repeats_a_training_sentence() -> None:
    lines = {
        line for path in (ROOT / "nlu" / "data").glob("*.yml") for line in path.read_text().casefold().splitlines()
    }
    taught = {line.strip().removeprefix("- ") for line in lines}
    assert [step["user"] for step in steps() if step.get("user", "").casefold() in taught] == []


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_rasa_plays_them_without_a_wrong_step(tmp_path: Path) -> None:
    assert is_current(), "the dialogue model is older than its data: run make train"
    command = [
        str(RASA), "test", "core", "--model", str(MODEL), "--stories", str(STORIES), "--e2e",
        "--endpoints", str(ROOT / "bot" / "endpoints.yml"), "--out", str(tmp_path), "--no-plot",
    ]  # fmt: skip
    environment = rasa_environment() | {"WEGWIJS_ACTIONS_URL": "", "WEGWIJS_TRACKER_URL": "sqlite://"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    report = tmp_path / "story_report.json"
    assert report.exists(), (done.stdout + done.stderr)[-3000:]
    accuracy = json.loads(report.read_text())["conversation_accuracy"]
    failed = (tmp_path / "failed_test_stories.yml").read_text(encoding="utf-8")
    assert accuracy["correct"] == accuracy["total"] > 0, failed
