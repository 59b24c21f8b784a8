"""The gate for everything that changes something at the desk: small, a form, and from a page of ours.

Middleware and no dependency, so that no route can forget it.
"""

from urllib.parse import parse_qsl

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from connectors.gateway import bodies
from connectors.gateway.problems import Problem, response
from connectors.people import cookies, csrf
from connectors.people.parts import desk_of
from connectors.people.paths import is_desk

READING = frozenset({"GET", "HEAD", "OPTIONS"})
FORM = "application/x-www-form-urlencoded"
MAX_FIELDS = 200


class Forms:
    """Reads the form whole, looks for its token in the header or in the form, and passes it on."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in READING or not is_desk(scope["path"]):
            await self._app(scope, receive, send)
            return
        try:
            body = await _checked(scope, receive)
        except Problem as problem:
            await response(problem, scope)(scope, receive, send)
            return
        await self._app(scope, bodies.replaying(body, receive), send)


async def _checked(scope: Scope, receive: Receive) -> bytes:
    headers = Headers(scope=scope)
    settings = desk_of(scope).settings
    body = await bodies.read(headers, receive)
    fields = _fields(body, headers)
    given = headers.get(csrf.HEADER) or fields.get(csrf.FIELD, "")
    is_ours = csrf.is_from_here(headers, settings.public_url)
    if not is_ours or not csrf.fits(given, cookies.read(HTTPConnection(scope), settings)):
        raise Problem("forged")
    return body


def _fields(body: bytes, headers: Headers) -> dict[str, str]:
    if not body:
        return {}
    if headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        raise Problem("unsupported_media_type")
    try:
        return dict(parse_qsl(body.decode("ascii"), max_num_fields=MAX_FIELDS))
    except ValueError:  # not ASCII, or too many fields: no browser makes such a form
        raise Problem("invalid_request") from None
