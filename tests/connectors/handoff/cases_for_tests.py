"""Conversations that wait for a human, made for tests by the way that citizens take."""

from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.case import Case, Line, Reason, Summary, Urgency
from bot.reply import Reply
from connectors import turn
from connectors.assistant import OfflineAssistant, Question
from connectors.conversations import store
from connectors.conversations.model import Channel, Conversation
from connectors.database.engine import transaction
from connectors.handoff import cases
from connectors.handoff.hours import ALWAYS, Hours
from connectors.handoff.model import Agent, Handoff
from connectors.incoming import Limits, Said
from connectors.sealing import Seal

NOOR, SAM = Agent(UUID(int=1), "Noor"), Agent(UUID(int=2), "Sam")
CAP = 3
SEAL = Seal(b"MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=")


def case(urgency: Urgency = "normaal", topic: str | None = None) -> Case:
    question = Line(text="Mijn huur is te hoog.", turns=(1,), said=True)
    return Case(
        urgency=urgency,
        reasons=(Reason(code="asks_human", turns=(1,)),),
        summary=Summary(question=question),
        subject=question.text,
        explanation=question.text,
        topic=topic,
    )


def assistant(given: Case | None) -> OfflineAssistant:
    """Hands over when it is asked for a mens, and repeats what is said otherwise."""

    def respond(question: Question) -> Reply:
        if "mens" in question.text:
            return Reply(kind="handoff", text="Ik geef u door.", case=given)
        return Reply(kind="answer", text=f"U zei: {question.text} ({question.topic})")

    return OfflineAssistant(respond)


async def begin(engine: AsyncEngine, channel: Channel = "web") -> Conversation:
    async with transaction(engine) as session:
        made, _ = await store.create(session, channel)
    return made


async def say(
    engine: AsyncEngine,
    conversation: Conversation,
    words: str,
    *,
    payload: str | None = None,
    given: Case | None = None,
    hours: Hours = ALWAYS,
) -> None:
    """The citizen says it, and everything that waits is answered."""
    said = Said(conversation.id, str(uuid4()), words, payload)
    accepted = await turn.accept(engine, Limits(4000), said, SEAL)
    assert isinstance(accepted, turn.Accepted), accepted
    while await turn.answer_next(engine, assistant(given), hours):
        pass


async def waiting(
    engine: AsyncEngine,
    urgency: Urgency = "normaal",
    *,
    topic: str | None = None,
    channel: Channel = "web",
    hours: Hours = ALWAYS,
) -> tuple[Conversation, Handoff]:
    """A conversation in the queue."""
    conversation = await begin(engine, channel)
    await say(engine, conversation, "Ik wil een mens spreken", given=case(urgency, topic), hours=hours)
    return conversation, await handoff_of(engine, conversation)


async def claimed(
    engine: AsyncEngine, agent: Agent = NOOR, *, topic: str | None = None
) -> tuple[Conversation, Handoff]:
    conversation, handoff = await waiting(engine, topic=topic)
    async with transaction(engine) as session:
        assert await cases.claim(session, handoff.id, agent, CAP) == "claimed"
    return conversation, handoff


async def handoff_of(engine: AsyncEngine, conversation: Conversation) -> Handoff:
    async with transaction(engine) as session:
        found = await cases.open_of(session, conversation.id)
    assert found is not None
    return found
