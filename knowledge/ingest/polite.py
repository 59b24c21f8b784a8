"""Reading a public interface without being a burden: one request at a time, slowly, again after a failure.

What is asked for is fixed by the caller; the answer is measured while it comes in, so that a broken or hostile
server cannot fill the memory.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Self

import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential_jitter

from knowledge.ingest.draft import IngestFailed

ANSWER_MAX_BYTES = 20_000_000
USER_AGENT = "Wegwijs (open source; reads open data)"


@dataclass(frozen=True)
class Pace:
    """Seconds between two requests, before the first new attempt (then doubling up to the longest), and of waiting.

    `answer`: without a sign of life; `whole`: for all of an answer, so that one that drips in ends too.
    """

    between: float = 0.6  # the interface of rijksoverheid.nl broke down for others who asked faster
    first_wait: float = 2.0
    longest_wait: float = 60.0
    answer: float = 30.0
    whole: float = 300.0
    attempts: int = 6


USUAL_PACE = Pace()


class Gone(Exception):
    """The source says that this page does not exist (404) or exists no longer (410)."""


class _Again(Exception):
    """A failure that may pass: no answer, half an answer, too many requests, an error of the server."""

    def __init__(self, why: str, wait: float | None = None) -> None:
        super().__init__(why)
        self.wait = wait


class PoliteClient:
    """Gets pages one by one; raises `Gone`, or `IngestFailed` when it stays impossible."""

    def __init__(self, pace: Pace = USUAL_PACE) -> None:
        self._pace = pace
        self._last = 0.0
        self._http = httpx.Client(
            timeout=pace.answer, follow_redirects=True, trust_env=True, headers={"User-Agent": USER_AGENT}
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.close()

    def get(self, url: str, params: Mapping[str, str] | None = None) -> bytes:
        """The body of an answer of 200."""
        retrying = Retrying(
            retry=retry_if_exception_type(_Again),
            wait=self._wait,
            stop=stop_after_attempt(self._pace.attempts),
            reraise=True,
        )
        try:
            return bytes(retrying(self._once, url, params or {}))
        except _Again as error:
            raise IngestFailed(f"{url} did not answer as expected: {error} ({self._pace.attempts} attempts)") from error

    def _once(self, url: str, params: Mapping[str, str]) -> bytes:
        self._hold_back()
        try:
            with self._http.stream("GET", url, params=params) as response:
                self._require_good(response)
                return _body(response, time.monotonic() + self._pace.whole)
        except httpx.TransportError as error:
            raise _Again(f"{type(error).__name__} {error}".strip()) from error
        except (httpx.InvalidURL, httpx.TooManyRedirects, httpx.DecodingError) as error:
            raise IngestFailed(f"{url}: {error}") from error
        finally:
            self._last = time.monotonic()

    def _hold_back(self) -> None:
        time.sleep(max(0.0, self._last + self._pace.between - time.monotonic()))

    def _require_good(self, response: httpx.Response) -> None:
        status = response.status_code
        if status in (404, 410):
            raise Gone(str(response.url))
        if status == 429 or status >= 500:
            raise _Again(f"status {status}", _retry_after(response))
        if status != 200:
            raise IngestFailed(f"{response.url} answered with status {status}")

    def _wait(self, state: RetryCallState) -> float:
        """What the server asks for, else longer every time; never longer than the longest."""
        error = state.outcome.exception() if state.outcome else None
        first, longest = self._pace.first_wait, self._pace.longest_wait
        usual = wait_exponential_jitter(multiplier=first, max=longest, jitter=first)
        asked = error.wait if isinstance(error, _Again) else None
        return min(usual(state) if asked is None else asked, self._pace.longest_wait)


def _retry_after(response: httpx.Response) -> float | None:
    """Seconds of the `Retry-After` header: a number, or a moment (RFC 9110)."""
    value = response.headers.get("Retry-After", "")
    if value.isdigit():
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time()) if value else None
    except ValueError:
        return None


def _body(response: httpx.Response, deadline: float) -> bytes:
    parts, size = list[bytes](), 0
    for part in response.iter_bytes():
        parts.append(part)
        size += len(part)
        if size > ANSWER_MAX_BYTES:
            raise IngestFailed(f"{response.url} gives more than {ANSWER_MAX_BYTES} bytes")
        if time.monotonic() > deadline:
            raise _Again(f"the answer takes too long ({size} bytes so far)")
    return b"".join(parts)
