"""Keys and encryption: who a person is, only for who has the secret of this installation.

A keyed hash, not a plain one: all Dutch phone numbers can be hashed in a second. Losing the secret makes contacts
unreadable and strangers of everyone; a stolen database without it names nobody.
"""

import hashlib
import hmac
import json
import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.settings import Settings

FILE = "whatsapp.key"
NONCE_BYTES = 12  # what AES-GCM wants; random, and far fewer than 2^32 messages a key
SECRET_MIN_CHARS = 32


class Vault:
    """Hashes and encrypts with two keys made of one secret."""

    def __init__(self, secret: str) -> None:
        self._hash_key = _derived(secret, b"wegwijs whatsapp keys")
        self._cipher = AESGCM(_derived(secret, b"wegwijs whatsapp contents"))

    def key(self, *parts: str) -> str:
        """The same for the same parts, and tells nothing about them."""
        return hmac.new(self._hash_key, "\x00".join(parts).encode(), hashlib.sha256).hexdigest()

    def seal(self, content: dict[str, Any]) -> bytes:
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, json.dumps(content).encode(), None)

    def open(self, sealed: bytes) -> dict[str, Any]:
        """Raises cryptography's InvalidTag when another secret sealed it."""
        opened: dict[str, Any] = json.loads(self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], None))
        return opened


def vault(settings: Settings) -> Vault:
    """The vault of this installation: WHATSAPP_STORAGE_KEY, else a key that is made once in the data folder."""
    chosen = settings.whatsapp_storage_key
    return Vault(chosen.get_secret_value() if chosen else _kept(settings.data_dir / FILE))


def _kept(path: Path) -> str:
    """Made whole before it has its name: of two processes that start at once, one wins and both read the same."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        draft = path.with_suffix(f".{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(SECRET_MIN_CHARS), encoding="ascii")
        with suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_text(encoding="ascii")


def _derived(secret: str, purpose: bytes) -> bytes:
    return hmac.new(secret.encode(), purpose, hashlib.sha256).digest()
