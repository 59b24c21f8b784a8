"""How abstract a word's idea is, and how much the word sounds like an office, from a table learned on examples.

`ideas.csv` holds for each common Dutch word two digits, 0 to 9: abstractness and office tone. They were learned from
`seeds.csv` and `words.csv` with the vectors of the packaged encoder (`python -m knowledge.plain.learn_ideas`), so
that reading them costs no encoder. A compound is judged by its parts; an unknown word gets no judgement.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from knowledge.plain.compounds import bases, split
from knowledge.plain.vocabulary import zipf

TABLE = Path(__file__).parent / "ideas.csv"
HIGHEST = 9  # the table has one digit a judgement


@dataclass(frozen=True)
class Idea:
    """Both from 0 (concrete; everyday) to 1 (abstract; office Dutch)."""

    abstract: float
    official: float


@lru_cache(maxsize=50_000)
def idea(word: str) -> Idea | None:
    """What the table says of the word, of its base form, or of the parts of the compound."""
    own = _row(word)
    if own:
        return own
    base = max((b for b in bases(word) if b in _table()), key=zipf, default=None)
    return _row(base) if base else _mean([found for part in split(word) if (found := _row(part))])


def _mean(parts: Sequence[Idea]) -> Idea | None:
    if not parts:
        return None
    return Idea(sum(p.abstract for p in parts) / len(parts), sum(p.official for p in parts) / len(parts))


def _row(word: str) -> Idea | None:
    digits = _table().get(word)
    return Idea(int(digits[0]) / HIGHEST, int(digits[1]) / HIGHEST) if digits else None


@cache
def _table() -> dict[str, str]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()[1:] if TABLE.exists() else []
    return dict(line.split(",", 1) for line in lines)
