"""Conversations for the tests, in as few words as they take."""

from bot.case import Case, ReasonCode, Stuck
from bot.reply import Button, OrganisationCard, Reply, Source
from knowledge.base import KnowledgeBase
from knowledge.summing import case_of
from knowledge.transcript import Said, Transcript, Turn

CALM = Stuck(score=0.2, line=0.6)


def turn(text: str, reply: Reply | None = None, intent: str = "ask_question", language: str = "nl") -> Turn:
    """A turn without its place yet; `conversation` gives the sequence."""
    return Turn(Said(0, text, intent, language), reply)


def conversation(*turns: Turn | str, **known: object) -> Transcript:
    """The turns in order; the messages are 1, 3, 5 …, as their replies are 2, 4, 6 …"""
    made = [turn(one) if isinstance(one, str) else one for one in turns]
    numbered = [
        Turn(Said(2 * place + 1, t.said.text, t.said.intent, t.said.language, t.said.payload, t.said.title), t.reply)
        for place, t in enumerate(made)
    ]
    return Transcript(tuple(numbered), **known)  # type: ignore[arg-type] # fields of Transcript


def answer(topic: str, base: KnowledgeBase) -> Reply:
    """The short answer of a real text, with its organisations and sources."""
    text = base.texts[topic]
    ids = tuple(organisation.id for organisation in text.organisations)
    cards = tuple(OrganisationCard(id=id_, name=base.register.name(id_)) for id_ in ids)
    sources = tuple(Source(title=source.title, url=str(source.url)) for source in text.sources)
    return Reply(
        kind="answer", text=text.short_answer, topic=topic, organisations=ids, cards=cards, sources=sources
    )  # fmt: skip


def ask_back(*titles: str) -> Reply:
    return Reply(kind="clarify", text="?", buttons=tuple(Button(title=title, payload="/x") for title in titles))


def summed_up(base: KnowledgeBase, *turns: Turn | str, reasons: tuple[ReasonCode, ...] = (), **known: object) -> Case:
    """The case of a conversation of these turns."""
    found = tuple({"code": code, "turns": (1,)} for code in reasons)
    stuck = Stuck.model_validate({"score": 0.7, "line": 0.6, "reasons": found})
    return case_of(conversation(*turns, **known), base, stuck, "normaal")


def texts(lines: tuple[object, ...]) -> str:
    """The lines of a part as one text."""
    return "\n".join(line.text for line in lines)  # type: ignore[attr-defined]
