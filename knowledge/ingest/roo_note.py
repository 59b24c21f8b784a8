"""The origin of the register's tables, renewed in `SOURCE.md`: counts, latest change and where they came from.

Everything else in that file is written by hand and stays as it is.
"""

import re
from collections.abc import Iterable
from pathlib import Path

from knowledge.ingest.tables import Table

NOTE = "SOURCE.md"
LATEST = re.compile(r"^Latest change among the rows below: .*$", re.MULTILINE)


def renew_note(folder: Path, tables: Iterable[Table]) -> None:
    """Write the counts of `tables` and the day of their latest change into the note, when there is one."""
    path = folder / NOTE
    if not path.exists():
        return
    text, days = path.read_text(encoding="utf-8"), list[str]()
    for table in tables:
        text = re.sub(
            rf"^(\| `{re.escape(table.file)}` \| )\d+( \|)", rf"\g<1>{len(table.rows)}\g<2>", text, flags=re.MULTILINE
        )
        days += [row["checked_on"] for row in table.rows if row.get("checked_on")]
    if days:
        text = LATEST.sub(f"Latest change among the rows below: {max(days)}.", text)
    path.write_text(text, encoding="utf-8")
