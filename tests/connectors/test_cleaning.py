"""What goes in of a text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.cleaning import clean


@given(st.text(st.characters()))
def test_cleaning_twice_is_cleaning_once_and_postgresql_can_keep_it(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert "\x00" not in cleaned
    cleaned.encode("utf-8")


@given(st.text(st.characters(categories=["L", "N", "P"]), min_size=1))
def test_visible_text_stays(text: str) -> None:
    assert clean(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("text", ["", " ", "\u200b", "\u00a0\u3000", "\ufeff\u2060", "\x00\x01"])
def test_what_cannot_be_seen_is_empty(text: str) -> None:
    assert clean(text) == ""
