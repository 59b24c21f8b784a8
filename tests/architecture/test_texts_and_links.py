"""Links that citizens get lead to official or known hosts, over https; no phone number stands in a text."""

import re
from urllib.parse import urlsplit

from knowledge.register import load_register
from knowledge.texts import load_texts

# Numbers that a life can depend on, and the two that everybody may know.
IN_TEXTS = {"112", "113", "144", "1400", "0900-8844", "0800-0113", "0800-2000", "0800-0432", "0800-0188"}
PHONE = re.compile(r"\b0[1-9]\d{1,3}[ -]?\d{4,}\b")


def host(url: object) -> str:
    return (urlsplit(str(url)).hostname or "").removeprefix("www.")


def test_every_source_is_of_an_official_host_or_an_organisation_of_the_register() -> None:
    register = load_register()
    known = {name.removeprefix("www.") for name in register.official_hosts}
    known |= {host(o.website) for o in register.organisations.values() if o.website}
    strange = {
        (text.id, host(source.url))
        for text in load_texts()
        for source in text.sources
        if not any(host(source.url) == name or host(source.url).endswith(f".{name}") for name in known)
    }
    assert strange == set()


def test_every_link_is_https() -> None:
    for text in load_texts():
        assert all(source.url.scheme == "https" for source in text.sources), text.id


def test_no_text_holds_a_phone_number_that_belongs_in_the_register() -> None:
    for text in load_texts():
        found = set(PHONE.findall(" ".join(text.sections.values())))
        assert found <= IN_TEXTS, (text.id, found)
