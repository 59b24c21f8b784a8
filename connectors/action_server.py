"""The action server: rasa-sdk on loopback, with the knowledge base loaded before it says it is ready.

It looks every second whether a newer index was swapped in, and takes that over without a restart.
Started by `wegwijs up` as `python -m connectors.action_server PORT`.
"""

import asyncio
import logging
import sys
import warnings
from dataclasses import asdict
from typing import Any

from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor
from sanic import HTTPResponse, Request
from sanic.response import json

from actions.kit import live_base
from bot.settings import settings
from connectors.desk.suggestions import MAX, PATH
from knowledge.suggest import suggest

LOOPBACK = "127.0.0.1"
# One look reads a file of 32 bytes; an editor who waits for a text to be live does not notice a second.
LOOK_SECONDS = 1.0

log = logging.getLogger(__name__)


def serve(port: int) -> None:
    """Serve until the process is stopped. One process: Rasa asks one action at a time per conversation."""
    logging.basicConfig(level=settings().log_level, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    # at INFO it draws a progress bar for every question
    logging.getLogger("sentence_transformers").setLevel(logging.WARNING)
    # rasa-sdk warns that Rasa 3.6 is another version; docs/adr/0001-two-environments.md says why that is meant
    warnings.filterwarnings("ignore", category=UserWarning, module="rasa_sdk")
    executor = ActionExecutor()
    executor.register_package("actions")
    app = create_app(executor)

    @app.before_server_start  # type: ignore[untyped-decorator]
    async def load(_: Any) -> None:
        live_base()

    @app.after_server_start  # type: ignore[untyped-decorator]
    async def follow(served: Any) -> None:
        served.add_task(keep_up_to_date())

    app.add_route(suggestions, PATH, methods=["POST"])
    app.run(host=LOOPBACK, port=port, single_process=True, access_log=False, motd=False)


async def suggestions(request: Request) -> HTTPResponse:
    """For the desk: `{"question", "municipality", "count"}` to texts that may answer it. Loopback only."""
    wanted = request.json if isinstance(request.json, dict) else {}
    question, place = wanted.get("question"), wanted.get("municipality")
    if not isinstance(question, str) or not question.strip():
        return json({"suggestions": []})
    count = min(max(int(wanted.get("count", MAX)), 1), MAX)
    found = await asyncio.to_thread(suggest, live_base().base, question, place, count)
    return json({"suggestions": [asdict(one) for one in found]})


async def keep_up_to_date() -> None:
    """Take over every new index, for as long as the server runs; questions are answered meanwhile."""
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        try:
            await asyncio.to_thread(live_base().refresh)
        except Exception:  # whatever it is, the next look may go well, and the old base serves on
            log.exception("looking for a new index failed")


if __name__ == "__main__":
    serve(int(sys.argv[1]))
