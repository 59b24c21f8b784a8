"""A fake Open Klant for tests and demonstrations: `python -m connectors.openklant.fake PORT`.

Promises what the real one promises: every request and every answer is held against the OpenAPI document, the token
is checked, and a refusal has the form of the real one. It keeps everything in memory and forgets it when it stops.
"""

import asyncio
import json
import secrets
import sys
import uuid
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response
from jinja2 import Environment, FileSystemLoader

from connectors.openklant import contract, fake_search
from connectors.openklant.contract import PREFIX, Breach, UnknownOperation
from connectors.openklant.fake_register import Broken, Register

API_VERSION = "0.9.0"
DEMO_TOKEN = "demo"  # noqa: S105 - of a server that keeps nothing
LOOK_SECONDS = 0.02
PAGE = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True)


@dataclass(frozen=True)
class Fault:
    """What goes wrong with one request: an error, or no answer at all; before the work was done, or after it."""

    status: int = 500
    retry_after: str | None = None
    silent: bool = False
    after_work: bool = False


@dataclass
class FakeOpenKlant:
    """The state of one fake. `faults` are used up one a request (None: it goes well); `requests` is what was asked."""

    token: str = DEMO_TOKEN
    register: Register = field(default_factory=Register)
    faults: deque[Fault | None] = field(default_factory=deque)
    requests: list[str] = field(default_factory=list)

    def reset(self) -> None:
        """As if it had just been started."""
        self.token, self.register = DEMO_TOKEN, Register()
        self.faults.clear()
        self.requests.clear()

    def app(self) -> FastAPI:
        """A new application on this state."""
        app = FastAPI(title="Fake Open Klant", openapi_url=None, docs_url=None, redoc_url=None)
        app.add_api_route("/", self._page, response_class=HTMLResponse)
        app.add_api_route("/health/live", lambda: {"status": "ok"})
        app.add_api_route(f"{PREFIX}/{{path:path}}", self._answer, methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
        return app

    async def _answer(self, request: Request, path: str) -> Response:
        self.requests.append(f"{request.method} {path}")
        fault = self.faults.popleft() if self.faults else None
        if fault and not fault.after_work:
            return await _fail(request, fault)
        response = self._work(request, path, await request.body())
        return await _fail(request, fault) if fault else response

    def _work(self, request: Request, path: str, body: bytes) -> Response:
        given = request.headers.get("Authorization", "").encode()
        if not secrets.compare_digest(given, f"Token {self.token}".encode()):
            return problem(401, "authentication_failed", "Ongeldige token.")
        try:
            wrong = contract.breaches_of(request, body)
        except UnknownOperation as unknown:
            return problem(unknown.status, "not_found", "Niet gevonden.")
        if wrong:
            return problem(400, "invalid", "Invalid input.", wrong)
        return self._checked(request, path, body)

    def _checked(self, request: Request, path: str, body: bytes) -> Response:
        try:
            found = self._do(request, path, json.loads(body) if body else {})
        except Broken as broken:
            return problem(400, "invalid", "Invalid input.", [broken.breach])
        except fake_search.NoSuchFilter as unknown:
            return problem(501, "not_simulated", f"The fake knows no filter {unknown}.")
        if found is None:
            return problem(404, "not_found", "Niet gevonden.")
        response = JSONResponse(found, 201 if request.method == "POST" else 200, headers={"API-version": API_VERSION})
        contract.check_answer(request, body, response)
        return response

    def _do(self, request: Request, path: str, body: dict[str, Any]) -> dict[str, Any] | None:
        collection, _, one = path.partition("/")
        match request.method:
            case "POST" if collection == "maak-klantcontact":
                return self.register.make_contact(body)
            case "POST":
                return self.register.make(collection, body)
            case "PATCH" if self.register.get(collection, one):
                return self.register.change(collection, one, body)
            case "GET" if not one:
                return fake_search.page(self.register, collection, request.query_params)
            case "GET":
                return self.register.get(collection, one)
            case _:
                return None

    async def _page(self) -> str:
        return PAGE.get_template("fake_page.html.jinja").render(
            contacts=self.register.all("klantcontacten"),
            tasks=self.register.all("internetaken"),
            addresses=self.register.all("digitaleadressen"),
            actors={actor["uuid"]: actor["naam"] for actor in self.register.all("actoren")},
        )


def problem(status: int, code: str, title: str, wrong: list[Breach] | None = None) -> JSONResponse:
    """An error in the form in which Open Klant gives it."""
    body: dict[str, Any] = {
        "type": f"http://openklant.example/ref/fouten/{code}/",
        "code": code,
        "title": title,
        "status": status,
        "detail": "" if wrong else title,
        "instance": f"urn:uuid:{uuid.uuid4()}",
    }
    if wrong:
        body["invalidParams"] = [{"name": one.name, "code": one.code, "reason": one.reason} for one in wrong]
    return JSONResponse(body, status, media_type="application/problem+json")


async def _fail(request: Request, fault: Fault) -> Response:
    if fault.silent:  # until the other side has given up
        while not await request.is_disconnected():  # noqa: ASYNC110 - Starlette has no event for it
            await asyncio.sleep(LOOK_SECONDS)
    response = problem(fault.status, "error", "Er is iets misgegaan.")
    if fault.retry_after:
        response.headers["Retry-After"] = fault.retry_after
    return response


def main(port: int, token: str = DEMO_TOKEN) -> None:
    """Serves until Ctrl-C, on this machine only."""
    print(f"Fake Open Klant: http://127.0.0.1:{port}/  (API below {PREFIX}, token {token})")
    uvicorn.run(FakeOpenKlant(token).app(), host="127.0.0.1", port=port, log_level="warning")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 8095, *sys.argv[2:3])
