"""What the pages of the desk need, made once when the gateway is put together."""

from dataclasses import dataclass
from typing import Annotated, cast

from fastapi import Depends, Request
from sqlalchemy.ext.asyncio import AsyncEngine
from starlette.types import Scope

from bot.settings import Settings
from connectors.people.oidc import Provider
from connectors.people.sessions import Lifetime


@dataclass(frozen=True)
class DeskParts:
    """`provider` is None when no OpenID provider is set."""

    settings: Settings
    engine: AsyncEngine
    lifetime: Lifetime
    provider: Provider | None


def desk_of(scope: Scope) -> DeskParts:
    return cast(DeskParts, scope["app"].state.desk)


def _desk(request: Request) -> DeskParts:
    return desk_of(request.scope)


Desk = Annotated[DeskParts, Depends(_desk)]


def own_url(request: Request, desk: DeskParts, path: str) -> str:
    """The whole address of one of our pages, as the outside knows it."""
    return (desk.settings.public_url or str(request.base_url)).rstrip("/") + path
