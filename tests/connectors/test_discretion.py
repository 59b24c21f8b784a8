"""What is private survives nowhere, and is spoken of once."""

import logging
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.reply import Kind, Reply
from connectors import turn
from connectors.assistant import OfflineAssistant, Question
from connectors.conversations import history, store
from connectors.conversations.model import Conversation
from connectors.database.engine import transaction
from connectors.discretion import note
from connectors.incoming import Limits, Said

SECRETS = ("999999990", "NL91ABNA0417164300", "0612345678", "NX1234567", "2801234567", "4111111111111111", "Tulp12!")
MESSAGE = (
    "bsn 999999990, rekening NL91ABNA0417164300, bel 0612345678, paspoort NX1234567, v-nummer 2801234567, "
    "kaart 4111111111111111, mijn wachtwoord is Tulp12!, ik woon op Kerkstraat 87 in Delft, geboren op 03-04-1980. "
    "Hoe vraag ik huurtoeslag aan?"
)


@pytest.fixture
async def conversation(engine: AsyncEngine) -> Conversation:
    async with transaction(engine) as session:
        made, _ = await store.create(session, "web", "nl", None)
    return made


class Echo:
    """An assistant that says back all it was given."""

    def __init__(self, kind: Kind = "answer") -> None:
        self._kind = kind
        self.heard = ""
        self.assistant = OfflineAssistant(self._respond)

    def _respond(self, question: Question) -> Reply:
        self.heard += question.text
        return Reply(kind=self._kind, text=question.text)


async def say(engine: AsyncEngine, conversation: Conversation, words: str, echo: Echo) -> Reply:
    await turn.accept(engine, Limits(4000), Said(conversation.id, str(uuid4()), words))
    await turn.answer_next(engine, echo.assistant)
    async with transaction(engine) as session:
        messages = await history.after(session, conversation.id, 0)
    return Reply.model_validate(messages[-1].reply)


async def test_nothing_private_is_stored_said_logged_or_passed_on(
    engine: AsyncEngine, conversation: Conversation, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    echo = Echo()
    reply = await say(engine, conversation, MESSAGE, echo)
    async with transaction(engine) as session:
        tables = (await session.scalars(text("SELECT row_to_json(messages)::text FROM messages"))).all()
    everything = "\n".join([*tables, caplog.text, echo.heard, reply.model_dump_json()])
    for secret in (*SECRETS, "Kerkstraat", "87 in", "03-04-1980"):
        assert secret not in everything, secret
    assert "huurtoeslag" in echo.heard
    assert "Delft" in echo.heard


async def test_each_kind_is_spoken_of_once(engine: AsyncEngine, conversation: Conversation) -> None:
    echo = Echo()
    first = await say(engine, conversation, "mijn bsn is 999999990", echo)
    assert first.note == note(["bsn"])
    assert (await say(engine, conversation, "dus 999999990", echo)).note == ""
    again = await say(engine, conversation, "bsn 999999990 en a@b.nl", echo)
    assert again.note == note(["e-mailadres"])
    assert (await say(engine, conversation, "hoe lang duurt het", echo)).note == ""


async def test_in_a_crisis_it_is_not_spoken_of(engine: AsyncEngine, conversation: Conversation) -> None:
    assert (await say(engine, conversation, "ik wil dood, 0612345678", Echo("crisis"))).note == ""


async def test_it_is_said_in_the_language_of_the_citizen(engine: AsyncEngine, conversation: Conversation) -> None:
    reply = await say(engine, conversation, "mój numer bsn to 999999990, gdzie dostanę paszport", Echo())
    assert reply.language == "pl"
    assert "danych osobowych" in reply.intro


def test_a_password_is_warned_about() -> None:
    assert "uw bsn en een wachtwoord of code" in note(["bsn", "inloggegevens"])
    assert "nooit" in note(["bsn", "inloggegevens"])
    assert "nooit" not in note(["bsn"])
