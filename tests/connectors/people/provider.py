"""The npm package oidc-provider as a process, and a browser without script that signs in there."""

import re
import subprocess
import time
from html import unescape
from urllib.parse import urlencode

import httpx

from bot.settings import ROOT
from connectors.people import paths
from connectors.service import free_port

LIBRARY = ROOT / "connectors" / "widget" / "node_modules" / "oidc-provider" / "lib" / "index.js"
START_SECONDS = 60


class RealProvider:
    """`client` is the address of the gateway whose people come here."""

    def __init__(self) -> None:
        self.port = free_port()
        self.issuer = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, client: str) -> None:
        script = ROOT / "tests" / "connectors" / "people" / "provider.mjs"
        node = ROOT / ".venv" / "bin" / "node"
        self._process = subprocess.Popen(
            [node, script, LIBRARY, str(self.port), client], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            assert self._process.poll() is None, "the provider stopped"
            assert time.monotonic() < deadline, "the provider does not start"
            time.sleep(0.1)

    def stop(self) -> None:
        if self._process:
            self._process.kill()
            self._process.wait()

    def give(self, login: str, role: str) -> None:
        query = urlencode({"login": login, "role": role})
        httpx.post(f"{self.issuer}/roles?{query}", trust_env=False).raise_for_status()

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.issuer}/.well-known/openid-configuration", trust_env=False).is_success
        except httpx.HTTPError:
            return False


async def way_back(http: httpx.AsyncClient, login: str, to: str = paths.HOME) -> str:
    """Goes to the provider, signs in and agrees there; gives the address to which the provider sends the browser."""
    response = await http.get(paths.PROVIDER, params={"terug": to})
    for _ in range(12):
        if response.is_redirect:
            address = str(response.url.join(response.headers["Location"]))
            if paths.PROVIDER_RETURN in address:
                return address
            response = await http.get(address)
        else:
            response = await http.post(**form(response, login=login, password="of no matter"))
    raise AssertionError(response.text)


def form(page: httpx.Response, **typed: str) -> dict[str, object]:
    """The one form of a page of the provider, filled in."""
    action = re.search(r'action="([^"]+)"', page.text)
    assert action, (page.status_code, page.text)
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.text))
    return {"url": str(page.url.join(unescape(action.group(1)))), "data": hidden | typed}
