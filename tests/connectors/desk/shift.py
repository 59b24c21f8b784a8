"""A shift at the desk: what tests do over and over."""

import re
from contextlib import aclosing
from uuid import UUID

import httpx
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.case import Case, Line, Reason, Summary
from bot.reply import OrganisationCard, Reply, Source
from connectors.conversations import store
from connectors.conversations.states import State
from connectors.database.engine import transaction
from connectors.handoff import cases
from connectors.handoff.hours import ALWAYS
from connectors.handoff.tables import HandoffRow
from connectors.people.tables import DeskAuditRow
from tests.connectors.citizen import Citizen
from tests.connectors.people.worker import Worker

QUEUE = "/medewerker/wachtrij"


async def wait_for_human(citizen: Citizen, engine: AsyncEngine, words: str = "") -> UUID:
    """The citizen says it, asks for a human, and waits; the id of the case."""
    if words:
        await citizen.say(words)
        await citizen.until_answered(2)
    await citizen.say("doorverbinden")
    async with aclosing(citizen.events()) as events:
        async for event in events:
            if event.name == "state" and event.data["state"] == "waiting":
                break
    return (await row_of(citizen, engine)).id


async def row_of(citizen: Citizen, engine: AsyncEngine) -> HandoffRow:
    """The newest case of this citizen."""
    async with transaction(engine) as session:
        found = select(HandoffRow).where(HandoffRow.conversation_id == UUID(citizen.id))
        row = await session.scalar(found.order_by(HandoffRow.created_at.desc()).limit(1))
    assert row is not None
    return row


async def claim(worker: Worker, case: UUID) -> httpx.Response:
    return await worker.post(f"/medewerker/gesprekken/{case}/oppakken")


async def look(worker: Worker, case: UUID) -> httpx.Response:
    return await worker.http.get(f"/medewerker/gesprekken/{case}")


async def audited(engine: AsyncEngine, case: UUID) -> list[tuple[str, str]]:
    """Who did what with this case, in order."""
    async with transaction(engine) as session:
        found = select(DeskAuditRow).where(DeskAuditRow.object_id == str(case)).order_by(DeskAuditRow.id)
        return [(row.name.lower(), row.action) for row in await session.scalars(found)]


def key_in(page: str) -> str:
    found = re.search(r'name="sleutel" value="([^"]+)"', page)
    assert found, page
    return found.group(1)


CASE = Case(
    urgency="hoog",
    reasons=(Reason(code="deadline", turns=(3,)), Reason(code="sent_around", turns=(3,))),
    summary=Summary(
        question=Line(text="Hoe krijg ik mijn huurtoeslag terug?", turns=(1,), said=True),
        situation=(Line(text="Woont in Utrecht, met twee kinderen.", turns=(1,), said=True),),
        answered=(Line(text="Wegwijs gaf de tekst “Huurtoeslag” van Dienst Toeslagen.", turns=(2,)),),
        tried=(Line(text="Belde de gemeente. Die stuurde door naar Dienst Toeslagen.", turns=(3,), said=True),),
        why=(Line(text="De termijn in de brief loopt over drie dagen af.", turns=(3,)),),
        needs=(Line(text="Leest moeilijk: schrijf kort.", turns=(3,)),),
        tone="bezorgd",
    ),
    subject="Huurtoeslag gestopt",
    explanation="Huurtoeslag gestopt",
    topic="huurtoeslag",
    organisations=("toeslagen",),
)
ANSWER = Reply(
    kind="answer",
    text="Hebt u een laag inkomen en huurt u een woning? Dan krijgt u misschien huurtoeslag.",
    topic="huurtoeslag",
    title="Huurtoeslag",
    organisations=("toeslagen",),
    cards=(OrganisationCard(id="toeslagen", name="Dienst Toeslagen"),),
    sources=(Source(title="Huurtoeslag", url="https://www.toeslagen.nl"),),
)


async def told_by_whatsapp(engine: AsyncEngine) -> UUID:
    """A citizen on WhatsApp who waits, with a summary of all parts; the id of the case."""
    async with transaction(engine) as session:
        conversation, _ = await store.create(session, "whatsapp")
        await store.append(session, conversation, "citizen", "Mijn huurtoeslag is gestopt. Hoe krijg ik die terug?")
        await store.append(session, conversation, "assistant", ANSWER.text, reply=ANSWER.model_dump(mode="json"))
        words = "Dat weet ik al. De gemeente stuurt mij naar Toeslagen. Het moet voor woensdag. Ik lees niet goed."
        await store.append(session, conversation, "citizen", words)
        for state in (State.OFFERED, State.WAITING):
            conversation = await store.change_state(session, conversation, state, "assistant")
        return (await cases.open_case(session, conversation, CASE, ALWAYS)).id
