"""The gate for bodies of the API: small, JSON, UTF-8. What gets past it can be parsed."""

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from connectors.gateway.problems import Problem, response

MAX_BYTES = 64 * 1024  # a message of 4000 characters is 16 kB at most, escaped six times that of ASCII
# Who is still sending when the connection closes gets a reset and never reads the answer (RFC 9112, 9.6).
DISCARDED_BYTES = 1024 * 1024
WITH_BODY = frozenset({"POST", "PUT", "PATCH"})


class Bodies:
    """Reads a body whole before the application sees it; other paths (webhooks, desk) are left alone."""

    def __init__(self, app: ASGIApp, prefix: str) -> None:
        self._app, self._prefix = app, prefix

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not self._is_ours(scope):
            await self._app(scope, receive, send)
            return
        try:
            headers = Headers(scope=scope)
            body = _checked(await read(headers, receive), headers.get("content-type", ""))
        except Problem as problem:
            await response(problem, scope)(scope, receive, send)
            return
        await self._app(scope, replaying(body, receive), send)

    def _is_ours(self, scope: Scope) -> bool:
        if scope["type"] != "http" or scope["method"] not in WITH_BODY:
            return False
        return bool(scope["path"].startswith(self._prefix))


async def read(headers: Headers, receive: Receive) -> bytes:
    """The whole body. Raises the problem `too_large`."""
    announced = headers.get("content-length", "0")
    too_large = announced.isdigit() and int(announced) > MAX_BYTES
    body = b""
    seen = 0
    more = True
    while more and seen <= DISCARDED_BYTES:
        message = await receive()
        more = message.get("more_body", False)
        seen += len(message.get("body", b""))
        too_large = too_large or seen > MAX_BYTES
        body = b"" if too_large else body + message["body"] if "body" in message else body
    if too_large:
        raise _too_large()
    return body


def _checked(body: bytes, content_type: str) -> bytes:
    if body and content_type.partition(";")[0].strip().lower() != "application/json":
        raise Problem("unsupported_media_type")
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        raise Problem("invalid_utf8") from None
    return body


def _too_large() -> Problem:
    # What comes after DISCARDED_BYTES is not read: the connection cannot be used for another request.
    return Problem("too_large", headers={"Connection": "close"}, kilobytes=MAX_BYTES // 1024)


def replaying(body: bytes, receive: Receive) -> Receive:
    """Gives a body that was read to whoever comes next."""
    pending: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return pending.pop() if pending else await receive()

    return replay
