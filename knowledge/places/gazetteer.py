"""All names that mean a municipality: its own, its places, districts, nicknames and former municipalities.

A name without the register's suffix ("Oosterhout" of "Oosterhout GLD") stands for all places of that name.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from knowledge.places.outcomes import Place
from knowledge.places.spelling import fold, without_suffix
from knowledge.schema import Municipality


@dataclass(frozen=True)
class Gazetteer:
    """Folded name → what it can mean. `near`: gm code → areas that the municipality lies in, smallest first."""

    meanings: Mapping[str, tuple[Place, ...]]
    without_spaces: Mapping[str, str]
    near: Mapping[str, tuple[str, ...]]
    ordinary: frozenset[str]
    elsewhere: frozenset[str]
    no_municipality: frozenset[str]

    def named(self, name: str) -> tuple[Place, ...]:
        """What a name can mean, one place a municipality; empty when it is no name that we know."""
        folded = fold(name)
        found = self.meanings.get(folded) or self.meanings.get(self.without_spaces.get(folded.replace(" ", ""), ""), ())
        return _one_a_municipality(found)

    def municipality_named(self, name: str) -> tuple[Place, ...]:
        """The present municipalities of that name: what "gemeente Oosterhout" means."""
        return tuple(place for place in self.meanings.get(fold(name), ()) if place.kind == "gemeente")


def load_gazetteer(folder: Path, municipalities: Mapping[str, Municipality]) -> Gazetteer:
    """Read the lists below `folder`; the ones an editor keeps are optional, so that a part can be loaded."""
    meanings: defaultdict[str, dict[Place, None]] = defaultdict(dict)
    for spelling, place in _names(folder, municipalities):
        meanings[fold(spelling)][place] = None
        head, province = without_suffix(fold(spelling))
        meanings[head][place] = None
        if province:
            meanings[f"{head} {fold(province)}"][place] = None
    nowhere = frozenset(map(fold, _lines(folder / "geen_gemeente.txt")))
    for name in nowhere & meanings.keys():
        del meanings[name]  # "Nederland" is a hamlet too
    return Gazetteer(
        meanings={name: tuple(places) for name, places in meanings.items()},
        without_spaces={name.replace(" ", ""): name for name in meanings if " " in name},
        near=_areas(folder, municipalities),
        ordinary=frozenset(map(fold, _lines(folder / "gewone_woorden.txt"))),
        elsewhere=frozenset(map(fold, _lines(folder / "ook_elders.txt"))),
        no_municipality=nowhere,
    )


def _names(folder: Path, municipalities: Mapping[str, Municipality]) -> Iterator[tuple[str, Place]]:
    for own in municipalities.values():
        for name in (own.short_name, own.name.removeprefix("Gemeente ")):
            yield name, Place(own.short_name, own.gm_code, "gemeente")
    for row in _rows(folder / "plaatsen.csv"):
        yield from _place(row["place"], municipalities[row["gm_code"]])
    for row in _rows(folder / "wijken_en_bijnamen.csv"):
        yield row["name"], Place(row["name"], row["gm_code"], "wijk" if row["kind"] == "wijk" else "bijnaam")
    for row in _rows(folder / "gemeenten_opgeheven.csv"):
        if row["successor"]:
            yield row["name"], Place(row["name"], row["successor"], "opgeheven")
    for row in _rows(folder / "gemeenten_opgeheven_bekend.csv"):
        yield row["name"], Place(row["name"], row["gm_code"], "opgeheven")


def _place(name: str, own: Municipality) -> Iterator[tuple[str, Place]]:
    """A place under its full name, and without "gem Berg en Dal" or "Noardeast-Fryslan" behind it."""
    place = Place(name, own.gm_code, "plaats")
    yield name, place
    folded, municipality = fold(name), fold(own.short_name)
    tails = [f" gem {municipality}"] + [f" {municipality}"] * (" " in municipality)  # not "Oude" of "Oude Pekela"
    for tail in tails:
        if folded.endswith(tail):
            yield folded.removesuffix(tail), place


def _one_a_municipality(places: Iterable[Place]) -> tuple[Place, ...]:
    """The first of each municipality; the municipality itself comes first in the lists."""
    found: dict[str, Place] = {}
    for place in places:
        found.setdefault(place.gm_code, place)
    return tuple(found.values())


def _areas(folder: Path, municipalities: Mapping[str, Municipality]) -> dict[str, tuple[str, ...]]:
    regions = {row["gm_code"]: row["veiligheidsregio"] for row in _rows(folder / "gemeente_regio.csv")}
    return {code: (regions.get(code, ""), own.province or "") for code, own in municipalities.items()}


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _lines(path: Path) -> list[str]:
    rows = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [row for row in rows if row.strip() and not row.startswith("#")]
