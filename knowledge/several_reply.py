"""What a citizen reads after two questions in one message: a short answer to each, and the way to more about each."""

from bot.reply import Button, OrganisationCard, Reply, Source
from bot.sentences import sentence
from knowledge.base import KnowledgeBase
from knowledge.first_door import doors_of
from knowledge.outcomes import Several

# With more than two an answer, the organisations of the second question would stand too far down to be seen.
DOORS_PER_ANSWER = 2


def several_reply(outcome: Several, base: KnowledgeBase, more: tuple[Button, ...]) -> Reply:
    """The short answers in the order of the questions; `more`: a button for each whole answer."""
    texts = [base.texts[topic] for topic in outcome.topics]
    answers = (sentence("several.answer", title=text.title, answer=text.short_answer) for text in texts)
    sources = [Source(title=s.title, url=str(s.url), checked_on=s.checked_on) for text in texts for s in text.sources]
    cards = _cards(outcome, base)
    return Reply(
        kind="answer",
        text="\n\n".join((sentence("several.intro"), *answers)),
        topic=outcome.topics[0],
        organisations=tuple(card.id for card in cards),
        cards=cards,
        sources=tuple({source.url: source for source in sources}.values()),
        buttons=more,
        confidence=round(outcome.confidence, 3),
    )


def _cards(outcome: Several, base: KnowledgeBase) -> tuple[OrganisationCard, ...]:
    """Who to go to, question by question; one that helps with both is named once, with both reasons."""
    roles: dict[str, list[str]] = {}
    for answer in outcome.answers:
        doors = doors_of(base.texts[answer.topic], answer.search.question, base.register)
        for door in doors[:DOORS_PER_ANSWER]:
            roles.setdefault(door.id, []).append(door.role)
    return tuple(base.register.card(id_, " ".join(said), outcome.municipality) for id_, said in roles.items())
