"""What we post to Meta: the JSON of every message that we send. The other half of `payloads`."""

from typing import Any

from connectors.render.whatsapp import WhatsAppMessage
from connectors.whatsapp.payloads import Sender

Body = dict[str, Any]
# A preview would fetch the page through Meta's servers and push the answer off the screen.
PREVIEW = False


def message(to: Sender, sent: WhatsAppMessage, reference: str) -> Body:
    """A message to one person; `reference` comes back with its statuses."""
    return {**_addressed(to), "biz_opaque_callback_data": reference, **_content(sent)}


def template(to: Sender, name: str, language: str, reference: str) -> Body:
    """An approved template without variables: the only thing that may be said after 24 hours of silence."""
    content = {"name": name, "language": {"code": language}}
    return {**_addressed(to), "biz_opaque_callback_data": reference, "type": "template", "template": content}


def read(message_id: str, typing: bool) -> Body:
    """Marks a message as read, and shows that an answer is being made: one call."""
    seen: Body = {"messaging_product": "whatsapp", "status": "read", "message_id": message_id}
    return {**seen, "typing_indicator": {"type": "text"}} if typing else seen


def _addressed(to: Sender) -> Body:
    """A phone number goes in `to`. A business-scoped id in `to` is accepted and dropped in silence: it has its own
    field, `recipient`."""
    address = {"to": to.wa_id} if to.wa_id else {"recipient": to.user_id}
    return {"messaging_product": "whatsapp", "recipient_type": "individual", **address}


def _content(sent: WhatsAppMessage) -> Body:
    if sent.buttons:
        buttons = [{"type": "reply", "reply": {"id": one.payload, "title": one.title}} for one in sent.buttons]
        return _interactive("button", sent.text, {"buttons": buttons})
    if sent.rows:
        rows = [
            {"id": row.payload, "title": row.title} | ({"description": row.description} if row.description else {})
            for row in sent.rows
        ]
        return _interactive("list", sent.text, {"button": sent.list_title, "sections": [{"rows": rows}]})
    return {"type": "text", "text": {"body": sent.text, "preview_url": PREVIEW}}


def _interactive(kind: str, text: str, action: Body) -> Body:
    return {"type": "interactive", "interactive": {"type": kind, "body": {"text": text}, "action": action}}
