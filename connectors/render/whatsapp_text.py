"""The words of a reply for WhatsApp: its own bold for titles, lists as they are, links plain."""

from collections.abc import Iterator

from bot.plan_text import plan_text
from bot.reply import OrganisationCard, Reply, Source, ways_of
from bot.sentences import sentence


def whole_text(reply: Reply) -> str:
    """Everything the citizen reads, choices left out: the same facts in the same order as `bot.reply.plain_text`."""
    return "\n\n".join(part for part in _parts(reply) if part.strip())


def bold(title: str) -> str:
    """WhatsApp shows `*so*` in bold, on one line and without a star inside."""
    plain = " ".join(title.replace("*", "").split())
    return f"*{plain}*" if plain else ""


def _parts(reply: Reply) -> Iterator[str]:
    yield from (reply.intro, reply.text, reply.note)
    for section in reply.sections:
        yield f"{bold(section.title)}\n{section.text}"
    if reply.plan and reply.kind == "plan":
        yield plan_text(reply.plan)
    is_numbered = reply.ordered and len(reply.cards) > 1
    for number, card in enumerate(reply.cards, start=1):
        yield f"{number}. {_card(card)}" if is_numbered else _card(card)
    yield from map(_source, reply.sources)


def _card(card: OrganisationCard) -> str:
    lines = [bold(card.name), card.role or card.task, *ways_of(card), card.find]
    return "\n".join(line for line in lines if line)


def _source(source: Source) -> str:
    facts = {"label": source.label or sentence("whatsapp.source_label"), "title": source.title, "url": source.url}
    if source.checked_on:
        return sentence("whatsapp.source_checked", day=f"{source.checked_on:%d-%m-%Y}", **facts)
    return sentence("whatsapp.source", **facts)
