"""A small knowledge base of real texts under the real encoder, built once a session."""

import pytest

from bot.settings import settings
from knowledge.base import KnowledgeBase, open_base
from knowledge.encoder import SentenceEncoder
from knowledge.index import current_manifest
from knowledge.schema import ServiceText
from knowledge.texts import load_texts

FEW = ("paspoort-aanvragen", "paspoort-kwijt", "huurtoeslag", "ww-uitkering", "overlijden-regelen", "dakkapel")


@pytest.fixture(scope="session")
def encoder() -> SentenceEncoder:
    return SentenceEncoder()


@pytest.fixture(scope="session")
def few_texts() -> tuple[ServiceText, ...]:
    """Six real texts over five themes."""
    return tuple(text for text in load_texts() if text.id in FEW)


@pytest.fixture(scope="session")
def base(encoder: SentenceEncoder) -> KnowledgeBase:
    """The whole knowledge base, from the index that `make index` built."""
    if current_manifest(settings().index_dir) is None:
        pytest.fail("no search index: run make index (make test does)")
    return open_base(settings(), encoder)
