"""Passwords of local accounts: argon2id, twelve characters at least, nothing that the account itself gives away.

Hashing takes memory and a tenth of a second, so it runs beside the event loop and twice at a time at most: a flood
of attempts may not take the machine from the citizens.
"""

import asyncio
import secrets
from concurrent.futures import ThreadPoolExecutor
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

MIN_CHARS = 12
MAX_CHARS = 200  # more is no password but an attack on the hash
AT_A_TIME = 2
FIRST_BYTES = 12  # 96 random bits: sixteen characters to type over once

# 46 MiB, once, in one thread: the least that OWASP finds strong enough. Two of these at a time leave the machine to
# the citizens who are chatting on it.
_hasher = PasswordHasher(time_cost=1, memory_cost=46 * 1024, parallelism=1)


def first() -> str:
    """A random password, to be changed at the first sign-in."""
    return secrets.token_urlsafe(FIRST_BYTES)


def objection(password: str, login: str, display_name: str) -> str | None:
    """The name of the rule that `password` breaks (`too_short | too_long | is_name`), or None."""
    if len(password) < MIN_CHARS:
        return "too_short"
    if len(password) > MAX_CHARS:
        return "too_long"
    told = {login.casefold(), login.partition("@")[0].casefold(), display_name.casefold(), "wegwijs"}
    rest = password.casefold()
    for name in sorted(told, key=len, reverse=True):
        rest = rest.replace(name, "") if len(name) > 2 else rest
    # "jan.jansen@gemeente.nl1" is long, but what it adds to the name is not.
    return "is_name" if len(rest) < MIN_CHARS // 2 else None


async def hashed(password: str) -> str:
    return await asyncio.get_running_loop().run_in_executor(_hands(), _hasher.hash, password)


async def fits(password: str, password_hash: str | None) -> bool:
    """False for no hash too, in the same time as for a wrong password."""
    return await asyncio.get_running_loop().run_in_executor(_hands(), _fits, password[: MAX_CHARS + 1], password_hash)


def _fits(password: str, password_hash: str | None) -> bool:
    stand_in = _of_nobody()
    try:
        _hasher.verify(password_hash or stand_in, password)
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None


@cache
def _of_nobody() -> str:
    return _hasher.hash(secrets.token_urlsafe())


@cache
def _hands() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(AT_A_TIME, thread_name_prefix="passwords")
