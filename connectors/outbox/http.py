"""What deliveries over HTTP share: which addresses are allowed, and what an answer means for the next attempt.

Redirects are never followed: they would carry a token or a citizen's words to an address that nobody configured.
"""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from ipaddress import ip_address
from urllib.parse import urlsplit

import httpx

from connectors.outbox.model import Outcome, Refused, Retry

REQUEST_SECONDS = 15.0
# Not now: a time-out of theirs, too early, too many requests, or the other system is unwell.
PASSING = frozenset({408, 425, 429})
# A setting of ours or of theirs is wrong: an operator can mend it, and then it works.
FOR_AN_OPERATOR = frozenset({401, 403, 404, 405, 407})


class UnsafeAddress(ValueError):
    """The address would send data in the clear."""


def checked(setting: str, url: str) -> str:
    """The address without its last slash. Raises UnsafeAddress unless it is https, or http on this machine."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if host and (parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(host))):
        return url.rstrip("/")
    raise UnsafeAddress(f"{setting} must start with https:// (http:// only for this machine)")


def client() -> httpx.AsyncClient:
    """No proxy of the environment, no redirects, a limit on every request."""
    return httpx.AsyncClient(trust_env=False, follow_redirects=False, timeout=REQUEST_SECONDS)


def verdict(status: int, retry_after: str | None, now: datetime | None = None) -> Outcome | None:
    """None when all is well (2xx); otherwise what to do about it."""
    if 200 <= status < 300:
        return None
    if status in FOR_AN_OPERATOR or 300 <= status < 400:
        return Retry(f"HTTP {status}: the address or the token must be mended", alarm=True)
    if status in PASSING or status >= 500:
        return Retry(f"HTTP {status}", _seconds(retry_after, now or datetime.now(UTC)))
    return Refused(f"HTTP {status}")


def failure(error: httpx.HTTPError) -> Retry:
    """No answer at all."""
    timed_out = isinstance(error, httpx.TimeoutException)
    return Retry("no answer in time" if timed_out else f"no connection ({type(error).__name__})")


def _seconds(retry_after: str | None, now: datetime) -> float | None:
    """`Retry-After` is a number of seconds or a date; anything else is ignored."""
    if not retry_after:
        return None
    if retry_after.strip().isdecimal():
        return float(retry_after)
    try:
        asked = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    return max(0.0, (asked.astimezone(UTC) - now).total_seconds())


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
