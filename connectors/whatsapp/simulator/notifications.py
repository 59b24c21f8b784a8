"""The JSON that Meta posts to a webhook, as our simulator makes it: one function a thing that happens."""

import base64
import secrets
from typing import Any

Json = dict[str, Any]
DISPLAY_NUMBER = "31851234567"
ACCOUNT_ID = "100200300400500"


def message_id(who: str) -> str:
    """Meta's ids hold the phone number of the citizen, readable for everyone; ours do too, so that tests can see it."""
    return "wamid." + base64.b64encode(b"\x1d\x18\x0b" + who.encode() + secrets.token_bytes(12)).decode()


def notification(phone_number_id: str, field: str = "messages", **value: Any) -> Json:
    """`value`: contacts and messages, or statuses, or errors."""
    metadata = {"display_phone_number": DISPLAY_NUMBER, "phone_number_id": phone_number_id}
    whole = {"messaging_product": "whatsapp", "metadata": metadata, **value}
    change = {"field": field, "value": whole}
    return {"object": "whatsapp_business_account", "entry": [{"id": ACCOUNT_ID, "changes": [change]}]}


def contact(name: str, wa_id: str | None, user_id: str | None) -> Json:
    profile = {"name": name} | ({} if wa_id else {"username": name.casefold().replace(" ", ".")})
    return _known(profile=profile, wa_id=wa_id, user_id=user_id)


def message(id: str, at: int, wa_id: str | None, user_id: str | None, kind: str, content: Any) -> Json:
    """A message of a citizen; the content stands under the name of its kind."""
    body = {} if content is None else {kind: content}
    return _known(**{"from": wa_id}, from_user_id=user_id, id=id, timestamp=str(at), type=kind, **body)


def pressed(choice: dict[str, str]) -> Json:
    """The content of a tap on a button or a row."""
    reply = {key: choice[key] for key in ("id", "title", "description") if key in choice}
    return {"type": choice["kind"], choice["kind"]: reply}


def status(
    id: str, name: str, at: int, wa_id: str | None, user_id: str | None, reference: str | None, error: int | None = None
) -> Json:
    errors = [{"code": error, "title": f"error {error}", "message": f"error {error}"}] if error else None
    return _known(
        id=id,
        status=name,
        timestamp=str(at),
        recipient_id=wa_id,
        recipient_user_id=user_id,
        biz_opaque_callback_data=reference,
        errors=errors,
    )


def media(kind: str, caption: str = "") -> Json:
    """A photo, a voice message …: an id to fetch it with, which nobody here does."""
    types = {"image": "image/jpeg", "video": "video/mp4", "document": "application/pdf", "sticker": "image/webp"}
    found: Json = {"id": str(secrets.randbelow(10**15)), "mime_type": types.get(kind, "audio/ogg; codecs=opus")}
    found["sha256"] = base64.b64encode(secrets.token_bytes(32)).decode()
    if kind == "document":
        found["filename"] = "brief.pdf"
    return found | ({"caption": caption} if caption else {})


def _known(**fields: Any) -> Json:
    return {name: value for name, value in fields.items() if value is not None}
