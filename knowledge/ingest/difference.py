"""What an ingest changes: new, changed and gone records of one source, and what was left out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from knowledge.ingest.draft import Ingested
from knowledge.schema import IngestedRecord

# A source that did not touch a text for this long does not look after it; a wrong answer costs more than a link.
STALE_AFTER_YEARS = 5


@dataclass(frozen=True)
class Difference:
    """`records` is what the source holds from now on; the rest says how that differs from before."""

    records: Mapping[str, IngestedRecord]
    new: tuple[str, ...]
    changed: tuple[str, ...]
    gone: Mapping[str, str]
    unchanged: int
    refused: tuple[str, ...] = field(default=())

    @property
    def difficult(self) -> int:
        """How many records are shown as an excerpt only."""
        return sum(record.difficult for record in self.records.values())


def difference(known: Mapping[str, IngestedRecord], found: Ingested, today: date) -> Difference:
    """Compare what we have of a source with what it gives now."""
    fresh = {record.id: record for record in found.records if not is_stale(record, today)}
    stale = {record.id for record in found.records} - fresh.keys()
    kept = {} if found.complete else {key: known[key] for key in known.keys() - fresh.keys() - found.withdrawn - stale}
    kept = {key: record for key, record in kept.items() if not is_stale(record, today)}
    records = {key: (fresh | kept)[key] for key in sorted(fresh | kept)}
    old = [f"{r.id}: not changed since {r.modified_on}, too old to answer from" for r in found.records if r.id in stale]
    return Difference(
        records=records,
        new=tuple(sorted(records.keys() - known.keys())),
        changed=tuple(key for key in records if key in known and records[key] != known[key]),
        gone={key: _why_gone(key, found, stale) for key in sorted(known.keys() - records.keys())},
        unchanged=sum(records[key] == known.get(key) for key in records),
        refused=(*found.refused, *old),
    )


def is_stale(record: IngestedRecord, today: date) -> bool:
    """Whether the source last changed a record too long ago."""
    return (today - record.modified_on).days > STALE_AFTER_YEARS * 365.25


def _why_gone(key: str, found: Ingested, stale: set[str]) -> str:
    if key in found.withdrawn:
        return "withdrawn at the source"
    return "no longer listed by the source" if found.complete and key not in stale else "too old to answer from"
