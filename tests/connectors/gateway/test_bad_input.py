"""Everything that issue 2 calls bad input: a clear Dutch problem, and the conversation goes on."""

import json
from typing import Any

import httpx
import pytest

from tests.connectors.citizen import Citizen

JSON = {"Content-Type": "application/json", "Idempotency-Key": "sleutel"}


async def post(citizen: Citizen, body: bytes, **headers: str) -> httpx.Response:
    sent = citizen.key | JSON | {name.replace("_", "-"): value for name, value in headers.items()}
    return await citizen.http.post(f"{citizen.path}/messages", content=body, headers=sent)


def check_problem(response: httpx.Response, status: int, name: str) -> dict[str, Any]:
    problem: dict[str, Any] = response.json()
    assert response.status_code == problem["status"] == status
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.headers["API-Version"] == "1.0.0"
    assert problem["type"] == f"/docs#{name}"
    assert problem["title"]
    assert problem["detail"]
    assert problem["instance"] == response.request.url.path
    return problem


@pytest.mark.parametrize(
    ("body", "status", "name"),
    [
        (b'{"text": "\xff\xfe"}', 400, "invalid_utf8"),
        (b'{"text": "hal\x00lo"}', 400, "invalid_json"),
        (b"{", 400, "invalid_json"),
        (b"[" * 5000, 400, "invalid_json"),
        (b'{"text": ' + b"9" * 5000 + b"}", 400, "invalid_json"),
        (b"", 422, "invalid_request"),
        (b"[]", 422, "invalid_request"),
        (b'"hallo"', 422, "invalid_request"),
        (b"{}", 422, "invalid_request"),
        (b'{"text": 5}', 422, "invalid_request"),
        (b'{"text": "a", "onbekend": 1}', 422, "invalid_request"),
        (b'{"text": "\\ud800"}', 422, "empty"),
        (b'{"text": "a", "payload": "\\ud800"}', 422, "invalid_request"),
        (b'{"text": "a", "payload": "\\u0000"}', 422, "invalid_request"),
        (b'{"text": "a", "payload": "/restart"}', 422, "not_offered"),
        (b'{"text": ""}', 422, "empty"),
        (b'{"text": " \\n\\t "}', 422, "empty"),
        (b'{"text": "\\u0000\\u0007"}', 422, "empty"),
        (b'{"text": "\\u200b\\u200d"}', 422, "empty"),
        (json.dumps({"text": "a" * 10_000}).encode(), 422, "too_long"),
        (json.dumps({"text": "a" * 4001}).encode(), 422, "too_long"),
        (json.dumps({"text": "a" * 70_000}).encode(), 413, "too_large"),
    ],
)
async def test_a_bad_body_is_a_problem(citizen: Citizen, body: bytes, status: int, name: str) -> None:
    check_problem(await post(citizen, body), status, name)
    assert (await citizen.say("toch nog een vraag")).status_code == 202


async def test_a_body_without_a_length_is_measured_too(citizen: Citizen) -> None:
    async def endless() -> Any:
        for _ in range(100):
            yield b" " * 1024

    response = await citizen.http.post(f"{citizen.path}/messages", content=endless(), headers=citizen.key | JSON)
    check_problem(response, 413, "too_large")


async def test_the_limit_is_named(citizen: Citizen) -> None:
    refused = await post(citizen, json.dumps({"text": "a" * 4001}).encode())
    assert "4000" in refused.json()["detail"]


@pytest.mark.parametrize("media_type", ["text/plain", "application/xml", "application/x-www-form-urlencoded", ""])
async def test_only_json_is_read(citizen: Citizen, media_type: str) -> None:
    check_problem(await post(citizen, b'{"text": "a"}', Content_Type=media_type), 415, "unsupported_media_type")


async def test_a_message_needs_an_idempotency_key(citizen: Citizen) -> None:
    response = await citizen.http.post(f"{citizen.path}/messages", json={"text": "a"}, headers=citizen.key)
    check_problem(response, 400, "missing_idempotency_key")
    check_problem(await post(citizen, b'{"text": "a"}', Idempotency_Key="a" * 300), 422, "invalid_request")


@pytest.mark.parametrize("text", ["🛂❓", "👩‍👩‍👧", "<script>alert(1)</script>", "'; DROP TABLE messages; --", "€ 5"])
async def test_odd_text_is_stored_as_it_was_typed(citizen: Citizen, text: str) -> None:
    assert (await citizen.say(text)).json()["text"] == text


async def test_control_characters_are_taken_out(citizen: Citizen) -> None:
    said = await citizen.say(" hal\x00lo\x1b[31m \u202edaar\r\nu\u0301 ")
    assert said.json()["text"] == "hallo[31m daar\nú"


@pytest.mark.parametrize("wanted", [{"channel": "fax"}, {"language": "n\u0000l"}, {"municipality": "x" * 200}])
async def test_a_conversation_with_odd_wishes_is_refused(http: httpx.AsyncClient, wanted: dict[str, str]) -> None:
    check_problem(await http.post("/api/v1/conversations", json=wanted), 422, "invalid_request")


@pytest.mark.parametrize("after", ["-1", "x", "99999999999"])
async def test_odd_positions_are_refused(citizen: Citizen, after: str) -> None:
    messages = await citizen.http.get(f"{citizen.path}/messages", params={"after": after}, headers=citizen.key)
    check_problem(messages, 422, "invalid_request")
    events = await citizen.http.get(f"{citizen.path}/events", headers=citizen.key | {"Last-Event-ID": after})
    check_problem(events, 422, "invalid_request")


@pytest.mark.parametrize(
    ("method", "path", "status", "name"),
    [
        ("POST", "/api/v1/conversations/", 404, "not_found"),
        ("GET", "/api/v1/iets", 404, "not_found"),
        ("GET", "/api/v1/conversations", 405, "method_not_allowed"),
        ("PUT", "/api/v1/conversations", 405, "method_not_allowed"),
    ],
)
async def test_a_wrong_address_is_a_problem(
    http: httpx.AsyncClient, method: str, path: str, status: int, name: str
) -> None:
    check_problem(await http.request(method, path), status, name)
