"""Puts the desk's people into the gateway: parts, routes, and the gate for forms."""

from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.settings import Settings
from connectors.people.forms import Forms
from connectors.people.oidc import Provider
from connectors.people.parts import DeskParts
from connectors.people.routes import home, log, password, people, provider, sign_in, static
from connectors.people.sessions import Lifetime


def install(app: FastAPI, settings: Settings, engine: AsyncEngine) -> None:
    app.state.desk = DeskParts(
        settings=settings, engine=engine, lifetime=Lifetime.of(settings), provider=Provider.of(settings)
    )
    for routes in (static, sign_in, provider, password, home, people, log):
        app.include_router(routes.router)
    app.add_middleware(Forms)
