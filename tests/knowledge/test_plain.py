"""Plain Dutch, measured: what the judgement promises to editors, and how well it tells hard from easy."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import roc_auc_score
from typer.testing import CliRunner

from bot.settings import ROOT
from connectors.cli import app
from knowledge.plain import hardwords
from knowledge.plain.analysis import RARE_BELOW_ZIPF
from knowledge.plain.compounds import familiarity, split
from knowledge.plain.coverage import organisations_without_text, products
from knowledge.plain.features import MEASURES
from knowledge.plain.judge import Judgement, judge
from knowledge.plain.model import B1_LINE, model
from knowledge.plain.survey import official_names
from knowledge.plain.text import sentences
from knowledge.register import load_register
from knowledge.schema import Door
from knowledge.texts import load_texts

QUALITY = ROOT / "tests" / "quality"
LETTER = "Indien u zulks niet tijdig aan ons mededeelt, worden de kosten ten behoeve van derden op u verhaald."
PLAIN = "Hebt u een vraag? Bel ons dan. Wij helpen u graag."


@cache
def pairs(name: str) -> list[dict[str, str]]:
    lines = (QUALITY / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def auc(kind: str) -> float:
    chosen = [pair for pair in pairs("plain_pairs_test.jsonl") if pair["kind"] == kind]
    scores = [judge(pair[side]).score for pair in chosen for side in ("hard", "easy")]
    return float(roc_auc_score([1, 0] * len(chosen), scores))


def remedies(text: str) -> str:
    return "\n".join(remark.remedy for remark in judge(text).remarks)


@pytest.mark.parametrize(("kind", "lowest"), [("ordinary", 0.97), ("misleading", 0.85)])
def test_hard_dutch_scores_higher_on_pairs_that_taught_it_nothing(kind: str, lowest: float) -> None:
    assert auc(kind) >= lowest


def test_the_pairs_are_as_many_as_promised_and_the_test_pairs_are_others() -> None:
    learned, unseen = pairs("plain_pairs.jsonl"), pairs("plain_pairs_test.jsonl")
    kinds = [pair["kind"] for pair in learned]
    assert (kinds.count("ordinary"), kinds.count("misleading")) >= (110, 50)
    texts = [pair[side] for pair in (*learned, *unseen) for side in ("hard", "easy")]
    assert len(texts) == len(set(texts))
    assert len({pair["id"] for pair in (*learned, *unseen)}) == len(learned) + len(unseen)


def test_a_measure_can_only_make_a_text_harder() -> None:
    assert set(model().weights) == set(MEASURES)
    assert all(weight > 0 for weight in model().weights.values())


def test_a_hard_letter_is_not_plain_and_a_plain_one_is() -> None:
    assert not judge(LETTER).plain
    assert judge(PLAIN).plain
    assert judge(LETTER).score > B1_LINE > judge(PLAIN).score


def test_remarks_name_the_word_and_the_alternative() -> None:
    found = remedies(LETTER)
    assert "'indien' → 'als'" in found
    assert "'ten behoeve van' → 'voor'" in found


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("Wij schorten de betaling van uw uitkering op.", "'schorten … op'"),
        ("Het verzoek is ingewilligd en dit wordt in mindering gebracht.", "in mindering gebracht"),
        ("U dient dit formulier te tekenen " + "en wij sturen het u terug " * 3, "maak er twee van"),
        ("De aanvraag wordt door de gemeente bekeken.", "wordt … bekeken"),
        ("Log in, vul het formulier in en stuur het op.", "dingen tegelijk"),
        ("Bel het KCC over uw WIA.", "'KCC' voluit"),
        ("Niemand hoeft niet te betalen.", "Dubbele ontkenning"),
        ("Na de vaststelling van het bedrag hoort u meer.", "Maak van 'vaststelling' een werkwoord"),
    ],
)
def test_each_kind_of_trouble_gets_its_remedy(text: str, remedy: str) -> None:
    assert remedy in remedies(text)


def test_a_remark_holds_the_sentence_it_is_about() -> None:
    remark = judge(f"{PLAIN} {LETTER}").remarks[0]
    assert remark.sentence == LETTER
    assert remark.remedy in str(remark)


def test_a_text_that_is_not_plain_always_says_what_to_do() -> None:
    for pair in pairs("plain_pairs.jsonl"):
        found = judge(pair["hard"])
        assert found.plain or found.remarks, pair["id"]


@pytest.mark.parametrize("word", ["verjaardagstaart", "boodschappenlijstje", "fietsenstalling", "tandartsrekening"])
def test_an_everyday_compound_is_not_rare(word: str) -> None:
    assert familiarity(word) >= RARE_BELOW_ZIPF


@pytest.mark.parametrize("word", ["deswege", "aansprakelijkheid", "nopens", "overlegging"])
def test_what_is_no_compound_is_not_taken_apart(word: str) -> None:
    assert split(word) == ()


def test_official_names_and_terms_do_not_make_a_text_hard() -> None:
    text = "De Autoriteit Persoonsgegevens let op de aansprakelijkheidsverzekering."
    named = judge(text, official_names(load_register()), frozenset({"aansprakelijkheidsverzekering"}))
    assert named.score < judge(text.lower()).score
    assert named.remarks == ()


def test_an_explained_word_counts_as_known() -> None:
    explained = judge("U mag uw mening geven. Dat heet een zienswijze.")
    assert "zienswijze" not in "".join(map(str, explained.remarks))


def test_a_word_with_an_everyday_meaning_is_only_in_the_list() -> None:
    listed = {entry.word: entry.kind for entry in hardwords.load()}
    assert listed["daar"] == hardwords.AMBIGUOUS
    assert not list(hardwords.find(["kunt", "u", "daar", "naartoe", "gaan"]))


def test_the_list_holds_the_open_list_of_rvo_and_far_more_of_our_own() -> None:
    sources = [entry.source for entry in hardwords.load()]
    assert sum(source.startswith("RVO") for source in sources) >= 180
    assert sources.count("Wegwijs") >= 250
    assert len(sources) == len({entry.word for entry in hardwords.load()})
    assert all(entry.plain for entry in hardwords.load() if entry.kind != hardwords.AMBIGUOUS)


def test_markup_lists_and_abbreviations_do_not_confuse_the_sentences() -> None:
    found = sentences("<p>Bel dhr. Jansen, bijv. op 3 mei.</p><ul><li>Neem uw pas mee<li>Kom op tijd</ul>")
    assert [one.text for one in found] == ["Bel dhr. Jansen, bijv. op 3 mei.", "Neem uw pas mee", "Kom op tijd"]


def test_capitals_do_not_hide_hard_words() -> None:
    assert "'inzake' → 'over'" in remedies("DIT IS EEN BRIEF INZAKE UW VERZOEK TOT SCHADEVERGOEDING")


@pytest.mark.parametrize(
    "text",
    ["", " ", "\0", "😀🎉", "1 2 3", "x" * 10_000, "<" * 10_000, "ver" * 3_300, "a.b." * 2_500, "'" * 999, "\ud83d"],
)
def test_odd_input_gets_a_score(text: str) -> None:
    assert 0 <= judge(text).score <= 100


@settings(max_examples=150, deadline=None)
@given(
    st.text(max_size=400) | st.lists(st.sampled_from([*LETTER.split(), "(", ").", "\n-", "WIA", "<b>"])).map(" ".join)
)
def test_judging_never_raises(text: str) -> None:
    found = judge(text)
    assert isinstance(found, Judgement)
    assert 0 <= found.score <= 100
    assert found.plain == (found.score < B1_LINE)


def run_batch(tmp_path: Path, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    outcome = CliRunner().invoke(app, ["check", "--batch", str(source), "--out", str(target)])
    assert outcome.exit_code == 0, outcome.output
    return [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]


def test_the_batch_keeps_its_contract(tmp_path: Path) -> None:
    odd = ["", "😀", "\0", "<p>Hallo</p>", "woord " * 2_000, "\ud83d thans", None]
    rows = [{"id": "hard", "text": LETTER}, {"id": "easy", "text": PLAIN}]
    found = run_batch(tmp_path, rows + [{"id": str(i), "text": text} for i, text in enumerate(odd)])
    assert [line["id"] for line in found] == ["hard", "easy", *map(str, range(len(odd)))]
    assert all(list(line) == ["id", "score", "plain", "remarks"] for line in found)
    assert found[0]["score"] > found[1]["score"]
    assert all(isinstance(remark, str) for line in found for remark in line["remarks"])


def test_a_file_below_the_line_makes_the_command_fail(tmp_path: Path) -> None:
    hard, easy = tmp_path / "hard.txt", tmp_path / "easy.txt"
    hard.write_text(LETTER, encoding="utf-8")
    easy.write_text(PLAIN, encoding="utf-8")
    assert CliRunner().invoke(app, ["check", str(hard)]).exit_code == 1
    assert CliRunner().invoke(app, ["check", str(easy)]).exit_code == 0


def test_coverage_knows_what_a_text_names_and_what_nobody_names() -> None:
    texts, register = load_texts(), load_register()
    named = next(text for text in texts if text.upl)
    found = {product.name: product for product in products([named])}
    assert found[named.upl[0]].coverage == "exact"
    assert {product.coverage for product in found.values()} >= {"exact", "missing"}
    door = Door(id="x", title="x", organisations=("rdw",), phrasings=("a",) * 8, upl=("wapenvergunning",))
    through = {product.name: product for product in products([named], [door])}
    assert (through["wapenvergunning"].coverage, through["wapenvergunning"].text_id) == ("referred", "x")
    assert named.organisations[0].id not in {one.id for one in organisations_without_text([named], register)}
