"""An editor's own copy of the content: six real texts and the real register, small enough to build in seconds."""

import re
import shutil
from pathlib import Path

from bot.settings import ROOT, Settings
from tests.knowledge.conftest import FEW

KNOWLEDGE = ROOT / "knowledge"


def small_content(folder: Path) -> Path:
    """Six texts without their neighbours, the register, no doors, plans or explained words."""
    for path in (KNOWLEDGE / "texts").rglob("*.md"):
        if path.stem in FEW:
            target = folder / "texts" / path.parent.name / path.name
            target.parent.mkdir(parents=True, exist_ok=True)
            text = path.read_text(encoding="utf-8")
            target.write_text(re.sub(r"^related: .*$", "related: []", text, flags=re.MULTILINE), encoding="utf-8")
    shutil.copytree(KNOWLEDGE / "organisations", folder / "organisations")
    for empty in ("doors", "phrasings", "plans", "glossary"):
        (folder / empty).mkdir()
    (folder / "glossary" / "sources.yaml").write_text("{}\n", encoding="utf-8")
    return folder


def settings_in(folder: Path) -> Settings:
    """Settings of an editor whose content and data stand below `folder`, whatever this machine's environment says."""
    return Settings(_env_file=None, content_dir=folder / "content", data_dir=folder / "data")


def the_text(folder: Path, topic: str = "huurtoeslag") -> Path:
    """The file of one of the six texts below `folder`."""
    return next((folder / "content" / "texts").rglob(f"{topic}.md"))


def change(path: Path, old: str, new: str) -> None:
    """Replace words in a file; they must be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def new_text(folder: Path, topic: str = "vliegerfeest-aanvragen") -> Path:
    """A text about something that no other text knows."""
    path = folder / "content" / "texts" / "vrije-tijd" / f"{topic}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(NEW_TEXT.replace("vliegerfeest-aanvragen", topic), encoding="utf-8")
    return path


NEW_TEXT = """---
id: vliegerfeest-aanvragen
title: Een vliegerfeest op het strand aanvragen
theme: vrije-tijd
audience: [burger]
life_events: []
organisations:
  - id: gemeente
    role: U vraagt het vliegerfeest aan bij uw gemeente.
sources:
  - title: Gemeente
    url: https://www.rijksoverheid.nl/onderwerpen/gemeenten
    checked_on: 2026-11-22
status: draft
terms: [vliegerfeest, vliegerfestival]
questions:
  - hoe vraag ik een vliegerfeest aan
  - wij willen met de hele straat vliegeren op het strand
  - mag ik zomaar honderd vliegers oplaten
  - waar meld ik een vliegerwedstrijd
  - vliegeren met een groep op het strand
  - heb ik toestemming nodig om te vliegeren
  - vliegers oplaten met de school
  - strandfeest met vliegers
related: []
---
## Kort antwoord
Een vliegerfeest op het strand vraagt u aan bij uw gemeente.

## Voor wie
Voor iedereen die met een grote groep wil vliegeren.

## Wat moet u doen
1. Bel uw gemeente.

## Wat hebt u nodig
- De datum van het feest.

## Kosten
Dit kost niets.

## Hoe lang duurt het
U hoort binnen acht weken of het mag.

## Niet eens?
U kunt bezwaar maken bij uw gemeente.
"""
