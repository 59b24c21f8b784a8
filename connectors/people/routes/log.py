"""The administrator's page of the audit, and the same rows as CSV. Taking rows along is written down too."""

import csv
import io
from collections.abc import AsyncIterator, Callable
from datetime import date
from typing import Annotated
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import StreamingResponse

from bot.sentences import sentence
from connectors.database.engine import transaction
from connectors.people import audit, paths
from connectors.people.accounts import everybody
from connectors.people.audit import Action, Wanted
from connectors.people.guard import Administrator
from connectors.people.page import page
from connectors.people.parts import Desk, DeskParts
from connectors.people.tables import DeskAuditRow

PAGE_ROWS = 50
EXPORT_ROWS = 1000  # at a time
COLUMNS = ("at", "account_id", "name", "action", "object_kind", "object_id")
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would run what begins so

router = APIRouter(include_in_schema=False)


def _wanted(
    wie: Annotated[str, Query()] = "", wat: Annotated[str, Query()] = "", dag: Annotated[str, Query()] = ""
) -> Wanted:
    """An empty field of the form, or one that means nothing, chooses nothing."""
    return Wanted(account_id=_made(UUID, wie), action=_made(Action, wat), day=_made(date.fromisoformat, dag))


Chosen = Annotated[Wanted, Depends(_wanted)]


@router.get(paths.AUDIT)
async def show(
    request: Request, desk: Desk, _: Administrator, wanted: Chosen, voor: Annotated[int | None, Query()] = None
) -> Response:
    async with transaction(desk.engine) as session:
        rows = await audit.page(session, wanted, PAGE_ROWS + 1, voor)
        people = await audit.people(session)
        accounts = {str(row.id): row.login for row in await everybody(session)}
    chosen = _query(wanted)
    older = _query(wanted) | {"voor": str(rows[PAGE_ROWS - 1].id)} if len(rows) > PAGE_ROWS else None
    return page(
        request,
        "logboek.html",
        rows=rows[:PAGE_ROWS],
        people=sorted(people.items(), key=lambda item: item[1].casefold()),
        accounts=accounts,
        actions=list(Action),
        wanted=wanted,
        older=f"{paths.AUDIT}?{urlencode(older)}" if older else None,
        export=f"{paths.AUDIT}.csv?{urlencode(chosen)}",
    )


@router.get(paths.AUDIT + ".csv")
async def export(desk: Desk, person: Administrator, wanted: Chosen) -> Response:
    async with transaction(desk.engine) as session:
        await audit.record(session, person, Action.EXPORTED, audit.AUDIT, wanted.day or "-")
    headers = {"Content-Disposition": f'attachment; filename="{sentence("people.audit.file")}.csv"'}
    return StreamingResponse(_lines(desk, wanted), media_type="text/csv; charset=utf-8", headers=headers)


async def _lines(desk: DeskParts, wanted: Wanted) -> AsyncIterator[str]:
    yield _csv([COLUMNS])
    before: int | None = None
    while True:
        async with transaction(desk.engine) as session:
            rows = await audit.page(session, wanted, EXPORT_ROWS, before)
        if not rows:
            return
        yield _csv([_cells(row) for row in rows])
        before = rows[-1].id


def _cells(row: DeskAuditRow) -> tuple[str, ...]:
    values = (row.at.isoformat(), row.account_id or "", row.name, row.action, row.object_kind, row.object_id)
    return tuple(f"'{value}" if str(value).startswith(FORMULA) else str(value) for value in values)


def _csv(rows: list[tuple[str, ...]]) -> str:
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    return written.getvalue()


def _query(wanted: Wanted) -> dict[str, str]:
    found = {"wie": wanted.account_id, "wat": wanted.action, "dag": wanted.day}
    return {name: str(value) for name, value in found.items() if value}


def _made[T](kind: Callable[[str], T], typed: str) -> T | None:
    try:
        return kind(typed) if typed else None
    except ValueError:
        return None
