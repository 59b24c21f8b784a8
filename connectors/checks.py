"""What `wegwijs doctor` looks at: one function a check, each with its state, a fact and the remedy."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

import yaml

from bot.settings import ROOT, Settings
from connectors.database.embedded import database
from connectors.deliveries import Deliveries
from connectors.service import port_is_taken
from connectors.train import MODEL, RASA, is_current
from knowledge.contents import read_contents
from knowledge.encoder import PACKAGED
from knowledge.index import current_manifest, manifest_of
from knowledge.library import Library
from knowledge.problems import ContentProblems
from knowledge.register import load_register
from knowledge.texts import load_texts
from nlu import packaged_e5

State = Literal["OK", "STALE", "MISSING", "WRONG"]
WIDGET = ROOT / "connectors" / "widget" / "dist" / "widget.js"


@dataclass(frozen=True)
class Finding:
    """One line of the doctor's report; `fix` is a command or an instruction, empty when all is well."""

    subject: str
    state: State
    fact: str
    fix: str = ""


def findings(settings: Settings) -> Iterator[Finding]:
    """All checks, in the order in which things depend on each other."""
    checks: tuple[Callable[[Settings], Finding], ...] = (
        python, rasa_environment, texts, register, model, index, actions, widget, port, postgres, deliveries, chromium,
    )  # fmt: skip
    for check in checks:
        yield check(settings)


def python(_: Settings) -> Finding:
    found = f"{sys.version_info.major}.{sys.version_info.minor}"
    state: State = "OK" if found == "3.13" else "WRONG"
    return Finding("python", state, f"app environment runs {found}", "" if state == "OK" else "make clean setup")


def rasa_environment(_: Settings) -> Finding:
    if not RASA.exists():
        return Finding("rasa", "MISSING", "no environment .venv-rasa", "make setup")
    said = subprocess.run(  # noqa: S603 - our own interpreter
        [str(RASA.parent / "python"), "--version"], capture_output=True, text=True, check=False
    )
    return Finding("rasa", "OK", f"environment runs {said.stdout.strip()}")


def texts(settings: Settings) -> Finding:
    try:
        return Finding("texts", "OK", f"{len(load_texts(Library.of(settings).texts))} service texts")
    except ContentProblems as error:
        return Finding("texts", "WRONG", f"{len(error.problems)} mistakes; first: {error.problems[0]}", "wegwijs check")


def register(settings: Settings) -> Finding:
    try:
        found = load_register(Library.of(settings).organisations)
    except ContentProblems as error:
        return Finding(
            "register",
            "WRONG",
            f"{len(error.problems)} mistakes; first: {error.problems[0]}",
            "wegwijs check",
        )
    return Finding(
        "register",
        "OK",
        f"{len(found.organisations)} organisations, {len(found.municipalities)} municipalities",
    )


def model(_: Settings) -> Finding:
    if not MODEL.exists():
        return Finding("model", "MISSING", "no dialogue model", "make train")
    if not is_current():
        return Finding("model", "STALE", "training data changed after training", "make train")
    return Finding("model", "OK", MODEL.name)


def index(settings: Settings) -> Finding:
    manifest = current_manifest(settings.index_dir)
    if manifest is None:
        return Finding("index", "MISSING", f"none in {settings.index_dir}", "wegwijs index")
    if settings.encoder == PACKAGED and manifest.encoder != packaged_e5.fingerprint():
        return Finding("index", "WRONG", f"made by encoder {manifest.encoder}", "wegwijs index")
    try:
        wanted = manifest_of(read_contents(Library.of(settings)), manifest.encoder)
    except ContentProblems:
        return Finding("index", "WRONG", "texts have mistakes, so it cannot be compared", "wegwijs check")
    if wanted.digest != manifest.digest:
        return Finding("index", "STALE", "texts changed after the build", "wegwijs index")
    return Finding("index", "OK", f"{manifest.passages} passages, built {manifest.built_at}")


def actions(_: Settings) -> Finding:
    """Every action that the domain names exists in code, and the other way round."""
    from rasa_sdk.executor import ActionExecutor

    domain = yaml.safe_load((ROOT / "bot" / "domain.yml").read_text(encoding="utf-8"))
    executor = ActionExecutor()
    executor.register_package("actions")
    named, made = set(domain["actions"]), set(executor.actions)
    if named != made:
        return Finding(
            "actions",
            "WRONG",
            f"not the same: {', '.join(sorted(named ^ made))}",
            "make bot/domain.yml and actions/ name the same actions",
        )
    return Finding("actions", "OK", f"{len(made)} actions, as in the domain")


def widget(_: Settings) -> Finding:
    if not WIDGET.exists():
        return Finding("widget", "MISSING", "not built", "make setup")
    return Finding("widget", "OK", f"{WIDGET.stat().st_size / 1000:.0f} kB")


def port(settings: Settings) -> Finding:
    if port_is_taken(settings.host, settings.port):
        return Finding(
            "port",
            "WRONG",
            f"{settings.port} is in use (perhaps by Wegwijs itself)",
            "wegwijs up --port 8081",
        )
    return Finding("port", "OK", f"{settings.port} is free")


def postgres(settings: Settings) -> Finding:
    where = "DATABASE_URL" if settings.database_url else f"embedded in {settings.data_dir}"
    try:
        with database(settings) as url:
            return Finding("database", "OK", f"{where}: {server_version(url)}")
    except Exception as error:
        return Finding(
            "database",
            "WRONG",
            f"{where}: {type(error).__name__}: {error}",
            "check DATABASE_URL, or that WEGWIJS_DATA_DIR can be written",
        )


def deliveries(settings: Settings) -> Finding:
    try:
        found = Deliveries(settings)
    except ValueError as error:
        return Finding("deliveries", "WRONG", str(error), "mend the setting; see docs/integration.md")
    told = {"Open Klant": bool(found.settings.openklant_url), "webhook": found.to_webhook}
    names = ", ".join(name for name, is_on in told.items() if is_on)
    return Finding("deliveries", "OK", f"set up: {names}" if names else "no other system is set up")


def server_version(url: str) -> str:
    import psycopg

    from connectors.database.address import for_libpq

    with psycopg.connect(for_libpq(url), connect_timeout=5) as connection:
        return f"PostgreSQL {connection.info.server_version // 10000}"


def chromium(_: Settings) -> Finding:
    found = shutil.which("chromium")
    if found is None:
        return Finding("chromium", "MISSING", "only the browser tests need it", "make browser")
    return Finding("chromium", "OK", found)
