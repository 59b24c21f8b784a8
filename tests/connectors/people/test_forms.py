"""What changes something comes from a page of ours, or it does not happen."""

import pytest

from connectors.people import paths
from connectors.people.roles import Role
from tests.connectors.people.conftest import Hire

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


async def test_a_form_without_its_token_or_with_that_of_another_does_nothing(hire: Hire) -> None:
    worker, other = await hire(), await hire()
    for given in ({}, {"csrf": ""}, {"csrf": await other.token()}, {"csrf": "é"}):
        refused = await worker.http.post(paths.SIGN_OUT, data=given)
        assert refused.status_code == 403
        assert "Deze actie is niet uitgevoerd" in refused.text
    assert (await worker.http.get(paths.PASSWORD)).status_code == 200


async def test_the_token_may_come_in_the_header(hire: Hire) -> None:
    worker = await hire()
    assert (await worker.http.post(paths.SIGN_OUT, headers={"X-CSRF-Token": await worker.token()})).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://kwaad.example"},
        {"Origin": "null"},
        {"Origin": "https://kwaad.example", "Sec-Fetch-Site": "same-origin"},
    ],
)
async def test_the_right_token_from_another_site_does_nothing(hire: Hire, headers: dict[str, str]) -> None:
    worker = await hire(signed_in=False)
    await worker.sign_in()
    csrf = {"X-CSRF-Token": await worker.token()}
    assert (await worker.http.post(paths.SIGN_OUT, headers=headers | csrf)).status_code == 403


async def test_our_own_page_may(hire: Hire, desk_url: str) -> None:
    worker = await hire(signed_in=False)
    await worker.sign_in()
    ours = {"Origin": desk_url, "Sec-Fetch-Site": "same-origin", "X-CSRF-Token": await worker.token()}
    assert (await worker.http.post(paths.SIGN_OUT, headers=ours)).status_code == 200


async def test_the_token_of_before_signing_in_is_worth_nothing_after(hire: Hire) -> None:
    worker = await hire(signed_in=False)
    before = (await worker.http.get(paths.SIGN_IN)).text.partition('name="csrf" value="')[2].partition('"')[0]
    await worker.sign_in()
    assert (await worker.http.post(paths.SIGN_OUT, data={"csrf": before})).status_code == 403


async def test_only_small_plain_forms_are_read(hire: Hire) -> None:
    worker = await hire(Role.ADMINISTRATOR)
    csrf = {"X-CSRF-Token": await worker.token()}
    json = await worker.http.post(paths.PEOPLE, json={}, headers=csrf)
    assert json.status_code == 415
    large = await worker.http.post(paths.PEOPLE, content=b"a=" + b"x" * 100_000, headers=csrf | FORM)
    assert large.status_code == 413
    many = await worker.http.post(paths.PEOPLE, content=b"a=1&" * 500, headers=csrf | FORM)
    incomplete = await worker.http.post(paths.PEOPLE, data={"rol": "koning"}, headers=csrf)
    assert many.status_code == incomplete.status_code == 422
    assert "Er ontbreekt iets" in incomplete.text
    emoji = await worker.http.post(paths.PEOPLE, data={"rol": "agent", "voornaam": "😀" * 4000}, headers=csrf)
    assert emoji.status_code == 422
