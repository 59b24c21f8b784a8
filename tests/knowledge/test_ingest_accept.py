"""The gate of the ingest: what comes from outside is plain, official and honest, or refused with its reason."""

import time
from dataclasses import replace
from datetime import date, timedelta

import pytest

from knowledge.ingest.accept import LINKS_MAX, QUESTION_MAX_CHARS, Gate, accept, accept_all, record_id
from knowledge.ingest.difference import STALE_AFTER_YEARS, difference
from knowledge.ingest.draft import Draft, Ingested, Refusal, Unreadable
from knowledge.ingest.html import HTML_MAX_CHARS, divided, to_text
from knowledge.register import load_register

TODAY = date(2026, 11, 22)
DRAFT = Draft(
    key="fiets",
    question="Waar lever ik mijn oude fiets in?",
    introduction="<p>Een oude fiets brengt u naar de milieustraat. Dat kost niets.</p>",
    url="https://www.rijksoverheid.nl/onderwerpen/afval",
    publisher="Rijksoverheid.nl",
    licence="CC0 1.0 Universal",
    modified_on="2026-01-02T10:00:00.000Z",
)
HARD = (
    "<p>Onverminderd het bepaalde in het voorgaande artikel geschiedt de inontvangstneming van het ingeleverde, "
    "behoudens andersluidende beschikking van het bevoegd gezag, met inachtneming van de terzake geldende "
    "uitvoeringsvoorschriften.</p>"
)


@pytest.fixture(scope="module")
def gate() -> Gate:
    return Gate.of(load_register(), TODAY)


def refusal(draft: Draft, gate: Gate) -> str:
    with pytest.raises(Refusal) as caught:
        accept("bron", draft, gate)
    return str(caught.value)


def test_a_good_draft_becomes_a_record_with_its_origin(gate: Gate) -> None:
    record = accept("bron", DRAFT, gate)
    assert record.id == "bron-fiets"
    assert record.introduction == "Een oude fiets brengt u naar de milieustraat. Dat kost niets."
    assert (record.publisher, record.licence, record.modified_on) == (
        "Rijksoverheid.nl",
        "CC0 1.0 Universal",
        date(2026, 1, 2),
    )
    assert not record.difficult


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"introduction": ""}, "no answer"),
        ({"introduction": "<p> </p><script>alert(1)</script>", "parts": (("Kop", " "),)}, "no answer"),
        ({"question": "  "}, "question"),
        ({"question": "x" * (QUESTION_MAX_CHARS + 1)}, "characters"),
        ({"url": "https://www.fietsenwinkel.com/fiets"}, "official host"),
        ({"url": "http://www.rijksoverheid.nl/fiets"}, "official host"),
        ({"url": "https://www.rijksoverheid.nl.evil.com/"}, "official host"),
        ({"url": "javascript:alert(1)"}, "official host"),
        ({"url": ""}, "official host"),
        ({"url": "https://[::1"}, "official host"),
        ({"organisations": ("fietsdienst",)}, "'fietsdienst' is not in the register"),
        ({"modified_on": "gisteren"}, "date of its last change"),
        ({"modified_on": ""}, "date of its last change"),
        ({"language": "en-GB"}, "language is en-GB"),
        ({"licence": " "}, "licence"),
        ({"publisher": ""}, "publisher"),
        ({"introduction": "x" * (HTML_MAX_CHARS + 1)}, "characters of HTML"),
        ({"key": "???"}, "no letter or digit"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_reason(gate: Gate, change: dict[str, object], said: str) -> None:
    assert said in refusal(replace(DRAFT, **change), gate)  # type: ignore[arg-type]


def test_one_bad_draft_does_not_stop_the_others(gate: Gate) -> None:
    found = accept_all("bron", [replace(DRAFT, key="a", url=""), Unreadable("b", "it is not a record"), DRAFT], gate)
    assert [record.id for record in found.records] == ["bron-fiets"]
    assert [line.split(":")[0] for line in found.refused] == ["a", "b"]


def test_the_same_key_twice_is_one_record_and_the_last_counts(gate: Gate) -> None:
    found = accept_all("bron", [DRAFT, replace(DRAFT, question="Nieuwe vraag?")], gate)
    assert [record.question for record in found.records] == ["Nieuwe vraag?"]


def test_two_keys_that_would_make_one_id_are_not_mixed_up(gate: Gate) -> None:
    found = accept_all("bron", [replace(DRAFT, key="a b"), replace(DRAFT, key="a-b", question="Anders?")], gate)
    assert [record.question for record in found.records] == [DRAFT.question]
    assert found.refused == ("a-b: its id is the same as that of a b",)


def test_only_links_to_official_hosts_stay_and_over_https(gate: Gate) -> None:
    html = (
        '<p>Lees <a href="http://www.belastingdienst.nl/a">dit</a>, <a href="/onderwerpen/milieu">dat</a>, '
        '<a href="https://www.facebook.com/x">daar</a>, <a href="javascript:alert(1)">hier</a>, '
        '<a href="https://www.belastingdienst.nl/a">weer dit</a>, <a href="https://duo.nl/"></a></p>'
    )
    record = accept("bron", replace(DRAFT, introduction=html), gate)
    assert [(link.text, str(link.url)) for link in record.links] == [
        ("dit", "https://www.belastingdienst.nl/a"),
        ("dat", "https://www.rijksoverheid.nl/onderwerpen/milieu"),
    ]
    assert "href" not in record.introduction


def test_not_more_links_than_a_citizen_can_choose_from(gate: Gate) -> None:
    html = "".join(f'<a href="https://www.uwv.nl/{n}">pagina {n}</a>' for n in range(50))
    assert len(accept("bron", replace(DRAFT, introduction=html), gate).links) == LINKS_MAX


def test_a_text_above_the_b1_line_is_marked_as_difficult(gate: Gate) -> None:
    assert accept("bron", replace(DRAFT, introduction=HARD), gate).difficult


def test_the_organisation_that_carries_it_out_is_found_by_its_name(gate: Gate) -> None:
    named = replace(DRAFT, carried_out_by=("Rijksdienst voor Ondernemend Nederland", "Ministerie van Fietsen"))
    assert accept("bron", named, gate).organisations == ("rvo",)


def test_a_day_in_the_future_is_not_believed(gate: Gate) -> None:
    assert accept("bron", replace(DRAFT, modified_on="2099-01-01"), gate).modified_on == TODAY


@pytest.mark.parametrize(("key", "made"), [("A_1", "bron-a-1"), ("Één/Twee", "bron-een-twee"), ("--x--", "bron-x")])
def test_any_key_becomes_an_id(key: str, made: str) -> None:
    assert record_id("bron", key) == made


def test_html_becomes_plain_text_and_scripts_disappear() -> None:
    html = "<p>Eén <b>twee</b><br>drie</p><script>alert(1)</script><ol><li>a</li><li>b</li></ol><p onclick='x'>vier"
    assert to_text(html) == "Eén twee\ndrie\n1. a\n2. b\nvier"


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 100_000 + "diep" + "</div>" * 100_000,
        "<p>" + "<b><i>" * 50_000 + "kruis</b></i>",
        "<a href='x' " + "a=b " * 100_000 + ">veel</a>",
        "\0\ufffe<p>tekens\ud83d</p>",
        "<![CDATA[" * 10_000,
        "&#0;&#xFFFFFFF;&lt;script&gt;",
    ],
)
def test_hostile_html_gives_text_or_a_reason_and_never_hangs(html: str, gate: Gate) -> None:
    begin = time.process_time()
    accept_all("bron", [replace(DRAFT, introduction=html)], gate)
    assert time.process_time() - begin < 60  # seconds of this process; a quadratic parser needs hours


def test_a_page_is_divided_at_its_headings() -> None:
    assert divided("<p>voor</p><h2>Kop <b>een</b></h2><p>a</p><p>b</p><h3>Kop twee</h3><ul><li>c</li></ul>") == (
        "<p>voor</p>",
        (("Kop een", "<p>a</p><p>b</p>"), ("Kop twee", "<ul><li>c</li></ul>")),
    )


def records(gate: Gate, *drafts: Draft, complete: bool = True) -> Ingested:
    return accept_all("bron", drafts, gate, complete)


def test_the_difference_names_new_changed_gone_and_unchanged(gate: Gate) -> None:
    known = {r.id: r for r in records(gate, *(replace(DRAFT, key=key) for key in "abc")).records}
    found = records(
        gate, replace(DRAFT, key="a"), replace(DRAFT, key="b", question="Anders?"), replace(DRAFT, key="d"), DRAFT
    )
    changes = difference(known, found, TODAY)
    assert changes.new == ("bron-d", "bron-fiets")
    assert changes.changed == ("bron-b",)
    assert list(changes.gone) == ["bron-c"]
    assert changes.unchanged == 1
    assert list(changes.records) == ["bron-a", "bron-b", "bron-d", "bron-fiets"]


def test_an_incomplete_run_keeps_what_it_did_not_see_but_not_what_was_withdrawn(gate: Gate) -> None:
    known = {r.id: r for r in records(gate, *(replace(DRAFT, key=key) for key in "abc")).records}
    changes = difference(known, records(gate, replace(DRAFT, key="b", withdrawn=True), complete=False), TODAY)
    assert list(changes.records) == ["bron-a", "bron-c"]
    assert changes.gone == {"bron-b": "withdrawn at the source"}


def test_a_record_that_its_source_forgot_goes(gate: Gate) -> None:
    old = TODAY - timedelta(days=366 * STALE_AFTER_YEARS)
    found = records(gate, replace(DRAFT, modified_on=old.isoformat()))
    known = {r.id: r for r in found.records}
    for complete in (True, False):
        changes = difference(known, replace(found, complete=complete), TODAY)
        assert not changes.records
        assert changes.gone == {"bron-fiets": "too old to answer from"}
        assert "too old" in changes.refused[0]
