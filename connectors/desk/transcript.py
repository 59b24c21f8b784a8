"""What was said, as an agent reads it: the citizen's words exactly, the assistant's with topic and sources."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.reply import Reply, Section, Source, plain_text
from bot.sentences import sentence
from connectors.conversations.model import Message, Role
from connectors.desk.times import clock

# A question in fewer words ("ok, dank u") asks nothing that a text could answer.
QUESTION_WORDS_MIN = 4


@dataclass(frozen=True)
class Said:
    """One message. `pressed`: the citizen chose a button. `more` is what the citizen could fold open."""

    sequence: int
    role: Role
    who: str
    at: str
    text: str
    pressed: bool = False
    title: str = ""
    more: tuple[Section, ...] = ()
    organisations: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    buttons: tuple[str, ...] = ()
    language: str = "nl"


@dataclass(frozen=True)
class Known:
    """Names that the transcript itself gives: organisations by id, topics by theirs."""

    organisations: dict[str, str]
    topics: dict[str, str]


def said(message: Message) -> Said:
    reply = Reply.model_validate(message.reply) if message.reply else None
    shown = Said(
        sequence=message.sequence,
        role=message.role,
        who=message.author or sentence(f"desk.who.{message.role}"),
        at=clock(message.created_at),
        text=message.text,
        pressed=message.payload is not None,
    )
    return _with_reply(shown, reply) if reply and message.role == "assistant" else shown


def _with_reply(shown: Said, reply: Reply) -> Said:
    whole = (
        plain_text(reply) if reply.kind == "plan" else "\n\n".join(filter(None, (reply.intro, reply.text, reply.note)))
    )
    return Said(
        sequence=shown.sequence,
        role=shown.role,
        who=shown.who,
        at=shown.at,
        text=whole,
        title=reply.title or "",
        more=reply.sections,
        organisations=tuple(card.name for card in reply.cards),
        sources=tuple(source for source in reply.sources if source.url.startswith(("https://", "http://"))),
        buttons=tuple(button.title for button in reply.buttons),
    )


def known(messages: Iterable[Message]) -> Known:
    found = Known({}, {})
    for message in messages:
        if message.role == "assistant" and message.reply:
            reply = Reply.model_validate(message.reply)
            found.organisations.update({card.id: card.name for card in reply.cards})
            if reply.topic:
                found.topics[reply.topic] = reply.title or reply.topic
    return found


def last_question(messages: Iterable[Message]) -> Message | None:
    """The citizen's newest message that can be a question: typed, and of some length."""
    typed = [m for m in messages if m.role == "citizen" and m.payload is None]
    return next((m for m in reversed(typed) if len(m.text.split()) >= QUESTION_WORDS_MIN), None)
