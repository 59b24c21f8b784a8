"""The index: built once, rebuilt only for what changed, refused under another encoder, never half."""

from pathlib import Path

import pytest

from knowledge.build import build_index
from knowledge.encoder import SentenceEncoder, Vectors
from knowledge.index import Contents, IndexUnusable, current_build, current_manifest, load_index
from knowledge.problems import KnowledgeError
from knowledge.schema import ServiceText
from knowledge.search import search

Texts = tuple[ServiceText, ...]


class Counting:
    """The real encoder, counting what it was asked to encode."""

    def __init__(self, encoder: SentenceEncoder) -> None:
        self._encoder = encoder
        self.fingerprint, self.dimensions = encoder.fingerprint, encoder.dimensions
        self.encoded = 0

    def queries(self, texts: list[str]) -> Vectors:
        self.encoded += len(texts)
        return self._encoder.queries(texts)

    def passages(self, texts: list[str]) -> Vectors:
        self.encoded += len(texts)
        return self._encoder.passages(texts)


def with_question(texts: Texts, question: str) -> Texts:
    changed = texts[0].model_copy(update={"questions": (*texts[0].questions, question)})
    return (changed, *texts[1:])


def test_a_built_index_finds_the_text(few_texts: Texts, encoder: SentenceEncoder, index_dir: Path) -> None:
    manifest, built = build_index(Contents(few_texts), encoder, index_dir)
    index = load_index(index_dir, encoder.fingerprint)
    assert built
    assert manifest.texts == len(few_texts)
    assert search(index, encoder, "hoe krijg ik een nieuw paspoort").hits[0].topic == "paspoort-aanvragen"


def test_unchanged_texts_are_not_encoded_again(few_texts: Texts, encoder: SentenceEncoder, index_dir: Path) -> None:
    build_index(Contents(few_texts), encoder, index_dir)
    counting = Counting(encoder)
    _, built = build_index(Contents(few_texts), counting, index_dir)
    assert not built
    assert counting.encoded == 0


def test_only_the_changed_passages_are_encoded(few_texts: Texts, encoder: SentenceEncoder, index_dir: Path) -> None:
    build_index(Contents(few_texts), encoder, index_dir)
    counting = Counting(encoder)
    manifest, built = build_index(Contents(with_question(few_texts, "een heel nieuwe vraag")), counting, index_dir)
    assert built
    assert counting.encoded == 1
    assert manifest.encoded == 1


def test_the_weights_are_kept_while_few_topics_changed(
    more_texts: Texts, encoder: SentenceEncoder, index_dir: Path
) -> None:
    texts, stages = more_texts, list[str]()
    first, _ = build_index(Contents(texts), encoder, index_dir)
    changed = Contents(with_question(texts, "hoe zit het met vliegers op het strand"))
    second, _ = build_index(changed, encoder, index_dir, lambda stage, *_: stages.append(stage))
    assert second.ranker_from == first.digest
    assert second.ranker_drift == pytest.approx(1 / len(texts), abs=1e-5)
    assert "ranker" not in stages
    index = load_index(index_dir, encoder.fingerprint)
    assert search(index, encoder, "vliegers op het strand").hits[0].topic == texts[0].id


def test_the_weights_are_learned_anew_when_many_topics_changed_or_when_asked(
    few_texts: Texts, encoder: SentenceEncoder, index_dir: Path
) -> None:
    build_index(Contents(few_texts), encoder, index_dir)
    changed = Contents(with_question(few_texts, "een op zes teksten"))
    second, _ = build_index(changed, encoder, index_dir)
    assert (second.ranker_from, second.ranker_drift) == (second.digest, 0.0)
    before = current_build(index_dir)
    asked, built = build_index(changed, encoder, index_dir, relearn=True)
    assert built
    assert asked.digest == second.digest
    assert asked.ranker_from == asked.digest
    assert before is not None


def test_small_changes_add_up_until_the_weights_are_learned_anew(
    more_texts: Texts, encoder: SentenceEncoder, index_dir: Path
) -> None:
    texts = more_texts
    build_index(Contents(texts), encoder, index_dir)
    learned = []
    for number in range(3):
        texts = with_question(texts, f"vraag {number}")
        manifest, _ = build_index(Contents(texts), encoder, index_dir)
        learned.append(manifest.ranker_from == manifest.digest)
    assert learned == [False, True, False]


def test_an_edit_that_is_taken_back_costs_nothing(few_texts: Texts, encoder: SentenceEncoder, index_dir: Path) -> None:
    build_index(Contents(few_texts), encoder, index_dir)
    name = current_build(index_dir)
    build_index(Contents(with_question(few_texts, "vraag")), encoder, index_dir)
    assert current_build(index_dir) != name
    counting = Counting(encoder)
    _, built = build_index(Contents(few_texts), counting, index_dir)
    assert built
    assert current_build(index_dir) == name
    assert counting.encoded == 0


def test_no_more_than_two_builds_are_kept(few_texts: Texts, encoder: SentenceEncoder, index_dir: Path) -> None:
    for number in range(4):
        build_index(Contents(with_question(few_texts, f"vraag {number}")), encoder, index_dir)
    assert len(list((index_dir / "builds").iterdir())) == 2
    assert load_index(index_dir, encoder.fingerprint)


def test_an_index_of_another_encoder_is_refused(few_texts: Texts, encoder: SentenceEncoder, index_dir: Path) -> None:
    build_index(Contents(few_texts), encoder, index_dir)
    with pytest.raises(IndexUnusable, match="wegwijs index"):
        load_index(index_dir, "another-model:0123")


def test_without_an_index_the_error_says_how_to_build_one(index_dir: Path) -> None:
    with pytest.raises(IndexUnusable, match="wegwijs index"):
        load_index(index_dir, "any")


@pytest.mark.parametrize(
    "name", ["vectors.faiss", "layer.npz", "means.npz", "ranker.json", "passages.jsonl", "manifest.json"]
)
@pytest.mark.parametrize("damage", ["other", "half", "gone"])
def test_a_damaged_file_is_refused_with_the_remedy(
    few_texts: Texts, encoder: SentenceEncoder, index_dir: Path, name: str, damage: str
) -> None:
    build_index(Contents(few_texts), encoder, index_dir)
    path = index_dir / "builds" / (current_build(index_dir) or "") / name
    content = path.read_bytes()
    path.unlink() if damage == "gone" else path.write_bytes(
        b"nothing" if damage == "other" else content[: len(content) // 2]
    )
    with pytest.raises(IndexUnusable, match="wegwijs index"):
        load_index(index_dir, encoder.fingerprint)


def test_a_damaged_cache_is_thrown_away_and_made_again(
    few_texts: Texts, encoder: SentenceEncoder, index_dir: Path
) -> None:
    (index_dir / "cache.sqlite").write_bytes(b"this is no database" * 100)
    manifest, _ = build_index(Contents(few_texts), encoder, index_dir)
    assert manifest.encoded == manifest.passages
    counting = Counting(encoder)
    build_index(Contents(with_question(few_texts, "nog een vraag")), counting, index_dir)
    assert counting.encoded == 1


def test_no_texts_is_an_error_that_says_what_to_do(encoder: SentenceEncoder, index_dir: Path) -> None:
    with pytest.raises(KnowledgeError, match="add one"):
        build_index(Contents(()), encoder, index_dir)


def test_a_build_that_fails_leaves_the_old_index(few_texts: Texts, encoder: SentenceEncoder, index_dir: Path) -> None:
    build_index(Contents(few_texts), encoder, index_dir)
    before = current_manifest(index_dir)
    assert before is not None
    (index_dir / "cache.sqlite").unlink()
    (index_dir / "cache.sqlite").mkdir()  # a cache that can be neither opened nor thrown away
    with pytest.raises(KnowledgeError, match="serves on"):
        build_index(Contents(with_question(few_texts, "vraag")), encoder, index_dir)
    assert current_manifest(index_dir) == before
    assert load_index(index_dir, encoder.fingerprint).manifest == before
    assert not list((index_dir / "builds").glob("making-*"))
