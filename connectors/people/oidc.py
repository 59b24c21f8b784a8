"""The identity provider (OpenID Connect)."""

from starlette.requests import Request

from bot.settings import Settings


class Provider:
    @classmethod
    def of(cls, settings: Settings) -> "Provider | None":
        return None

    async def sign_out_url(self, request: Request, id_token: str) -> str | None:
        return None
