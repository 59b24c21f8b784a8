"""A place is found, asked back or left alone; it is never guessed."""

import pytest

from knowledge.places import DidYouMean, Found, Located, NotAPlace, PostcodeOnly, Which, locate, said_place
from knowledge.places.resolve import resolve
from knowledge.register import Register, load_register


@pytest.fixture(scope="module")
def register() -> Register:
    return load_register()


def located(question: str, register: Register) -> Located:
    return locate(question, register.gazetteer)


def name_of(register: Register, code: str | None) -> str | None:
    return register.municipalities[code].short_name if code else None


@pytest.mark.parametrize(
    ("question", "name", "kept"),
    [
        ("ik woon in Kaatsheuvel, hoe verleng ik mijn paspoort", "Loon op Zand", "hoe verleng ik mijn paspoort"),
        ("ik verhuis naar Groningen wat moet ik doen", "Groningen", "verhuis naar"),
        ("parkeervergunning gemeente Utrechtse Heuvelrug", "Utrechtse Heuvelrug", "parkeervergunning"),
        ("paspoort aanvragen in amsterdam", "Amsterdam", "paspoort aanvragen"),
        ("ik zit in Delfshaven, waar krijg ik bijstand", "Rotterdam", "waar krijg ik bijstand"),
        ("ik woon in best en wil een kapvergunning", "Best", "kapvergunning"),
        ("ik woon in Rijswijk bij Den Haag, waar meld ik een geboorte", "Rijswijk", "waar meld ik een geboorte"),
        ("hoe krijg ik kwijtschelding, ik woon in den helder", "Den Helder", "hoe krijg ik kwijtschelding"),
        ("wij wonen in Alphen a/d Rijn waar is het loket", "Alphen aan den Rijn", "waar is het loket"),
    ],
)
def test_a_named_place_is_found_and_taken_out(question: str, name: str, kept: str, register: Register) -> None:
    found = located(question, register)
    assert name_of(register, found.municipality) == name
    assert kept in found.subject
    assert name not in found.subject


@pytest.mark.parametrize(
    "question",
    [
        "ik ben in paniek",
        "in best veel gevallen",
        "hoe verleng ik mijn paspoort",
        "",
        "ik woon in een huurhuis",
        "ik zit in de schulden",
        "ik zit in de ww",
        "wij wonen in de wijk al jaren",
        "ik woon in nederland en werk in duitsland",
        "ik werk in Utrecht en ben ziek",
        "in hoeveel dagen krijg ik bericht",
        "ik zit in loondienst",
        "wat kost een rijbewijs in euro's",
        "ik woon in bij mijn ouders",
        "ik kom uit Polen en zoek werk",
        "mag ik in mei op vakantie",
        "ik leef in armoede",
        "provincie Utrecht subsidie",
    ],
)
def test_without_a_place_nothing_is_found(question: str, register: Register) -> None:
    found = located(question, register)
    assert found.municipality is None
    assert not isinstance(found.outcome, Which)


def test_without_a_place_the_question_stays_as_it_is(register: Register) -> None:
    assert located("hoe verleng ik mijn paspoort", register) == Located(None, "hoe verleng ik mijn paspoort")


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("Oosterhout", {"Oosterhout", "Overbetuwe"}),
        ("Rijswijk", {"Rijswijk", "Buren", "Altena"}),
        ("Bergen", {"Bergen NH", "Bergen (L)"}),
        ("Vinkel", {"Bernheze", "Den Bosch"}),
        ("Boarnsterhim", {"Heerenveen", "Leeuwarden", "De Fryske Marren", "Súdwest-Fryslân"}),
        ("Schilderswijk", {"Den Haag", "Groningen"}),
    ],
)
def test_a_name_in_several_municipalities_is_asked_back(said: str, names: set[str], register: Register) -> None:
    outcome = resolve(said, register.gazetteer)
    assert isinstance(outcome, Which)
    assert {name_of(register, option.gm_code) for option in outcome.options} == names


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Oosterhout GLD", "Overbetuwe"),
        ("gemeente Oosterhout", "Oosterhout"),
        ("Hengelo (Gld)", "Bronckhorst"),
        ("Laren Noord-Holland", "Laren"),
        ("Beek bij Nijmegen", "Berg en Dal"),
        ("Haren, Groningen", "Groningen"),
    ],
)
def test_what_stands_behind_a_name_tells_it_apart(said: str, name: str, register: Register) -> None:
    outcome = resolve(said, register.gazetteer)
    assert isinstance(outcome, Found)
    assert name_of(register, outcome.place.gm_code) == name


@pytest.mark.parametrize(
    ("said", "name"),
    [("amersfoirt", "Amersfoort"), ("Zwollle", "Zwolle"), ("Leeuwaarden", "Leeuwarden"), ("Mechelen", "Gulpen-Wittem")],
)
def test_a_typing_error_is_confirmed_and_never_taken(said: str, name: str, register: Register) -> None:
    outcome = resolve(said, register.gazetteer)
    assert isinstance(outcome, DidYouMean)
    assert name_of(register, outcome.option.gm_code) == name


@pytest.mark.parametrize("said", ["Turkije", "Antwerpen", "Curaçao", "xyzzy", "huis", "Parijs"])
def test_what_is_no_place_of_ours_stays_so(said: str, register: Register) -> None:
    assert isinstance(resolve(said, register.gazetteer), NotAPlace)


@pytest.mark.parametrize("said", ["3511", "3511 AB", "3511ab", "postcode 3511"])
def test_a_postcode_alone_is_asked_back(said: str, register: Register) -> None:
    assert isinstance(resolve(said, register.gazetteer), PostcodeOnly)


def test_every_municipality_and_every_former_one_resolves_under_its_own_name(register: Register) -> None:
    for own in register.municipalities.values():
        outcome = resolve(own.name, register.gazetteer)
        codes = {o.gm_code for o in outcome.options} if isinstance(outcome, Which) else set()
        assert own.gm_code in codes or (isinstance(outcome, Found) and outcome.place.gm_code == own.gm_code), own.name
    former = [place for found in register.gazetteer.meanings.values() for place in found if place.kind == "opgeheven"]
    assert len({place.name for place in former}) >= 150
    assert all(place.gm_code in register.municipalities for place in former)


def test_every_place_of_the_register_is_found_or_asked(register: Register) -> None:
    for places in register.gazetteer.meanings.values():
        for place in places:
            outcome = resolve(place.name, register.gazetteer)
            options = outcome.options if isinstance(outcome, Which) else ()
            single = outcome.place if isinstance(outcome, Found) else getattr(outcome, "option", None)
            assert place.gm_code in {option.gm_code for option in (*options, *([single] if single else []))}, place


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Delft", "Delft"),
        ("in Best", "Best"),
        ("best", "Best"),
        ("nee, Rijswijk bij Den Haag", "Rijswijk"),
        ("ik ben verhuisd naar Gouda", "Gouda"),
        ("ik woon in Sittard hoor", "Sittard-Geleen"),
        ("mijn gemeente is hof van twente", "Hof van Twente"),
    ],
)
def test_a_bare_answer_counts_when_the_place_was_asked(text: str, name: str, register: Register) -> None:
    outcome = said_place(text, register.gazetteer, asked=True)
    assert isinstance(outcome, Found)
    assert name_of(register, outcome.place.gm_code) == name


@pytest.mark.parametrize("text", ["best", "leuk", "een", "waarde", "dank u wel", "hoe dan?", "paspoort", "ja", "nee"])
def test_an_ordinary_word_out_of_the_blue_is_no_place(text: str, register: Register) -> None:
    assert said_place(text, register.gazetteer, asked=False) is None


@pytest.mark.parametrize(
    "text", ["hoe vraag ik een paspoort aan", "ja", "nee", "dank u wel", "wat kost dat", "paspoort"]
)
def test_something_else_than_a_place_is_left_to_others(text: str, register: Register) -> None:
    assert said_place(text, register.gazetteer, asked=True) is None


def test_where_somebody_else_lives_is_not_the_citizens_own_home(register: Register) -> None:
    of_mother = located("mijn moeder woont in Gouda en heeft hulp nodig", register)
    assert name_of(register, of_mother.municipality) == "Gouda"
    assert not of_mother.own
    assert located("ik woon in Gouda en heb hulp nodig", register).own
