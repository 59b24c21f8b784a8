"""`python -m tests.connectors.gateway_process`: a gateway without Rasa, to run twice or to kill."""

import asyncio
import os
import time

from bot.reply import Reply
from bot.settings import settings
from connectors.assistant import OfflineAssistant, Question
from connectors.database import engine
from connectors.gateway.app import create_app
from connectors.serve import server
from tests.connectors.answers import respond


def slowly(question: Question) -> Reply:
    time.sleep(float(os.environ["THINKING_SECONDS"]))
    return respond(question)


def main() -> None:
    chosen = settings()
    app = create_app(chosen, engine.create(os.environ["DATABASE_URL"]), OfflineAssistant(slowly))
    asyncio.run(server(app, chosen.host, chosen.port).serve())


if __name__ == "__main__":
    main()
