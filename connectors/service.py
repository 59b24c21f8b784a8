"""One process of the stack: started with its log in a file, waited for by its health page, stopped in order."""

import os
import socket
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import httpx

from bot.settings import ROOT
from knowledge.problems import KnowledgeError

STOP_WAIT_SECONDS = 10
POLL_SECONDS = 0.2
LOG_TAIL_CHARS = 1500


class ServiceFailed(KnowledgeError):
    """A process that did not come up; the message carries the end of its log."""


@dataclass
class Service:
    """A command with its environment; `health_url` answers 200 as soon as it can work."""

    name: str
    command: list[str]
    health_url: str
    log_path: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    start_wait_seconds: float = 180
    _process: "subprocess.Popen[bytes] | None" = field(default=None, repr=False)
    _log: IO[bytes] | None = field(default=None, repr=False)

    def start(self) -> None:
        """Start the process in a group of its own, so that Ctrl-C reaches only the command that started it."""
        self.log_path.parent.mkdir(parents=True, exist_ok=True)
        self._log = self.log_path.open("ab")
        self._process = subprocess.Popen(  # noqa: S603 - our own commands
            self.command,
            cwd=ROOT,
            env={**os.environ, **self.environment},
            stdout=self._log,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )

    def wait_until_ready(self) -> None:
        """Return when the health page answers; raises `ServiceFailed` when the process ends or time is up."""
        deadline = time.monotonic() + self.start_wait_seconds
        while time.monotonic() < deadline:
            if self.ready():
                return
            if not self.alive():
                raise ServiceFailed(f"{self.name} stopped while starting.{self._tail()}")
            time.sleep(POLL_SECONDS)
        raise ServiceFailed(f"{self.name} gave no sign of life in {self.start_wait_seconds:.0f} s.{self._tail()}")

    def ready(self) -> bool:
        try:
            return httpx.get(self.health_url, timeout=2).status_code == 200
        except httpx.HTTPError:
            return False

    def alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def wait_until_ended(self) -> None:
        """Return when the process is gone, at most ten seconds later."""
        if self._process is not None:
            self._process.wait(STOP_WAIT_SECONDS)

    def kill(self) -> None:
        """End the process at once, as a fault would; for measurements and tests."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def stop(self) -> None:
        """Ask the process to end, and insist after ten seconds."""
        if self._process is not None and self.alive():
            self._process.terminate()
            try:
                self._process.wait(STOP_WAIT_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        if self._log is not None:
            self._log.close()

    def _tail(self) -> str:
        said = self.log_path.read_text(encoding="utf-8", errors="replace")[-LOG_TAIL_CHARS:]
        return f"\nIts log ({self.log_path}) ends with:\n{said}"


def free_port() -> int:
    """A loopback port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def port_is_taken(host: str, port: int) -> bool:
    """Whether something listens there already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False
