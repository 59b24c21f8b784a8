"""The style and the scripts of the desk, from our own server: `/medewerker/statisch/<hash>/<name>`.

A file stands in `connectors/*/static`, or was copied from npm by the widget's build. The hash of its content is in its
address, so browsers keep it for ever; its integrity stands in the page. A script that is not built yet is left out:
forms work without.
"""

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markupsafe import Markup

from bot.settings import ROOT
from connectors.people.paths import STATIC

FROM_NPM = ROOT / "connectors" / "widget" / "dist" / "desk"
HASH_CHARS = 16


@dataclass(frozen=True)
class Asset:
    name: str
    content: bytes
    digest: bytes

    @property
    def integrity(self) -> str:
        return "sha384-" + base64.b64encode(self.digest).decode()

    @property
    def version(self) -> str:
        return self.digest.hex()[:HASH_CHARS]

    @property
    def address(self) -> str:
        return f"{STATIC}/{self.version}/{self.name}"


def script(name: str) -> Markup:
    """The tag of a script, or nothing while it is not built."""
    found = assets().get(name)
    tag = Markup('<script src="{}" integrity="{}" defer></script>')
    return tag.format(found.address, found.integrity) if found else Markup("")


def style(name: str) -> Markup:
    found = assets()[name]
    return Markup('<link rel="stylesheet" href="{}" integrity="{}">').format(found.address, found.integrity)


@cache
def assets() -> dict[str, Asset]:
    """By name. Nothing else of the disk can be asked for."""
    ours = [path for folder in (ROOT / "connectors").glob("*/static") for path in folder.iterdir()]
    theirs = list(FROM_NPM.iterdir()) if FROM_NPM.is_dir() else []
    return {path.name: _asset(path) for path in ours + theirs if path.is_file()}


def _asset(path: Path) -> Asset:
    content = path.read_bytes()
    return Asset(path.name, content, hashlib.sha384(content).digest())
