"""Encrypts what must be kept but not read: a call-back number, an address on WhatsApp.

Fernet (AES-128-CBC with HMAC) of `cryptography`. The key is a setting, or a file in the data folder that only its owner
can read, made when it is first needed. Without the key what was sealed is lost, which is meant.
"""

import os
from functools import cache
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken

from bot.settings import Settings

KEY_FILE = "secret.key"


class UnsealableError(Exception):
    """Sealed with another key, or changed."""


class Seal:
    """Seals and opens with one key."""

    def __init__(self, key: bytes) -> None:
        self._fernet = Fernet(key)

    def close(self, text: str) -> bytes:
        return self._fernet.encrypt(text.encode())

    def open(self, sealed: bytes) -> str:
        """Raises UnsealableError."""
        try:
            return self._fernet.decrypt(sealed).decode()
        except InvalidToken as error:
            raise UnsealableError("sealed with another key") from error


def seal(settings: Settings) -> Seal:
    """The seal of this installation."""
    if settings.secret_key is not None:
        return Seal(settings.secret_key.get_secret_value().encode())
    return _of_file(settings.data_dir / KEY_FILE)


@cache
def _of_file(path: Path) -> Seal:
    """Two processes may do this at once: the first to make the file wins."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(f".{os.getpid()}")
    if not path.exists():
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(Fernet.generate_key())
        try:
            os.link(temporary, path)
        except FileExistsError:
            pass
        finally:
            temporary.unlink()
    return Seal(path.read_bytes().strip())
