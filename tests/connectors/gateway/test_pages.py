"""What surrounds the conversation: description, documentation, health, CORS, headers, public files."""

import re
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from openapi_spec_validator import validate

from bot.settings import Settings
from connectors.assistant import OfflineAssistant
from connectors.database import engine as database_engine
from connectors.gateway import public
from connectors.gateway.app import create_app
from connectors.gateway.parts import Check
from connectors.gateway.problems import STATUS
from tests.connectors.answers import respond
from tests.connectors.running import serving


async def test_the_description_is_valid_and_every_operation_can_be_refused(http: httpx.AsyncClient) -> None:
    response = await http.get("/openapi.json")
    api = response.json()
    validate(api)
    assert response.headers["API-Version"] == api["info"]["version"] == "1.0.0"
    assert (await http.get("/api/v1/openapi.json")).json() == api
    for path, operations in api["paths"].items():
        assert not path.endswith("/")
        for operation in operations.values():
            assert operation["summary"]
            if path.startswith("/api/"):
                assert "application/problem+json" in operation["responses"]["401"]["content"]
                assert "API-Version" in operation["responses"]["422"]["headers"]


async def test_the_documentation_asks_nothing_of_other_servers(http: httpx.AsyncClient) -> None:
    page = await http.get("/docs")
    assert page.status_code == 200
    addresses = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert addresses
    assert all(address.startswith("/") for address in addresses)
    assert all(f'id="{name}"' in page.text for name in STATUS)
    assert (await http.get("/docs.css")).headers["Content-Type"].startswith("text/css")


async def test_pages_may_load_only_from_here(http: httpx.AsyncClient) -> None:
    policy = (await http.get("/docs")).headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'")
    assert "unsafe" not in policy
    assert "http" not in policy


async def test_large_answers_travel_compressed(http: httpx.AsyncClient) -> None:
    described = await http.get("/openapi.json", headers={"Accept-Encoding": "gzip"})
    assert described.headers["Content-Encoding"] == "gzip"
    small = await http.get("/health/live", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in small.headers


async def test_health_names_every_dependency(http: httpx.AsyncClient) -> None:
    assert (await http.get("/health/live")).json() == {"status": "ok"}
    ready = await http.get("/health/ready")
    assert ready.status_code == 200
    assert ready.json() == {"status": "ok", "dependencies": {"database": "ok", "assistant": "ok"}}


async def test_one_dependency_down_makes_the_gateway_unready(settings_for_test: Settings, database_url: str) -> None:
    async def action_server() -> bool:
        raise httpx.ConnectError("nobody there")

    app = _app(settings_for_test, database_url, {"actions": action_server})
    with serving(app) as url:
        ready = await _request("GET", f"{url}/health/ready")
    assert ready.status_code == 503
    assert ready.json()["dependencies"] == {"database": "ok", "assistant": "ok", "actions": "down"}


async def test_any_site_may_talk_to_the_api_by_default(http: httpx.AsyncClient) -> None:
    asked = {
        "Origin": "https://gemeente.example",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization, content-type, idempotency-key, last-event-id",
    }
    allowed = await http.options("/api/v1/conversations", headers=asked)
    assert allowed.status_code == 200
    assert allowed.headers["Access-Control-Allow-Origin"] == "*"
    error = await http.get("/api/v1/conversations/x", headers={"Origin": "https://gemeente.example"})
    assert (error.status_code, error.headers["Access-Control-Allow-Origin"]) == (401, "*")


async def test_only_the_sites_of_the_setting_may_talk_to_the_api(
    settings_for_test: Settings, database_url: str
) -> None:
    chosen = settings_for_test.model_copy(update={"allowed_origins": "https://a.example, https://b.example"})
    with serving(_app(chosen, database_url)) as url:
        for origin, answer in (("https://b.example", "https://b.example"), ("https://c.example", None)):
            response = await _request("POST", f"{url}/api/v1/conversations", origin)
            assert response.headers.get("Access-Control-Allow-Origin") == answer
            assert response.status_code == (201 if answer else 403)
        own = await _request("POST", f"{url}/api/v1/conversations", url)
        assert own.status_code == 201


async def test_a_mistake_of_ours_is_a_problem_without_its_words(
    settings_for_test: Settings, database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    app = _app(settings_for_test, database_url)

    @app.get("/api/v1/mistake")
    async def mistake() -> None:
        raise RuntimeError("the words of a citizen")

    with serving(app) as url:
        response = await _request("GET", f"{url}/api/v1/mistake", "https://a.example")
    assert response.status_code == 500
    assert response.json()["type"] == "/docs#unexpected"
    assert response.headers["API-Version"]
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "the words of a citizen" not in caplog.text + response.text


@pytest.fixture
def public_files(tmp_path: Path) -> FastAPI:
    """An application with only the public files: a page, a style and a script; a secret lies beside them."""
    (tmp_path / "demo").mkdir()
    (tmp_path / "dist").mkdir()
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "demo" / "index.html").write_text("<title>Demo</title>")
    (tmp_path / "demo" / "style.css").write_text("body {}")
    (tmp_path / "dist" / "widget.js").write_text("export {}")
    (tmp_path / "dist" / "1.0.0-abc").mkdir()
    (tmp_path / "dist" / "1.0.0-abc" / "widget.js").write_text("export {}")
    app = FastAPI()
    app.include_router(public.router(tmp_path / "demo", tmp_path / "dist"))
    return app


async def test_a_pinned_script_may_be_kept_for_ever_and_the_newest_is_asked_for_again(public_files: FastAPI) -> None:
    transport = httpx.ASGITransport(public_files)
    async with httpx.AsyncClient(transport=transport, base_url="http://here") as http:
        pinned = await http.get("/widget/1.0.0-abc/widget.js")
        assert pinned.headers["Cache-Control"].endswith("immutable")
        assert pinned.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert (await http.get("/widget.js")).headers["Cache-Control"] == "no-cache"
        assert (await http.get("/widget/0.9.0-abc/widget.js")).status_code == 404


async def test_public_files_have_their_type_and_are_not_sent_twice(public_files: FastAPI) -> None:
    transport = httpx.ASGITransport(public_files)
    async with httpx.AsyncClient(transport=transport, base_url="http://here") as http:
        for path, media_type in (
            ("/", "text/html"),
            ("/demo/style.css", "text/css"),
            ("/widget.js", "text/javascript"),
        ):
            first = await http.get(path)
            assert first.headers["Content-Type"].startswith(media_type)
            known = {"If-None-Match": first.headers["ETag"]}
            assert (await http.get(path, headers=known)).status_code == 304
            assert (await http.head(path)).status_code == 200


@pytest.mark.parametrize("path", ["/demo/../secret.txt", "/demo/%2e%2e/secret.txt", "/demo//etc/passwd", "/demo/"])
async def test_nothing_else_of_the_disk_is_public(public_files: FastAPI, path: str) -> None:
    transport = httpx.ASGITransport(public_files)
    async with httpx.AsyncClient(transport=transport, base_url="http://here") as http:
        assert (await http.get(path)).status_code == 404


def _app(settings: Settings, database_url: str, checks: dict[str, Check] | None = None) -> FastAPI:
    return create_app(
        settings,
        database_engine.create(database_url),
        OfflineAssistant(respond),
        checks=checks,
    )


async def _request(method: str, url: str, origin: str | None = None) -> httpx.Response:
    async with httpx.AsyncClient(trust_env=False) as http:
        return await http.request(method, url, headers={"Origin": origin} if origin else {})
