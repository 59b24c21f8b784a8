"""One question, from words to outcome. Read it aloud: it is a table of contents.

1. place: does the question say where the citizen lives?
2. search: which texts may answer, and how sure; in another language by its Dutch words
3. decide: answer, ask back, refer, or say that we do not know
4. several: unless the message holds two questions; then an answer to each
5. explain: unless the question is about a word; then its meaning
"""

from dataclasses import replace

from bot.reply import plain_text
from knowledge.answer import reply_to
from knowledge.base import KnowledgeBase
from knowledge.decide import decide
from knowledge.explain import explain
from knowledge.foreign_words import searched
from knowledge.introduction import introduced
from knowledge.outcomes import DECISIONS, Outcome
from knowledge.places import locate
from knowledge.search import search
from knowledge.several import several


def ask(
    base: KnowledgeBase, question: str, municipality: str | None = None, without: frozenset[str] = frozenset()
) -> Outcome:
    """What comes of `question`. `municipality`: gm code known from earlier; `without`: topics said to be wrong."""
    located = locate(question, base.register.gazetteer)
    left_out = without | base.resting
    found = search(base.index, base.encoder, searched(located.subject), left_out)
    outcome = decide(found, base.texts, base.doors, base.register, located.municipality or municipality)
    outcome = several(base, located.subject, found, outcome, left_out)
    return replace(explain(base, question, found, outcome), located=located)


def as_record(question_id: str, outcome: Outcome, base: KnowledgeBase, language: str = "nl") -> dict[str, object]:
    """The line of the batch contract (`wegwijs ask --batch`, `--json`); `language`: that of the question."""
    reply = introduced(reply_to(outcome, base), language)
    return {
        "id": question_id,
        "decision": DECISIONS[type(outcome)],
        "text": plain_text(reply),
        "topic": reply.topic,
        "organisations": list(reply.organisations),
        "organisation_names": [base.register.name(organisation) for organisation in reply.organisations],
        "confidence": reply.confidence,
        "sources": [source.url for source in reply.sources],
    }
