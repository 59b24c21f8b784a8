"""`wegwijs ingest`: says what would change, changes nothing before that, and puts the records in the index."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from bot.settings import settings
from connectors.cli import app
from knowledge.base import open_base
from knowledge.encoder import SentenceEncoder
from knowledge.ingest.draft import IngestFailed
from knowledge.records import load_records
from tests.knowledge.conftest import encoder, index_dir, more_texts, warm_cache
from tests.knowledge.editor import small_content

pytestmark = pytest.mark.slow

__all__ = ["encoder", "index_dir", "more_texts", "warm_cache"]  # fixtures, shared with the tests of the knowledge

HEADING = "id,question,answer,url,publisher,licence,modified_on\n"
VLIEGER = (
    "vlieger,Waar kan ik vliegeren op het strand?,U mag vliegeren op het hele strand.,"
    "https://www.rijksoverheid.nl/x,Rijksoverheid.nl,CC0,2026-01-01\n"
)

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, index_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """Runs `wegwijs` on content and data of its own."""
    small_content(tmp_path / "content")
    monkeypatch.setenv("WEGWIJS_CONTENT_DIR", str(tmp_path / "content"))
    monkeypatch.setenv("WEGWIJS_DATA_DIR", str(tmp_path / "data"))
    settings.cache_clear()
    yield lambda *words: CliRunner().invoke(app, list(words), catch_exceptions=False)
    settings.cache_clear()


def table(tmp_path: Path, *rows: str) -> str:
    path = tmp_path / "tabel.csv"
    path.write_text(HEADING + "".join(rows), encoding="utf-8")
    return str(path)


def test_a_dry_run_shows_the_difference_and_writes_nothing(run: Run, tmp_path: Path) -> None:
    before = sorted(path for path in tmp_path.rglob("*") if path.is_file())
    source = table(tmp_path, VLIEGER, "twee,Een vraag?,,https://www.rijksoverheid.nl/y,R,CC0,2026-01-01\n")
    result = run("ingest", "csv", source, "--dry-run")
    assert result.exit_code == 0
    assert "new: Waar kan ik vliegeren op het strand? (tabel-vlieger)" in result.output
    assert "refused: twee: there is no answer in it" in result.output
    assert "1 records: 1 new, 0 changed, 0 gone, 0 unchanged, 1 refused" in result.output
    assert sorted(path for path in tmp_path.rglob("*") if path.is_file()) == sorted([*before, Path(source)])


def test_records_are_found_and_go_again_when_the_source_lets_them_go(
    run: Run, tmp_path: Path, encoder: SentenceEncoder
) -> None:
    assert "index built" in run("ingest", "csv", table(tmp_path, VLIEGER)).output
    base = open_base(settings(), encoder)
    assert base.records["tabel-vlieger"].publisher == "Rijksoverheid.nl"
    assert "tabel-vlieger" in base.index.topic_map.topics
    again = run("ingest", "csv", table(tmp_path, VLIEGER)).output
    assert "1 unchanged" in again
    assert "index is up to date" in again
    gone = run("ingest", "csv", table(tmp_path)).output
    assert "gone: tabel-vlieger: no longer listed by the source" in gone
    assert load_records(settings().records_dir) == ()
    assert "tabel-vlieger" not in open_base(settings(), encoder).index.topic_map.topics


def test_a_source_that_cannot_be_read_changes_nothing(run: Run, tmp_path: Path) -> None:
    run("ingest", "csv", table(tmp_path, VLIEGER))
    before = load_records(settings().records_dir)
    (tmp_path / "tabel.csv").write_text("iets;anders\n", encoding="utf-8")
    with pytest.raises(IngestFailed, match="no column"):
        run("ingest", "csv", str(tmp_path / "tabel.csv"))
    assert load_records(settings().records_dir) == before


def test_tables_of_the_register_are_shown_first_and_then_replaced(run: Run, tmp_path: Path) -> None:
    products = settings().content_dir / "organisations" / "producten.csv"
    lines = products.read_text(encoding="utf-8").splitlines()
    heading = "UniformeProductnaam,Rijk,Provincie,Waterschap,Gemeente,Burger,Bedrijf,Grondslaglabel\n"
    rows = "".join(f'"{line.split(",")[0]}",,,,X,X,,\n' for line in lines[1:] if not line.startswith('"'))
    source = tmp_path / "upl.csv"
    source.write_text(heading + rows + "vliegeren,,,,X,X,,\n", encoding="utf-8")
    before = products.read_bytes()
    shown = run("ingest", "upl", str(source), "--dry-run").output
    assert "producten.csv: new: vliegeren" in shown
    assert products.read_bytes() == before
    assert "index built" in run("ingest", "upl", str(source)).output
    assert "vliegeren,gemeente,burger,,gemeente" in products.read_text(encoding="utf-8")


def test_a_register_that_would_lose_much_must_be_confirmed(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "upl.csv"
    source.write_text(
        "UniformeProductnaam,Rijk,Provincie,Waterschap,Gemeente,Burger,Bedrijf,Grondslaglabel\nvliegeren,,,,X,X,,\n",
        encoding="utf-8",
    )
    before = (settings().content_dir / "organisations" / "producten.csv").read_bytes()
    with pytest.raises(IngestFailed, match="--allow-loss"):
        run("ingest", "upl", str(source))
    assert (settings().content_dir / "organisations" / "producten.csv").read_bytes() == before
