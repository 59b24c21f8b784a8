"""The table of `wegwijs check --coverage`: products and organisations that no text covers, by level of government."""

from collections.abc import Sequence
from typing import get_args

from rich.columns import Columns
from rich.console import Console
from rich.table import Table

from knowledge.plain.coverage import Coverage, Product, organisations_without_text, products
from knowledge.register import Register
from knowledge.schema import Door, ServiceText

LEVELS = ("rijk", "gemeente", "provincie", "waterschap")
COLUMN_WIDTH = 46


def show_coverage(console: Console, texts: Sequence[ServiceText], doors: Sequence[Door], register: Register) -> None:
    """Counts per level, then the names that are missing, then the probable ones with the text they seem to be in."""
    found = products(texts, doors)
    console.print(_counts(found))
    for level in _levels(found):
        missing = _of(found, level, "missing")
        if missing:
            console.rule(f"{level}: {len(missing)} products without a text or a door")
            console.print(Columns([one.name for one in missing], width=COLUMN_WIDTH, padding=(0, 1)))
    console.print(_probable(found))
    lacking = organisations_without_text(texts, register)
    console.rule(f"{len(lacking)} organisations to which no text leads")
    console.print(Columns([one.name for one in lacking], width=COLUMN_WIDTH, padding=(0, 1)))


def _levels(found: Sequence[Product]) -> list[str]:
    seen = {level for one in found for level in one.levels}
    return [*(level for level in LEVELS if level in seen), *sorted(seen - set(LEVELS))]


def _of(found: Sequence[Product], level: str, coverage: Coverage) -> list[Product]:
    return [one for one in found if level in one.levels and one.coverage == coverage]


def _counts(found: Sequence[Product]) -> Table:
    columns = ("named by a text", "referred by a door", "probably in a text", "not asked", "without either")
    table = Table("level", "products", *columns, title="Uniform product list")
    for level in _levels(found):
        parts = [len(_of(found, level, coverage)) for coverage in get_args(Coverage)]
        table.add_row(level, str(sum(parts)), *map(str, parts))
    return table


def _probable(found: Sequence[Product]) -> Table:
    table = Table("product", "probably in text", "levels", title="Probably covered: add the product to `upl`, or not")
    for one in found:
        if one.coverage == "probably":
            table.add_row(one.name, one.text_id, ", ".join(one.levels))
    return table
