"""A small knowledge base of real texts under the real encoder, built once a session."""

import shutil
from pathlib import Path

import pytest

from bot.settings import settings
from knowledge.base import KnowledgeBase, open_base
from knowledge.encoder import SentenceEncoder
from knowledge.index import Contents, current_manifest
from knowledge.schema import ServiceText
from knowledge.texts import load_texts
from knowledge.vector_cache import VectorCache

FEW = ("paspoort-aanvragen", "paspoort-kwijt", "huurtoeslag", "ww-uitkering", "overlijden-regelen", "dakkapel")


@pytest.fixture(scope="session")
def encoder() -> SentenceEncoder:
    return SentenceEncoder()


@pytest.fixture(scope="session")
def few_texts() -> tuple[ServiceText, ...]:
    """Six real texts over five themes."""
    return tuple(text for text in load_texts() if text.id in FEW)


@pytest.fixture(scope="session")
def more_texts() -> tuple[ServiceText, ...]:
    """The six and fifteen others: so many that one of them is few (knowledge.build.RELEARN_SHARE)."""
    texts = load_texts()
    few = [text for text in texts if text.id in FEW]
    return (*few, *[text for text in texts if text.id not in FEW][:15])


@pytest.fixture(scope="session")
def warm_cache(
    more_texts: tuple[ServiceText, ...], encoder: SentenceEncoder, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A cache with the vectors of these texts, to copy: what a test is not about need not be encoded again."""
    path = tmp_path_factory.mktemp("vectors") / "cache.sqlite"
    with VectorCache(path, encoder) as cache:
        cache.vectors(Contents(more_texts).passages(), lambda _: None)
    return path


@pytest.fixture
def index_dir(warm_cache: Path, tmp_path: Path) -> Path:
    """A folder for an index, with that cache."""
    folder = tmp_path / "data" / "index"
    folder.mkdir(parents=True)
    shutil.copyfile(warm_cache, folder / "cache.sqlite")
    return folder


@pytest.fixture(scope="session")
def base(encoder: SentenceEncoder) -> KnowledgeBase:
    """The whole knowledge base, from the index that `make index` built."""
    if current_manifest(settings().index_dir) is None:
        pytest.fail("no search index: run make index (make test does)")
    return open_base(settings(), encoder)
