"""The gateway is killed in the middle: what Meta was told 200 about is answered, and nothing is said twice."""

import os
from collections import Counter

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.settings import Settings
from connectors.service import free_port
from connectors.stack import whatsapp_environment
from connectors.whatsapp.simulator.app import create_simulator
from connectors.whatsapp.simulator.courier import Courier, Habits
from connectors.whatsapp.simulator.meta import Meta, Phone
from tests.connectors.running import gateway_process
from tests.connectors.whatsapp.world import NUMBER, SECRET, TOKEN, World, account_settings, got, running, until

pytestmark = pytest.mark.slow

MESSAGES = 12
NOWHERE = "http://127.0.0.1:1/webhooks/whatsapp"


async def test_a_gateway_that_is_killed_loses_nothing_and_says_nothing_twice(
    database_url: str, engine: AsyncEngine, settings_for_test: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    meta_port = free_port()
    chosen = account_settings(settings_for_test, f"http://127.0.0.1:{meta_port}")
    for name, value in whatsapp_environment(chosen).items():
        monkeypatch.setitem(os.environ, name, value)
    monkeypatch.setitem(os.environ, "WEGWIJS_DATA_DIR", str(settings_for_test.data_dir))
    phones = [Phone(f"P{n}", f"3161234500{n}" if n else None, f"NL.1{n}") for n in range(3)]
    meta = Meta(NUMBER, TOKEN, Courier(NOWHERE, SECRET, Habits(twice=True)), phones)
    looking = World("", meta, engine)
    async with running(create_simulator(meta), meta_port):
        with gateway_process(database_url, thinking_seconds=0.3) as (url, process):
            meta.courier.webhook_url = f"{url}/webhooks/whatsapp"
            for number in range(MESSAGES):
                meta.write(phones[number % 3], f"vraag {number}")
            await until(lambda: len(got(phones[0])) > 1, lambda: got(phones[0]))
            process.kill()
        with gateway_process(database_url) as (url, _):
            meta.courier.webhook_url = f"{url}/webhooks/whatsapp"  # Meta tries again what got no 200
            await looking.until_rows("SELECT count(*) FROM messages WHERE answers IS NOT NULL", [(MESSAGES,)])
            await looking.until_rows("SELECT count(*) FROM whatsapp_outbox WHERE status = 'waiting'", [(0,)])
            ((uncertain,),) = await looking.rows("SELECT count(*) FROM whatsapp_outbox WHERE status <> 'sent'")
    said = Counter(text for phone in phones for text in got(phone) if text.startswith("Antwoord"))
    assert set(said.values()) == {1}
    # what was on its way at the moment of the kill may or may not have left: it is never repeated
    assert MESSAGES - uncertain <= len(said) <= MESSAGES
    for phone in phones:
        asked = [int(text.rsplit(" ", 1)[1]) for text in got(phone) if text.startswith("Antwoord")]
        assert len(asked) == len(set(asked))
