"""Did this request come from a page of ours? Two answers are needed: the browser's, and the token of the page.

The token follows from the id in the cookie, one way: it changes at sign-in, and whoever reads a page cannot
get the id back from it.
"""

import hashlib
import hmac
from urllib.parse import urlsplit

from starlette.datastructures import Headers

FIELD = "csrf"
HEADER = "X-CSRF-Token"
FROM_OUR_PAGES = frozenset({"same-origin", "none"})  # `none`: the person typed the address


def token(session_id: str) -> str:
    return hmac.new(session_id.encode(), b"wegwijs form", hashlib.sha256).hexdigest()


def fits(given: str, session_id: str | None) -> bool:
    return session_id is not None and hmac.compare_digest(given.encode(), token(session_id).encode())


def is_from_here(headers: Headers, public_url: str) -> bool:
    """By `Sec-Fetch-Site`, and by `Origin` as well where a browser sends it. A program sends neither."""
    site = headers.get("sec-fetch-site")
    if site is not None and site not in FROM_OUR_PAGES:
        return False
    origin = headers.get("origin")
    if origin is None:
        return True
    if public_url:
        return _origin(origin) == _origin(public_url)
    return urlsplit(origin).netloc == headers.get("host", "")


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc
