"""What the documentation says exists: commands, make targets, files."""

import re
import subprocess

from typer.testing import CliRunner

from bot.settings import ROOT
from connectors.cli import app

README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = ("up", "ask", "talk", "index", "ingest", "check", "evaluate", "bench", "doctor", "people")


def test_every_command_is_there_and_in_the_readme() -> None:
    helped = CliRunner().invoke(app, ["--help"]).output
    for command in COMMANDS:
        assert re.search(rf"\b{command}\b", helped), command
        assert f"wegwijs {command}" in README, command


def test_every_make_target_of_the_readme_exists() -> None:
    made = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for target in set(re.findall(r"`make ([a-z]+)`", README)):
        assert f"make {target}" in made, target


def test_every_link_in_the_documentation_leads_somewhere() -> None:
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]
    for page in pages:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_no_registry_address_is_in_the_locks() -> None:
    for name in ("requirements/app.txt", "requirements/rasa.txt", "connectors/widget/package-lock.json"):
        content = (ROOT / name).read_text(encoding="utf-8")
        assert "index-url" not in content
        assert '"resolved"' not in content
