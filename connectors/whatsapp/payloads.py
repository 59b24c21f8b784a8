"""What Meta posts to the webhook, read into values of ours. No other file knows the shape of it.

Promises that no payload raises: what is not understood becomes `unsupported`, or nothing when nobody sent it. Files,
places, business cards and names of people are not read at all, so they cannot be stored.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Literal, cast, get_args

# Meta's error for a message that its API cannot carry (a poll, a view-once photo).
UNSUPPORTED_CODE = 131051

Kind = Literal[
    "text", "choice", "edited",  # words that can be answered
    "image", "video", "document", "audio", "voice", "sticker", "location", "contacts", "order", "unsupported",
    "reaction", "welcome", "deleted", "moved", "notice",
]  # fmt: skip
Delivery = Literal["sent", "delivered", "read", "played", "failed"]
MEDIA: dict[str, Kind] = {"image": "image", "video": "video", "document": "document"}
OTHERS: dict[str, Kind] = {
    "sticker": "sticker", "location": "location", "contacts": "contacts", "order": "order",
    "reaction": "reaction", "request_welcome": "welcome",
}  # fmt: skip
NUMBER_CHANGES = frozenset({"user_changed_number", "customer_changed_number", "user_changed_user_id"})


@dataclass(frozen=True)
class Sender:
    """Who wrote, to which number of ours. Somebody with a username may have a `user_id` only."""

    phone_number_id: str
    user_id: str | None = None
    wa_id: str | None = None


@dataclass(frozen=True)
class Inbound:
    """One message. `payload` is that of a pressed button, `about` the id of an earlier message (edited, deleted).

    `moved_to` is who this person is from now on, when the kind is `moved`.
    """

    id: str
    sender: Sender
    at: int  # seconds since 1970, by Meta's clock
    kind: Kind
    text: str = ""
    payload: str | None = None
    about: str | None = None
    moved_to: Sender | None = None

    @property
    def sent_at(self) -> datetime:
        return datetime.fromtimestamp(self.at, UTC)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Inbound":
        moved_to = Sender(**stored["moved_to"]) if stored["moved_to"] else None
        return cls(**{**stored, "sender": Sender(**stored["sender"]), "moved_to": moved_to})


@dataclass(frozen=True)
class Status:
    """What became of a message that we sent; `reference` is what we gave with it."""

    message_id: str
    status: Delivery
    at: datetime
    error: int | None = None
    reference: str | None = None


@dataclass(frozen=True)
class Trouble:
    """An error or a warning that Meta tells without a message: `about` is its field, `code` its number, if any."""

    about: str
    code: int | None = None


Event = Inbound | Status | Trouble


def events(body: Any, phone_number_id: str) -> tuple[Event, ...]:
    """Everything in one notification that is about this number of ours, in the order in which it stands there."""
    return tuple(event for change in _changes(body) for event in _of_change(change, phone_number_id))


def _changes(body: Any) -> Iterator[dict[str, Any]]:
    for entry in _items(body, "entry"):
        yield from _items(entry, "changes")


def _of_change(change: dict[str, Any], phone_number_id: str) -> Iterator[Event]:
    value, field = _part(change, "value"), _text(change, "field")
    if field != "messages":
        yield Trouble(field)
        return
    if _text(_part(value, "metadata"), "phone_number_id") != phone_number_id:
        return
    yield from (Trouble("error", _number(error, "code")) for error in _items(value, "errors"))
    contacts = list(_items(value, "contacts"))
    for position, message in enumerate(_items(value, "messages")):
        contact = contacts[min(position, len(contacts) - 1)] if contacts else {}
        inbound = _message(message, _sender(message, contact, phone_number_id))
        if inbound:
            yield inbound
    for found in _items(value, "statuses"):
        status = _status(found)
        if status:
            yield status


def _sender(message: dict[str, Any], contact: dict[str, Any], phone_number_id: str) -> Sender:
    """The message itself goes before the contact beside it: a batch may hold several people."""
    wa_id, user_id = _text(message, "from"), _text(message, "from_user_id")
    same = not wa_id or wa_id == _text(contact, "wa_id") or user_id == _text(contact, "user_id") != ""
    of_contact = contact if same else {}
    return Sender(
        phone_number_id,
        user_id or _text(of_contact, "user_id") or None,
        wa_id or _text(of_contact, "wa_id") or None,
    )


def _message(message: dict[str, Any], sender: Sender) -> Inbound | None:
    """None for what nobody can answer: without an id or a sender, or said in a group."""
    id, at = _text(message, "id"), _number(message, "timestamp")
    is_known = (sender.user_id or sender.wa_id) and id and at is not None and at >= 0
    if not is_known or _text(message, "group_id"):
        return None
    return Inbound(id=id, sender=sender, at=at or 0, **_content(message, sender))


def _content(message: dict[str, Any], sender: Sender) -> dict[str, Any]:
    """The fields of an Inbound that depend on its type."""
    kind = _text(message, "type")
    match kind:
        case "text":
            return _words("text", _text(_part(message, "text"), "body"))
        case "button":
            # the button of a template: its payload is of no reply of ours, so its words count as words
            button = _part(message, "button")
            return _words("text", _text(button, "text") or _text(button, "payload"))
        case "interactive":
            return _interactive(_part(message, "interactive"))
        case "audio":
            return {"kind": "voice" if _part(message, "audio").get("voice") is True else "audio"}
        case "system":
            return _system(_part(message, "system"), sender)
        case "edit":
            return _edit(_part(message, "edit"))
        case "revoke":
            return {"kind": "deleted", "about": _text(_part(message, "revoke"), "original_message_id") or None}
        case _ if kind in MEDIA:
            return {"kind": MEDIA[kind], "text": _text(_part(message, kind), "caption")}
        case _:
            return {"kind": OTHERS.get(kind, "unsupported")}


def _words(kind: Kind, text: str) -> dict[str, Any]:
    return {"kind": kind, "text": text} if text else {"kind": "unsupported"}


def _choice(payload: str, title: str) -> dict[str, Any]:
    return {"kind": "choice", "text": title, "payload": payload} if payload else _words("text", title)


def _interactive(interactive: dict[str, Any]) -> dict[str, Any]:
    for name in ("button_reply", "list_reply"):
        reply = _part(interactive, name)
        if reply:
            return _choice(_text(reply, "id"), _text(reply, "title"))
    return {"kind": "unsupported"}


def _system(system: dict[str, Any], sender: Sender) -> dict[str, Any]:
    if _text(system, "type") not in NUMBER_CHANGES:
        return {"kind": "notice"}
    wa_id = _text(system, "wa_id") or _text(system, "new_wa_id") or None
    moved_to = Sender(sender.phone_number_id, _text(system, "user_id") or None, wa_id)
    return {"kind": "moved", "moved_to": moved_to} if moved_to.user_id or wa_id else {"kind": "notice"}


def _edit(edit: dict[str, Any]) -> dict[str, Any]:
    """The new words; a caption counts as words, because the picture itself was told about before."""
    message = _part(edit, "message")
    kind = _text(message, "type")
    text = _text(_part(message, kind), "body" if kind == "text" else "caption")
    return {**_words("edited", text), "about": _text(edit, "original_message_id") or None}


def _status(status: dict[str, Any]) -> Status | None:
    id, name, at = _text(status, "id"), _text(status, "status"), _number(status, "timestamp")
    if not id or name not in get_args(Delivery):
        return None
    codes = [_number(error, "code") for error in _items(status, "errors")]
    return Status(
        id,
        cast(Delivery, name),
        datetime.fromtimestamp(at or 0, UTC),
        next(iter(codes), None),
        _text(status, "biz_opaque_callback_data") or None,
    )


def _items(found: Any, name: str) -> Iterator[dict[str, Any]]:
    items = found.get(name) if isinstance(found, dict) else None
    return (item for item in items if isinstance(item, dict)) if isinstance(items, list) else iter(())


def _part(found: dict[str, Any], name: str) -> dict[str, Any]:
    part = found.get(name) if name else None
    return part if isinstance(part, dict) else {}


def _text(found: dict[str, Any], name: str) -> str:
    """Text, or a number that Meta sometimes writes without quotes; never anything else."""
    value = found.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) else ""


def _number(found: dict[str, Any], name: str) -> int | None:
    digits = _text(found, name)
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 12 else None
