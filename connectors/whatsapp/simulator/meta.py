"""Meta's side: takes messages or refuses them, shows them on a phone, and tells what became of them.

Everything is in memory: a simulator that stops forgets.
"""

import asyncio
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from connectors.whatsapp import rules
from connectors.whatsapp.rules import NUMBER_PER_SECOND, PAIR_BURST, WINDOW_LASTS
from connectors.whatsapp.simulator import notifications
from connectors.whatsapp.simulator.courier import Courier
from connectors.whatsapp.simulator.limits import Fault, check, choices
from connectors.whatsapp.simulator.notifications import Json


@dataclass
class Phone:
    """A phone in somebody's hand. With `hides_number` (a username) Meta tells the `user_id` only.

    `reads`: whether the chat is open, which turns two grey ticks blue. `fails_later`: an error that Meta tells only
    by status.
    """

    name: str
    wa_id: str | None
    user_id: str | None
    hides_number: bool = False
    reads: bool = True
    fails_later: int | None = None
    wrote_at: float = 0.0
    paced_until: float = 0.0
    typing: bool = False
    shown: list[Json] = field(default_factory=list)

    @property
    def told_number(self) -> str | None:
        return None if self.hides_number else self.wa_id

    @property
    def who(self) -> str:
        return self.told_number or self.user_id or ""


@dataclass
class Meta:
    """One number of an organisation, and the phones that write to it."""

    phone_number_id: str
    access_token: str
    courier: Courier
    phones: list[Phone] = field(default_factory=list)
    refuse_next: deque[int] = field(default_factory=deque)
    posted: list[Json] = field(default_factory=list)
    typing_for: list[str] = field(default_factory=list)  # ids of messages at which dots were shown
    tells: bool = True  # statuses
    takes_strangers: bool = False  # numbers that no phone here has, as a real Meta does
    pair_burst: int = PAIR_BURST
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    _sent_at: deque[float] = field(default_factory=deque)

    def post(self, phone_number_id: str, authorization: str, body: Any) -> Json:
        """The answer to a good request; raises Fault for any other."""
        if authorization != f"Bearer {self.access_token}":
            raise Fault(190, "the access token is not valid")
        if phone_number_id != self.phone_number_id:
            raise Fault(33, "no such phone number")
        if self.refuse_next:
            raise Fault(self.refuse_next.popleft(), "as asked")
        if isinstance(body, dict) and body.get("status") == "read":
            return self._read(body)
        check(body)
        phone = self._addressee(body)
        self._pace(phone)
        if body["type"] != "template" and time.time() - phone.wrote_at > WINDOW_LASTS.total_seconds():
            raise Fault(131047, "more than 24 hours have passed")
        return self._take(phone, body)

    def say(self, phone: Phone, kind: str, content: Any, at: int | None = None, id: str | None = None) -> str:
        """The citizen sends something; the id of the message."""
        id, at = id or notifications.message_id(phone.who), at or int(time.time())
        phone.wrote_at = max(phone.wrote_at, float(at))
        shown = {"id": id, "from": "citizen", "kind": kind, "content": content, "status": "sent", "at": at}
        phone.shown.append(shown)
        self.tell(
            contacts=[notifications.contact(phone.name, phone.told_number, phone.user_id)],
            messages=[notifications.message(id, at, phone.told_number, phone.user_id, kind, content)],
        )
        self._show()
        return id

    def write(self, phone: Phone, text: str, **more: Any) -> str:
        return self.say(phone, "text", {"body": text}, **more)

    def tell(self, **value: Any) -> None:
        self.courier.bring(notifications.notification(self.phone_number_id, **value))

    def _take(self, phone: Phone, body: Json) -> Json:
        id = notifications.message_id(phone.who)
        shown = {"id": id, "from": "wegwijs", "body": body, "choices": list(choices(body)), "at": int(time.time())}
        shown["status"] = "sent"
        phone.shown.append(shown)
        phone.typing = False
        self.posted.append(body)
        self._show()
        if self.tells:
            self._tell_statuses(phone, shown)
        address = {
            "input": body.get("to") or body.get("recipient"),
            "wa_id": phone.told_number,
            "user_id": phone.user_id,
        }
        return {"messaging_product": "whatsapp", "contacts": [address], "messages": [{"id": id}]}

    def _tell_statuses(self, phone: Phone, shown: Json) -> None:
        reference = shown["body"].get("biz_opaque_callback_data")
        names = ["sent", "delivered", *(["read"] if phone.reads else [])]
        if phone.fails_later:
            names, phone.fails_later, error = ["failed"], None, phone.fails_later
        else:
            error = None
        shown["status"] = names[-1]
        for name in names:
            told = notifications.status(
                shown["id"], name, int(time.time()), phone.told_number, phone.user_id, reference, error
            )
            self.tell(statuses=[told], contacts=[notifications.contact(phone.name, phone.told_number, phone.user_id)])

    def _read(self, body: Json) -> Json:
        for phone in self.phones:
            for shown in phone.shown:
                if shown["id"] == body.get("message_id"):
                    shown["status"] = "read"
                    phone.typing = "typing_indicator" in body
                    self.typing_for += [shown["id"]] if phone.typing else []
                    self._show()
                    return {"success": True}
        raise Fault(131009, "no such message")

    def _addressee(self, body: Json) -> Phone:
        for phone in self.phones:
            if body.get("to") and phone.wa_id == body["to"].removeprefix("+"):
                return phone
            if not body.get("to") and phone.user_id == body["recipient"]:
                return phone
        if not self.takes_strangers:
            raise Fault(131026, "the message cannot be delivered")
        stranger = Phone("Onbekend", body.get("to"), body.get("recipient"), wrote_at=time.time())
        self.phones.append(stranger)
        return stranger

    def _pace(self, phone: Phone) -> None:
        now = time.time()
        while self._sent_at and self._sent_at[0] < now - 1:
            self._sent_at.popleft()
        if len(self._sent_at) >= NUMBER_PER_SECOND * 1.25:  # nobody's clock is exact
            raise Fault(130429, "too many messages from this number")
        interval = rules.PAIR_INTERVAL.total_seconds()
        if phone.paced_until > now + interval * (self.pair_burst - 1) + 1:
            raise Fault(131056, "too many messages to this person")
        phone.paced_until = max(phone.paced_until, now) + interval
        self._sent_at.append(now)

    def _show(self) -> None:
        self.changed.set()
        self.changed = asyncio.Event()
