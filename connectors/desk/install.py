"""Puts the desk into the gateway."""

from fastapi import FastAPI

from bot.settings import Settings
from connectors.desk.routes import case, ending, queue, signals, stream, team
from connectors.desk.suggestions import Suggest
from connectors.desk.workplace import Workplace


def install(app: FastAPI, settings: Settings, suggest: Suggest) -> None:
    app.state.workplace = Workplace.of(settings, suggest)
    for routes in (queue, case, ending, stream, team, signals):
        app.include_router(routes.router)
