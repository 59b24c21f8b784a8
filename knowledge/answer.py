"""From an outcome to what the citizen reads. Every fact comes from a text or the register."""

from collections.abc import Sequence

from bot.reply import Button, Kind, OrganisationCard, Reply, Section, Source
from bot.sentences import sentence
from knowledge.base import KnowledgeBase
from knowledge.decide import CHOICES_MAX
from knowledge.explain import words_in
from knowledge.explain_replies import explained_reply, unknown_word_reply
from knowledge.first_door import doors_of, with_court
from knowledge.foreign import shown_sections, shown_sources, shown_text
from knowledge.outcomes import (
    Answered,
    AskBack,
    Explained,
    Outcome,
    OutsideField,
    Referred,
    Several,
    Unknown,
    UnknownWord,
)
from knowledge.placing import with_place_question
from knowledge.planning.likely import likely_plan
from knowledge.planning.replies import offer_buttons
from knowledge.refer import REFER_BELIEF, believed_organisations
from knowledge.register import LAST_DOOR, MUNICIPALITY
from knowledge.schema import SECTIONS, SHORT_ANSWER, IngestedRecord, ServiceText
from knowledge.several_reply import several_reply

# A button's payload names the topic; the dialogue turns it into that answer without searching.
TOPIC_PAYLOAD = '/choose_topic{{"topic": "{topic}"}}'
SOMETHING_ELSE_PAYLOAD = "/something_else"
BUTTON_TITLE_MAX_CHARS = 80
# Under a question back, more cards than this would hide the question.
PROBABLE_MAX = 3


def reply_to(outcome: Outcome, base: KnowledgeBase) -> Reply:
    """The reply for any outcome; each names a next step, and asks for a place only when it matters."""
    return with_place_question(_reply_to(outcome, base), base, outcome.located.outcome if outcome.located else None)


def _reply_to(outcome: Outcome, base: KnowledgeBase) -> Reply:
    match outcome:
        case Answered(topic=topic) if topic in base.texts:
            question = outcome.search.question
            return text_reply(base.texts[topic], base, outcome.municipality, outcome.confidence, question)
        case Answered(topic=topic):
            believed = tuple(o for o, _ in believed_organisations(outcome.search, base.texts)[:1])
            return record_reply(base.records[topic], base, believed, outcome.municipality, outcome.confidence)
        case Several(topics=topics):
            more = (_choice(sentence("several.more", title=base.titles[topic]), topic) for topic in topics)
            return several_reply(outcome, base, tuple(more))
        case AskBack():
            return _ask_back(outcome, base)
        case Referred():
            return _refer(outcome, base)
        case OutsideField():
            return outside_reply(base, outcome.municipality, outcome.confidence)
        case Unknown():
            return _unknown(outcome, base)
        case Explained():
            return explained_reply(outcome, base.words.glossary, _about(outcome, base), _tellers(outcome, base))
        case UnknownWord():
            return unknown_word_reply(outcome, _perhaps(outcome, base), last_doors(base, outcome.municipality))


def text_reply(
    text: ServiceText,
    base: KnowledgeBase,
    municipality: str | None = None,
    confidence: float | None = None,
    question: str | None = None,
) -> Reply:
    """A service text: short answer first, the other sections to fold open, who, and the source."""
    sections = [Section(title=h, text=text.sections[h]) for h in SECTIONS if h != SHORT_ANSWER]
    cards = [base.register.card(o.id, o.role, municipality) for o in doors_of(text, question, base.register)]
    sources = [Source(title=s.title, url=str(s.url), checked_on=s.checked_on) for s in text.sources]
    return Reply(
        kind="answer",
        text=text.short_answer,
        topic=text.id,
        title=text.title,
        sections=tuple(sections),
        words=words_in(base, text.title, *(text.sections[heading] for heading in SECTIONS)),
        organisations=tuple(card.id for card in cards),
        cards=tuple(cards),
        sources=tuple(sources),
        buttons=offer_buttons(base.plans_of(text.id)),
        confidence=_rounded(confidence),
        ordered=_is_route(text, cards),
    )


def _is_route(text: ServiceText, cards: Sequence[OrganisationCard]) -> bool:
    """Whether one goes to each of these in turn: the editor says so, and the question has not changed the order."""
    return text.route and len(cards) > 1 and [card.id for card in cards] == [door.id for door in text.organisations]


def topic_reply(topic: str | None, base: KnowledgeBase, municipality: str | None = None) -> Reply:
    """The text of a topic that a citizen chose; one that is gone meanwhile gives the last doors."""
    if topic is not None and topic in base.texts:
        return with_place_question(text_reply(base.texts[topic], base, municipality), base, None)
    if topic is not None and topic in base.records:
        return record_reply(base.records[topic], base, (), municipality)
    cards = last_doors(base, municipality)
    return Reply(
        kind="refer",
        text=sentence("unknown.text"),
        organisations=tuple(card.id for card in cards),
        cards=cards,
    )


def record_reply(
    record: IngestedRecord,
    base: KnowledgeBase,
    believed: tuple[str, ...],
    municipality: str | None = None,
    confidence: float | None = None,
) -> Reply:
    """Somebody else's text with its link, said to be theirs; who carries it out comes first, when that is known."""
    cards = _cards([*(record.organisations or believed), LAST_DOOR], base, municipality)
    return Reply(
        kind="answer",
        text=shown_text(record),
        topic=record.id,
        title=record.question,
        sections=shown_sections(record),
        words=words_in(base, record.question, shown_text(record)),
        organisations=tuple(card.id for card in cards),
        cards=cards,
        sources=shown_sources(record),
        confidence=_rounded(confidence),
    )


def _ask_back(outcome: AskBack, base: KnowledgeBase) -> Reply:
    """Which of these? The likely one is shown in short, as a guess, so that most citizens need no second turn."""
    likely = base.texts.get(outcome.topics[0]) if outcome.first_is_likely else None
    topics = [topic for topic in outcome.topics if likely is None or topic != likely.id]
    yes = [_choice(sentence("ask_back.tell_more"), likely.id)] if likely else []
    cards = _probable_cards(likely, outcome, base)
    plan = offer_buttons(likely_plan(base.plans.values(), outcome.search.candidates), named=True)
    choices = [_choice(base.titles[topic], topic) for topic in topics[: CHOICES_MAX - len(yes) - len(plan)]]
    return Reply(
        kind="clarify",
        text=_guess(likely) if likely else sentence("ask_back.text"),
        topic=outcome.topics[0],
        organisations=tuple(card.id for card in cards),
        cards=cards,
        ordered=likely is not None and _is_route(likely, cards),
        buttons=(*yes, *choices, *plan, _something_else()),
        confidence=_rounded(outcome.confidence),
    )


def choice_buttons(topics: tuple[str, ...], base: KnowledgeBase) -> tuple[Button, ...]:
    """These topics by their titles, and a way to say that it is none of them."""
    return (*(_choice(base.titles[topic], topic) for topic in topics), _something_else())


def _something_else() -> Button:
    return Button(title=sentence("ask_back.something_else"), payload=SOMETHING_ELSE_PAYLOAD)


def _probable_cards(likely: ServiceText | None, outcome: AskBack, base: KnowledgeBase) -> tuple[OrganisationCard, ...]:
    """Who it probably is, whatever the choice: a citizen who stops here still has a door.

    Of two texts in three that are asked back, the first one's organisation is right (tuning half of the evaluation
    set); where the texts agree less than that, the last door stands beside it.
    """
    if likely:
        doors = doors_of(likely, outcome.search.question, base.register)
        return tuple(base.register.card(door.id, door.role, outcome.municipality) for door in doors)
    first = base.texts.get(outcome.topics[0])
    believed = dict(believed_organisations(outcome.search, base.texts))
    id_ = first.organisations[0].id if first else next(iter(believed), LAST_DOOR)
    if believed.get(id_, 0.0) < REFER_BELIEF or first is None:
        return _cards([id_, LAST_DOOR], base, outcome.municipality)
    doors = with_court(first.organisations, outcome.search.question)[:PROBABLE_MAX]
    return _cards([door.id for door in doors], base, outcome.municipality)


def _guess(likely: ServiceText) -> str:
    return sentence("ask_back.likely", title=likely.title, answer=likely.short_answer)


def _choice(title: str, topic: str) -> Button:
    return Button(title=title[:BUTTON_TITLE_MAX_CHARS], payload=TOPIC_PAYLOAD.format(topic=topic))


def _about(outcome: Explained, base: KnowledgeBase) -> tuple[Button, ...]:
    """The texts about a word that was explained."""
    return tuple(_choice(base.titles[topic], topic) for topic in outcome.found.word.see if topic in base.texts)


def _tellers(outcome: Explained, base: KnowledgeBase) -> tuple[OrganisationCard, ...]:
    """Who can tell more about a word: the first organisation of its first text, else the doors that are always open."""
    texts = [base.texts[topic] for topic in outcome.found.word.see if topic in base.texts]
    if not texts:
        return last_doors(base, outcome.municipality)
    first = texts[0].organisations[0]
    return (base.register.card(first.id, first.role, outcome.municipality),)


def _perhaps(outcome: UnknownWord, base: KnowledgeBase) -> tuple[Button, ...]:
    """Texts that an unknown word may be about, and a way to say that it is none of them."""
    choices = tuple(_choice(base.titles[topic], topic) for topic in outcome.topics)
    something_else = Button(title=sentence("ask_back.something_else"), payload=SOMETHING_ELSE_PAYLOAD)
    return (*choices, something_else) if choices else ()


def _refer(outcome: Referred, base: KnowledgeBase) -> Reply:
    cards = _cards([*outcome.organisations, LAST_DOOR], base, outcome.municipality)
    name = cards[0].name
    return Reply(
        kind="refer",
        text=sentence("refer.sure", name=name) if outcome.sure else sentence("refer.text"),
        organisations=tuple(card.id for card in cards),
        cards=cards,
        confidence=_rounded(outcome.confidence),
    )


def outside_reply(base: KnowledgeBase, municipality: str | None = None, confidence: float | None = None) -> Reply:
    """A friendly limit, with the doors that are always open."""
    return _last_doors_reply("out_of_scope", sentence("out_of_scope"), base, municipality, confidence)


def _unknown(outcome: Unknown, base: KnowledgeBase) -> Reply:
    text = f"{sentence('unknown.text')} {sentence('unknown.hint')}"
    return _last_doors_reply("refer", text, base, outcome.municipality, outcome.confidence)


def _last_doors_reply(
    kind: Kind, text: str, base: KnowledgeBase, municipality: str | None, confidence: float | None = None
) -> Reply:
    cards = last_doors(base, municipality)
    return Reply(
        kind=kind,
        text=text,
        organisations=tuple(card.id for card in cards),
        cards=cards,
        confidence=_rounded(confidence),
    )


def last_doors(base: KnowledgeBase, municipality: str | None = None) -> tuple[OrganisationCard, ...]:
    """Where a human can always be found."""
    return _cards([LAST_DOOR, MUNICIPALITY], base, municipality)


def _cards(ids: list[str], base: KnowledgeBase, municipality: str | None) -> tuple[OrganisationCard, ...]:
    roles = {
        LAST_DOOR: sentence("roles.informatie_rijksoverheid"),
        MUNICIPALITY: sentence("roles.gemeente"),
    }
    return tuple(base.register.card(id_, roles.get(id_, ""), municipality) for id_ in dict.fromkeys(ids))


def _rounded(confidence: float | None) -> float | None:
    return None if confidence is None else round(confidence, 3)
