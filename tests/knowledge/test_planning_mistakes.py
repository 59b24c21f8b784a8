"""An editor's mistake is named with file, line and remedy, before anybody gets a wrong plan."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge.planning.load import PLANS_DIR, load_plans
from knowledge.problems import ContentProblems
from tests.knowledge.planning import register

SOUND = PLANS_DIR / "overlijden.yaml"
Change = Callable[[dict[str, Any]], object]


def problems_after(tmp_path: Path, change: Change, name: str = SOUND.stem) -> list[str]:
    """What is said about the plan after `change`, with the line that it points to."""
    plan = yaml.safe_load((PLANS_DIR / f"{name}.yaml").read_text(encoding="utf-8"))
    change(plan)
    path = tmp_path / f"{name}.yaml"
    path.write_text(yaml.safe_dump(plan, allow_unicode=True, sort_keys=False), encoding="utf-8")
    with pytest.raises(ContentProblems) as caught:
        load_plans(register(), tmp_path)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert all(problem.path == path and problem.remedy for problem in caught.value.problems)
    return [f"{problem.what} @ {lines[problem.line - 1].strip()}" for problem in caught.value.problems]


def conditional(plan: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = next(step for step in plan["steps"] if "when" in step)
    return found


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda p: p["steps"][1].update(organisation="bestaat-niet"), "'bestaat-niet' is not in the register"),
        (lambda p: p["steps"][1].update(topic="bestaat-niet"), "no text 'bestaat-niet'"),
        (lambda p: p["offered_by"].append("bestaat-niet"), "no text 'bestaat-niet'"),
        (lambda p: p["help"][0].update(organisation="bestaat-niet"), "'bestaat-niet' is not in the register"),
        (lambda p: p["steps"][1]["source"].update(url="https://example.com/"), "not an official site"),
        (lambda p: p["steps"][1]["source"].update(url="http://www.rijksoverheid.nl/"), "not an official site"),
        (lambda p: p["steps"][1]["source"].update(url="https://evilrijksoverheid.nl/"), "not an official site"),
        (lambda p: p["steps"][1].update(id=p["steps"][0]["id"]), "is used twice"),
        (lambda p: conditional(p).pop("only_if"), "belong together"),
        (lambda p: conditional(p).update(when={"vraag": ["ja"]}), "no earlier question 'vraag'"),
        (lambda p: conditional(p).update(when={next(iter(conditional(p)["when"])): ["blauw"]}), "no choice 'blauw'"),
        (lambda p: p["questions"].extend(p["questions"][1:] * 3), "at most 5 items"),
        (lambda p: p["steps"][0].update(title="x" * 61), "at most 60 characters"),
        (lambda p: p["steps"][0].update(tittle="Bel"), "tittle: Extra inputs"),
        (lambda p: p.update(phrasings=["ik ben verdrietig"]), "at least 12 items"),
        (lambda p: p["steps"][0].update(deadline={"amount": 6, "unit": "uren", "text": "Op tijd"}), "deadline.unit"),
    ],
)
def test_a_mistake_is_named_at_its_line(tmp_path: Path, change: Change, said: str) -> None:
    found = problems_after(tmp_path, change)
    assert any(said in problem for problem in found), found


def test_steps_that_exclude_each_other_may_not_meet(tmp_path: Path) -> None:
    def twice(plan: dict[str, Any]) -> None:
        for step in plan["steps"][:2]:
            step.pop("when", None)
            step.pop("only_if", None)
            step["exclusive"] = "samen"

    assert any("'samen' has 2 steps" in problem for problem in problems_after(tmp_path, twice))


def test_a_step_that_nobody_can_reach_is_named(tmp_path: Path) -> None:
    def never(plan: dict[str, Any]) -> None:
        asked_of_some = next(question for question in plan["questions"] if "when" in question)
        first, fitting = next(iter(asked_of_some["when"].items()))
        choices = next(question["choices"] for question in plan["questions"] if question["id"] == first)
        others = [choice["id"] for choice in choices if choice["id"] not in fitting]
        impossible = {first: others, asked_of_some["id"]: [asked_of_some["choices"][0]["id"]]}
        plan["steps"][0].update(when=impossible, only_if="Alleen soms.")

    found = problems_after(tmp_path, never, "beperking-krijgen")
    assert any("no way of answering leads to this step" in problem for problem in found), found


def test_a_question_that_changes_nothing_is_named(tmp_path: Path) -> None:
    def idle(plan: dict[str, Any]) -> None:
        choices = [{"id": "ja", "title": "Ja"}, {"id": "nee", "title": "Nee"}]
        plan["questions"] = [
            *plan["questions"][:4],
            {"kind": "choice", "id": "zomaar", "text": "Zomaar?", "choices": choices},
        ]

    found = problems_after(tmp_path, idle)
    assert any("'zomaar' changes nothing" in problem for problem in found) or any("no earlier" in p for p in found)


def test_a_file_that_is_no_yaml_and_one_with_another_id_are_named(tmp_path: Path) -> None:
    (tmp_path / "scheiding.yaml").write_text("id: [", encoding="utf-8")
    (tmp_path / "geboorte.yaml").write_bytes(b"\xff\xfe")
    (tmp_path / "schulden.yaml").write_text(SOUND.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(ContentProblems) as caught:
        load_plans(register(), tmp_path)
    said = {problem.path.stem: problem.what for problem in caught.value.problems}
    assert said["scheiding"].startswith("YAML")
    assert said["geboorte"].startswith("not UTF-8")
    assert said["schulden"] == "id is 'overlijden'"


def test_a_withdrawn_plan_is_checked_and_left_out(tmp_path: Path) -> None:
    text = SOUND.read_text(encoding="utf-8").replace("status: draft", "status: withdrawn")
    (tmp_path / "overlijden.yaml").write_text(text, encoding="utf-8")
    assert load_plans(register(), tmp_path) == {}
