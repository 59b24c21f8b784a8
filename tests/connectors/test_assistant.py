"""The door to Rasa, against a small server that speaks its REST channel, well and badly."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Iterator
from typing import Any
from uuid import UUID

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from connectors.assistant import Question, RasaAssistant, UnusableAnswerError, parse
from connectors.service import free_port
from tests.connectors.running import serving

ID = UUID("11111111-1111-4111-8111-111111111111")
REPLY = {"kind": "answer", "text": "antwoord", "topic": "paspoort"}
GOOD = [{"recipient_id": "x", "custom": REPLY}]


class Rasa:
    """Answers with whatever the test puts in `answer`, and keeps what it was asked."""

    def __init__(self) -> None:
        self.answer: Any = GOOD
        self.status = 200
        self.asked: list[dict[str, Any]] = []

    async def webhook(self, request: Request) -> Response:
        self.asked.append(await request.json())
        if isinstance(self.answer, str):
            return PlainTextResponse(self.answer, self.status)
        return JSONResponse(self.answer, self.status)

    async def live(self, _: Request) -> Response:
        return PlainTextResponse("ok")


@pytest.fixture(scope="module")
def rasa_server() -> Iterator[tuple[str, Rasa]]:
    rasa = Rasa()
    routes = [
        Route("/webhooks/rest/webhook", rasa.webhook, methods=["POST"]),
        Route("/health/live", rasa.live),
        Route("/webhooks/rest/", rasa.live),
    ]
    with serving(Starlette(routes=routes)) as url:
        yield url, rasa


@pytest.fixture
def rasa(rasa_server: tuple[str, Rasa]) -> Rasa:
    fresh = Rasa()
    rasa_server[1].__dict__.update(fresh.__dict__)
    return rasa_server[1]


@pytest.fixture
async def assistant(rasa_server: tuple[str, Rasa]) -> AsyncIterator[RasaAssistant]:
    made = RasaAssistant(rasa_server[0], timeout_seconds=10)
    yield made
    await made.close()


def question(text: str = "paspoort", payload: str | None = None) -> Question:
    return Question(ID, 2, text, payload, "whatsapp", "nl", "0363")


async def test_rasa_is_asked_per_episode_and_its_one_reply_is_given(rasa: Rasa, assistant: RasaAssistant) -> None:
    reply = await assistant.answer(question())
    assert (reply.kind, reply.text, reply.topic) == ("answer", "antwoord", "paspoort")
    assert rasa.asked == [
        {
            "sender": f"{ID}:2",
            "message": "paspoort",
            "metadata": {
                "conversation": str(ID),
                "channel": "whatsapp",
                "language": "nl",
                "municipality": "0363",
                "sequence": 0,
                "title": "",
                "topic": None,
                "plan": None,
            },
        }
    ]


@pytest.mark.parametrize("typed", ["/restart", " //restart", "/ /restart"])
async def test_a_citizen_cannot_give_rasa_orders(rasa: Rasa, assistant: RasaAssistant, typed: str) -> None:
    await assistant.answer(question(typed))
    assert rasa.asked[0]["message"] == "restart"


async def test_a_button_can(rasa: Rasa, assistant: RasaAssistant) -> None:
    await assistant.answer(question("Paspoort", '/choose{"topic":"paspoort"}'))
    assert rasa.asked[0]["message"] == '/choose{"topic":"paspoort"}'


@pytest.mark.parametrize("slashes", ["/", "///"])
async def test_even_only_slashes_are_a_message(rasa: Rasa, assistant: RasaAssistant, slashes: str) -> None:
    await assistant.answer(question(slashes))
    assert not rasa.asked[0]["message"].startswith("/")


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        ([], 200),
        (GOOD * 2, 200),
        ([{"text": "los"}], 200),
        ([{"custom": {"kind": "onbekend", "text": "GEHEIM"}}], 200),
        ([{"custom": {**REPLY, "extra": "GEHEIM"}}], 200),
        ([{"custom": {**REPLY, "text": "GEHEIM\x00"}}], 200),
        ([{"custom": "GEHEIM"}], 200),
        ({"custom": REPLY}, 200),
        ("GEHEIM", 200),
        (GOOD, 500),
        (GOOD, 409),
    ],
)
async def test_anything_else_becomes_an_apology_and_a_line_without_words(
    rasa: Rasa, assistant: RasaAssistant, caplog: pytest.LogCaptureFixture, answer: Any, status: int
) -> None:
    rasa.answer, rasa.status = answer, status
    with caplog.at_level(logging.INFO, "connectors"):
        reply = await assistant.answer(question("mijn GEHEIM"))
    assert reply.kind == "apology"
    assert "1400" in reply.text
    assert reply.organisations == ("informatie-rijksoverheid",)
    (line,) = [record.getMessage() for record in caplog.records if record.name.startswith("connectors")]
    assert str(ID) in line
    assert "GEHEIM" not in line


async def test_no_rasa_at_all_is_an_apology_after_one_more_try() -> None:
    assistant = RasaAssistant(f"http://127.0.0.1:{free_port()}", timeout_seconds=5)
    assert (await assistant.answer(question())).kind == "apology"
    await assistant.close()


async def test_rasa_that_comes_back_in_time_answers() -> None:
    port = free_port()
    assistant = RasaAssistant(f"http://127.0.0.1:{port}", timeout_seconds=10)
    failed = asyncio.Event()

    async def refuse(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()
        failed.set()

    restarting = await asyncio.start_server(refuse, "127.0.0.1", port)
    answering = asyncio.create_task(assistant.answer(question()))
    await failed.wait()
    restarting.close()
    await restarting.wait_closed()
    rasa = await asyncio.start_server(_speak, "127.0.0.1", port)
    assert (await answering).text == "antwoord"
    rasa.close()
    await assistant.close()


async def test_rasa_that_thinks_too_long_is_asked_only_once() -> None:
    calls = 0

    async def think(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal calls
        calls += 1
        await reader.read()
        writer.close()

    port = free_port()
    rasa = await asyncio.start_server(think, "127.0.0.1", port)
    assistant = RasaAssistant(f"http://127.0.0.1:{port}", timeout_seconds=0.2)
    assert (await assistant.answer(question())).kind == "apology"
    assert calls == 1
    await assistant.close()
    rasa.close()


async def test_rasa_is_ready_when_it_says_so(assistant: RasaAssistant) -> None:
    assert await assistant.is_ready()


def test_loose_text_beside_the_reply_does_not_hide_it() -> None:
    assert parse([{"text": "los"}, *GOOD]).text == "antwoord"


def test_the_question_of_an_interrupted_form_follows_the_answer_in_one_reply() -> None:
    offer = {"title": "Maak een stappenplan", "payload": "/start_plan"}
    choice = {"title": "Ja", "payload": "/plan_answer"}
    question = {"kind": "clarify", "text": "Wie is er overleden?", "buttons": [choice]}
    reply = parse([{"custom": {**REPLY, "buttons": [offer]}}, {"custom": question}])
    assert (reply.kind, reply.topic, reply.text) == ("answer", "paspoort", "antwoord\n\nWie is er overleden?")
    assert [button.title for button in reply.buttons] == ["Ja"]


def test_the_reason_names_fields_and_no_values() -> None:
    with pytest.raises(UnusableAnswerError, match=r"^unknown shape at kind, text$"):
        parse([{"custom": {"kind": "GEHEIM"}}])


async def _speak(reader: Any, writer: Any) -> None:
    await reader.readuntil(b"\r\n\r\n")
    body = json.dumps(GOOD).encode()
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n")
    writer.write(b"Connection: close\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))
    await writer.drain()
    writer.close()
