"""What we post to Meta, beside what `pywa` would post: the same message, word for word."""

import json
from typing import Any

import httpx
import pytest
from pywa import WhatsApp
from pywa.types import Button as PywaButton
from pywa.types import Section, SectionList, SectionRow

from bot.reply import Button
from connectors.render.whatsapp import Row, WhatsAppMessage
from connectors.whatsapp import bodies
from connectors.whatsapp.payloads import Sender
from connectors.whatsapp.simulator.limits import Fault, check

NUMBER = "106540352242922"
ANSWER = {"messages": [{"id": "wamid.x"}], "contacts": [{"user_id": "NL.123", "input": "NL.123"}]}
BY_NUMBER, BY_ID = Sender(NUMBER, "NL.123", "31612345678"), Sender(NUMBER, "NL.123", None)
TEXT = WhatsAppMessage("Dag *u*\nhttps://www.rijksoverheid.nl")
BUTTONS = WhatsAppMessage("Welke?", buttons=(Button(title="Ja", payload="/ja"), Button(title="Nee", payload="/nee")))
LIST = WhatsAppMessage("Welke?", rows=(Row("Een", "/1", "Een lange titel"), Row("Twee", "/2")), list_title="Kies")


def by_pywa(to: Sender, sent: WhatsAppMessage) -> dict[str, Any]:
    posted: list[dict[str, Any]] = []

    def answer(request: httpx.Request) -> httpx.Response:
        posted.append(json.loads(request.content))
        return httpx.Response(200, json=ANSWER)

    with httpx.Client(transport=httpx.MockTransport(answer)) as session:
        client = WhatsApp(phone_id=NUMBER, token="x", session=session)
        keys: Any = None
        if sent.buttons:
            keys = [PywaButton(title=one.title, callback_data=one.payload) for one in sent.buttons]
        elif sent.rows:
            rows = [SectionRow(row.title, row.payload, row.description or None) for row in sent.rows]
            keys = SectionList(sent.list_title, [Section("", rows)])
        client.send_message(to=to.wa_id or to.user_id or "", text=sent.text, buttons=keys, tracker="1.0")
    return posted[0]


@pytest.mark.parametrize("to", [BY_NUMBER, BY_ID], ids=["by number", "by id"])
@pytest.mark.parametrize("sent", [TEXT, BUTTONS, LIST], ids=["text", "buttons", "list"])
def test_pywa_would_post_the_same(to: Sender, sent: WhatsAppMessage) -> None:
    ours, theirs = bodies.message(to, sent, "1.0"), by_pywa(to, sent)
    check(ours)
    assert plain(ours) == plain(theirs)


def plain(body: dict[str, Any]) -> Any:
    """Without what means the same when it is not there: a preview that is off, an empty title or description."""
    if isinstance(body, dict):
        return {key: plain(value) for key, value in body.items() if value not in (None, "", False)}
    return [plain(one) for one in body] if isinstance(body, list) else body


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"text": {"body": "a" * 4097}}, 131009),
        ({"text": {"body": ""}}, 131008),
        ({"to": None, "recipient": None}, 131008),
        ({"to": "NL.123"}, 131009),
        ({"to": None, "recipient": "geen-id"}, 131062),
        ({"type": "hologram"}, 131009),
        ({"messaging_product": "x"}, 100),
        ({"biz_opaque_callback_data": "a" * 513}, 131009),
    ],
)
def test_the_simulator_refuses_what_meta_refuses(wrong: dict[str, Any], code: int) -> None:
    with pytest.raises(Fault) as found:
        check({**bodies.message(BY_NUMBER, TEXT, "1.0"), **wrong})
    assert found.value.code == code


@pytest.mark.parametrize(
    "sent",
    [
        WhatsAppMessage("a" * 1025, buttons=BUTTONS.buttons),
        WhatsAppMessage("?", buttons=tuple(Button(title=str(n), payload=f"/{n}") for n in range(4))),
        WhatsAppMessage("?", buttons=(Button(title="Ja", payload="/1"), Button(title="Ja", payload="/2"))),
        WhatsAppMessage("?", buttons=(Button(title="a" * 21, payload="/1"),)),
        WhatsAppMessage("a" * 4097, rows=LIST.rows, list_title="Kies"),
        WhatsAppMessage("?", rows=tuple(Row(str(n), f"/{n}") for n in range(11)), list_title="Kies"),
        WhatsAppMessage("?", rows=(Row("a" * 25, "/1"),), list_title="Kies"),
        WhatsAppMessage("?", rows=(Row("a", "/" * 201),), list_title="Kies"),
        WhatsAppMessage("?", rows=(Row("a", "/1"), Row("b", "/1")), list_title="Kies"),
        WhatsAppMessage("?", rows=LIST.rows, list_title="K" * 21),
    ],
)
def test_the_simulator_refuses_too_much(sent: WhatsAppMessage) -> None:
    with pytest.raises(Fault):
        check(bodies.message(BY_NUMBER, sent, "1.0"))


def test_a_receipt_and_the_dots_are_one_call() -> None:
    assert bodies.read("wamid.x", typing=True)["typing_indicator"] == {"type": "text"}
    assert "typing_indicator" not in bodies.read("wamid.x", typing=False)
