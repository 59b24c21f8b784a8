"""Plans: one YAML file a life event, read and checked in full before any is used."""

from collections.abc import Mapping
from pathlib import Path

import yaml
from pydantic import ValidationError

from bot.settings import ROOT
from knowledge.planning.mistakes import Surroundings, mistakes
from knowledge.planning.schema import LifePlan
from knowledge.problems import ContentProblems, Problem, schema_problems, yaml_problem
from knowledge.register import Register
from knowledge.texts import TEXTS_DIR

PLANS_DIR = ROOT / "knowledge" / "plans"


def load_plans(register: Register, folder: Path = PLANS_DIR, texts: Path = TEXTS_DIR) -> dict[str, LifePlan]:
    """Plans in use by id, withdrawn ones left out; raises `ContentProblems` with every mistake found.

    A plan may point to any text that has a file, also one that is withdrawn today: that is no reason not to start.
    """
    surroundings = Surroundings.of(register, (path.stem for path in texts.rglob("*.md")))
    plans: dict[str, LifePlan] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            plans[path.stem] = read_plan(path, surroundings)
        except ContentProblems as error:
            problems += error.problems
    problems += _shared_phrasings(plans, folder)
    if problems:
        raise ContentProblems(problems)
    return {plan_id: plan for plan_id, plan in plans.items() if plan.status != "withdrawn"}


def read_plan(path: Path, surroundings: Surroundings) -> LifePlan:
    """One plan; raises `ContentProblems`."""
    try:
        source = path.read_text(encoding="utf-8")
        plan = LifePlan.model_validate(yaml.load(source, Loader=yaml.CSafeLoader))
    except UnicodeDecodeError as error:
        problem = Problem(path, 1, f"not UTF-8 (byte {error.start})", "save the file as UTF-8")
        raise ContentProblems([problem]) from error
    except yaml.YAMLError as error:
        raise ContentProblems([yaml_problem(path, error)]) from error
    except ValidationError as error:
        raise ContentProblems(schema_problems(path, source, error)) from error
    found = [
        Problem(path, mistake.line(source), mistake.what, mistake.remedy) for mistake in mistakes(plan, surroundings)
    ]
    if plan.id != path.stem:
        found.append(Problem(path, 1, f"id is {plan.id!r}", f"use the file's name as id: {path.stem}"))
    if found:
        raise ContentProblems(found)
    return plan


def _shared_phrasings(plans: Mapping[str, LifePlan], folder: Path) -> list[Problem]:
    """A way to tell what happened that stands in two plans leads nowhere for certain."""
    owner: dict[str, str] = {}
    return [
        Problem(folder / f"{plan.id}.yaml", 1, f"phrasing {phrasing!r} also stands in {first}", "keep it in one plan")
        for plan in plans.values()
        for phrasing in plan.phrasings
        if (first := owner.setdefault(phrasing.casefold(), plan.id)) != plan.id
    ]
