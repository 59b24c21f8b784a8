"""What a provider says is believed only when it is proven: tokens forged in every way that we could think of."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.routing import Mount

from bot.settings import Settings
from connectors.people.oidc import NotProven, Provider, ProviderDown
from connectors.people.oidc_claims import Mapped
from connectors.people.roles import Role
from tests.connectors.running import serving

KEY = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
OTHER = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
Claims = dict[str, Any]


class PaperProvider:
    """Answers every code with `id_token` and `userinfo`, whatever those are."""

    def __init__(self) -> None:
        self.url, self.issuer, self.id_token = "", "", ""
        self.userinfo: Claims = {"sub": "sanne"}
        self.app = FastAPI()
        self.app.get("/health/live")(self.token)  # any answer will do
        self.app.get("/.well-known/openid-configuration")(self.description)
        self.app.get("/keys")(lambda: {"keys": [KEY.as_dict(private=False)]})
        self.app.post("/token")(self.token)
        self.app.get("/userinfo")(lambda: self.userinfo)

    def description(self) -> Claims:
        ends = {"authorization_endpoint": "auth", "token_endpoint": "token", "userinfo_endpoint": "userinfo"}
        return {"issuer": self.issuer, "jwks_uri": f"{self.url}/keys"} | {
            name: f"{self.url}/{path}" for name, path in ends.items()
        }

    def token(self) -> Claims:
        return {"access_token": "a", "token_type": "Bearer", "id_token": self.id_token}

    def claims(self, **changed: object) -> Claims:
        now = int(time.time())
        claims = {"iss": self.url, "aud": "wegwijs", "sub": "sanne", "nonce": "n", "iat": now, "exp": now + 60}
        return {name: value for name, value in (claims | changed).items() if value is not None}


@pytest.fixture(scope="module")
def running() -> Iterator[PaperProvider]:
    paper = PaperProvider()
    with serving(Starlette(routes=[Mount("/", paper.app)])) as url:
        paper.url = url
        yield paper


@pytest.fixture
def paper(running: PaperProvider) -> PaperProvider:
    running.issuer, running.userinfo = running.url, {"sub": "sanne", "roles": ["agent"]}
    return running


@pytest.fixture
def provider(paper: PaperProvider, settings_for_test: Settings) -> Provider:
    update = {"oidc_issuer": paper.url, "oidc_client_id": "wegwijs", "oidc_client_secret": SecretStr("s")}
    return Provider(settings_for_test.model_copy(update=update))


def signed(claims: Claims, key: RSAKey | OctKey = KEY, **header: str) -> str:
    chosen = {"alg": "RS256", "kid": "one"} | header
    return jwt.encode(chosen, claims, key, algorithms=[chosen["alg"]])


async def arrive(provider: Provider) -> Any:
    return (await provider.arrival("code", None, "http://here/back", "n", "v" * 64)).claims


async def test_a_token_that_is_right_is_believed(paper: PaperProvider, provider: Provider) -> None:
    paper.id_token = signed(paper.claims())
    assert (await arrive(provider))["roles"] == ["agent"]
    paper.id_token = signed(paper.claims(aud=["other", "wegwijs"], azp="wegwijs", roles=["lead"]))
    assert (await arrive(provider))["roles"] == ["lead"]  # what is signed goes before userinfo


FORGERIES: dict[str, Callable[[PaperProvider], str]] = {
    "another key": lambda paper: signed(paper.claims(), OTHER),
    "a key that is nowhere": lambda paper: signed(paper.claims(), OTHER, kid="two"),
    "our secret as key": lambda paper: signed(paper.claims(), OctKey.import_key("s" * 32), alg="HS256"),
    "no signature": lambda paper: signed(paper.claims(), alg="none"),
    "another issuer": lambda paper: signed(paper.claims(iss="https://other.example")),
    "for somebody else": lambda paper: signed(paper.claims(aud="other")),
    "for two, meant for the other": lambda paper: signed(paper.claims(aud=["other", "wegwijs"], azp="other")),
    "over": lambda paper: signed(paper.claims(exp=int(time.time()) - 3600)),
    "without an end": lambda paper: signed(paper.claims(exp=None)),
    "another nonce": lambda paper: signed(paper.claims(nonce="m")),
    "no nonce": lambda paper: signed(paper.claims(nonce=None)),
    "nobody": lambda paper: signed(paper.claims(sub=None)),
    "no token at all": lambda paper: "",
}


@pytest.mark.filterwarnings("ignore::joserfc.errors.SecurityWarning")
@pytest.mark.parametrize("forgery", FORGERIES)
async def test_a_forged_token_proves_nothing(paper: PaperProvider, provider: Provider, forgery: str) -> None:
    paper.id_token = FORGERIES[forgery](paper)
    with pytest.raises(NotProven):
        await arrive(provider)


async def test_userinfo_about_somebody_else_proves_nothing(paper: PaperProvider, provider: Provider) -> None:
    paper.id_token, paper.userinfo = signed(paper.claims()), {"sub": "noor", "roles": ["administrator"]}
    with pytest.raises(NotProven):
        await arrive(provider)


async def test_a_provider_by_another_name_is_not_asked(paper: PaperProvider, provider: Provider) -> None:
    paper.issuer = "https://other.example"
    with pytest.raises(ProviderDown):
        await provider.departure("http://here/back")


def test_our_secret_never_travels_in_the_clear(settings_for_test: Settings) -> None:
    with pytest.raises(ValueError, match="https"):
        Provider.of(settings_for_test.model_copy(update={"oidc_issuer": "http://login.example.nl"}))
    assert Provider.of(settings_for_test) is None


@pytest.mark.parametrize(
    ("claim", "claims", "role"),
    [
        ("roles", {"roles": ["x", "chat"]}, Role.AGENT),
        ("roles", {"roles": ["chat", "beheer"]}, Role.ADMINISTRATOR),  # the order of the setting decides
        ("roles", {"roles": "chat"}, Role.AGENT),
        ("roles", {"roles": ["chatter"]}, None),
        ("roles", {"roles": {"chat": True}}, None),
        ("roles", {}, None),
        ("a.b", {"a": {"b": ["chat"]}}, Role.AGENT),
        ("a.b", {"a": "b"}, None),
        ("https://x.nl/roles", {"https://x.nl/roles": ["chat"]}, Role.AGENT),
    ],
)
def test_a_claim_gives_a_role(settings_for_test: Settings, claim: str, claims: Claims, role: Role | None) -> None:
    update = {"oidc_role_claim": claim, "oidc_roles": "beheer=administrator, chat=agent"}
    newcomer = Mapped.of(settings_for_test.model_copy(update=update)).newcomer({"sub": "1", **claims})
    assert (newcomer.role if newcomer else None) == role


def test_a_name_is_found_whatever_the_provider_tells(settings_for_test: Settings) -> None:
    mapped = Mapped.of(settings_for_test)
    told: Claims = {"sub": "1", "roles": "agent", "name": "Sanne\nde Wit", "email": "s.dewit@x.nl"}
    full = mapped.newcomer(told)
    bare = mapped.newcomer({"sub": "1", "roles": "agent"})
    assert full
    assert bare
    assert (full.name, full.login, full.team) == ("Sanne de Wit", "s.dewit@x.nl", None)
    assert (bare.name, bare.login) == ("1", "1")
