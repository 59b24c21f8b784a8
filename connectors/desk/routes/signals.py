"""Signals to policy, counted, and the same as CSV."""

import csv
import io
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Request, Response

from bot.sentences import sentence
from connectors.database.engine import transaction
from connectors.desk import paths, signals
from connectors.desk.frame import frame_of, framed
from connectors.desk.live import Watched
from connectors.desk.workplace import Place
from connectors.people import audit
from connectors.people.audit import Action
from connectors.people.guard import holder_of
from connectors.people.model import Person
from connectors.people.parts import Desk
from connectors.people.roles import Role

PERIODS = (7, 30, 90, 365)
SIGNALS = "signals"  # the kind of object that was taken along
Period = Literal["7", "30", "90", "365"]
Reader = Annotated[Person, Depends(holder_of(Role.LEAD, Role.EDITOR))]
router = APIRouter(include_in_schema=False)


@router.get(paths.SIGNALS)
async def show(request: Request, person: Reader, desk_parts: Desk, place: Place, dagen: Period = "30") -> Response:
    async with transaction(desk_parts.engine) as session:
        counted = await signals.counts(session, int(dagen))
        at_desk = person.may(Role.AGENT)
        nothing_live: dict[str, Any] = {"bar": None, "stream": ""}
        frame = await frame_of(session, person, place, Watched()) if at_desk else nothing_live
    return framed(
        request,
        "desk_signals.html",
        frame,
        counted=counted,
        totals=signals.by_kind(counted),
        days=int(dagen),
        periods=PERIODS,
        export=f"{paths.SIGNALS}.csv?dagen={dagen}",
    )


@router.get(paths.SIGNALS + ".csv")
async def export(person: Reader, desk_parts: Desk, dagen: Period = "30") -> Response:
    async with transaction(desk_parts.engine) as session:
        counted = await signals.counts(session, int(dagen))
        await audit.record(session, person, Action.EXPORTED, SIGNALS, dagen)
    written = io.StringIO()
    lines = csv.writer(written)
    lines.writerow([sentence(f"desk.signals.{name}") for name in ("kind", "organisation", "topic", "count")])
    lines.writerows([sentence(f"desk.signals.kinds.{c.kind}"), c.organisation, c.topic, c.count] for c in counted)
    headers = {"Content-Disposition": f'attachment; filename="{sentence("desk.signals.file")}.csv"'}
    return Response(written.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)
