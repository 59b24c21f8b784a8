"""The team, for who leads it."""

from fastapi import APIRouter, Request, Response

from connectors.database.engine import transaction
from connectors.desk import paths, reading, team
from connectors.desk.frame import frame_of, framed
from connectors.desk.live import Watched
from connectors.desk.workplace import Place
from connectors.people.guard import Lead
from connectors.people.parts import Desk

router = APIRouter(include_in_schema=False)


@router.get(paths.TEAM)
async def show(request: Request, person: Lead, desk_parts: Desk, place: Place) -> Response:
    async with transaction(desk_parts.engine) as session:
        frame = await frame_of(session, person, place, Watched("team"))
        found = await team.view(session, await reading.moment(session))
    return framed(request, "desk_team.html", frame, team=found)
