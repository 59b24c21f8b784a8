"""The events of a handoff as CloudEvents 1.0 by the NL GOV profile, and putting one in the outbox.

An event holds no personal data and nothing that a citizen wrote: who may know more asks Wegwijs, by `subject`.
"""

from collections.abc import Mapping
from typing import Any, Literal
from uuid import UUID

from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent
from sqlalchemy.ext.asyncio import AsyncSession

from connectors.outbox import store
from connectors.outbox.model import Delivery

NAME = "webhook"
CONTENT_TYPE = "application/cloudevents+json; charset=UTF-8"
DATA_TYPE = "application/json"
SEQUENCE_DIGITS = 19  # of the largest bigint: the order of the strings is the order of the numbers

Kind = Literal[
    "overdracht-geopend", "overdracht-opgepakt", "overdracht-gewijzigd", "overdracht-gesloten", "signaal-gegeven"
]
# What `data` may hold: codes of closed lists, never free text. `signaal` and `uitkomst` are ids of such lists.
FIELDS = frozenset({"kanaal", "team", "urgentie", "signaal", "organisatie", "onderwerp", "uitkomst"})
VALUE_MAX_CHARS = 120


async def tell(
    session: AsyncSession, kind: Kind, subject: UUID, data: Mapping[str, str] | None = None, *, occasion: str = ""
) -> UUID | None:
    """Puts an event in the outbox, in the caller's transaction; None when it was told before.

    `occasion` tells apart what may happen to one subject more than once (a second claim, a second signal).
    Raises ValueError for a field that the contract does not have.
    """
    given = dict(data or {})
    if strange := {name for name, value in given.items() if name not in FIELDS or len(value) > VALUE_MAX_CHARS}:
        raise ValueError(f"not in the contract of the webhook, or too long: {', '.join(sorted(strange))}")
    key = f"{NAME}:{subject}:{kind}:{occasion}"
    return await store.put(session, NAME, kind, subject, given, idempotency_key=key)


def cloud_event(delivery: Delivery, source: str, type_prefix: str) -> bytes:
    """The event in structured JSON; the same bytes at every attempt.

    `time` is when Wegwijs wrote the event down, and `sequence` rises with it, as the profile wants.
    """
    attributes: dict[str, Any] = {
        "id": str(delivery.id),
        "source": source,
        "type": f"{type_prefix}.{delivery.kind}",
        "subject": str(delivery.subject_id),
        "time": delivery.created_at,
        "datacontenttype": DATA_TYPE,
        "sequence": f"{delivery.sequence:0{SEQUENCE_DIGITS}d}",
    }
    return JSONFormat().write(CloudEvent(attributes, dict(delivery.payload)))
