"""The door: who may come in, what is stored, and that nothing is taken in twice."""

import json
import time
from typing import Any

import httpx
import pytest

from bot.settings import Settings
from connectors.whatsapp import payloads
from connectors.whatsapp.account import account, sign
from connectors.whatsapp.intake import OLDEST
from connectors.whatsapp.payloads import Inbound
from connectors.whatsapp.simulator import notifications
from connectors.whatsapp.simulator.meta import Phone
from tests.connectors.whatsapp.test_payloads import FILES, load
from tests.connectors.whatsapp.world import NUMBER, SECRET, VERIFY, World, account_settings

INBOX = "SELECT count(*) FROM whatsapp_inbox"


def text(phone: Phone, words: str, id: str | None = None, at: int | None = None) -> bytes:
    made = notifications.message(
        id or notifications.message_id(phone.who),
        at or int(time.time()),
        phone.wa_id,
        phone.user_id,
        "text",
        {"body": words},
    )
    contact = notifications.contact(phone.name, phone.wa_id, phone.user_id)
    return json.dumps(notifications.notification(NUMBER, contacts=[contact], messages=[made])).encode()


@pytest.mark.parametrize(
    ("query", "status", "body"),
    [
        ({"hub.mode": "subscribe", "hub.verify_token": VERIFY, "hub.challenge": "1158201444"}, 200, "1158201444"),
        ({"hub.mode": "subscribe", "hub.verify_token": "guess", "hub.challenge": "1"}, 403, ""),
        ({"hub.mode": "unsubscribe", "hub.verify_token": VERIFY, "hub.challenge": "1"}, 403, ""),
        ({}, 403, ""),
    ],
)
async def test_the_handshake_echoes_only_for_who_knows_the_word(
    whatsapp: World, query: dict[str, str], status: int, body: str
) -> None:
    async with httpx.AsyncClient(base_url=whatsapp.url, trust_env=False) as http:
        response = await http.get("/webhooks/whatsapp", params=query)
    assert (response.status_code, response.text) == (status, body)
    assert response.headers.get("content-type", "").startswith("text/plain") or status == 403


@pytest.mark.parametrize("signature", ["", "sha256=", "sha256=" + "0" * 64, "sha1=abc", "sha256=é", sign("old", b"x")])
async def test_who_does_not_sign_is_refused_and_nothing_is_stored(
    whatsapp: World, phone: Phone, signature: str
) -> None:
    before = await whatsapp.rows(INBOX)
    assert (await whatsapp.post(text(phone, "vals"), signature)).status_code == 403
    assert await whatsapp.rows(INBOX) == before


async def test_a_signature_of_other_bytes_is_refused(whatsapp: World, phone: Phone) -> None:
    body = text(phone, "echt")
    assert (await whatsapp.post(body + b" ", sign(SECRET, body))).status_code == 403


async def test_what_is_too_large_is_refused(whatsapp: World) -> None:
    assert (await whatsapp.post(b"{" + b" " * (3 * 1024 * 1024))).status_code == 413
    assert (await whatsapp.post(b" " * (3 * 1024 * 1024 - 2) + b"{}")).status_code == 200


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[" * 100_000])
async def test_what_is_no_json_is_refused(whatsapp: World, body: bytes) -> None:
    assert (await whatsapp.post(body)).status_code == 400


@pytest.mark.parametrize("body", [b"{}", b"[]", b"null", b"3", b'{"entry": [{"changes": [null]}]}'])
async def test_json_that_says_nothing_is_taken_and_forgotten(whatsapp: World, body: bytes) -> None:
    before = await whatsapp.rows(INBOX)
    assert (await whatsapp.post(body)).status_code == 200
    assert await whatsapp.rows(INBOX) == before


async def test_the_same_notification_five_times_is_answered_once(whatsapp: World, phone: Phone) -> None:
    whatsapp.meta.courier.habits.twice = True
    id = whatsapp.meta.write(phone, "één keer")
    whatsapp.meta.courier.habits.twice = False
    for _ in range(3):
        assert (await whatsapp.post(text(phone, "één keer", id))).status_code == 200
    await whatsapp.until(phone, 2)
    assert (await whatsapp.post(text(phone, "één keer", id))).status_code == 200  # also when it was heard long ago
    whatsapp.meta.write(phone, "en nog iets")
    assert (await whatsapp.until(phone, 3))[1:] == ["Antwoord op: één keer", "Antwoord op: en nog iets"]


async def test_a_notification_that_is_older_than_our_memory_is_not_taken_in(whatsapp: World, phone: Phone) -> None:
    before = await whatsapp.rows(INBOX)
    long_ago = int(time.time() - OLDEST.total_seconds() - 60)
    assert (await whatsapp.post(text(phone, "opnieuw", at=long_ago))).status_code == 200
    assert await whatsapp.rows(INBOX) == before


async def test_words_wait_encrypted_and_are_wiped_once_heard(whatsapp: World, phone: Phone) -> None:
    assert (await whatsapp.post(text(phone, "mijn geheim"))).status_code == 200
    for (sealed,) in await whatsapp.rows("SELECT sealed FROM whatsapp_inbox WHERE sealed IS NOT NULL"):
        assert b"geheim" not in bytes(sealed)
    await whatsapp.until_rows("SELECT count(*) FROM whatsapp_inbox WHERE sealed IS NOT NULL", [(0,)])


@pytest.mark.parametrize("name", FILES)
async def test_every_kind_is_taken_in_and_handled(whatsapp: World, name: str) -> None:
    body = load(name)["notification"]
    made = fresh(body)
    assert (await whatsapp.post(json.dumps(made).encode())).status_code == 200
    expected = [event for event in payloads.events(made, NUMBER) if isinstance(event, Inbound)]
    stored = await whatsapp.rows(
        f"SELECT count(*) FROM whatsapp_inbox WHERE kind = '{expected[0].kind}'" if expected else INBOX
    )
    assert not expected or stored[0][0] > 0


async def test_nothing_of_what_was_taken_in_failed(whatsapp: World) -> None:
    await whatsapp.until_rows("SELECT count(*) FROM whatsapp_inbox WHERE status = 'pending'", [(0,)])
    assert await whatsapp.rows("SELECT kind FROM whatsapp_inbox WHERE status = 'failed'") == []


def fresh(body: dict[str, Any]) -> dict[str, Any]:
    """The same notification as if it came now."""
    return dict(json.loads(json.dumps(body).replace('"1795000000"', f'"{int(time.time())}"')))


def test_the_previous_secret_still_counts_and_no_other(settings_for_test: Settings) -> None:
    found = account(account_settings(settings_for_test, "http://x", WHATSAPP_APP_SECRET_PREVIOUS="older"))
    assert found is not None
    assert found.is_signed(b"body", sign(SECRET, b"body"))
    assert found.is_signed(b"body", sign("older", b"body"))
    assert not found.is_signed(b"body", sign("oldest", b"body"))
    assert SECRET not in repr(found)


async def test_without_an_account_there_is_nothing_here(http: httpx.AsyncClient) -> None:
    assert (await http.get("/webhooks/whatsapp", params={"hub.mode": "subscribe"})).status_code == 404
    assert (await http.post("/webhooks/whatsapp", content=b"{}")).status_code == 404
    assert (await http.get("/health/whatsapp")).status_code == 404


@pytest.mark.parametrize("name", ["WHATSAPP_APP_SECRET", "WHATSAPP_VERIFY_TOKEN", "WHATSAPP_PHONE_NUMBER_ID"])
def test_half_an_account_is_none(settings_for_test: Settings, name: str) -> None:
    assert account(account_settings(settings_for_test, "http://x", **{name: ""})) is None
