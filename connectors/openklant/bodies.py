"""What is said to Open Klant of a handoff: only what is so, in the fields that the API has for it.

Promises bodies that the OpenAPI document accepts for any handoff: control characters go, and what is longer than a
field is cut at a word. Times carry their zone.
"""

import re
from datetime import datetime
from typing import Any
from uuid import UUID

import phonenumbers

from bot.sentences import sentence
from connectors.cleaning import clean
from connectors.openklant.handoff import CallBack, Handoff
from connectors.openklant.languages import three_letters

Body = dict[str, Any]

# The document's own limits.
SUBJECT_MAX = 200
CONTENT_MAX = 1000
CHANNEL_MAX = 50
NAME_MAX = 200
ADDRESS_MAX = 80

REGISTER = "wegwijs"
PHONE = re.compile(r"(0[1-9][0-9]{8}|\+[0-9]{9,15}|00[0-9]{7,13})")
# Stricter than what Open Klant accepts: an address outside this goes as `overig`, which it does not check.
EMAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._%+-]*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,24}")


def contact(handoff: Handoff, channel: str, *, confidential: bool) -> Body:
    """The body of `maak-klantcontact`: the klantcontact, our mark on it, and who left an address."""
    body: Body = {
        "klantcontact": {
            "kanaal": fit(channel, CHANNEL_MAX),
            "onderwerp": fit(handoff.case.subject, SUBJECT_MAX) or sentence("openklant.no_subject"),
            "inhoud": fit(handoff.case.explanation, CONTENT_MAX),
            "taal": three_letters(handoff.case.language),
            "vertrouwelijk": confidential,
            "plaatsgevondenOp": handoff.opened_at.isoformat(),
        },
        "onderwerpobject": {"onderwerpobjectidentificator": mark("overdracht", str(handoff.id), "uuid")},
    }
    if address(handoff.contact):
        body["betrokkene"] = {"rol": "klant", "initiator": True}
    return body


def party(contact_id: str) -> Body:
    """A betrokkene without partij: we know no person, only where somebody wants to be reached."""
    return {"rol": "klant", "initiator": True, "hadKlantcontact": {"uuid": contact_id}}


def address(call_back: CallBack | None) -> Body | None:
    """The digitaal adres, or None when there is none or it is too long for the field."""
    value = clean(call_back.value) if call_back else ""
    if not call_back or not value:
        return None
    number = _phone(value) if call_back.kind == "phone" else ""
    if number:
        return {"adres": number, "soortDigitaalAdres": "telefoonnummer"}
    if len(value) > ADDRESS_MAX:
        return None
    is_email = call_back.kind == "email" and EMAIL.fullmatch(value)
    return {"adres": value, "soortDigitaalAdres": "email" if is_email else "overig"}


def address_reference(handoff_id: UUID) -> str:
    """Our own mark on a digitaal adres, by which it is found back; at most 50 characters."""
    return f"{REGISTER}-{handoff_id.hex}"


def task(handoff: Handoff, contact_id: str, team_id: str) -> Body:
    """The interne taak for the team: what to do, how urgent, and why a human was wanted."""
    return {
        "gevraagdeHandeling": sentence(_wanted(handoff.contact)),
        "aanleidinggevendKlantcontact": {"uuid": contact_id},
        "toegewezenAanActoren": [{"uuid": team_id}],
        "toelichting": _explanation(handoff),
        "status": "te_verwerken",
    }


def closing(handoff: Handoff, closed_at: datetime) -> Body:
    """What changes in the interne taak once the handoff is closed."""
    return {"status": "verwerkt", "afgehandeldOp": closed_at.isoformat(), "toelichting": _explanation(handoff)}


def system_actor() -> Body:
    return {
        "naam": sentence("openklant.actor"),
        "soortActor": "geautomatiseerde_actor",
        "indicatieActief": True,
        "actoridentificator": mark("systeem", REGISTER),
        "actorIdentificatie": {
            "functie": sentence("openklant.actor_function"),
            "omschrijving": sentence("openklant.actor_description"),
        },
    }


def team_actor(team: str) -> Body:
    name = fit(team, NAME_MAX) or sentence("openklant.no_team")
    return _actor("organisatorische_eenheid", "team", name)


def agent_actor(agent: str | None) -> Body | None:
    """None without a name. The API also has a phone number for a medewerker; we have none, so that part stays out."""
    name = fit(agent or "", NAME_MAX)
    return _actor("medewerker", "medewerker", name) if name else None


def mark(kind: str, value: str, what: str = "naam") -> Body:
    """The four fields by which something of ours is found back in Open Klant."""
    return {"objectId": value, "codeObjecttype": kind, "codeRegister": REGISTER, "codeSoortObjectId": what}


def fit(text: str, most: int) -> str:
    """Clean text of at most so many characters; a longer one ends at a word with an ellipsis."""
    text = clean(text)
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    if not text[most - 1].isspace() and any(map(str.isspace, kept)):
        kept = kept.rsplit(None, 1)[0]
    return f"{kept.rstrip()}…"


def _actor(sort: str, kind: str, name: str) -> Body:
    return {"naam": name, "soortActor": sort, "indicatieActief": True, "actoridentificator": mark(kind, name)}


def _wanted(call_back: CallBack | None) -> str:
    match call_back:
        case CallBack(kind="phone"):
            return "openklant.call"
        case CallBack(kind="email"):
            return "openklant.mail"
        case _:
            return "openklant.chat"


def _explanation(handoff: Handoff) -> str:
    """The most important line first; what does not fit any more is left out as a whole line."""
    text = ""
    for line in _lines(handoff):
        longer = f"{text}\n{line}" if text else line
        if len(longer) <= CONTENT_MAX:
            text = longer
    return text


def _lines(handoff: Handoff) -> list[str]:
    lines = []
    if handoff.closed_at and (outcome := fit(handoff.outcome or "", NAME_MAX)):
        lines.append(sentence("openklant.outcome", outcome=outcome))
    lines.append(sentence("openklant.urgency", urgency=handoff.case.urgency))
    if handoff.contact and not address(handoff.contact):
        lines.append(sentence("openklant.address_in_desk"))
    lines += [sentence("openklant.why", line=clean(why.text)) for why in handoff.case.summary.why if clean(why.text)]
    return lines


def _phone(value: str) -> str:
    """The number as Open Klant writes it, or nothing when it takes no such number (14 020)."""
    try:
        parsed = phonenumbers.parse(value, "NL")
    except phonenumbers.NumberParseException:
        return ""
    written = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    return written if PHONE.fullmatch(written) and phonenumbers.is_valid_number(parsed) else ""
