"""The process that `wegwijs up` starts."""

import sys
from pathlib import Path

import httpx
import pytest

from connectors.service import Service, free_port

pytestmark = pytest.mark.slow


def test_a_gateway_without_rasa_lives_says_so_and_stops_in_order(database_url: str, tmp_path: Path) -> None:
    nobody = f"http://127.0.0.1:{free_port()}"
    url = f"http://127.0.0.1:{(port := free_port())}"
    gateway = Service(
        name="gateway",
        command=[sys.executable, "-m", "connectors.serve"],
        health_url=f"{url}/health/live",
        log_path=tmp_path / "gateway.log",
        environment={
            "DATABASE_URL": database_url,
            "WEGWIJS_PORT": str(port),
            "WEGWIJS_RASA_URL": nobody,
            "WEGWIJS_ACTIONS_URL": nobody,
        },
    )
    gateway.start()
    try:
        gateway.wait_until_ready()
        ready = httpx.get(f"{url}/health/ready", trust_env=False)
    finally:
        gateway.stop()
    assert ready.status_code == 503
    assert ready.json()["dependencies"] == {"database": "ok", "assistant": "down", "actions": "down"}
    assert "Traceback" not in gateway.log_path.read_text()
