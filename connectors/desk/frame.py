"""A page of the desk in its frame: the bar, the stream, and the notice of what was just done."""

from typing import Any
from urllib.parse import urlencode

from fastapi import Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from bot.sentences import sentence
from connectors.desk import paths
from connectors.desk.bar import bar
from connectors.desk.live import Watched
from connectors.desk.workplace import Workplace, agent_of
from connectors.handoff import desk, presence
from connectors.people.model import Person
from connectors.people.page import page

# What was just done, or could not be: `?melding=…` after a form.
RESULTS = frozenset({"taken", "gone", "full", "transferred", "returned", "closed"})


async def frame_of(session: AsyncSession, person: Person, place: Workplace, watched: Watched) -> dict[str, Any]:
    """The fields of `desk_frame.html` for somebody who answers citizens; opening a page is being there."""
    await presence.seen(session, agent_of(person))
    waiting = await desk.waiting(session)
    return {
        "bar": await bar(session, person, waiting, watched.handoff_id),
        "stream": f"{paths.STREAM}?{urlencode(_asked(watched))}",
    }


def framed(request: Request, template: str, frame: dict[str, Any], **fields: Any) -> Response:
    """The page with its notice."""
    result = request.query_params.get("melding", "")
    count = request.query_params.get("aantal", "")
    number = count if count.isascii() and count.isdigit() else ""
    notice = sentence(f"desk.queue.results.{result}", count=number) if result in RESULTS else ""
    return page(request, template, notice=notice, **frame, **fields)


def _asked(watched: Watched) -> dict[str, str]:
    wanted = {
        "pagina": watched.page,
        "team": watched.team,
        "gesprek": str(watched.handoff_id or ""),
        "na": str(watched.after),
        "stand": watched.known,
    }
    return {name: value for name, value in wanted.items() if value}
