"""What Wegwijs says about places: the offer to name one, the question which, and the municipality's own details.

The answer always comes first. A place is asked only when an organisation in the reply depends on it.
"""

from typing import Literal

from bot.reply import Button, OrganisationCard, Reply
from bot.sentences import sentence
from knowledge.base import KnowledgeBase
from knowledge.places import DidYouMean, Found, NotAPlace, Place, PlaceOutcome, PostcodeOnly, Which
from knowledge.register import MUNICIPALITY

# A button's payload carries the gm code; the dialogue fills it in without resolving again.
PLACE_PAYLOAD = '/choose_place{{"place": "{code}"}}'
OTHER_PLACE = "other"
TITLE_MAX_CHARS = 80


def with_place_question(reply: Reply, base: KnowledgeBase, outcome: PlaceOutcome | None) -> Reply:
    """The reply with one line, on the first organisation that depends on a place that is not known yet."""
    position = unresolved(reply, base)
    if position is None or isinstance(outcome, Found):
        return reply
    card = reply.cards[position].model_copy(update={"find": question(outcome, base)})
    cards = (*reply.cards[:position], card, *reply.cards[position + 1 :])
    buttons = reply.buttons if reply.kind == "clarify" else (*reply.buttons, *choices(outcome, base))
    return reply.model_copy(update={"cards": cards, "buttons": buttons, "asks": reply.asks or _asked(reply)})


def _asked(reply: Reply) -> Literal["place"] | None:
    """A question back asks for a choice first; the place can wait."""
    return None if reply.kind == "clarify" else "place"


def unresolved(reply: Reply, base: KnowledgeBase) -> int | None:
    """Where the first card stands that would be somebody's own, if their municipality were known."""
    generic = {kind: base.register.name(kind) for kind in reply.organisations if base.register.is_local(kind)}
    return next((i for i, card in enumerate(reply.cards) if generic.get(card.id) == card.name), None)


def question(outcome: PlaceOutcome | None, base: KnowledgeBase) -> str:
    """What to ask, given what the citizen said of a place so far."""
    match outcome:
        case Which(options=options):
            return sentence("place.which", name=_plain(options[0]))
        case DidYouMean(option=option):
            return sentence("place.did_you_mean", place=label(option, base))
        case PostcodeOnly(postcode=postcode):
            return sentence("place.postcode", postcode=postcode)
        case NotAPlace(said=said):
            return sentence("place.unknown", said=said)
        case _:
            return sentence("place.offer")


def choices(outcome: PlaceOutcome | None, base: KnowledgeBase) -> tuple[Button, ...]:
    """Buttons for a name with several meanings, or for a name to confirm."""
    options = outcome.options if isinstance(outcome, Which) else ()
    options = (outcome.option,) if isinstance(outcome, DidYouMean) else options
    found = tuple(_button(label(place, base), place.gm_code) for place in options)
    return (*found, _button(sentence("place.other"), OTHER_PLACE)) if found else ()


def _button(title: str, code: str) -> Button:
    return Button(title=title[:TITLE_MAX_CHARS], payload=PLACE_PAYLOAD.format(code=code))


def label(place: Place, base: KnowledgeBase) -> str:
    """A place with what tells it apart: "Rijswijk, gemeente Buren (Gelderland)"."""
    own = base.register.municipalities[place.gm_code]
    if place.kind == "gemeente":
        return sentence("place.municipality_label", name=own.short_name, province=own.province or "")
    return sentence("place.label", name=_plain(place), municipality=own.short_name, province=own.province or "")


def _plain(place: Place) -> str:
    """The name without the register's suffix: "Oosterhout" of "Oosterhout GLD"."""
    words = place.name.split(" ")
    if "gem" in words[1:]:
        return " ".join(words[: words.index("gem")])
    return " ".join(words[:-1]) if len(words) > 1 and (words[-1].isupper() or words[-1] == "(L)") else place.name


def place_reply(outcome: PlaceOutcome, base: KnowledgeBase, organisations: tuple[str, ...]) -> Reply:
    """For a message that only names a place. `organisations`: what the conversation was about, in order."""
    if isinstance(outcome, Found):
        return municipality_reply(outcome.place.gm_code, base, organisations)
    buttons = choices(outcome, base)
    return Reply(kind="clarify", text=question(outcome, base), buttons=buttons, asks="place")


def municipality_reply(code: str, base: KnowledgeBase, organisations: tuple[str, ...] = ()) -> Reply:
    """The details of what is the citizen's own: the municipality, or the GGD or water board it was about."""
    wanted = tuple(id_ for id_ in organisations if base.register.is_local(id_)) or (MUNICIPALITY,)
    cards = tuple(base.register.card(id_, municipality=code) for id_ in wanted)
    name = base.register.municipalities[code].short_name
    return Reply(
        kind="refer",
        text=sentence("place.found", municipality=name),
        organisations=wanted,
        cards=cards,
    )


def other_place_reply() -> Reply:
    """None of the places that were offered."""
    return Reply(kind="clarify", text=sentence("place.ask"), asks="place")


def cards_for(ids: tuple[str, ...], base: KnowledgeBase, municipality: str | None) -> tuple[OrganisationCard, ...]:
    """Cards in this order, each organisation once."""
    return tuple(base.register.card(id_, municipality=municipality) for id_ in dict.fromkeys(ids))
