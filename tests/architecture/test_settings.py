"""Every setting is documented, and nothing else is."""

import re

from bot.settings import ROOT, Settings


def names() -> set[str]:
    return {str(field.alias) for field in Settings.model_fields.values()}


def test_the_example_lists_exactly_the_settings() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    assert set(re.findall(r"^#?([A-Z_]+)=", example, re.MULTILINE)) == names()


def test_the_example_shows_the_defaults() -> None:
    shown = dict(re.findall(r"^([A-Z_]+)=(.*)$", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE))
    for field in Settings.model_fields.values():
        if str(field.alias) in shown:
            assert Settings.model_validate(shown).model_dump(by_alias=True)[str(field.alias)] == field.default


def test_the_readme_names_every_setting() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in sorted(names()) if name not in readme] == []
