"""The stack with the fake Open Klant: the process answers, and the gateway is told where it is."""

from pathlib import Path

import httpx

from bot.settings import Settings
from connectors import stack
from connectors.database.embedded import Database
from connectors.openklant.contract import PREFIX
from connectors.openklant.fake import DEMO_TOKEN


def test_the_gateway_delivers_to_the_fake_open_klant_that_is_started_with_it(tmp_path: Path) -> None:
    chosen = Settings(_env_file=None, data_dir=tmp_path, database_url=None)  # type: ignore[call-arg]
    plain = stack._stack(chosen, Database("postgresql://nobody@localhost/none"))
    made = stack._with_simulator(plain, chosen)
    environment = made.service("gateway").environment
    simulator = made.service("openklant")
    simulator.start()
    try:
        simulator.wait_until_ready()
        found = httpx.get(
            f"{environment['WEGWIJS_OPENKLANT_URL']}/klantcontacten",
            headers={"Authorization": f"Token {environment['WEGWIJS_OPENKLANT_TOKEN']}"},
            trust_env=False,
        )
    finally:
        simulator.stop()
    assert found.json()["count"] == 0
    assert (stack.OPENKLANT_PREFIX, stack.OPENKLANT_TOKEN) == (PREFIX, DEMO_TOKEN)
