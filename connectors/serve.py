"""One gateway process: the application under uvicorn, which stops without leaving a stream hanging.

Started by `wegwijs up` as `python -m connectors.serve`; the environment names its neighbours.
"""

import asyncio
import logging
import os
import socket

import uvicorn
from fastapi import FastAPI
from starlette.applications import Starlette

from bot.settings import Settings, settings
from connectors.assistant import RasaAssistant
from connectors.database import engine
from connectors.database.migrate import migrate
from connectors.desk.suggestions import from_action_server
from connectors.gateway import health
from connectors.gateway.app import create_app
from nlu.language.hear import get_ready

STOP_SECONDS = 10  # for requests under way; streams end at once


class GatewayServer(uvicorn.Server):
    """Uvicorn waits for open responses before it stops; a stream never ends by itself, so it is told."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        application = self.config.app
        parts = getattr(application.state, "parts", None) if isinstance(application, FastAPI) else None
        if parts is not None:  # the simulator of WhatsApp has no streams
            parts.wakeups.close()
        await super().shutdown(sockets)


def server(app: Starlette, host: str, port: int) -> GatewayServer:
    """A server for `app`, not started. It writes no access log: addresses name conversations."""
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        access_log=False,
        server_header=False,
        log_level="warning",
        timeout_graceful_shutdown=STOP_SECONDS,
    )
    return GatewayServer(config)


def serve_gateway(chosen: Settings, database_url: str, rasa_url: str, actions_url: str) -> None:
    """Brings the database up to date and serves until a signal comes (SIGTERM or Ctrl-C)."""
    logging.basicConfig(level=chosen.log_level, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    for chatty in ("httpx", "alembic"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    migrate(database_url)
    get_ready()
    app = create_app(
        chosen,
        engine.create(database_url),
        RasaAssistant(rasa_url, chosen.assistant_timeout_seconds),
        checks={"actions": health.actions(actions_url)},
        suggest=from_action_server(actions_url),
    )
    gateway = server(app, chosen.host, chosen.port)
    asyncio.run(gateway.serve(), loop_factory=gateway.config.get_loop_factory())


if __name__ == "__main__":
    serve_gateway(
        settings(),
        database_url=os.environ["DATABASE_URL"],
        rasa_url=os.environ["WEGWIJS_RASA_URL"],
        actions_url=os.environ["WEGWIJS_ACTIONS_URL"],
    )
