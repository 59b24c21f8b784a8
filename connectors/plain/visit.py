"""Who visits: the conversation that the cookie opens, and whether a form is really of our page.

The cookie cannot be read by a script and goes along with forms of our own page only; besides, every form carries a
proof that is made of the token, which no other site knows.
"""

import hashlib
import hmac
from dataclasses import dataclass
from uuid import UUID

from fastapi import Request, Response

from connectors.conversations import store
from connectors.conversations.model import Conversation
from connectors.database.engine import transaction
from connectors.gateway.parts import Parts

PATH = "/zonder-javascript"
COOKIE = "wegwijs-gesprek"


@dataclass(frozen=True)
class Visit:
    conversation: Conversation
    token: str

    @property
    def proof(self) -> str:
        return hmac.new(self.token.encode(), b"form", hashlib.sha256).hexdigest()

    def keep(self, request: Request, response: Response) -> None:
        """Until the browser closes; not sent along from other sites' forms."""
        value = f"{self.conversation.id}.{self.token}"
        is_secure = request.url.scheme == "https"
        response.set_cookie(COOKIE, value, path=PATH, httponly=True, samesite="lax", secure=is_secure)


async def visit(request: Request, gateway: Parts) -> Visit | None:
    """None for who is new, and for a cookie that opens nothing (any more)."""
    name, _, token = request.cookies.get(COOKIE, "").partition(".")
    try:
        known = UUID(name)
    except ValueError:
        return None
    async with transaction(gateway.engine) as session:
        conversation = await store.with_token(session, known, token)
    return Visit(conversation, token) if conversation else None


def forget(response: Response) -> None:
    response.delete_cookie(COOKIE, path=PATH, httponly=True, samesite="lax")


def is_ours(request: Request, visiting: Visit | None, proof: str) -> bool:
    """Does the form come from our own page? Who is new has nothing that another site could use."""
    if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return False
    return visiting is None or hmac.compare_digest(visiting.proof, proof)
