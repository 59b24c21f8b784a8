"""Subjects without a text: recognised, so that no other text answers them by mistake.

A door of government names the organisation that helps; one outside government (weather, recipes) names none.
"""

from pathlib import Path

import yaml
from pydantic import ValidationError

from bot.settings import ROOT
from knowledge.problems import ContentProblems, Problem, schema_problems, yaml_problem
from knowledge.reading import text_of, yaml_of
from knowledge.schema import Door

DOORS_DIR = ROOT / "knowledge" / "doors"


def load_doors(folder: Path = DOORS_DIR) -> tuple[Door, ...]:
    """All doors, sorted by id; raises `ContentProblems` with every mistake found."""
    doors: list[Door] = []
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            source = text_of(path)
            door = Door.model_validate(yaml_of(source))
        except ContentProblems as error:
            problems += error.problems
        except yaml.YAMLError as error:
            problems.append(yaml_problem(path, error))
        except ValidationError as error:
            problems += schema_problems(path, source, error)
        else:
            doors.append(door)
            if door.id != path.stem:
                problems.append(Problem(path, 1, f"id is {door.id!r}", f"use the file's name as id: {path.stem}"))
    if problems:
        raise ContentProblems(problems)
    return tuple(doors)
