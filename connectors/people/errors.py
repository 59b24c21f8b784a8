"""What the desk shows when something is refused or breaks: a page, or a fragment for htmx, always in Dutch.

Somebody who is signed out is sent to the sign-in page and comes back afterwards. In the middle of a chat (htmx) the
page stays as it is, with what was typed: the fragment lands in `#melding`.
"""

from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import Scope

from bot.sentences import sentence
from connectors.people.page import is_htmx, page
from connectors.people.paths import PASSWORD, sign_in_to

STATUS = {
    "signed_out": 401,
    "password_first": 403,
    "not_allowed": 403,
    "forged": 403,
    "not_found": 404,
    "no_case": 404,
    "not_yours": 403,
    "method_not_allowed": 405,
    "too_large": 413,
    "unsupported_media_type": 415,
    "invalid_request": 422,
    "provider_refused": 403,
    "provider_failed": 400,
    "provider_down": 503,
    "unexpected": 500,
}
SEE_OTHER = 303


def error_response(
    name: str, scope: Scope, headers: Mapping[str, str] | None = None, fields: Mapping[str, object] | None = None
) -> Response:
    """The answer to the problem `name`; one that the desk does not know is `unexpected`."""
    known = name if name in STATUS else "unexpected"
    request = Request(scope)
    elsewhere = _elsewhere(known, request)
    if elsewhere and _is_plain_visit(request):
        return RedirectResponse(elsewhere, SEE_OTHER)
    return page(
        request,
        "melding.html" if is_htmx(request) else "fout.html",
        status=STATUS[known],
        headers=headers,
        title=sentence(f"people.problems.{known}.title"),
        detail=sentence(f"people.problems.{known}.detail", **(fields or {})),
        link=elsewhere,
        link_text=sentence(f"people.problems.{known}.link") if elsewhere else "",
        keep=known == "signed_out",
    )


def _elsewhere(name: str, request: Request) -> str | None:
    """Where the person has to go first, if anywhere."""
    if name == "signed_out":
        return sign_in_to(_page_of(request))
    return PASSWORD if name == "password_first" else None


def _page_of(request: Request) -> str:
    """The page that the person looks at: htmx says so, a form was posted from the page that referred."""
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    if request.method == "GET" and not is_htmx(request):
        return here
    # Only the path: a proxy may have given us another scheme or host than the browser sees.
    address = urlsplit(request.headers.get("hx-current-url") or request.headers.get("referer") or here)
    return address.path + (f"?{address.query}" if address.query else "")


def _is_plain_visit(request: Request) -> bool:
    accepts_pages = "text/event-stream" not in Headers(scope=request.scope).get("accept", "")
    return request.method in ("GET", "HEAD") and accepts_pages and not is_htmx(request)
