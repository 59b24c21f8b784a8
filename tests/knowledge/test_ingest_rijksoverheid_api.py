"""The interface of rijksoverheid.nl: read whole, politely, again after trouble, and on from where it broke off."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from knowledge.ingest.accept import Gate
from knowledge.ingest.difference import Difference
from knowledge.ingest.draft import Ingested, IngestFailed
from knowledge.ingest.polite import Pace
from knowledge.ingest.rijksoverheid_api import ROWS_A_PAGE
from knowledge.ingest.run import Order, apply, compare, read
from knowledge.records import load_records
from knowledge.register import load_register
from tests.knowledge.rijksoverheid_double import Double, Item, rijksoverheid

pytestmark = pytest.mark.slow

QUICK = Pace(between=0.0, first_wait=0.01, longest_wait=0.05, answer=1.0, whole=1.5, attempts=4)
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def gate() -> Gate:
    return Gate.of(load_register(), TODAY)


@pytest.fixture
def source() -> Iterator[Double]:
    with rijksoverheid([Item(f"vraag-{n}", f"Waar lever ik fiets {n} in?") for n in range(5)]) as double:
        yield double


def order(source: Double, **wanted: object) -> Order:
    return replace(Order.of("rijksoverheid", source.list_url), pace=QUICK, **wanted)  # type: ignore[arg-type]


def fetch(source: Double, gate: Gate, folder: Path, **wanted: object) -> Ingested:
    return read(order(source, **wanted), gate, folder / "fetched", lambda done, total: None)


def ingest(source: Double, gate: Gate, folder: Path, **wanted: object) -> Difference:
    changes = compare(order(source), fetch(source, gate, folder, **wanted), folder / "records", TODAY)
    apply(order(source), changes, folder / "records")
    return changes


@pytest.mark.parametrize("form", ["json", "xml"])
def test_list_and_details_become_records(source: Double, gate: Gate, tmp_path: Path, form: str) -> None:
    found = fetch(source, gate, tmp_path, form=form)
    assert [record.id for record in found.records] == [f"rijksoverheid-vraag-{n}" for n in range(5)]
    record = found.records[0]
    assert record.question == "Waar lever ik fiets 0 in?"
    assert record.introduction == "Een oude fiets brengt u naar de milieustraat. Dat kost niets."
    assert record.paragraphs[0].text == "- Uw fiets\n- Uw pas"
    assert (record.licence, record.publisher) == ("CC0 1.0 Universal", "Rijksoverheid.nl")
    assert record.modified_on == date(2026, 1, 2)
    assert record.subjects == ("Afval",)
    assert {asked["output"] for asked in source.lists} == {form}


def test_json_and_xml_give_the_same_records(source: Double, gate: Gate, tmp_path: Path) -> None:
    assert fetch(source, gate, tmp_path / "a", form="json") == fetch(source, gate, tmp_path / "b", form="xml")


def test_every_page_of_the_list_is_read(source: Double, gate: Gate, tmp_path: Path) -> None:
    source.items = [Item(f"v-{n}", f"Vraag {n}?") for n in range(2 * ROWS_A_PAGE + 3)]
    assert len(fetch(source, gate, tmp_path).records) == 2 * ROWS_A_PAGE + 3
    assert [asked["offset"] for asked in source.lists] == ["0", "200", "400"]


def test_only_what_changed_is_asked_for_again(source: Double, gate: Gate, tmp_path: Path) -> None:
    ingest(source, gate, tmp_path)
    source.asked.clear()
    source.items[2] = Item("vraag-2", "Waar lever ik fiets 2 nu in?", changed="2026-03-01T10:00:00.000Z")
    changes = ingest(source, gate, tmp_path)
    assert source.details_asked() == 1
    assert changes.changed == ("rijksoverheid-vraag-2",)
    assert changes.unchanged == 4


def test_since_asks_for_less_and_removes_nothing(source: Double, gate: Gate, tmp_path: Path) -> None:
    ingest(source, gate, tmp_path)
    source.items = [Item("nieuw", "Waar lever ik mijn step in?", changed="2026-06-01T10:00:00.000Z"), source.items[0]]
    changes = ingest(source, gate, tmp_path, since=date(2026, 5, 1))
    assert source.lists[-1]["since"] == "20260501"
    assert changes.new == ("rijksoverheid-nieuw",)
    assert not changes.gone
    assert len(load_records(tmp_path / "records")) == 6


def test_what_the_source_lists_no_longer_goes(source: Double, gate: Gate, tmp_path: Path) -> None:
    ingest(source, gate, tmp_path)
    del source.items[1]
    changes = ingest(source, gate, tmp_path)
    assert changes.gone == {"rijksoverheid-vraag-1": "no longer listed by the source"}
    assert len(load_records(tmp_path / "records")) == 4


def test_a_detail_that_is_gone_is_withdrawn(source: Double, gate: Gate, tmp_path: Path) -> None:
    ingest(source, gate, tmp_path)
    source.items[1] = replace(source.items[1], changed="2026-03-01T10:00:00.000Z")
    source.trouble = {"vraag-1": [410]}
    assert ingest(source, gate, tmp_path).gone == {"rijksoverheid-vraag-1": "withdrawn at the source"}


@pytest.mark.parametrize("trouble", [500, 503, "late", "half", "hang", "drip"])
@pytest.mark.parametrize("where", ["list", "vraag-3"])
def test_trouble_that_passes_is_waited_for(
    source: Double, gate: Gate, tmp_path: Path, trouble: object, where: str
) -> None:
    source.trouble = {where: [trouble, trouble]}
    assert len(fetch(source, gate, tmp_path).records) == 5
    assert source.asked[where] == 3


def test_a_source_that_breaks_halfway_loses_nothing_and_goes_on_where_it_was(
    source: Double, gate: Gate, tmp_path: Path
) -> None:
    ingest(source, gate, tmp_path)
    before = load_records(tmp_path / "records")
    source.items = [replace(item, changed="2026-04-01T10:00:00.000Z", question="Anders?") for item in source.items]
    source.trouble = {"vraag-3": ["hang"] * 4}
    source.asked.clear()
    with pytest.raises(IngestFailed, match="vraag-3 did not answer"):
        ingest(source, gate, tmp_path)
    assert load_records(tmp_path / "records") == before
    fetched = source.details_asked() - source.asked["vraag-3"]
    assert 0 < fetched < 5
    source.asked.clear()
    assert len(ingest(source, gate, tmp_path).changed) == 5
    assert source.details_asked() == 5 - fetched


@pytest.mark.parametrize("status", [400, 403])
def test_a_refusal_is_not_asked_again(source: Double, gate: Gate, tmp_path: Path, status: int) -> None:
    source.trouble = {"list": [status] * 9}
    with pytest.raises(IngestFailed, match=f"status {status}"):
        fetch(source, gate, tmp_path)
    assert source.asked["list"] == 1


def test_nobody_there_is_an_error_with_the_address(gate: Gate, tmp_path: Path) -> None:
    nobody = replace(Order.of("rijksoverheid", "http://127.0.0.1:9/v1/infotypes/faq"), pace=QUICK)
    with pytest.raises(IngestFailed, match=r"127\.0\.0\.1:9.*4 attempts"):
        read(nobody, gate, tmp_path, lambda done, total: None)


def test_requests_keep_their_distance(source: Double, gate: Gate, tmp_path: Path) -> None:
    calm = replace(order(source), pace=replace(QUICK, between=0.1))
    begin = time.monotonic()
    read(calm, gate, tmp_path / "fetched", lambda done, total: None)
    assert time.monotonic() - begin >= 5 * 0.1  # six requests have five pauses between them


def test_a_detail_at_another_host_is_not_fetched(source: Double, gate: Gate, tmp_path: Path) -> None:
    class Elsewhere(Item):
        def listed(self, host: str) -> dict[str, object]:
            return super().listed(host) | {"dataurl": "http://localhost:1/geheim"}

    source.items = [Elsewhere("x", "Vraag?")]
    with pytest.raises(IngestFailed, match="another host"):
        fetch(source, gate, tmp_path)


def test_a_page_that_is_no_list_is_an_error(source: Double, gate: Gate, tmp_path: Path) -> None:
    wrong = replace(order(source), source=f"{source.url}/health/live")
    with pytest.raises(IngestFailed, match="no JSON"):
        read(wrong, gate, tmp_path, lambda done, total: None)


def test_a_source_that_suddenly_lists_little_must_be_confirmed(source: Double, gate: Gate, tmp_path: Path) -> None:
    source.items = [Item(f"v-{n}", f"Vraag {n}?") for n in range(20)]
    ingest(source, gate, tmp_path)
    source.items = source.items[:10]
    with pytest.raises(IngestFailed, match="--allow-loss"):
        ingest(source, gate, tmp_path)
    assert len(load_records(tmp_path / "records")) == 20
    changes = compare(order(source), fetch(source, gate, tmp_path), tmp_path / "records", TODAY)
    apply(order(source), changes, tmp_path / "records", allow_loss=True)
    assert len(load_records(tmp_path / "records")) == 10
