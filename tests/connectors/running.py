"""A gateway that runs for as long as a block: in a thread of this process, or in a process of its own."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import httpx
from starlette.applications import Starlette

from bot.settings import ROOT
from connectors.serve import server
from connectors.service import free_port

START_SECONDS = 30


@contextmanager
def serving(app: Starlette) -> Iterator[str]:
    """The address of `app` under uvicorn in a thread; stopped as by a signal when the block ends."""
    running = server(app, "127.0.0.1", free_port())
    thread = Thread(target=lambda: asyncio.run(running.serve()), daemon=True)
    thread.start()
    url = f"http://127.0.0.1:{running.config.port}"
    _wait_until_live(url)
    try:
        yield url
    finally:
        running.should_exit = True
        thread.join()


@contextmanager
def gateway_process(database_url: str, thinking_seconds: float = 0) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    """A gateway in a process of its own, and that process; killed when the block ends."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.connectors.gateway_process"],
        cwd=ROOT,
        env={
            **os.environ,
            "DATABASE_URL": database_url,
            "WEGWIJS_PORT": str(port),
            "THINKING_SECONDS": str(thinking_seconds),
        },
    )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_until_live(url)
        yield url, process
    finally:
        process.kill()
        process.wait()


def _wait_until_live(url: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            httpx.get(f"{url}/health/live", trust_env=False).raise_for_status()
            return
        except httpx.HTTPError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
