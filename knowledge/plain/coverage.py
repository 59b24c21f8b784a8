"""What the uniform product list and the register have that no text of ours covers.

A product is covered exactly when a text names it in `upl`, and referred when a door does; *probably* when most of its
telling words stand in the title or terms of one text. Words that many products share ("vergunning") tell little.
Products that citizens and entrepreneurs do not ask for (internal acts, expired schemes) are listed with the reason.
"""

import csv
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from knowledge.lexical import words
from knowledge.register import REGISTER_DIR, Register
from knowledge.schema import Door, Organisation, ServiceText

PRODUCTS = REGISTER_DIR / "producten.csv"
NOT_ASKED = REGISTER_DIR / "producten_niet_gevraagd.csv"
PROBABLY_MIN_SHARE = 0.6  # of the weight of a product's words

Coverage = Literal["exact", "referred", "probably", "not asked", "missing"]


@dataclass(frozen=True)
class Product:
    """One row of the uniform product list, with the text or door that covers it when there is one."""

    name: str
    levels: tuple[str, ...]
    audience: str
    coverage: Coverage
    text_id: str | None


def products(texts: Sequence[ServiceText], doors: Sequence[Door] = (), path: Path = PRODUCTS) -> list[Product]:
    """Every product of the list, in its order."""
    rows = _rows(path)
    named: dict[str, tuple[Coverage, str | None]] = {
        row["name"].casefold(): ("not asked", None) for row in _rows(NOT_ASKED)
    }
    named |= {name.casefold(): ("referred", door.id) for door in doors for name in door.upl}
    named |= {name.casefold(): ("exact", text.id) for text in texts for name in text.upl}
    weights = _weights(row["name"] for row in rows)
    stems = {text.id: frozenset(words(" ".join([text.title, *text.terms]))) for text in texts}
    return [_product(row, named, weights, stems) for row in rows]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def organisations_without_text(texts: Sequence[ServiceText], register: Register) -> list[Organisation]:
    """Organisations of the register to which no text leads."""
    led_to = {organisation.id for text in texts for organisation in text.organisations}
    return [one for one in register.organisations.values() if one.id not in led_to and one.successor is None]


def _product(
    row: dict[str, str],
    named: dict[str, tuple[Coverage, str | None]],
    weights: dict[str, float],
    stems: dict[str, frozenset[str]],
) -> Product:
    levels = tuple(row["levels"].split("+")) if row["levels"] else ("onbekend",)
    if found := named.get(row["name"].casefold()):
        return Product(row["name"], levels, row["audience"], *found)
    likely = _likely(words(row["name"]), weights, stems)
    return Product(row["name"], levels, row["audience"], "probably" if likely else "missing", likely)


def _weights(names: Iterable[str]) -> dict[str, float]:
    """Rarer among the products is more telling."""
    counts = Counter(stem for name in names for stem in set(words(name)))
    return {stem: 1 / (1 + math.log(count)) for stem, count in counts.items()}


def _likely(name: Sequence[str], weights: dict[str, float], stems: dict[str, frozenset[str]]) -> str | None:
    """The text that shares most of the product's words, when that is enough."""
    total = sum(weights[stem] for stem in set(name))
    shares = {
        text_id: sum(weights[stem] for stem in set(name) if stem in known) / total for text_id, known in stems.items()
    }
    best = max(shares, key=lambda text_id: shares[text_id], default=None)
    return best if best is not None and shares[best] >= PROBABLY_MIN_SHARE else None
