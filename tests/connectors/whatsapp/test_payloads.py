"""Every kind that Meta documents, with and without a phone number, read by us and by `pywa`, a second opinion."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pywa import WhatsApp
from pywa.types import CallbackButton, CallbackSelection, EditedMessage, Message, MessageStatus
from pywa.types.message import DeletedMessage

from bot.sentences import all_sentences
from connectors.whatsapp.payloads import Event, Inbound, Status, Trouble, events
from tests.connectors.whatsapp.world import NUMBER

FILES = {path.stem: path for path in sorted(Path(__file__).with_name("payloads").glob("*.json"))}
ANSWERED = {"text", "choice", "edited"}
SILENT = {"reaction", "welcome", "deleted", "moved", "notice"}
# pywa's own type of message for ours.
TYPES = {"voice": "audio", "welcome": "request_welcome"}


def load(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(FILES[name].read_text(encoding="utf-8"))
    return found


def shown(event: Event) -> dict[str, Any]:
    """An event as the files describe it, without what is empty."""
    match event:
        case Status():
            return {"id": event.message_id, "status": event.status, "error": event.error, "reference": event.reference}
        case Trouble():
            return {"about": event.about, "code": event.code}
        case Inbound():
            ids = {"id": event.id, "wa_id": event.sender.wa_id, "user_id": event.sender.user_id, "kind": event.kind}
            moved = event.moved_to and [event.moved_to.wa_id, event.moved_to.user_id]
            more = {"text": event.text, "payload": event.payload, "about": event.about, "moved_to": moved}
            return ids | {name: value for name, value in more.items() if value}


def test_there_are_enough_kinds() -> None:
    kinds = {name.split(".")[0] for name in FILES}
    assert len(kinds) >= 45
    assert sum(name.endswith(".no_number") for name in FILES) >= 45


@pytest.mark.parametrize("name", FILES)
def test_a_notification_is_read_as_expected(name: str) -> None:
    found = load(name)
    assert [shown(event) for event in events(found["notification"], NUMBER)] == found["expected"]


@pytest.mark.parametrize("name", FILES)
def test_what_cannot_be_answered_has_a_sentence_or_needs_none(name: str) -> None:
    for event in events(load(name)["notification"], NUMBER):
        if isinstance(event, Inbound) and event.kind not in ANSWERED | SILENT:
            key = f"{event.kind}_with_words" if event.text else event.kind
            assert f"whatsapp.not_used.{key}" in all_sentences()


@pytest.mark.parametrize("name", FILES)
def test_nothing_of_a_file_a_place_or_an_acquaintance_is_read(name: str) -> None:
    read = json.dumps([shown(event) for event in events(load(name)["notification"], NUMBER)], ensure_ascii=False)
    for private in ("1003383421387256", "brief van", "52.0799", "Spui", "Buurvrouw", "Bakker", "sanne.bakker", "bsn"):
        assert private not in read


@pytest.mark.parametrize("name", [name for name in FILES if not name.startswith(("number_", "user_id", "identity"))])
def test_pywa_reads_the_same(name: str) -> None:
    found = load(name)
    ours = events(found["notification"], NUMBER)
    value = found["notification"]["entry"][0]["changes"][0]["value"]
    contacts = value.get("contacts", [])
    if len(ours) != 1 or not contacts or "user_id" not in contacts[0] or isinstance(ours[0], Trouble):
        pytest.skip("pywa reads one message or status of somebody with a user id")
    client = WhatsApp(phone_id=NUMBER, token="x", waba_id="102290129340398", filter_updates=False)
    match ours[0]:
        case Status() as status:
            theirs = MessageStatus.from_update(client, found["notification"])
            assert (theirs.id, str(theirs.status), theirs.tracker) == (status.message_id, status.status, "12.0")
            assert (theirs.error.code if theirs.error else None) == status.error
        case Inbound() as inbound:
            compare(client, found["notification"], inbound)


def compare(client: WhatsApp, notification: dict[str, Any], inbound: Inbound) -> None:
    kind = notification["entry"][0]["changes"][0]["value"]["messages"][0]["type"]
    theirs: Any
    match inbound.kind:
        case "choice":
            is_list = "list_reply" in json.dumps(notification)
            theirs = (CallbackSelection if is_list else CallbackButton).from_update(client, notification)
            assert (theirs.data, theirs.title) == (inbound.payload, inbound.text)
        case "edited":
            theirs = EditedMessage.from_update(client, notification)
            assert (theirs.original_message_id, theirs.message.text or theirs.message.caption) == (
                inbound.about,
                inbound.text,
            )
        case "deleted":
            theirs = DeletedMessage.from_update(client, notification)
            assert theirs.original_message_id == inbound.about
        case _ if kind in ("interactive", "request_welcome", "button"):
            return  # other classes of pywa; nothing of theirs is ours
        case _:
            theirs = Message.from_update(client, notification)
            assert (theirs.text or theirs.caption or "") == inbound.text
            if kind != "hologram":
                assert str(theirs.type) == TYPES.get(inbound.kind, inbound.kind) or inbound.kind == "unsupported"
            assert bool(theirs.voice) is (inbound.kind == "voice")
    assert theirs.id == inbound.id
    assert (theirs.from_user.wa_id, theirs.from_user.bsuid) == (inbound.sender.wa_id, inbound.sender.user_id)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["entry", "changes", "value", "field", "metadata", "messages", "contacts", "statuses", "id",
                         "type", "text", "body", "timestamp", "from", "interactive", "errors", "system", "edit"]),
        inner, max_size=4,
    ),
    max_leaves=25,
)  # fmt: skip


@given(JSON)
def test_no_json_makes_it_raise(body: Any) -> None:
    events(body, NUMBER)
    messages = [body] if isinstance(body, dict) else body
    value = {"metadata": {"phone_number_id": NUMBER}, "messages": messages, "statuses": messages, "contacts": body}
    events({"entry": [{"changes": [{"field": "messages", "value": value}]}]}, NUMBER)
    for name in ("text", "interactive", "system", "edit", "image", "audio", "button", "revoke"):
        odd = {"id": "x", "from": "1", "timestamp": "1", "type": name, name: body}
        events({"entry": [{"changes": [{"field": "messages", "value": {**value, "messages": [odd]}}]}]}, NUMBER)


def test_a_stored_message_is_read_back_as_it_was() -> None:
    for name in FILES:
        for event in events(load(name)["notification"], NUMBER):
            if isinstance(event, Inbound):
                assert Inbound.from_json(json.loads(json.dumps(event.as_json()))) == event
