"""The key to one conversation: the citizen's browser holds it, the database only its hash."""

import hashlib
import hmac
import secrets

TOKEN_BYTES = 32  # 256 random bits: guessing is hopeless, so a plain hash is enough


def new() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def fits(token: str, token_hash: str) -> bool:
    """Compared in constant time."""
    return hmac.compare_digest(hashed(token), token_hash)
