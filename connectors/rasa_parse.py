"""A Rasa model that only listens: started on loopback, asked over `/model/parse`, stopped at the end of the block."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from connectors.service import Service, free_port
from connectors.train import RASA, rasa_environment

LOOPBACK = "127.0.0.1"

Parse = Callable[[str], Any]


@contextmanager
def rasa_parser(model: Path, log_path: Path) -> Iterator[Parse]:
    """What the model makes of a text, as Rasa's own JSON, for as long as the block runs."""
    port = free_port()
    service = Service(
        name="a Rasa server that only parses",
        command=[str(RASA), "run", "--enable-api", "--model", str(model), "--port", str(port), "--interface", LOOPBACK],
        health_url=f"http://{LOOPBACK}:{port}/",
        log_path=log_path,
        environment=rasa_environment(),
    )
    service.start()
    try:
        service.wait_until_ready()
        with httpx.Client(base_url=f"http://{LOOPBACK}:{port}", timeout=60, trust_env=False) as http:
            yield lambda text: http.post("/model/parse", json={"text": text}).raise_for_status().json()
    finally:
        service.stop()
