"""One ingest of records: read the whole source, compare, and only then replace what is kept of it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from knowledge.ingest import markdown, rijksoverheid, sdg, table
from knowledge.ingest.accept import Gate, accept_all
from knowledge.ingest.difference import Difference, difference
from knowledge.ingest.draft import Drafts, Ingested, IngestFailed
from knowledge.ingest.journal import Journal
from knowledge.ingest.polite import USUAL_PACE, Pace, PoliteClient
from knowledge.ingest.rijksoverheid_api import Form, Interface, read_interface
from knowledge.records import load_source, save_records

Kind = Literal["rijksoverheid", "sdg", "markdown", "csv"]
Progress = Callable[[int, int], None]

# A source that breaks may list nothing or a tenth; losing more than this share needs a human's word.
LOSS_MAX_SHARE = 0.2
# With fewer records than this a share says little.
LOSS_COUNTS_FROM = 10


@dataclass(frozen=True)
class Order:
    """What to read. `name` is the file of records it goes to; `since` and `form` are for rijksoverheid.nl alone."""

    kind: Kind
    source: str
    name: str
    since: date | None = None
    form: Form = "json"
    pace: Pace = USUAL_PACE

    @classmethod
    def of(cls, kind: Kind, source: str, name: str | None = None) -> "Order":
        """An order under the usual name: of the source when there is one, else of the file or folder."""
        usual = kind if kind in ("rijksoverheid", "sdg") else Path(source).stem
        plain = re.sub(r"[^a-z0-9]+", "-", (name or usual).lower()).strip("-")
        return cls(kind, source, plain or kind)

    @property
    def is_remote(self) -> bool:
        return self.source.startswith(("http://", "https://"))


def read(order: Order, gate: Gate, journals: Path, progress: Progress) -> Ingested:
    """Everything that the source holds now; raises `IngestFailed`, and what was fetched is not fetched again."""
    if not order.is_remote:
        return accept_all(order.name, _local(order), gate)
    with PoliteClient(order.pace) as client, Journal(journals / f"{order.name}.sqlite") as journal:
        return accept_all(order.name, _remote(order, client, journal, progress), gate, complete=order.since is None)


def compare(order: Order, found: Ingested, records_dir: Path, today: date) -> Difference:
    """What this would change in the records that are kept of the source."""
    return difference(load_source(records_dir, order.name), found, today)


def apply(order: Order, changes: Difference, records_dir: Path, allow_loss: bool = False) -> None:
    """Replace the records of the source at once; raises `IngestFailed` when that would lose suspiciously many."""
    before = len(changes.gone) + changes.unchanged + len(changes.changed)
    lost = len(changes.gone)
    if not allow_loss and before >= LOSS_COUNTS_FROM and lost > LOSS_MAX_SHARE * before:
        raise IngestFailed(
            f"{lost} of {before} records would go. Nothing was changed. If that is right: add --allow-loss"
        )
    try:
        save_records(records_dir, order.name, changes.records.values())
    except OSError as error:
        raise IngestFailed(f"the records could not be written in {records_dir}: {error}. The old ones stay.") from error


def _local(order: Order) -> Drafts:
    path = Path(order.source)
    match order.kind:
        case "rijksoverheid":
            return rijksoverheid.drafts(rijksoverheid.from_file(path))
        case "sdg":
            return sdg.drafts(sdg.from_file(path))
        case "markdown":
            return markdown.read_folder(path)
        case "csv":
            return table.read_table(path)


def _remote(order: Order, client: PoliteClient, journal: Journal, progress: Progress) -> Drafts:
    match order.kind:
        case "rijksoverheid":
            return read_interface(Interface(order.source, order.form, order.since), client, journal, progress)
        case "sdg":
            return sdg.drafts(sdg.from_interface(order.source, client, progress))
        case _:
            raise IngestFailed(f"{order.kind} is read from this machine: download {order.source} first")
