"""The conversation as a page of HTML: every word of a citizen or a text is escaped, only https becomes a link."""

import re
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, select_autoescape
from pydantic import ValidationError

from bot.days import long_date
from bot.reply import Reply
from bot.sentences import sentence
from connectors.conversations.model import Message
from connectors.conversations.states import State
from connectors.plain.visit import PATH

HERE = Path(__file__).parent
LABELS = (
    *("plain.title", "plain.new", "plain.intro", "plain.conversation", "plain.question", "plain.hint", "plain.send"),
    *("plain.human", "plain.choices", "plain.who_helps", "plain.source", "plain.steps", "plain.done", "plain.refresh"),
    *(
        "plain.quiet",
        "plain.erase",
        "plain.erase_question",
        "plain.erase_yes",
        "plain.words",
        "plain.call_us",
        "plain.cookie",
    ),
)
# Why the page may have nothing new yet, by the state of the conversation.
STATUS = {State.WAITING: "plain.waiting", State.AGENT: "plain.agent", State.CLOSED: "plain.closed"}
WHO = {
    "citizen": "plain.who_citizen",
    "assistant": "plain.who_assistant",
    "agent": "plain.who_agent",
    "system": "plain.who_system",
}
REFRESH_SECONDS = 5
ITEM = re.compile(r"\s*(?:(\d{1,2})[.)]|[-•])\s+(.*)")


@dataclass(frozen=True)
class Block:
    """A paragraph (`p`), or a list (`ol`, `ul`)."""

    tag: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class View:
    """What the page shows. `error` is a title and what to do; `text` what was typed and not taken."""

    messages: Sequence[Message] = ()
    state: State = State.BOT
    answering: bool = False
    refreshes: bool = True
    proof: str = ""
    error: tuple[str, str] | None = None
    note: str = ""
    text: str = ""


def page(view: View) -> str:
    """The page as HTML."""
    labels = {key.removeprefix("plain."): sentence(key) for key in LABELS}
    return _pages.get_template("page.html.jinja").render(
        view=view,
        labels=labels,
        path=PATH,
        status=sentence("plain.busy") if view.answering else view.note or _status(view.state),
        refresh_seconds=REFRESH_SECONDS if view.answering and view.refreshes else 0,
        key=secrets.token_urlsafe(16),
        said=[(message, _reply(message)) for message in view.messages],
    )


def blocks(text: str) -> Iterator[Block]:
    """Paragraphs, numbered steps and items, as the texts write them."""
    for part in re.split(r"\n\s*\n", text.strip()):
        lines: list[str] = []
        tag = "p"
        for line in part.splitlines():
            item = ITEM.fullmatch(line)
            wanted = ("ol" if item[1] else "ul") if item else "p"
            if wanted != tag and lines:
                yield Block(tag, tuple(lines))
                lines = []
            tag = wanted
            lines.append(item[2] if item else line.strip())
        if lines:
            yield Block(tag, tuple(lines))


def who(message: Message) -> str:
    """Who speaks; an agent by name, when the message knows it."""
    name = getattr(message, "author", None)
    return f"{name}, {sentence(WHO['agent']).lower()}" if name else sentence(WHO[message.role])


def safe(url: str | None) -> str | None:
    return url if url and url.startswith("https://") else None


def _status(state: State) -> str:
    return sentence(STATUS[state]) if state in STATUS else ""


def _reply(message: Message) -> Reply | None:
    """None for a message without one, and for one whose shape has changed since: then its text is shown."""
    try:
        return Reply.model_validate(message.reply) if message.reply else None
    except ValidationError:
        return None


_pages = Environment(
    loader=FileSystemLoader(HERE), autoescape=select_autoescape(("html", "jinja")), trim_blocks=True, lstrip_blocks=True
)
_pages.globals |= {"blocks": blocks, "who": who, "safe": safe}
_pages.filters |= {
    "day": long_date,
    "call": lambda number: sentence("plain.call", number=number),
    "hours": lambda hours: sentence("plain.hours", hours=hours),
    "website": lambda name: sentence("plain.website", name=name),
    "appointment": lambda name: sentence("plain.appointment", name=name),
    "checked": lambda day: sentence("plain.checked_on", day=long_date(day)),
    "by": lambda day: sentence("plain.by", day=long_date(day)),
}
