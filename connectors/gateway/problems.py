"""Errors as RFC 9457 problems: `application/problem+json`, in Dutch, never with a word of the citizen.

A problem is raised anywhere below as `Problem("name")`; its title and detail are sentences in `bot/`. The desk shows
the same exception as a page in Dutch, with names of its own (`connectors.people.errors`).
"""

import logging
import traceback
from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.sentences import sentence
from connectors.people.errors import error_response
from connectors.people.paths import is_desk

MEDIA_TYPE = "application/problem+json"
STATUS = {
    "invalid_json": 400,
    "invalid_utf8": 400,
    "missing_idempotency_key": 400,
    "unauthorized": 401,
    "not_found": 404,
    "no_plan": 404,
    "no_such_step": 404,
    "no_dates": 404,
    "no_handoff": 404,
    "method_not_allowed": 405,
    "too_large": 413,
    "unsupported_media_type": 415,
    "invalid_request": 422,
    "empty": 422,
    "too_long": 422,
    "key_reused": 422,
    "not_offered": 422,
    "too_fast": 429,
    "unexpected": 500,
}
OF_FRAMEWORK = {400: "invalid_json", 404: "not_found", 405: "method_not_allowed"}

log = logging.getLogger(__name__)


class Problem(Exception):
    """Ends a request. `fields` fill the sentence in, `headers` go with the response."""

    def __init__(self, name: str, headers: Mapping[str, str] | None = None, **fields: object) -> None:
        super().__init__(name)
        self.name, self.headers, self.fields = name, headers, fields


def response(problem: Problem, scope: Scope, **extra: Any) -> Response:
    """JSON for programs; below `/medewerker` a page or a fragment for people."""
    if is_desk(scope["path"]):
        return error_response(problem.name, scope, problem.headers, problem.fields)
    content = {
        "type": f"/docs#{problem.name}",
        "title": sentence(f"gateway.problems.{problem.name}.title"),
        "status": STATUS[problem.name],
        "detail": sentence(f"gateway.problems.{problem.name}.detail", **problem.fields),
        "instance": scope["path"],
        **extra,
    }
    return JSONResponse(content, STATUS[problem.name], problem.headers, MEDIA_TYPE)


def install(app: FastAPI) -> None:
    """Turns every error of ours, of FastAPI and of Starlette into a problem."""
    app.add_exception_handler(Problem, _ours)
    app.add_exception_handler(HTTPException, _of_framework)
    app.add_exception_handler(RequestValidationError, _of_validation)


class Unexpected:
    """The last resort: whatever nobody caught is logged without its words and becomes a problem."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def watch(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, watch)
        except Exception as error:
            where = traceback.extract_tb(error.__traceback__)[-1]
            log.error("%s at %s:%s", type(error).__name__, where.filename, where.lineno)
            if started or scope["type"] != "http":
                raise ConnectionAbortedError from None  # the words of the first error stay out of the log
            await response(Problem("unexpected"), scope)(scope, receive, send)


async def _ours(request: Request, error: Exception) -> Response:
    if not isinstance(error, Problem):
        raise error
    return response(error, request.scope)


async def _of_framework(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    name = OF_FRAMEWORK.get(error.status_code, "unexpected")
    return response(Problem(name, headers=error.headers), request.scope)


async def _of_validation(request: Request, error: Exception) -> Response:
    if not isinstance(error, RequestValidationError):
        raise error
    wrong = [(str(found["type"]), ".".join(map(str, found["loc"]))) for found in error.errors()]
    if any(kind == "json_invalid" for kind, _ in wrong):
        return response(Problem("invalid_json"), request.scope)
    if ("missing", "header.idempotency-key") in wrong:
        return response(Problem("missing_idempotency_key"), request.scope)
    errors = [{"field": field, "reason": kind} for kind, field in wrong]
    return response(Problem("invalid_request"), request.scope, errors=errors)
