"""What one open page does not know yet, as pieces of HTML by the name of their place.

A piece is sent when it differs from what was sent before; a message once, in order. The page is never drawn anew: what
an agent is typing stays.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from fastapi import Request
from sqlalchemy.ext.asyncio import AsyncSession

from connectors.conversations.model import Message
from connectors.desk import queue, reading, show, team, transcript
from connectors.desk.bar import bar
from connectors.desk.reading import Standing
from connectors.desk.suggesting import Suggesting
from connectors.desk.suggestions import About
from connectors.desk.workplace import Workplace
from connectors.handoff import desk
from connectors.handoff.model import Handoff
from connectors.people.model import Person
from connectors.people.page import page

PageName = Literal["wachtrij", "gesprek", "team", "anders"]
Piece = tuple[str, str, int | None]  # the place, the HTML, and the sequence of a message


@dataclass(frozen=True)
class Watched:
    """What the page shows: a case after message `after`, standing as `known`, or a list of a `team`."""

    page: PageName = "anders"
    team: str = ""
    handoff_id: UUID | None = None
    after: int = 0
    known: str = ""


class Live:
    """One open page of one person. `over`: there is nothing more to come."""

    def __init__(
        self, request: Request, person: Person, place: Workplace, watched: Watched, suggesting: Suggesting
    ) -> None:
        self._request, self._person, self._place, self._watched = request, person, place, watched
        self._suggesting = suggesting
        self._sent: dict[str, str] = {}
        self._after, self._known = watched.after, watched.known
        self.typing = False
        self.over = False

    async def of_desk(self, session: AsyncSession) -> list[Piece]:
        """The bar, and the list of a page that has one."""
        waiting = await desk.waiting(session)
        here = await bar(session, self._person, waiting, self._watched.handoff_id)
        pieces = [self._piece("balk", "desk_bar.html", bar=here), *await self._list(session, waiting)]
        return self._new(pieces)

    async def of_case(self, session: AsyncSession) -> list[Piece]:
        """The news of the case that is open; what was sent here counts as seen by its agent."""
        if self._watched.handoff_id is None:
            return []
        handoff = await desk.get(session, self._watched.handoff_id)
        if handoff is None or not reading.may_see(handoff, self._person):
            self.over = True
            return [self._piece("weg", "desk_gone.html", erased=handoff is None)]
        standing = await reading.standing(session, handoff, self._person)
        return await self._pieces_of(session, standing)

    async def _list(self, session: AsyncSession, waiting: tuple[Handoff, ...]) -> list[Piece]:
        now: datetime = await reading.moment(session)
        match self._watched.page:
            case "wachtrij":
                view = queue.view(waiting, self._watched.team, self._place.teams, now)
                return [self._piece("wachtrij", "desk_queue_rows.html", view=view)]
            case "team":
                return [self._piece("team", "desk_team_view.html", team=await team.view(session, now))]
            case _:
                return []

    async def _pieces_of(self, session: AsyncSession, standing: Standing) -> list[Piece]:
        messages = await desk.messages(session, standing.handoff, self._after)
        pieces = self._new([self._piece("kop", "desk_case_head.html", standing=standing)])
        pieces += [self._message(message) for message in messages]
        pieces += self._new([self._piece("typt", "desk_typing.html", typing=standing.typing)])
        pieces += await self._work(session, standing)
        self.typing = standing.typing
        if standing.side == "own":
            await desk.read_up_to(session, standing.handoff, self._after)
            pieces += await self._suggestions(session, standing.handoff, messages)
        return pieces

    async def _work(self, session: AsyncSession, standing: Standing) -> list[Piece]:
        """Where the agent works: drawn anew only when the case is somebody else's now, or over."""
        if show.standing_key(standing) == self._known:
            return []
        self._known = show.standing_key(standing)
        whole = await reading.whole(session, standing.handoff, self._person)
        self._sent.pop("voorstellen", None)
        return [self._piece("werk", "desk_case_work.html", **show.case_fields(whole, self._place, self._person))]

    async def _suggestions(self, session: AsyncSession, handoff: Handoff, news: tuple[Message, ...]) -> list[Piece]:
        """Looks for the newest question, or for the one of the summary; gives what was found since."""
        newest = transcript.last_question(news)
        if newest is None and not self._suggesting.question:
            newest = transcript.last_question(await desk.messages(session, handoff))
        question = newest.text if newest else self._suggesting.question or handoff.case.summary.question.text
        if self._suggesting.about(About(question, handoff.case.municipality)):
            return []
        found = self._suggesting.taken()
        if found is None:
            return []
        fields = {"question": question, "found": found[0], "busy": False}
        return self._new([self._piece("voorstellen", "desk_suggestions.html", **fields)])

    def _message(self, message: Message) -> Piece:
        self._after = max(self._after, message.sequence)
        name, html, _ = self._piece("bericht", "desk_message.html", said=transcript.said(message))
        return name, html, message.sequence

    def _new(self, pieces: list[Piece]) -> list[Piece]:
        new = [piece for piece in pieces if self._sent.get(piece[0]) != piece[1]]
        self._sent.update({name: html for name, html, _ in new})
        return new

    def _piece(self, name: str, template: str, **fields: Any) -> Piece:
        return name, bytes(page(self._request, template, **fields).body).decode(), None
