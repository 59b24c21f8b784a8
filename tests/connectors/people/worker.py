"""Somebody who works at the desk, with a browser without script: reads pages, fills in forms."""

import re
from dataclasses import dataclass
from typing import Self

import httpx
from sqlalchemy.ext.asyncio import AsyncEngine

from connectors.database.engine import transaction
from connectors.people import accounts, paths
from connectors.people.accounts import NewPerson
from connectors.people.roles import Role

PASSWORD = "vier losse woorden samen"


@dataclass
class Worker:
    http: httpx.AsyncClient
    login: str
    password: str

    @classmethod
    async def hired(cls, engine: AsyncEngine, url: str, login: str, role: Role = Role.AGENT) -> Self:
        """An account with its first password, not signed in yet."""
        async with transaction(engine) as session:
            first = await accounts.add(session, NewPerson(login, login.capitalize(), role), None)
        return cls(httpx.AsyncClient(base_url=url, trust_env=False, timeout=60), login, first)

    @classmethod
    async def at_work(cls, engine: AsyncEngine, url: str, login: str, role: Role = Role.AGENT) -> Self:
        """Signed in, with a password of their own."""
        worker = await cls.hired(engine, url, login, role)
        await worker.sign_in()
        changed = await worker.post(paths.PASSWORD, huidig=worker.password, nieuw=PASSWORD, herhaald=PASSWORD)
        assert changed.status_code == 303, changed.text
        worker.password = PASSWORD
        return worker

    async def sign_in(self, password: str | None = None, **fields: str) -> httpx.Response:
        page = await self.http.get(paths.SIGN_IN)
        typed = {"naam": self.login, "wachtwoord": password or self.password, "csrf": token(page), **fields}
        return await self.http.post(paths.SIGN_IN, data=typed)

    async def post(self, path: str, **fields: str) -> httpx.Response:
        """A form of our own page: the one with the token of this session."""
        return await self.http.post(path, data={"csrf": await self.token(), **fields})

    async def token(self) -> str:
        """The token that stands in every page of somebody who is signed in."""
        return token(await self.http.get(paths.PASSWORD))

    @property
    def cookie(self) -> str:
        return self.http.cookies["wegwijs-medewerker"]


def token(page: httpx.Response) -> str:
    found = re.search(r'name="csrf" value="([0-9a-f]+)"', page.text)
    assert found, page.text
    return found.group(1)
