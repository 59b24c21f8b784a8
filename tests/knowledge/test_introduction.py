"""What stands above a Dutch reply in another language."""

import pytest

from bot.languages import languages, said
from bot.reply import Button, Kind, OrganisationCard, Phone, Reply, Source, plain_text
from knowledge.introduction import introduced

SVB = OrganisationCard(
    id="svb", name="SVB", website="https://www.svb.nl/", phones=(Phone(number="020 656 56 56"),), desk="Alleen bellen."
)
HALL = OrganisationCard(
    id="gemeente", name="Gemeente Delft", desk="Phoenixstraat 16, 2611 AL Delft. Maak een afspraak."
)
CENTRAL = OrganisationCard(
    id="informatie-rijksoverheid", name="Informatie Rijksoverheid", phones=(Phone(number="1400"),)
)
SUICIDE_LINE = OrganisationCard(id="hulplijn-113", name="113", phones=(Phone(number="113"), Phone(number="0800 0113")))
SOURCE = Source(title="Kinderbijslag", url="https://www.svb.nl/kinderbijslag")
KINDS: tuple[Kind, ...] = ("answer", "clarify", "refer", "plan", "handoff_offer", "handoff", "crisis", "out_of_scope")


def reply(kind: Kind, *cards: OrganisationCard, **more: object) -> Reply:
    ids = tuple(card.id for card in cards)
    return Reply.model_validate({"kind": kind, "text": "Nederlands", "organisations": ids, "cards": cards} | more)


def test_dutch_needs_no_introduction() -> None:
    dutch = reply("answer", SVB)
    assert introduced(dutch, "nl") == dutch
    assert introduced(dutch, "it") == dutch


@pytest.mark.parametrize("language", sorted(languages()))
def test_an_answer_names_who_helps_how_and_where(language: str) -> None:
    made = introduced(reply("answer", SVB, sources=(SOURCE,)), language)
    assert made.language == language
    for fact in ("SVB", "020 656 56 56", "https://www.svb.nl/", SOURCE.url, "1400"):
        assert fact in made.intro
    assert said(language, "below") in made.intro
    assert "Alleen bellen" not in made.intro


@pytest.mark.parametrize("language", sorted(languages()))
@pytest.mark.parametrize("kind", [*KINDS, "smalltalk", "apology"])
def test_no_kind_of_reply_is_left_without_words(kind: Kind, language: str) -> None:
    made = introduced(reply(kind, SVB), language)
    assert made.intro
    assert plain_text(made).startswith(f"{made.intro}\n\nNederlands")


def test_a_desk_is_an_address() -> None:
    intro = introduced(reply("refer", HALL), "en").intro
    assert "Desk: Phoenixstraat 16, 2611 AL Delft\n" in intro


def test_in_a_crisis_the_number_comes_first_and_nothing_else_is_said() -> None:
    lines = introduced(reply("crisis", SUICIDE_LINE), "pl").intro.splitlines()
    assert ["113" in lines[0], "0800 0113" in lines[1], "112" in lines[2], len(lines)] == [True, True, True, 3]


def test_what_is_asked_is_asked_in_the_language() -> None:
    place = introduced(reply("clarify", asks="place"), "fr").intro
    assert place.startswith(said("fr", "place"))
    plan = introduced(reply("clarify", asks="plan"), "fr").intro
    assert plan.startswith(said("fr", "plan_question"))
    choice = introduced(reply("clarify", buttons=(Button(title="a", payload="/a"),)), "fr").intro
    assert choice.startswith(said("fr", "choose"))
    assert introduced(reply("clarify"), "fr").intro.startswith(said("fr", "rephrase"))
    assert said("fr", "place") in introduced(reply("answer", SVB, asks="place"), "fr").intro


def test_who_found_nothing_is_not_sent_to_a_likely_organisation() -> None:
    intro = introduced(reply("refer", CENTRAL, HALL, confidence=0.01), "de").intro
    assert intro.startswith(said("de", "not_found"))
    assert "Delft" not in intro


def test_who_asks_for_a_human_is_not_told_that_nothing_was_found() -> None:
    intro = introduced(reply("refer", CENTRAL, HALL), "de").intro
    assert said("de", "not_found") not in intro
    assert "1400" in intro


def test_a_plan_goes_on_asking_after_something_else() -> None:
    assert said("es", "plan_question") in introduced(reply("smalltalk", asks="plan"), "es").intro
