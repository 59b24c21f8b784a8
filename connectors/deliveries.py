"""What Wegwijs tells other systems, put together from the settings: one call for each thing that happens.

    await deliveries.tell(session, "overdracht-geopend", handoff.id, {"kanaal": "web", "urgentie": "hoog"})

Works inside the caller's transaction. A system that is not set up gets nothing, and nothing is kept for it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

import httpx
from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from bot.settings import Settings
from connectors.conversations.notify import Wakeups
from connectors.openklant import destination as openklant
from connectors.openklant.client import Client
from connectors.openklant.destination import OpenKlant, Options
from connectors.openklant.handoff import Load
from connectors.outbox import http, overview, store, worker
from connectors.outbox.model import Destination
from connectors.outbox.overview import Backlog
from connectors.outbox.schedule import Schedule
from connectors.webhook import events, signature
from connectors.webhook.destination import Webhook
from connectors.webhook.events import Kind

# A signal is about rules and organisations, not about a citizen's contact: Open Klant has no place for it.
FOR_OPEN_KLANT = frozenset[Kind](
    {"overdracht-geopend", "overdracht-opgepakt", "overdracht-gewijzigd", "overdracht-gesloten"}
)
FOR_WEBHOOK = frozenset[Kind]({"overdracht-geopend", "overdracht-opgepakt", "overdracht-gesloten", "signaal-gegeven"})


class IncompleteSettings(ValueError):
    """A system is named, but not everything that it needs; says which setting to add."""


@dataclass(frozen=True)
class Deliveries:
    """Of one process. `load` gives a handoff of the desk; without it Open Klant is off."""

    settings: Settings
    load: Load | None = None

    def __post_init__(self) -> None:
        """Raises IncompleteSettings, WeakSecret or UnsafeAddress at the start, not at the first handoff."""
        if self.settings.openklant_url:
            http.checked("WEGWIJS_OPENKLANT_URL", self.settings.openklant_url)
            _needed("WEGWIJS_OPENKLANT_TOKEN", self.settings.openklant_token)
        if self.settings.webhook_url:
            http.checked("WEGWIJS_WEBHOOK_URL", self.settings.webhook_url)
            _needed("WEGWIJS_WEBHOOK_SOURCE", self.settings.webhook_source)
            for secret in _secrets(self.settings):
                signature.key(secret)
        _pairs("WEGWIJS_OPENKLANT_CHANNELS", self.settings.openklant_channels)
        _pairs("WEGWIJS_OPENKLANT_TEAMS", self.settings.openklant_teams)

    @property
    def to_open_klant(self) -> bool:
        return bool(self.settings.openklant_url and self.load)

    @property
    def to_webhook(self) -> bool:
        return bool(self.settings.webhook_url)

    async def tell(
        self,
        session: AsyncSession,
        kind: Kind,
        subject: UUID,
        data: Mapping[str, str] | None = None,
        *,
        occasion: str = "",
    ) -> None:
        """Puts what happened in the outbox of every system that is told of it; a second call changes nothing.

        `subject` is the id of the handoff. `data` is for the webhook, see `events.FIELDS`; `occasion` tells apart
        what may happen to one handoff more than once.
        """
        if self.to_open_klant and kind in FOR_OPEN_KLANT:
            key = f"{openklant.NAME}:{subject}:{kind}:{occasion}"
            await store.put(session, openklant.NAME, kind, subject, idempotency_key=key)
        if self.to_webhook and kind in FOR_WEBHOOK:
            await events.tell(session, kind, subject, data, occasion=occasion)

    async def run(self, engine: AsyncEngine, wakeups: Wakeups) -> None:
        """Delivers until `wakeups` is closed."""
        async with http.client() as transport:
            schedule = Schedule(self.settings.outbox_give_up_days)
            await worker.work(engine, self._destinations(transport), schedule, wakeups)

    async def backlogs(self, session: AsyncSession) -> list[Backlog]:
        """What waits or failed, of the systems that are set up."""
        on = {openklant.NAME: self.to_open_klant, events.NAME: self.to_webhook}
        return [backlog for backlog in await overview.backlogs(session) if on.get(backlog.destination)]

    def _destinations(self, transport: httpx.AsyncClient) -> dict[str, Destination]:
        found: dict[str, Destination] = {}
        if self.settings.openklant_url and self.load:
            found[openklant.NAME] = self._open_klant(self.settings.openklant_url, self.load, transport)
        if self.settings.webhook_url:
            found[events.NAME] = self._webhook(self.settings.webhook_url, transport)
        return found

    def _open_klant(self, url: str, load: Load, transport: httpx.AsyncClient) -> OpenKlant:
        chosen = self.settings
        client = Client(url.rstrip("/"), _needed("WEGWIJS_OPENKLANT_TOKEN", chosen.openklant_token), transport)
        options = Options(
            channels=_pairs("WEGWIJS_OPENKLANT_CHANNELS", chosen.openklant_channels),
            teams=_pairs("WEGWIJS_OPENKLANT_TEAMS", chosen.openklant_teams),
            confidential=chosen.openklant_confidential,
        )
        return OpenKlant(client, load, options)

    def _webhook(self, url: str, transport: httpx.AsyncClient) -> Webhook:
        chosen = self.settings
        return Webhook(
            url=url,
            secrets=_secrets(chosen),
            source=_needed("WEGWIJS_WEBHOOK_SOURCE", chosen.webhook_source),
            type_prefix=chosen.webhook_type_prefix,
            transport=transport,
            token=chosen.webhook_token.get_secret_value() if chosen.webhook_token else None,
        )


def _needed(setting: str, value: SecretStr | str | None) -> str:
    found = value.get_secret_value() if isinstance(value, SecretStr) else value
    if not found:
        raise IncompleteSettings(f"{setting} is missing")
    return found


def _secrets(settings: Settings) -> tuple[str, ...]:
    """The current one first."""
    current = _needed("WEGWIJS_WEBHOOK_SECRET", settings.webhook_secret)
    return (current, *([settings.webhook_old_secret.get_secret_value()] if settings.webhook_old_secret else []))


def _pairs(setting: str, text: str) -> dict[str, str]:
    """`a=b,c=d` as a mapping. Raises IncompleteSettings for a part without both sides."""
    found = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        name, _, value = (side.strip() for side in part.partition("="))
        if not name or not value:
            raise IncompleteSettings(f"{setting} is a list of name=value, separated by commas")
        found[name] = value
    return found
