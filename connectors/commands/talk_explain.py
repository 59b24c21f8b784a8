"""`wegwijs talk --explain`: the measure of being stuck after each turn, in one line."""

from collections.abc import Iterator

from bot.reply import Reply


def explained(reply: Reply) -> str:
    """`stuck 0.60 of 0.60: already_tried (4, 6)`; empty when the turn was not weighed."""
    if reply.stuck is None:
        return ""
    reasons = "; ".join(_reasons(reply)) or "no reasons"
    return f"stuck {reply.stuck.score:.2f} of {reply.stuck.line:.2f}: {reasons}"


def _reasons(reply: Reply) -> Iterator[str]:
    for reason in reply.stuck.reasons if reply.stuck else ():
        yield f"{reason.code} ({', '.join(map(str, reason.turns))})"
