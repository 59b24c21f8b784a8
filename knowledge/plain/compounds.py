"""How familiar a word is: its own frequency, or that of its parts when it is a compound.

A long compound of everyday parts (verjaardagstaart) is about as familiar as they are.
"""

from functools import lru_cache
from statistics import fmean

from knowledge.plain.vocabulary import EVERYDAY_ZIPF, everyday_words, word_list, zipf

PART_MIN_ZIPF = 3.4  # below this, a "part" is mostly a chance letter group
PART_MIN_LETTERS = 3
LONG_PART_LETTERS = 6
LONG_PART_MIN_ZIPF = 3.0  # long letter groups are hardly ever there by chance
SHORT_PART_MIN_ZIPF = 4.6  # three letters must be a very common word (bus, kat) to be a part
SPLIT_COST = 0.2  # each further part takes a little more reading
FAMILIAR_ZIPF = 4.2  # so common that its parts no longer matter
INFLECTION_COST = 0.2
WORD_MAX_LETTERS = 60
LINKS = ("", "s", "en", "n", "e", "er", "-")


@lru_cache(maxsize=50_000)
def familiarity(word: str) -> float:
    """Zipf frequency of the word, of a form of it, or of the parts of a compound; the highest counts."""
    own = max(zipf(word), EVERYDAY_ZIPF if word in everyday_words() else 0.0)
    if own >= FAMILIAR_ZIPF or not word or len(word) > WORD_MAX_LETTERS:
        return own
    inflected = max((zipf(base) for base in bases(word)), default=0.0) - INFLECTION_COST
    parts = split(word)
    compound = _ease(parts) if parts else 0.0
    return max(own, inflected, compound)


def bases(word: str) -> tuple[str, ...]:
    """Forms without a common Dutch ending: plural, diminutive, adjective -e."""
    found = []
    for ending in ("'s", "etjes", "etje", "tjes", "pjes", "tje", "pje", "jes", "je", "en", "s", "e", "n", "t"):
        if word.endswith(ending) and len(word) - len(ending) >= PART_MIN_LETTERS:
            stem = word[: -len(ending)]
            found += [stem, *_respelled(stem)] if ending in ("en", "e", "etje", "etjes") else [stem]
    return tuple(found)


def _respelled(stem: str) -> list[str]:
    """bakk → bak, lop → loop, huiz → huis, briev → brief."""
    found = []
    if len(stem) > 2 and stem[-1] == stem[-2]:
        found.append(stem[:-1])
    if len(stem) > 1 and stem[-1] in "vz":
        found.append(stem[:-1] + ("f" if stem[-1] == "v" else "s"))
    if len(stem) > 2 and stem[-2] in "aeou" and stem[-3] not in "aeiou" and stem[-1] not in "aeiou":
        found.append(stem[:-1] + stem[-2] + stem[-1])
    return found


@lru_cache(maxsize=50_000)
def split(word: str) -> tuple[str, ...]:
    """The parts of a compound, in its easiest reading; empty when it is no compound of known words."""
    if len(word) < 2 * PART_MIN_LETTERS or len(word) > WORD_MAX_LETTERS:
        return ()
    best: tuple[float, tuple[str, ...]] = (0.0, ())
    for cut in range(PART_MIN_LETTERS, len(word) - PART_MIN_LETTERS + 1):
        head = word[:cut]
        if _is_part(head) or head in word_list("open_particles"):
            for parts in _tails(word[cut:]):
                best = max(best, (_ease((head, *parts)), (head, *parts)))
    return best[1]


def _tails(rest: str) -> list[tuple[str, ...]]:
    """What may follow a first part: one known word, or a compound again, after an optional link."""
    found: list[tuple[str, ...]] = []
    for link in LINKS:
        tail = rest[len(link) :] if rest.startswith(link) else ""
        if _is_part(tail):
            found.append((tail,))
        base = next((b for b in bases(tail) if _is_part(b)), None)
        if base:
            found.append((base,))
        if len(tail) > 2 * PART_MIN_LETTERS:
            deeper = split(tail)
            found += [deeper] if deeper else []
    return found


def _ease(parts: tuple[str, ...]) -> float:
    """Between the rarest part and the mean of the parts, less what taking apart costs."""
    values = [zipf(part) for part in parts]
    return (min(values) + fmean(values)) / 2 - SPLIT_COST * (len(parts) - 1)


def _is_part(piece: str) -> bool:
    if len(piece) < PART_MIN_LETTERS or piece in word_list("affixes") or piece in word_list("function_words"):
        return False
    if len(piece) >= LONG_PART_LETTERS:
        return zipf(piece) >= LONG_PART_MIN_ZIPF
    return zipf(piece) >= (SHORT_PART_MIN_ZIPF if len(piece) == PART_MIN_LETTERS else PART_MIN_ZIPF)
