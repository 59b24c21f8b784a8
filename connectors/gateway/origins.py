"""The gate for sites: a page of a site that is not on the list gets nothing of the API, not only no answer it can read.

Browsers say where a page is from; who leaves that out is no page. `*` lets every site in, our own pages may always.
"""

from collections.abc import Sequence

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from connectors.gateway.problems import Problem, response


class Origins:
    def __init__(self, app: ASGIApp, prefix: str, allowed: Sequence[str]) -> None:
        self._app, self._prefix, self._allowed = app, prefix, frozenset(allowed)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and self._is_strange(scope):
            await response(Problem("origin_refused"), scope)(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _is_strange(self, scope: Scope) -> bool:
        headers = Headers(scope=scope)
        origin = headers.get("origin")
        if not origin or "*" in self._allowed or not scope["path"].startswith(self._prefix):
            return False
        return origin not in self._allowed and origin.partition("://")[2] != headers.get("host")
