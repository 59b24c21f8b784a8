"""Train the dialogue model with Rasa, only when what it learns from has changed.

`make train` runs this in the app environment; Rasa itself runs in `.venv-rasa`.
"""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console

from bot.settings import ROOT
from connectors import training_vectors
from knowledge.problems import KnowledgeError
from nlu.training_vectors import FILE_VARIABLE

RASA = ROOT / ".venv-rasa" / "bin" / "rasa"
MODEL = ROOT / "models" / "wegwijs.tar.gz"
DIGEST = ROOT / "models" / "wegwijs.digest"
QUIET = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "PYTHONWARNINGS": "ignore"}


class TrainingFailed(KnowledgeError):
    """Rasa could not train; the message carries the end of what it said."""


def inputs() -> Iterator[Path]:
    """Every file that the model is made from."""
    yield ROOT / "config.yml"
    yield ROOT / "requirements" / "rasa.txt"
    yield ROOT / "nlu" / "packaged_e5.py"
    yield ROOT / "nlu" / "training_vectors.py"
    for folder, pattern in (
        ("bot", "domain.yml"),
        ("bot", "rules.yml"),
        ("nlu/data", "*.yml"),
        ("nlu/components", "*.py"),
    ):
        yield from sorted((ROOT / folder).glob(pattern))


def digest() -> str:
    """What the current inputs amount to."""
    seen = hashlib.sha256()
    for path in inputs():
        seen.update(path.relative_to(ROOT).as_posix().encode())
        seen.update(path.read_bytes())
    return seen.hexdigest()


def is_current() -> bool:
    """Whether the model on disk was made from the inputs as they are now."""
    return MODEL.exists() and DIGEST.exists() and DIGEST.read_text().strip() == digest()


def rasa_environment() -> dict[str, str]:
    """Environment variables under which Rasa finds our components and keeps quiet."""
    kept = {key: value for key, value in os.environ.items() if key != "VIRTUAL_ENV"}
    return kept | QUIET | {"PYTHONPATH": str(ROOT), FILE_VARIABLE: str(training_vectors.FILE)}


def train() -> bool:
    """Train when needed; returns whether it did. Raises `TrainingFailed`."""
    if is_current():
        return False
    if not RASA.exists():
        raise TrainingFailed("the environment of Rasa is missing. Run: make setup")
    command = [
        str(RASA), "train", "--config", "config.yml", "--domain", "bot/domain.yml",
        "--data", "nlu/data", "bot/rules.yml", "--out", "models", "--fixed-model-name", "wegwijs",
    ]  # fmt: skip
    console = Console()
    with console.status("training the dialogue model (less than a minute)"):
        training_vectors.prepare()
        done = subprocess.run(  # noqa: S603 - fixed arguments
            command, cwd=ROOT, env=rasa_environment(), capture_output=True, text=True, check=False
        )
    if done.returncode or not MODEL.exists():
        raise TrainingFailed(f"Rasa could not train:\n{(done.stdout + done.stderr)[-3000:]}")
    DIGEST.write_text(digest())
    return True


if __name__ == "__main__":
    try:
        print("model trained" if train() else "model is up to date")
    except TrainingFailed as error:
        sys.exit(str(error))
