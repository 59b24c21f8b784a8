"""The account at Meta, from the settings; and whether a request comes from Meta.

WhatsApp is on only when all that it needs is set: half an account would take questions and answer none.
"""

import hashlib
import hmac
from dataclasses import dataclass, field
from datetime import timedelta

from pydantic import SecretStr

from bot.settings import Settings

NEEDED = (
    "whatsapp_app_secret",
    "whatsapp_verify_token",
    "whatsapp_access_token",
    "whatsapp_phone_number_id",
)
SIGNATURE = "X-Hub-Signature-256"
PREFIX = "sha256="


@dataclass(frozen=True)
class Account:
    """One number at Meta. `app_secrets`: the one in use first, then the previous one."""

    phone_number_id: str
    app_secrets: tuple[str, ...] = field(repr=False)
    verify_token: str = field(repr=False)
    access_token: str = field(repr=False)
    graph_url: str
    graph_version: str
    privacy_url: str
    close_after: timedelta
    template: str = ""
    template_language: str = "nl"

    def is_signed(self, body: bytes, signature: str) -> bool:
        """Whether this signature is of exactly these bytes. Takes as long for a wrong one as for the right one."""
        given = signature.removeprefix(PREFIX).encode("ascii", "replace")
        fitting = [hmac.compare_digest(given, _signed(secret, body)) for secret in self.app_secrets]
        return signature.startswith(PREFIX) and any(fitting)

    def is_verified(self, token: str) -> bool:
        return hmac.compare_digest(token.encode(), self.verify_token.encode())


def sign(secret: str, body: bytes) -> str:
    """The value of the header, as Meta makes it."""
    return PREFIX + _signed(secret, body).decode("ascii")


def missing(settings: Settings) -> tuple[str, ...]:
    """The settings that are still needed, by their names in the environment; all four when WhatsApp is off."""
    fields = Settings.model_fields
    return tuple(str(fields[name].alias) for name in NEEDED if not _shown(getattr(settings, name)))


def account(settings: Settings) -> Account | None:
    """None while something is missing."""
    if missing(settings):
        return None
    secrets = (settings.whatsapp_app_secret, settings.whatsapp_app_secret_previous)
    return Account(
        phone_number_id=settings.whatsapp_phone_number_id,
        app_secrets=tuple(_shown(secret) for secret in secrets if _shown(secret)),
        verify_token=_shown(settings.whatsapp_verify_token),
        access_token=_shown(settings.whatsapp_access_token),
        graph_url=settings.whatsapp_graph_url.rstrip("/"),
        graph_version=settings.whatsapp_graph_version,
        privacy_url=settings.whatsapp_privacy_url,
        close_after=timedelta(hours=settings.whatsapp_close_after_hours),
        template=settings.whatsapp_template,
        template_language=settings.whatsapp_template_language,
    )


def _signed(secret: str, body: bytes) -> bytes:
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest().encode("ascii")


def _shown(value: SecretStr | str | None) -> str:
    return value.get_secret_value() if isinstance(value, SecretStr) else value or ""
