"""The one cookie of the desk: the id of the session, or of a visitor who is not signed in yet.

A visitor's id stands in no table. It only gives the sign-in form its token, so strangers leave no rows behind.
"""

from urllib.parse import urlsplit

from starlette.requests import HTTPConnection
from starlette.responses import Response

from bot.settings import Settings
from connectors.conversations import tokens

PREFIX = "__Host-"  # the browser then refuses it from another host, another path or without TLS
NAME = "wegwijs-medewerker"
MAX_CHARS = 100


def is_secure(connection: HTTPConnection, settings: Settings) -> bool:
    """Do people reach us by https? `WEGWIJS_PUBLIC_URL` knows better than a request that a proxy passed on."""
    if settings.public_url:
        return urlsplit(settings.public_url).scheme == "https"
    return connection.url.scheme == "https"


def read(connection: HTTPConnection, settings: Settings) -> str | None:
    value = connection.cookies.get(_name(is_secure(connection, settings)), "")
    return value if 0 < len(value) <= MAX_CHARS else None


def put(response: Response, connection: HTTPConnection, settings: Settings, value: str) -> None:
    """Without an age: it goes when the browser closes. The database decides how long it is worth something."""
    secure = is_secure(connection, settings)
    response.set_cookie(_name(secure), value, path="/", secure=secure, httponly=True, samesite="lax")


def take_away(response: Response, connection: HTTPConnection, settings: Settings) -> None:
    secure = is_secure(connection, settings)
    response.delete_cookie(_name(secure), path="/", secure=secure, httponly=True, samesite="lax")


def new_visitor() -> str:
    return tokens.new()


def _name(secure: bool) -> str:
    return (PREFIX if secure else "") + NAME
