"""The way of one message, step by step, without a server."""

import asyncio
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.reply import Reply
from connectors import turn
from connectors.assistant import OfflineAssistant, Question
from connectors.conversations import history, store
from connectors.conversations.model import Conversation, Message
from connectors.conversations.states import State
from connectors.database.engine import transaction
from connectors.incoming import Accepted, Limits, Refused, Said

LIMITS = Limits(message_max_chars=100)
HUMAN_OWNS_IT = (State.OFFERED, State.WAITING, State.AGENT)


@pytest.fixture
async def conversation(engine: AsyncEngine) -> Conversation:
    async with transaction(engine) as session:
        made, _ = await store.create(session, "web", "nl", "0363")
    return made


class Recorder:
    """An assistant that remembers what it was asked."""

    def __init__(self, reply: Reply | None = None) -> None:
        self.asked: list[Question] = []
        self._reply = reply or Reply(kind="answer", text="antwoord")
        self.assistant = OfflineAssistant(self._respond)

    def _respond(self, question: Question) -> Reply:
        self.asked.append(question)
        return self._reply


async def say(engine: AsyncEngine, conversation: Conversation, words: str = "hallo") -> Message:
    accepted = await turn.accept(engine, LIMITS, Said(conversation.id, str(uuid4()), words))
    assert isinstance(accepted, Accepted)
    return accepted.message


async def move(engine: AsyncEngine, conversation: Conversation, *path: State) -> None:
    async with transaction(engine) as session:
        for state in path:
            conversation = await store.change_state(session, conversation, state, "agent")


async def said_by(engine: AsyncEngine, conversation_id: UUID, role: str) -> list[str]:
    async with transaction(engine) as session:
        messages = await history.after(session, conversation_id, 0)
    return [message.text for message in messages if message.role == role]


async def test_the_assistant_gets_masked_words_and_who_asks(engine: AsyncEngine, conversation: Conversation) -> None:
    recorder = Recorder()
    await say(engine, conversation, "ik ben 999999990")
    assert await turn.answer_next(engine, recorder.assistant)
    (question,) = recorder.asked
    assert question.text == "ik ben [bsn]"
    assert question.sender == f"{conversation.id}:1"
    assert (question.language, question.municipality) == ("nl", "0363")
    assert not await turn.answer_next(engine, recorder.assistant)


async def test_while_a_human_owns_the_conversation_the_assistant_is_not_called(
    engine: AsyncEngine, conversation: Conversation
) -> None:
    recorder = Recorder()
    await move(engine, conversation, *HUMAN_OWNS_IT)
    await say(engine, conversation)
    assert await turn.answer_next(engine, recorder.assistant)
    assert recorder.asked == []
    assert await said_by(engine, conversation.id, "assistant") == []


async def test_an_agent_who_takes_over_while_the_assistant_thinks_is_not_talked_over(
    engine: AsyncEngine, conversation: Conversation
) -> None:
    loop = asyncio.get_running_loop()

    def respond(_: Question) -> Reply:
        taking_over = move(engine, conversation, *HUMAN_OWNS_IT)
        asyncio.run_coroutine_threadsafe(taking_over, loop).result()
        return Reply(kind="answer", text="te laat")

    await say(engine, conversation)
    assert await turn.answer_next(engine, OfflineAssistant(respond))
    assert await said_by(engine, conversation.id, "assistant") == []
    assert not await turn.answer_next(engine, OfflineAssistant(respond))


async def test_writing_in_a_closed_conversation_begins_a_new_episode(
    engine: AsyncEngine, conversation: Conversation
) -> None:
    recorder = Recorder()
    await move(engine, conversation, *HUMAN_OWNS_IT, State.CLOSED)
    await say(engine, conversation)
    await turn.answer_next(engine, recorder.assistant)
    assert recorder.asked[0].sender == f"{conversation.id}:2"


async def test_a_typed_reply_moves_the_conversation(engine: AsyncEngine, conversation: Conversation) -> None:
    for kind, state in (("handoff_offer", State.OFFERED), ("answer", State.BOT), ("handoff", State.WAITING)):
        await say(engine, conversation)
        reply = Reply.model_validate({"kind": kind, "text": "tekst"})
        await turn.answer_next(engine, Recorder(reply).assistant)
        async with transaction(engine) as session:
            assert (await store.current(session, conversation.id)).state is state


async def test_a_turn_that_breaks_half_way_is_done_again_by_the_next_worker(
    engine: AsyncEngine, conversation: Conversation
) -> None:
    thinking = asyncio.Event()

    class Never(OfflineAssistant):
        async def answer(self, question: Question) -> Reply:
            thinking.set()
            await asyncio.sleep(3600)
            raise AssertionError

    await say(engine, conversation)
    broken = asyncio.create_task(turn.answer_next(engine, Never(lambda _: Reply(kind="answer", text=""))))
    await thinking.wait()
    assert not await turn.answer_next(engine, Recorder().assistant), "the message is taken"
    broken.cancel()
    await asyncio.gather(broken, return_exceptions=True)
    assert await turn.answer_next(engine, Recorder().assistant)
    assert await said_by(engine, conversation.id, "assistant") == ["antwoord"]


async def test_a_citizen_can_go_on_writing_while_the_assistant_thinks(
    engine: AsyncEngine, conversation: Conversation
) -> None:
    loop = asyncio.get_running_loop()

    def respond(question: Question) -> Reply:
        if question.text == "een":
            asyncio.run_coroutine_threadsafe(say(engine, conversation, "twee"), loop).result()
        return Reply(kind="answer", text=f"op {question.text}")

    await say(engine, conversation, "een")
    while await turn.answer_next(engine, OfflineAssistant(respond)):
        pass
    assert await said_by(engine, conversation.id, "assistant") == ["op een", "op twee"]


async def test_erasing_waits_for_the_turn_under_way(engine: AsyncEngine, conversation: Conversation) -> None:
    loop = asyncio.get_running_loop()
    erasing: list[asyncio.Future[None]] = []

    async def erase() -> None:
        async with transaction(engine) as session:
            await store.erase(session, conversation.id)

    def respond(_: Question) -> Reply:
        loop.call_soon_threadsafe(lambda: erasing.append(asyncio.ensure_future(erase())))
        return Reply(kind="answer", text="antwoord")

    await say(engine, conversation)
    assert await turn.answer_next(engine, OfflineAssistant(respond))
    await asyncio.gather(*erasing)
    async with transaction(engine) as session:
        assert await session.scalar(text("SELECT count(*) FROM messages")) == 0


async def test_an_erased_conversation_takes_no_messages(engine: AsyncEngine, conversation: Conversation) -> None:
    async with transaction(engine) as session:
        await store.erase(session, conversation.id)
    refused = await turn.accept(engine, LIMITS, Said(conversation.id, "een", "hallo"))
    assert refused == Refused("gone")


@pytest.mark.parametrize("words", ["é" * 100, "e\u0301" * 100])
async def test_a_message_is_measured_in_characters_as_the_citizen_sees_them(
    engine: AsyncEngine, conversation: Conversation, words: str
) -> None:
    await say(engine, conversation, words)
    longer = await turn.accept(engine, LIMITS, Said(conversation.id, "een", words + "é"))
    assert longer == Refused("too_long")


async def test_a_yes_to_deleting_leaves_nothing(engine: AsyncEngine, conversation: Conversation) -> None:
    await say(engine, conversation, "wis dit gesprek")
    gone = Recorder(Reply(kind="smalltalk", text="Gewist.", erase=True))
    assert await turn.answer_next(engine, gone.assistant)
    async with transaction(engine) as session:
        assert await store.lock(session, conversation.id) is None
        assert await session.scalar(text("SELECT count(*) FROM messages")) == 0
