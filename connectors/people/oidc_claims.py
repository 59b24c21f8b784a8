"""What the identity provider says about somebody, as we need it: which role, which team, which name."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.settings import Settings
from connectors.people.accounts import NAME_MAX_CHARS, TEAM
from connectors.people.model import DEFAULT_TEAM
from connectors.people.roles import Role

Claims = Mapping[str, object]
NAMES = ("given_name", "name", "preferred_username")  # citizens see the first name, if the provider gives one
LOGINS = ("email", "preferred_username", "upn", "sub")
LOGIN_MAX_CHARS = 200


@dataclass(frozen=True)
class Newcomer:
    """Somebody with a role. `team` is None when the provider says nothing about teams."""

    subject: str
    login: str
    name: str
    role: Role
    team: str | None


@dataclass(frozen=True)
class Mapped:
    """Where the roles stand in the claims, and which value gives which role; the first that fits counts."""

    role_claim: str
    roles: tuple[tuple[str, Role], ...]
    team_claim: str

    @classmethod
    def of(cls, settings: Settings) -> "Mapped":
        """Raises ValueError for a role that we do not have."""
        pairs = (pair.rpartition("=") for pair in settings.oidc_roles.split(",") if pair.strip())
        roles = tuple((value.strip(), Role(role.strip())) for value, _, role in pairs)
        return cls(settings.oidc_role_claim, roles, settings.oidc_team_claim)

    def newcomer(self, claims: Claims) -> Newcomer | None:
        """None for somebody without a role: whom the organisation knows need not work at the desk."""
        given = _values(_at(claims, self.role_claim))
        role = next((role for value, role in self.roles if value in given), None)
        if role is None:
            return None
        login = _first(claims, LOGINS)[:LOGIN_MAX_CHARS]
        name = _first(claims, NAMES) or login.partition("@")[0]
        return Newcomer(str(claims["sub"]), login, name[:NAME_MAX_CHARS], role, self._team(claims))

    def _team(self, claims: Claims) -> str | None:
        if not self.team_claim:
            return None
        values = (value.strip().lower() for value in _values(_at(claims, self.team_claim)))
        return next((value for value in values if TEAM.fullmatch(value)), DEFAULT_TEAM)


def _at(claims: Claims, path: str) -> object:
    """`realm_access.roles` goes one deeper; a claim that has this very name, dots and all, goes first."""
    if path in claims:
        return claims[path]
    here: object = claims
    for part in path.split("."):
        here = here.get(part) if isinstance(here, Mapping) else None
    return here


def _values(claim: object) -> list[str]:
    if isinstance(claim, str):
        return [claim]
    return [str(value) for value in claim] if isinstance(claim, list) else []


def _first(claims: Claims, names: tuple[str, ...]) -> str:
    found = (" ".join(str(claims.get(name) or "").split()) for name in names)
    return next((text for text in found if text and text.isprintable()), "")
