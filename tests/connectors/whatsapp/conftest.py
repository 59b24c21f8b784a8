"""One world for the tests of this folder that break nothing."""

from collections.abc import AsyncIterator, Callable

import pytest

from bot.settings import Settings
from connectors.whatsapp.simulator.meta import Phone
from tests.connectors.whatsapp.world import World, world


@pytest.fixture(scope="module")
async def whatsapp(settings_for_test: Settings, new_database: Callable[[], str]) -> AsyncIterator[World]:
    async with world(settings_for_test, new_database()) as made:
        yield made


@pytest.fixture(params=["with a number", "without a number"])
def phone(request: pytest.FixtureRequest, whatsapp: World) -> Phone:
    """A phone that has never written before."""
    number = len(whatsapp.meta.phones)
    wa_id = f"3161234{number:04}" if request.param == "with a number" else None
    return whatsapp.phone("Sanne", wa_id, f"NL.50022334455{number:04}")
