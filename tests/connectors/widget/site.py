"""A real gateway on a port of its own that can be stopped and started again under the same address."""

import asyncio
from threading import Thread

import httpx

from bot.settings import Settings
from connectors.assistant import OfflineAssistant
from connectors.database import engine
from connectors.gateway.app import create_app
from connectors.incoming import Limits
from connectors.serve import GatewayServer, server
from connectors.service import free_port
from knowledge.planning.state import PlanState
from nlu.language.hear import get_ready
from tests.connectors.widget.replies import planned, respond


class Site:
    """Keeps its database and its port; what runs in between is a new process's worth of gateway."""

    def __init__(self, settings: Settings, database_url: str, messages_per_minute: int = 100) -> None:
        self._settings, self._database_url = settings, database_url
        self._limits = Limits(settings.message_max_chars, messages_per_minute)
        self._port = free_port()
        self._running: tuple[GatewayServer, Thread] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        app = create_app(
            self._settings,
            engine.create(self._database_url),
            OfflineAssistant(respond),
            limits=self._limits,
        )
        self._shelf = app.state.parts.plans
        running = server(app, "127.0.0.1", self._port)
        thread = Thread(target=lambda: asyncio.run(running.serve()), daemon=True)
        thread.start()
        self._running = (running, thread)
        while not running.started:
            thread.join(0.02)
        httpx.get(f"{self.url}/health/live", trust_env=False).raise_for_status()

    def read_plans(self) -> None:
        """What is read from files when it is asked for first; that takes seconds which no test should wait."""
        get_ready()
        planned()
        asyncio.run(self._shelf.plan(PlanState("overlijden")))

    def stop(self) -> None:
        if self._running:
            running, thread = self._running
            running.should_exit = True
            thread.join()
            self._running = None
