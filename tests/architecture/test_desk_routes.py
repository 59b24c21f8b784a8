"""Every page of the desk asks who is there; every change asks for the token of a form."""

from collections.abc import Iterator

import httpx
import pytest
from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from bot.settings import Settings
from connectors.assistant import OfflineAssistant
from connectors.database import engine as database_engine
from connectors.gateway.app import create_app
from connectors.people import paths
from connectors.people.forms import READING, Forms
from connectors.people.guard import current_person, signed_in
from tests.connectors.answers import respond

PUBLIC = {paths.SIGN_IN, paths.PROVIDER, paths.PROVIDER_RETURN, paths.STATIC + "/{version}/{name}"}
WITH_A_FIRST_PASSWORD = {paths.SIGN_OUT, paths.PASSWORD}
ID = "00000000-0000-0000-0000-000000000000"


@pytest.fixture
def app(settings_for_test: Settings, database_url: str) -> FastAPI:
    return create_app(settings_for_test, database_engine.create(database_url), OfflineAssistant(respond))


def desk_routes(app: FastAPI) -> list[APIRoute]:
    return [route for route in _flat(app.routes) if paths.is_desk(route.path)]


def _flat(routes: object) -> Iterator[APIRoute]:
    for route in routes:  # type: ignore[attr-defined]
        if isinstance(route, APIRoute):
            yield route
        elif hasattr(route, "original_router"):
            yield from _flat(route.original_router.routes)


def asks(dependant: Dependant) -> set[object]:
    below = (asks(found) for found in dependant.dependencies)
    return {dependant.call}.union(*below)


def test_every_route_of_the_desk_asks_who_is_there(app: FastAPI) -> None:
    routes = desk_routes(app)
    assert {route.path for route in routes} >= PUBLIC | WITH_A_FIRST_PASSWORD | {paths.HOME, paths.PEOPLE, paths.AUDIT}
    for route in routes:
        if route.path in PUBLIC:
            continue
        wanted = signed_in if route.path in WITH_A_FIRST_PASSWORD else current_person
        assert wanted in asks(route.dependant), route.path


async def test_a_stranger_gets_into_none_of_them_and_changes_nothing(app: FastAPI) -> None:
    assert any(middleware.cls is Forms for middleware in app.user_middleware)  # type: ignore[comparison-overlap]
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://here") as http:
        for route in desk_routes(app):
            path = route.path.replace("{", "").replace("}", "").replace("account_id", ID)
            for method in route.methods:
                answer = await http.request(method, path)
                if method not in READING:
                    assert answer.status_code == 403, (method, path)
                elif route.path not in PUBLIC:
                    assert answer.status_code == 303, (method, path)
                    assert answer.headers["Location"].startswith(paths.SIGN_IN)
