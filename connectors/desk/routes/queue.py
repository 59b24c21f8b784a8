"""The queue, picking up, and the switch that says who is available."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from connectors.database.engine import transaction
from connectors.desk import paths, queue, reading
from connectors.desk.frame import frame_of, framed
from connectors.desk.live import Watched
from connectors.desk.workplace import Place, agent_of
from connectors.handoff import cases, desk, presence
from connectors.people import audit
from connectors.people.audit import Action
from connectors.people.guard import Agent
from connectors.people.parts import Desk
from connectors.people.paths import safe_return

SEE_OTHER = 303
router = APIRouter(include_in_schema=False)


@router.get(paths.QUEUE)
async def show(
    request: Request, person: Agent, desk_parts: Desk, place: Place, team: Annotated[str, Query(max_length=60)] = ""
) -> Response:
    watched = Watched("wachtrij", team)
    async with transaction(desk_parts.engine) as session:
        frame = await frame_of(session, person, place, watched)
        waiting = await desk.waiting(session)
        view = queue.view(waiting, team, place.teams, await reading.moment(session))
    return framed(request, "desk_queue.html", frame, view=view)


@router.post(paths.CASE + "/oppakken")
async def claim(person: Agent, desk_parts: Desk, place: Place, handoff_id: UUID) -> Response:
    """Two at once: one gets it, the other reads that."""
    async with transaction(desk_parts.engine) as session:
        outcome = await cases.claim(session, handoff_id, agent_of(person), place.chats_max)
        if outcome == "claimed":
            await audit.record(session, person, Action.CLAIMED, audit.CONVERSATION, handoff_id)
    if outcome == "claimed":
        return RedirectResponse(paths.case(handoff_id), SEE_OTHER)
    count = f"&aantal={place.chats_max}" if outcome == "full" else ""
    return RedirectResponse(f"{paths.QUEUE}?melding={outcome}{count}", SEE_OTHER)


@router.post(paths.PRESENCE)
async def set_presence(
    person: Agent, desk_parts: Desk, beschikbaar: Annotated[bool, Form()], terug: Annotated[str, Form()] = paths.QUEUE
) -> Response:
    async with transaction(desk_parts.engine) as session:
        await presence.set_available(session, agent_of(person), beschikbaar)
    return RedirectResponse(safe_return(terug), SEE_OTHER)
