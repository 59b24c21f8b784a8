"""The whole stack, once a session: real Rasa, action server, PostgreSQL and gateway on scratch data."""

from collections.abc import Iterator

import httpx
import pytest

from bot.settings import settings
from connectors.client import CitizenClient
from connectors.stack import Stack, running_stack, scratch_settings
from tests.connectors.widget.conftest import browser, context, phone, widget

__all__ = ["browser", "context", "phone", "widget"]  # fixtures, shared with the tests of the widget


@pytest.fixture(scope="session")
def stack() -> Iterator[Stack]:
    with scratch_settings(settings()) as scratch, running_stack(scratch) as running:
        yield running


@pytest.fixture
def citizen(stack: Stack) -> Iterator[CitizenClient]:
    """A citizen who has just opened the chat."""
    with httpx.Client(base_url=stack.url, timeout=90, trust_env=False) as http:
        client = CitizenClient.start(http)
        yield client
        client.end()
