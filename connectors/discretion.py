"""A friendly word when something private was hidden: once a conversation for each kind; the question is answered.

In a crisis nothing is said of it.
"""

from typing import get_args

from sqlalchemy.ext.asyncio import AsyncSession

from bot.reply import Reply
from bot.sentences import sentence
from connectors import privacy
from connectors.conversations import history
from connectors.conversations.model import Message

LOGIN: privacy.Kind = "inloggegevens"


async def noted(session: AsyncSession, message: Message, reply: Reply) -> Reply:
    """The reply with its note, when the message held a kind that was not there before."""
    kinds = [kind for kind in get_args(privacy.Kind) if privacy.shown(kind) in message.text]
    if not kinds or reply.kind == "crisis":
        return reply
    fresh = [kind for kind in kinds if not await history.said_before(session, message, privacy.shown(kind))]
    return reply.model_copy(update={"note": f"{note(fresh)} {reply.note}".strip()}) if fresh else reply


def note(kinds: list[privacy.Kind]) -> str:
    """One sentence for all of them."""
    what = f" {sentence('privacy.and')} ".join(sentence(f"privacy.kind.{kind}") for kind in kinds)
    return sentence("privacy.password" if LOGIN in kinds else "privacy.hidden", what=what)
