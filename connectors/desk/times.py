"""Times as an agent reads them: how long ago, how much is left. Whole minutes, so that nothing on a page flickers."""

from datetime import datetime, timedelta

from bot.days import NETHERLANDS
from bot.sentences import sentence

# Free text on WhatsApp is allowed for so long after the citizen's last message (the vendor's customer service window).
WHATSAPP_WINDOW = timedelta(hours=24)
WHATSAPP_HURRY = timedelta(hours=2)


def elapsed(since: datetime, now: datetime) -> str:
    """`net`, `12 minuten`, `3 uur 5 minuten`, `2 dagen`."""
    return _length(now - since) or sentence("desk.times.just_now")


def clock(at: datetime) -> str:
    """`14:05` in Dutch time."""
    return f"{at.astimezone(NETHERLANDS):%H:%M}"


def whatsapp_left(last_message: datetime | None, now: datetime) -> timedelta | None:
    """What is left of the 24 hours; None when there is no message to count from."""
    return max(timedelta(), last_message + WHATSAPP_WINDOW - now) if last_message else None


def whatsapp_text(left: timedelta) -> str:
    length = _length(left)
    return sentence("desk.whatsapp.left", left=length) if length else sentence("desk.whatsapp.over")


def _length(span: timedelta) -> str:
    minutes = int(span.total_seconds() // 60)
    hours, rest = divmod(minutes, 60)
    if hours >= 48:
        return sentence("desk.times.days", days=hours // 24)
    if not hours:
        return "" if minutes < 1 else _minutes(minutes)
    whole = sentence("desk.times.hours", hours=hours)
    return f"{whole} {_minutes(rest)}" if rest else whole


def _minutes(minutes: int) -> str:
    return sentence("desk.times.minute" if minutes == 1 else "desk.times.minutes", minutes=minutes)
