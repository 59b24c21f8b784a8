"""The index: built once, rebuilt only for what changed, refused under another encoder, never half."""

from pathlib import Path

import pytest

from knowledge.encoder import SentenceEncoder, Vectors
from knowledge.index import Contents, IndexUnusable, build_index, current_manifest, load_index
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


def test_a_built_index_finds_the_text(few_texts: Texts, encoder: SentenceEncoder, tmp_path: Path) -> None:
    manifest, built = build_index(Contents(few_texts), encoder, tmp_path)
    index = load_index(tmp_path, encoder.fingerprint)
    assert built
    assert manifest.texts == len(few_texts)
    assert search(index, encoder, "hoe krijg ik een nieuw paspoort").hits[0].topic == "paspoort-aanvragen"


def test_unchanged_texts_are_not_encoded_again(few_texts: Texts, encoder: SentenceEncoder, tmp_path: Path) -> None:
    build_index(Contents(few_texts), encoder, tmp_path)
    counting = Counting(encoder)
    _, built = build_index(Contents(few_texts), counting, tmp_path)
    assert not built
    assert counting.encoded == 0


def test_only_the_changed_passages_are_encoded(few_texts: Texts, encoder: SentenceEncoder, tmp_path: Path) -> None:
    build_index(Contents(few_texts), encoder, tmp_path)
    changed = few_texts[0].model_copy(update={"questions": (*few_texts[0].questions, "een heel nieuwe vraag")})
    counting = Counting(encoder)
    _, built = build_index(Contents((changed, *few_texts[1:])), counting, tmp_path)
    assert built
    assert counting.encoded == 1


def test_an_index_of_another_encoder_is_refused(few_texts: Texts, encoder: SentenceEncoder, tmp_path: Path) -> None:
    build_index(Contents(few_texts), encoder, tmp_path)
    with pytest.raises(IndexUnusable, match="wegwijs index"):
        load_index(tmp_path, "another-model:0123")


def test_without_an_index_the_error_says_how_to_build_one(tmp_path: Path) -> None:
    with pytest.raises(IndexUnusable, match="wegwijs index"):
        load_index(tmp_path, "any")


def test_a_broken_file_is_refused_with_the_remedy(few_texts: Texts, encoder: SentenceEncoder, tmp_path: Path) -> None:
    manifest, _ = build_index(Contents(few_texts), encoder, tmp_path)
    (tmp_path / "builds" / manifest.digest / "vectors.faiss").write_bytes(b"not an index")
    with pytest.raises(IndexUnusable, match="broken"):
        load_index(tmp_path, encoder.fingerprint)


def test_a_build_that_fails_leaves_the_old_index(few_texts: Texts, encoder: SentenceEncoder, tmp_path: Path) -> None:
    build_index(Contents(few_texts), encoder, tmp_path)
    before = current_manifest(tmp_path)

    def full_disk(stage: str, done: int, total: int) -> None:
        if stage == "ranker":
            raise OSError("No space left on device")

    changed = few_texts[0].model_copy(update={"title": "Een andere titel"})
    with pytest.raises(OSError, match="No space left"):
        build_index(Contents((changed, *few_texts[1:])), encoder, tmp_path, full_disk)
    assert current_manifest(tmp_path) == before
    assert load_index(tmp_path, encoder.fingerprint).manifest == before
    assert not list((tmp_path / "builds").glob("making-*"))


def test_no_texts_is_an_error_that_says_what_to_do(encoder: SentenceEncoder, tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="add one"):
        build_index(Contents(()), encoder, tmp_path)
