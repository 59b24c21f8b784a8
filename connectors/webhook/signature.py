"""Signatures of Standard Webhooks 1.0.0: HMAC-SHA256 over id, time and body, so none of the three can be changed.

`verify` is for receivers as well: copy this file, it needs nothing but Python. Two secrets may hold at once, so that
a secret can be replaced without losing an event.
"""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

ID = "webhook-id"
TIMESTAMP = "webhook-timestamp"
SIGNATURE = "webhook-signature"

PREFIX = "whsec_"
VERSION = "v1"
SECRET_MIN_BYTES = 24  # the standard's own minimum
TOLERANCE_SECONDS = 300  # clocks differ; what is older may be a replay


class WeakSecret(ValueError):
    """The secret is no base64 of at least 24 bytes; the message never holds it."""


class NotOurs(Exception):
    """The request was not signed with our secret, was changed on the way, or is too old."""


def headers(secrets: Iterable[str], event_id: str, body: bytes, at: datetime) -> dict[str, str]:
    """What is sent along: one signature for every secret. Raises WeakSecret."""
    timestamp = str(int(at.timestamp()))
    signed = (f"{VERSION},{_signature(secret, event_id, timestamp, body)}" for secret in secrets)
    return {ID: event_id, TIMESTAMP: timestamp, SIGNATURE: " ".join(signed)}


def verify(secrets: Iterable[str], received: Mapping[str, str], body: bytes, now: datetime | None = None) -> str:
    """The id of the event, to see a repetition by. Raises NotOurs. `body` is what came over the line, unparsed."""
    given = {name.lower(): value for name, value in received.items()}
    event_id, timestamp = given.get(ID, ""), given.get(TIMESTAMP, "")
    if not event_id or not timestamp.isascii() or not timestamp.isdecimal():
        raise NotOurs("id or time is missing")
    age = (now or datetime.now(UTC)).timestamp() - int(timestamp)
    if abs(age) > TOLERANCE_SECONDS:
        raise NotOurs("too old, or the clocks differ")
    if not _fits(secrets, given.get(SIGNATURE, ""), event_id, timestamp, body):
        raise NotOurs("no signature fits")
    return event_id


def _fits(secrets: Iterable[str], signatures: str, event_id: str, timestamp: str, body: bytes) -> bool:
    """Compares all with all, each in constant time, so that time tells nothing."""
    found = [one.removeprefix(f"{VERSION},") for one in signatures.split() if one.startswith(f"{VERSION},")]
    wanted = [_signature(secret, event_id, timestamp, body) for secret in secrets]
    return sum(hmac.compare_digest(a.encode(), b.encode()) for a in wanted for b in found) > 0


def _signature(secret: str, event_id: str, timestamp: str, body: bytes) -> str:
    signed = b".".join((event_id.encode(), timestamp.encode(), body))
    return base64.b64encode(hmac.new(key(secret), signed, hashlib.sha256).digest()).decode()


def key(secret: str) -> bytes:
    """The bytes of `whsec_<base64>`; the prefix may be left out. Raises WeakSecret."""
    try:
        decoded = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        decoded = b""
    if len(decoded) < SECRET_MIN_BYTES:
        raise WeakSecret(f"a secret is {PREFIX} and the base64 of at least {SECRET_MIN_BYTES} random bytes")
    return decoded
