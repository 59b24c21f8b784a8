"""Forms alone: ask, choose, erase; and what other sites cannot do."""

import re
from collections.abc import AsyncIterator

import httpx
import pytest

PATH = "/zonder-javascript"


@pytest.fixture
async def browser(gateway: str) -> AsyncIterator[httpx.AsyncClient]:
    """A browser with cookies of its own that follows redirects."""
    async with httpx.AsyncClient(base_url=gateway, trust_env=False, timeout=60, follow_redirects=True) as made:
        yield made


def fields(page: httpx.Response) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page.text))


async def ask(browser: httpx.AsyncClient, page: httpx.Response, **pressed: str) -> httpx.Response:
    return await browser.post(PATH, data={**fields(page), **pressed})


async def test_a_question_is_answered_on_the_next_page(browser: httpx.AsyncClient) -> None:
    start = await browser.get(PATH)
    assert "Set-Cookie" not in start.headers  # looking costs no cookie
    assert "script" not in start.headers["Content-Security-Policy"]
    page = await ask(browser, start, do="say", text="hoe verleng ik mijn <paspoort>")
    assert page.status_code == 200
    assert [str(step.url) for step in page.history][-1].endswith(PATH)
    assert "Antwoord op: hoe verleng ik mijn &lt;paspoort&gt;" in page.text
    assert page.headers["Cache-Control"] == "no-store"


async def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(browser: httpx.AsyncClient) -> None:
    browser.follow_redirects = False
    response = await ask(browser, await browser.get(PATH), do="say", text="een")
    cookie = response.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert f"Path={PATH}" in cookie


async def test_a_button_is_a_choice(browser: httpx.AsyncClient) -> None:
    asked = await ask(browser, await browser.get(PATH), do="say", text="knoppen")
    choice = re.findall(r'name="choice" value="([\d.]+)">Paspoort<', asked.text)
    page = await ask(browser, asked, choice=choice[0])
    assert "Gekozen: /choose{&#34;topic&#34;:&#34;paspoort&#34;}" in page.text


async def test_sending_a_form_twice_says_it_once(browser: httpx.AsyncClient) -> None:
    start = await ask(browser, await browser.get(PATH), do="say", text="een")
    for _ in range(2):
        page = await ask(browser, start, do="say", text="twee")
    assert page.text.count("Antwoord op: twee") == 1


async def test_what_is_refused_is_explained_and_stays_in_the_form(browser: httpx.AsyncClient) -> None:
    start = await browser.get(PATH)
    empty = await ask(browser, start, do="say", text="   ")
    assert empty.status_code == 422
    assert 'role="alert"' in empty.text
    long = await ask(browser, empty, do="say", text="lang " * 1000)
    assert "Uw bericht is te lang" in long.text
    assert "lang lang lang" in long.text


@pytest.mark.parametrize("how", ["no proof", "wrong proof", "another site"])
async def test_a_form_of_another_site_does_nothing(browser: httpx.AsyncClient, how: str) -> None:
    page = await ask(browser, await browser.get(PATH), do="say", text="een")
    proof = fields(page)["proof"] if how == "another site" else "0" * 64 if how == "wrong proof" else ""
    headers = {"Sec-Fetch-Site": "cross-site"} if how == "another site" else {}
    refused = await browser.post(PATH, data={"do": "erase", "key": "x", "proof": proof}, headers=headers)
    assert refused.status_code == 403
    assert "Dit formulier is niet meer geldig" in refused.text
    assert "Antwoord op: een" in (await browser.get(PATH)).text


async def test_erasing_leaves_nothing(browser: httpx.AsyncClient) -> None:
    page = await ask(browser, await browser.get(PATH), do="say", text="geheim")
    erased = await ask(browser, page, do="erase")
    assert "Het gesprek is gewist" in erased.text
    assert "geheim" not in (await browser.get(PATH)).text
    assert not browser.cookies


async def test_a_cookie_that_opens_nothing_starts_anew(browser: httpx.AsyncClient) -> None:
    for value in ("x", "x.y", "00000000-0000-4000-8000-000000000000.y"):
        page = await browser.get(PATH, headers={"Cookie": f"wegwijs-gesprek={value}"})
        assert page.status_code == 200
        assert "<article" not in page.text


async def test_a_form_must_be_small(browser: httpx.AsyncClient) -> None:
    assert (await browser.post(PATH, data={"text": "x" * 70_000})).status_code == 413
