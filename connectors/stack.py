"""The whole of Wegwijs on one machine: database, action server, Rasa and gateway, started and stopped together.

A process that dies is started again; conversations live in PostgreSQL, so they go on.
"""

import secrets
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from pydantic import SecretStr

from bot.settings import Settings
from connectors.database.address import for_rasa
from connectors.database.embedded import Database, watched_database
from connectors.database.migrate import migrate
from connectors.service import Service, ServiceFailed, free_port, port_is_taken
from connectors.train import MODEL, RASA, is_current, rasa_environment
from knowledge.index import IndexUnusable, current_manifest

LOOPBACK = "127.0.0.1"
# As in connectors.openklant; not imported, because the fake brings its OpenAPI library along.
OPENKLANT_PREFIX = "/klantinteracties/api/v1"
OPENKLANT_TOKEN = "demo"  # noqa: S105 - of a server that keeps nothing
RESTART_PAUSE_SECONDS = 1.0
# Rasa's own default (50 + 100 connections) is more than the embedded server has in all.
RASA_POOL = {"POSTGRESQL_POOL_SIZE": "10", "POSTGRESQL_MAX_OVERFLOW": "10"}
# A played conversation types faster than a person; the limit is for the public.
SCRATCH_MESSAGES_PER_MINUTE = 1_000_000

Announce = Callable[[str], None]


@dataclass(frozen=True)
class Pretended:
    """The simulator of WhatsApp: where its phone is, and what a request of Meta's is signed with."""

    url: str
    app_secret: str
    phone_number_id: str


@dataclass(frozen=True)
class Stack:
    """The running processes and the address of the gateway."""

    url: str
    database: Database
    services: tuple[Service, ...]
    whatsapp: Pretended | None = None

    def service(self, name: str) -> Service:
        return next(service for service in self.services if service.name == name)

    def keep_alive(self, announce: Announce) -> None:
        """Watch for ever and restart what died; ends with KeyboardInterrupt."""
        while True:
            self.restart_dead(announce)
            time.sleep(RESTART_PAUSE_SECONDS)

    def restart_dead(self, announce: Announce) -> None:
        if self.database.revive():
            announce("the database stopped and is started again")
        for service in self.services:
            if not service.alive():
                announce(f"{service.name} stopped and is started again; see {service.log_path}")
                service.start()


@contextmanager
def running_stack(
    settings: Settings,
    announce: Announce = lambda line: None,
    *,
    openklant_simulator: bool = False,
    whatsapp_simulator: bool = False,
) -> Iterator[Stack]:
    """The stack for as long as the block runs. Raises when something is missing, with the command that mends it.

    `openklant_simulator`: with a fake Open Klant. `whatsapp_simulator`: with a phone to try WhatsApp on, instead of an
    account at Meta.
    """
    _check_prerequisites(settings)
    with ExitStack() as ending:
        announce("database")
        found = ending.enter_context(watched_database(settings))
        migrate(found.url)
        stack = _stack(settings, found, whatsapp_simulator)
        stack = _with_simulator(stack, settings) if openklant_simulator else stack
        for service in stack.services:
            ending.callback(service.stop)
            service.start()
        for service in stack.services:
            announce(service.name)
            service.wait_until_ready()
        yield stack


def _check_prerequisites(settings: Settings) -> None:
    if port_is_taken(settings.host, settings.port):
        raise ServiceFailed(
            f"port {settings.port} is in use. Stop the other program, or choose one: wegwijs up --port 8081"
        )
    if not MODEL.exists() or not is_current():
        raise ServiceFailed("the dialogue model is missing or older than its data. Run: make train")
    if current_manifest(settings.index_dir) is None:
        raise IndexUnusable(f"there is no search index in {settings.index_dir}. Run: wegwijs index")


def _stack(settings: Settings, database: Database, whatsapp_simulator: bool = False) -> Stack:
    rasa_port = settings.rasa_port or free_port()
    actions_port = settings.actions_port or free_port()
    actions_url = f"http://{LOOPBACK}:{actions_port}"
    rasa_url = f"http://{LOOPBACK}:{rasa_port}"
    gateway_url = f"http://{settings.host}:{settings.port}"
    logs = settings.log_dir
    meta_url = f"http://{LOOPBACK}:{free_port()}"
    if whatsapp_simulator:
        settings = _pretended(settings, meta_url)
    common = {"WEGWIJS_DATA_DIR": str(settings.data_dir), "WEGWIJS_ENCODER": settings.encoder}
    actions = Service(
        name="actions",
        command=[sys.executable, "-m", "connectors.action_server", str(actions_port)],
        health_url=f"{actions_url}/health",
        log_path=logs / "actions.log",
        environment=common,
    )
    rasa = Service(
        name="rasa",
        command=[
            str(RASA),
            "run",
            "--model",
            str(MODEL),
            "--port",
            str(rasa_port),
            "--interface",
            LOOPBACK,
            "--endpoints",
            "bot/endpoints.yml",
            "--credentials",
            "bot/credentials.yml",
        ],
        health_url=f"{rasa_url}/",
        log_path=logs / "rasa.log",
        environment=rasa_environment()
        | {"WEGWIJS_ACTIONS_URL": f"{actions_url}/webhook", "WEGWIJS_TRACKER_URL": for_rasa(database.url)}
        | RASA_POOL,
    )
    gateway = Service(
        name="gateway",
        command=[sys.executable, "-m", "connectors.serve"],
        health_url=f"{gateway_url}/health/live",
        log_path=logs / "gateway.log",
        environment=common
        | {
            "WEGWIJS_HOST": settings.host,
            "WEGWIJS_PORT": str(settings.port),
            "DATABASE_URL": database.url,
            "WEGWIJS_MESSAGES_PER_MINUTE": str(settings.messages_per_minute),
            "WEGWIJS_RASA_URL": rasa_url,
            "WEGWIJS_ACTIONS_URL": actions_url,
        }
        | whatsapp_environment(settings),
    )
    simulator = Service(
        name="whatsapp",
        command=[sys.executable, "-m", "connectors.whatsapp.simulator", meta_url, f"{gateway_url}/webhooks/whatsapp"],
        health_url=f"{meta_url}/health/live",
        log_path=logs / "whatsapp.log",
        environment=whatsapp_environment(settings),
    )
    if not whatsapp_simulator:
        return Stack(url=gateway_url, database=database, services=(actions, rasa, gateway))
    return Stack(gateway_url, database, (actions, rasa, simulator, gateway), whatsapp=_seen(settings))


def _pretended(settings: Settings, graph_url: str) -> Settings:
    """An account at the simulator, with secrets that live as long as it does."""
    secret = partial(secrets.token_urlsafe, 24)
    account = {
        "whatsapp_app_secret": SecretStr(secret()),
        "whatsapp_verify_token": SecretStr(secret()),
        "whatsapp_access_token": SecretStr(secret()),
        "whatsapp_phone_number_id": "1",
        "whatsapp_graph_url": graph_url,
    }
    return settings.model_copy(update=account)


def _seen(settings: Settings) -> Pretended:
    secret = settings.whatsapp_app_secret
    return Pretended(
        settings.whatsapp_graph_url, secret.get_secret_value() if secret else "", settings.whatsapp_phone_number_id
    )


def whatsapp_environment(settings: Settings) -> dict[str, str]:
    """The settings of WhatsApp for a process of ours: those of this command, and not those of a file that it finds."""
    values = {
        str(field.alias): getattr(settings, name)
        for name, field in Settings.model_fields.items()
        if name.startswith("whatsapp_")
    }
    if values["WHATSAPP_STORAGE_KEY"] is None:
        del values["WHATSAPP_STORAGE_KEY"]
    shown = {
        name: value.get_secret_value() if isinstance(value, SecretStr) else value for name, value in values.items()
    }
    return {name: "" if value is None else str(value) for name, value in shown.items()}


def _with_simulator(stack: Stack, settings: Settings) -> Stack:
    """The stack with a fake Open Klant before the gateway, which delivers to it."""
    url = f"http://{LOOPBACK}:{free_port()}"
    simulator = Service(
        name="openklant",
        command=[sys.executable, "-m", "connectors.openklant.fake", url.rpartition(":")[2]],
        health_url=f"{url}/health/live",
        log_path=settings.log_dir / "openklant.log",
    )
    told = {"WEGWIJS_OPENKLANT_URL": url + OPENKLANT_PREFIX, "WEGWIJS_OPENKLANT_TOKEN": OPENKLANT_TOKEN}
    gateway = stack.service("gateway")
    gateway.environment = {**gateway.environment, **told}
    return replace(stack, services=(simulator, *stack.services))


@contextmanager
def scratch_settings(settings: Settings) -> Iterator[Settings]:
    """The same settings on an empty database, a free port and logs of their own; the index is shared."""
    with tempfile.TemporaryDirectory(prefix="wegwijs-") as folder:
        data_dir = Path(folder)
        for shared in (settings.index_dir, settings.records_dir):
            (data_dir / shared.name).symlink_to(shared.resolve(), target_is_directory=True)
        yield settings.model_copy(
            update={
                "data_dir": data_dir,
                "database_url": None,
                "port": free_port(),
                "rasa_port": 0,
                "actions_port": 0,
                "whatsapp_app_secret": None,  # a real account stays out of it
                "messages_per_minute": SCRATCH_MESSAGES_PER_MINUTE,
            }
        )
