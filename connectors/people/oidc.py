"""The identity provider (OpenID Connect): authorization code with PKCE (S256), nonce and state, on Authlib.

    ProviderFailed           signing in this way did not work
    ├── ProviderDown         the provider does not answer, or not with what the standard asks
    └── NotProven            the answer does not prove who this is

Nothing is believed of a token before its signature, issuer, audience, time and nonce were checked.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

import httpx
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.httpx_client import AsyncOAuth2Client
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from bot.settings import Settings
from connectors.people.oidc_claims import Claims, Mapped

DISCOVERY = "/.well-known/openid-configuration"
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
KNOWN_SECONDS = 3600.0  # how long the provider's own description is believed
TIMEOUT_SECONDS = 10.0
LEEWAY_SECONDS = 60
LOOPBACK = ("127.0.0.1", "::1", "localhost")
VERIFIER_BYTES = 48  # 64 characters; PKCE asks for 43 at least


class ProviderFailed(Exception):
    pass


class ProviderDown(ProviderFailed):
    pass


class NotProven(ProviderFailed):
    pass


@dataclass(frozen=True)
class Departure:
    """Where the browser goes, and what must be known when it comes back."""

    url: str
    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True)
class Arrival:
    """Who the provider says this is, proven."""

    claims: Claims
    id_token: str


class Provider:
    """One provider. Raises ValueError for settings that cannot work, when the gateway starts. Its description and
    its keys are asked for when they are needed first."""

    def __init__(self, settings: Settings) -> None:
        self.issuer = _safe(settings.oidc_issuer)
        self.mapped = Mapped.of(settings)
        self._client_id = settings.oidc_client_id
        self._secret = settings.oidc_client_secret.get_secret_value() if settings.oidc_client_secret else None
        self._scope = settings.oidc_scope
        self._described: tuple[float, dict[str, Any]] | None = None
        self._keys: KeySet | None = None

    @classmethod
    def of(cls, settings: Settings) -> "Provider | None":
        return cls(settings) if settings.oidc_issuer else None

    async def departure(self, return_url: str) -> Departure:
        described = await self._description()
        nonce, verifier = secrets.token_urlsafe(), secrets.token_urlsafe(VERIFIER_BYTES)
        async with self._client(return_url) as client:
            url, state = client.create_authorization_url(
                described["authorization_endpoint"], nonce=nonce, code_verifier=verifier
            )
        return Departure(url, state, nonce, verifier)

    async def arrival(self, code: str, issuer: str | None, return_url: str, nonce: str, verifier: str) -> Arrival:
        """Exchanges the code. `issuer` is what the answer said (RFC 9207). Raises ProviderFailed."""
        described = await self._description()
        promised = described.get("authorization_response_iss_parameter_supported")
        if issuer != self.issuer and (issuer is not None or promised):
            raise NotProven("the answer is of another issuer")
        async with self._client(return_url) as client:
            try:
                token = await client.fetch_token(described["token_endpoint"], code=code, code_verifier=verifier)
                claims = await self._proven(token, nonce)
                return Arrival(claims | await self._more(client, claims), token["id_token"])
            except (AuthlibBaseError, JoseError, KeyError, ValueError) as error:
                raise NotProven(type(error).__name__) from error
            except httpx.HTTPError as error:
                raise ProviderDown(type(error).__name__) from error

    async def sign_out_url(self, id_token: str, return_url: str) -> str | None:
        """Where the browser ends its session at the provider too; None when it has no such page or is down."""
        try:
            endpoint = (await self._description()).get("end_session_endpoint")
        except ProviderDown:
            return None
        back = {"id_token_hint": id_token, "post_logout_redirect_uri": return_url, "client_id": self._client_id}
        return str(httpx.URL(endpoint).copy_merge_params(back)) if endpoint else None

    async def _proven(self, token: Mapping[str, Any], nonce: str) -> dict[str, Any]:
        """The claims of the ID token. A key that we do not know is asked for once: providers change keys."""
        try:
            decoded = jwt.decode(token["id_token"], await self._key_set(), algorithms=ALGORITHMS)
        except InvalidKeyIdError:
            self._keys = None
            decoded = jwt.decode(token["id_token"], await self._key_set(), algorithms=ALGORITHMS)
        options = {
            "iss": {"essential": True, "value": self.issuer},
            "aud": {"essential": True, "value": self._client_id},
            "nonce": {"essential": True, "value": nonce},
        }
        params = {"nonce": nonce, "client_id": self._client_id, "access_token": token["access_token"]}
        claims = CodeIDToken(decoded.claims, decoded.header, options, params)
        claims.validate(leeway=LEEWAY_SECONDS)
        return dict(claims)

    async def _more(self, client: AsyncOAuth2Client, claims: Claims) -> dict[str, Any]:
        """What the provider tells only when asked (userinfo), if it is about the same person."""
        endpoint = (await self._description()).get("userinfo_endpoint")
        if endpoint is None:
            return {}
        told = (await client.get(endpoint)).raise_for_status().json()
        if told["sub"] != claims["sub"]:
            raise NotProven("userinfo is about somebody else")
        return {name: value for name, value in told.items() if name not in claims}

    async def _description(self) -> dict[str, Any]:
        if self._described is None or monotonic() - self._described[0] > KNOWN_SECONDS:
            found = await self._fetch(self.issuer.rstrip("/") + DISCOVERY)
            if found.get("issuer") != self.issuer:
                raise ProviderDown("the provider calls itself by another name than WEGWIJS_OIDC_ISSUER")
            self._described = monotonic(), found
        return self._described[1]

    async def _key_set(self) -> KeySet:
        if self._keys is None:
            described = await self._description()
            self._keys = KeySet.import_key_set(await self._fetch(described["jwks_uri"]))  # type: ignore[arg-type]
        return self._keys

    async def _fetch(self, url: str) -> dict[str, Any]:
        try:
            async with httpx.AsyncClient(timeout=TIMEOUT_SECONDS) as http:
                found = (await http.get(url)).raise_for_status().json()
        except (httpx.HTTPError, ValueError) as error:
            raise ProviderDown(type(error).__name__) from error
        if not isinstance(found, dict):
            raise ProviderDown("not an object")
        return found

    def _client(self, return_url: str) -> AsyncOAuth2Client:
        return AsyncOAuth2Client(
            self._client_id,
            self._secret,
            token_endpoint_auth_method="client_secret_basic" if self._secret else "none",
            scope=self._scope,
            redirect_uri=return_url,
            code_challenge_method="S256",
            timeout=TIMEOUT_SECONDS,
        )


def _safe(issuer: str) -> str:
    """Our secret goes there: by https, or to this very machine."""
    parts = urlsplit(issuer)
    if parts.scheme != "https" and parts.hostname not in LOOPBACK:
        raise ValueError("WEGWIJS_OIDC_ISSUER must start with https://")
    return issuer
