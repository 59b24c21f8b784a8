"""The webhook: signed, verifiable with two secrets, a CloudEvent, once in effect, and without personal data."""

import base64
import json
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from cloudevents.core.bindings.http import HTTPMessage, from_http_event
from fastapi import FastAPI, Request, Response
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from connectors.database.engine import transaction
from connectors.outbox import http
from connectors.outbox.http import UnsafeAddress
from connectors.outbox.schedule import Schedule
from connectors.outbox.tables import OutboxRow
from connectors.outbox.worker import deliver_next
from connectors.webhook import events, signature
from connectors.webhook.destination import Webhook
from tests.connectors.running import serving

OLD, NEW = (signature.PREFIX + base64.b64encode(bytes([number]) * 32).decode() for number in (1, 2))
SOURCE = "urn:nld:oin:00000001823288444000:systeem:wegwijs"


class Receiver:
    """Another system that keeps what it got; `answers` are used up first."""

    def __init__(self) -> None:
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.answers: list[Response] = []

    async def receive(self, request: Request) -> Response:
        self.got.append((dict(request.headers), await request.body()))
        return self.answers.pop(0) if self.answers else Response(status_code=204)

    def app(self) -> FastAPI:
        app = FastAPI()
        app.add_api_route("/events", self.receive, methods=["POST"])
        app.add_api_route("/health/live", lambda: {"status": "ok"})
        return app


@pytest.fixture(scope="module")
def served() -> Iterator[tuple[str, Receiver]]:
    receiver = Receiver()
    with serving(receiver.app()) as url:
        yield url, receiver


@pytest.fixture
def receiver(served: tuple[str, Receiver]) -> Receiver:
    served[1].got.clear()
    served[1].answers.clear()
    return served[1]


@pytest.fixture
async def webhook(served: tuple[str, Receiver]) -> AsyncIterator[Webhook]:
    async with http.client() as transport:
        yield Webhook(f"{served[0]}/events", (NEW, OLD), SOURCE, "nl.wegwijs", transport, token="bearer-1")


async def deliver(engine: AsyncEngine, webhook: Webhook, now: datetime | None = None) -> None:
    while await deliver_next(engine, {events.NAME: webhook}, Schedule(), now):
        pass


async def row(engine: AsyncEngine) -> OutboxRow:
    async with transaction(engine) as session:
        return (await session.scalars(select(OutboxRow))).one()


async def test_an_event_is_a_cloud_event_of_the_profile(
    engine: AsyncEngine, webhook: Webhook, receiver: Receiver
) -> None:
    subject = uuid4()
    async with transaction(engine) as session:
        await events.tell(session, "overdracht-geopend", subject, {"kanaal": "web", "urgentie": "hoog"})
    await deliver(engine, webhook)
    headers, body = receiver.got[0]
    event = from_http_event(HTTPMessage(headers, body))
    kept = await row(engine)
    assert event.get_id() == str(kept.id)
    assert event.get_source() == SOURCE
    assert event.get_type() == "nl.wegwijs.overdracht-geopend"
    assert event.get_subject() == str(subject)
    assert event.get_time() == kept.created_at
    assert event.get_extension("sequence") == f"{kept.sequence:019d}"
    assert event.get_data() == {"kanaal": "web", "urgentie": "hoog"}
    assert headers["content-type"] == "application/cloudevents+json; charset=UTF-8"
    assert headers["authorization"] == "Bearer bearer-1"
    assert json.loads(body)["time"].endswith("Z")


async def test_a_receiver_verifies_with_the_old_or_the_new_secret(
    engine: AsyncEngine, webhook: Webhook, receiver: Receiver
) -> None:
    async with transaction(engine) as session:
        await events.tell(session, "overdracht-gesloten", uuid4())
    await deliver(engine, webhook)
    headers, body = receiver.got[0]
    event_id = str((await row(engine)).id)
    for secrets in ([NEW], [OLD], [OLD, NEW]):
        assert signature.verify(secrets, headers, body) == event_id
    other = signature.PREFIX + base64.b64encode(b"3" * 32).decode()
    with pytest.raises(signature.NotOurs):
        signature.verify([other], headers, body)


async def test_an_event_has_the_same_id_and_body_at_every_attempt(
    engine: AsyncEngine, webhook: Webhook, receiver: Receiver
) -> None:
    receiver.answers = [Response(status_code=503), Response(status_code=429, headers={"Retry-After": "60"})]
    async with transaction(engine) as session:
        await events.tell(session, "overdracht-opgepakt", uuid4())
    for hours in range(3):
        await deliver(engine, webhook, datetime.now(UTC) + timedelta(hours=hours))
    assert (await row(engine)).status == "delivered"
    assert len({body for _, body in receiver.got}) == 1
    assert len({headers["webhook-id"] for headers, _ in receiver.got}) == 1
    assert len(receiver.got) == 3


@pytest.mark.parametrize(
    ("status", "kept", "alarm"),
    [
        (302, "pending", True),
        (401, "pending", True),
        (404, "pending", True),
        (500, "pending", False),
        (410, "failed", False),
        (415, "failed", False),
    ],
)
async def test_an_answer_that_is_no_success(
    engine: AsyncEngine, webhook: Webhook, receiver: Receiver, status: int, kept: str, alarm: bool
) -> None:
    receiver.answers = [Response(status_code=status, headers={"Location": "https://elders.example/"})]
    async with transaction(engine) as session:
        await events.tell(session, "overdracht-geopend", uuid4())
    await deliver(engine, webhook)
    found = await row(engine)
    assert (found.status, found.alarm) == (kept, alarm)
    assert len(receiver.got) == 1


async def test_the_same_occasion_is_told_once(engine: AsyncEngine) -> None:
    subject = uuid4()
    async with transaction(engine) as session:
        assert await events.tell(session, "signaal-gegeven", subject, occasion="1")
        assert await events.tell(session, "signaal-gegeven", subject, occasion="1") is None
        assert await events.tell(session, "signaal-gegeven", subject, occasion="2")


@pytest.mark.parametrize("data", [{"naam": "Jan"}, {"onderwerp": "x" * 121}])
async def test_only_fields_of_the_contract_are_told(engine: AsyncEngine, data: dict[str, str]) -> None:
    async with transaction(engine) as session:
        with pytest.raises(ValueError, match="contract"):
            await events.tell(session, "overdracht-geopend", uuid4(), data)


AT = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
BODY = b'{"id":"1"}'


def signed(**changed: str) -> dict[str, str]:
    return signature.headers([NEW], "event-1", BODY, AT) | changed


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        (signed(), b'{"id":"2"}'),
        (signed(**{"webhook-id": "event-2"}), BODY),
        (signed(**{"webhook-timestamp": str(int(AT.timestamp()) + 1)}), BODY),
        (signed(**{"webhook-timestamp": "nu"}), BODY),
        (signed(**{"webhook-timestamp": "²"}), BODY),
        (signed(**{"webhook-signature": "v1,AAAA"}), BODY),
        (signed(**{"webhook-signature": ""}), BODY),
        ({}, BODY),
    ],
)
def test_what_was_tampered_with_is_refused(headers: dict[str, str], body: bytes) -> None:
    with pytest.raises(signature.NotOurs):
        signature.verify([NEW], headers, body, now=AT)


@pytest.mark.parametrize("seconds", [-301, 301])
def test_what_is_too_old_or_of_the_future_is_refused(seconds: int) -> None:
    with pytest.raises(signature.NotOurs, match="old"):
        signature.verify([NEW], signed(), BODY, now=AT + timedelta(seconds=seconds))
    assert signature.verify([NEW], signed(), BODY, now=AT + timedelta(seconds=seconds // 2)) == "event-1"


def test_the_signature_is_the_one_of_the_standard() -> None:
    """The example that the libraries of Standard Webhooks test themselves with."""
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    body = b'{"test": 2432232314}'
    made = signature.headers([secret], "msg_p5jXN8AQM9LWM0D4loKWxJek", body, datetime.fromtimestamp(1614265330, UTC))
    assert made["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_c2hvcnQ=", "geen base64!", "é"])
def test_a_weak_secret_is_refused_without_being_shown(secret: str) -> None:
    with pytest.raises(signature.WeakSecret) as refused:
        signature.headers([secret], "1", BODY, AT)
    assert not secret or secret not in str(refused.value).removeprefix("a secret is whsec_")


@pytest.mark.parametrize(
    ("url", "fits"),
    [
        ("https://events.example/in", True),
        ("http://127.0.0.1:8000/in", True),
        ("http://[::1]:8000/in", True),
        ("http://localhost/in", True),
        ("http://events.example/in", False),
        ("http://127.0.0.1.events.example/in", False),
        ("ftp://127.0.0.1/in", False),
        ("https:///in", False),
    ],
)
def test_only_https_or_this_machine(url: str, fits: bool) -> None:
    def check() -> Any:
        return http.checked("WEGWIJS_WEBHOOK_URL", url)

    if fits:
        assert check() == url
    else:
        with pytest.raises(UnsafeAddress):
            check()
