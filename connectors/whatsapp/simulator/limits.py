"""What Meta refuses to send, written from its documentation and not from our renderer: the two check each other."""

import re
from collections.abc import Iterator
from typing import Any

MISSING, INVALID = 131008, 131009
BSUID = re.compile(r"[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}")
PHONE = re.compile(r"\+?[0-9]{8,15}")
TEXT_MAX, BUTTON_BODY_MAX, LIST_BODY_MAX, FOOTER_MAX = 4096, 1024, 4096, 60
CALLBACK_DATA_MAX = 512


class Fault(Exception):
    """A message that Meta does not take."""

    def __init__(self, code: int, details: str) -> None:
        super().__init__(details)
        self.code, self.details = code, details


def check(body: Any) -> None:
    """Raises a Fault for the first thing that is wrong."""
    _must(isinstance(body, dict), "the body is no object", 100)
    _must(body.get("messaging_product") == "whatsapp", "messaging_product must be whatsapp", 100)
    _must(body.get("recipient_type", "individual") == "individual", "recipient_type", 100)
    _address(body)
    _size(body.get("biz_opaque_callback_data", "-"), 1, CALLBACK_DATA_MAX, "biz_opaque_callback_data")
    match body.get("type"):
        case "text":
            _size(_of(body, "text").get("body"), 1, TEXT_MAX, "text.body")
        case "interactive":
            _interactive(_of(body, "interactive"))
        case "template":
            template = _of(body, "template")
            _size(template.get("name"), 1, 512, "template.name")
            _size(_of(template, "language").get("code"), 2, 15, "template.language.code")
        case kind:
            raise Fault(INVALID, f"type {kind!r}")


def _address(body: dict[str, Any]) -> None:
    to, recipient = body.get("to"), body.get("recipient")
    _must(bool(to or recipient), "to or recipient", MISSING)
    # Meta takes a business-scoped id in `to` and drops the message without a word; here it is told.
    _must(to is None or PHONE.fullmatch(str(to)) is not None, "to is no phone number", INVALID)
    _must(recipient is None or BSUID.fullmatch(str(recipient)) is not None, "recipient is no user id", 131062)


def _interactive(interactive: dict[str, Any]) -> None:
    body = _of(interactive, "body").get("text")
    if "footer" in interactive:
        _size(_of(interactive, "footer").get("text"), 1, FOOTER_MAX, "footer")
    action = _of(interactive, "action")
    match interactive.get("type"):
        case "button":
            _size(body, 1, BUTTON_BODY_MAX, "body")
            _buttons([_of(button, "reply") for button in _list(action, "buttons", 1, 3)])
        case "list":
            _size(body, 1, LIST_BODY_MAX, "body")
            _size(action.get("button"), 1, 20, "action.button")
            _rows(_list(action, "sections", 1, 10))
        case kind:
            raise Fault(INVALID, f"interactive {kind!r}")


def _buttons(buttons: list[dict[str, Any]]) -> None:
    for button in buttons:
        _size(button.get("title"), 1, 20, "button title")
        _size(button.get("id"), 1, 256, "button id")
    _unique(buttons, "title")
    _unique(buttons, "id")


def _rows(sections: list[dict[str, Any]]) -> None:
    for section in sections:
        if len(sections) > 1 or "title" in section:
            _size(section.get("title"), 1, 24, "section title")
    rows = [row for section in sections for row in _list(section, "rows", 1, 10)]
    _must(len(rows) <= 10, "more than 10 rows in all")
    for row in rows:
        _size(row.get("title"), 1, 24, "row title")
        _size(row.get("id"), 1, 200, "row id")
        _size(row.get("description", "-"), 1, 72, "row description")
    _unique(rows, "id")


def _size(value: Any, least: int, most: int, name: str) -> None:
    _must(isinstance(value, str) and bool(value.strip()), f"{name} is missing", MISSING)
    _must(least <= len(value) <= most, f"{name}: {len(value)} characters, {most} at most")


def _unique(found: list[dict[str, Any]], name: str) -> None:
    _must(len({one.get(name) for one in found}) == len(found), f"{name} is not unique")


def _list(found: dict[str, Any], name: str, least: int, most: int) -> list[dict[str, Any]]:
    items = found.get(name)
    _must(isinstance(items, list) and least <= len(items) <= most, f"{name}: {least} to {most}")
    return list(items) if isinstance(items, list) else []


def _of(found: dict[str, Any], name: str) -> dict[str, Any]:
    part = found.get(name)
    _must(isinstance(part, dict), f"{name} is missing", MISSING)
    return dict(part) if isinstance(part, dict) else {}


def _must(is_right: bool, details: str, code: int = INVALID) -> None:
    if not is_right:
        raise Fault(code, details)


def choices(body: dict[str, Any]) -> Iterator[dict[str, str]]:
    """What can be pressed in a message that passed: kind, id, title and description."""
    action = body.get("interactive", {}).get("action", {})
    for button in action.get("buttons", []):
        yield {"kind": "button_reply", **button["reply"]}
    for section in action.get("sections", []):
        yield from ({"kind": "list_reply", **row} for row in section["rows"])
