"""The fake Open Klant refuses what the real one refuses, in the same form."""

from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from connectors.openklant.contract import DOCUMENT, PREFIX
from connectors.openklant.fake import FakeOpenKlant

HEADERS = {"Authorization": "Token demo"}
CONTACT = {"kanaal": "chat", "onderwerp": "Vraag", "taal": "nld", "vertrouwelijk": True}


@pytest.fixture
def call(fake_url: str) -> Any:
    def send(method: str, path: str, body: Any = None, **options: Any) -> httpx.Response:
        headers = options.pop("headers", HEADERS)
        return httpx.request(
            method, f"{fake_url}{PREFIX}/{path}", json=body, headers=headers, trust_env=False, **options
        )

    return send


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Token wrong"}, {"Authorization": "Bearer demo"}])
def test_without_the_right_token_there_is_nothing(call: Any, headers: dict[str, str]) -> None:
    refused = call("GET", "klantcontacten", headers=headers)
    assert refused.status_code == 401
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.json()["code"] == "authentication_failed"


@pytest.mark.parametrize(
    ("wrong", "name", "code"),
    [
        ({"onderwerp": "x" * 201}, "klantcontact.onderwerp", "max_length"),
        ({"plaatsgevondenOp": "gisteren"}, "klantcontact.plaatsgevondenOp", "invalid"),
        ({"taal": None}, "klantcontact.taal", "invalid"),
        ({"onderwerp": " "}, "klantcontact.onderwerp", "blank"),
    ],
)
def test_a_wrong_field_is_named(call: Any, wrong: dict[str, Any], name: str, code: str) -> None:
    refused = call("POST", "maak-klantcontact", {"klantcontact": CONTACT | wrong})
    assert refused.status_code == 400
    assert refused.json()["code"] == "invalid"
    assert [(one["name"], one["code"]) for one in refused.json()["invalidParams"]] == [(name, code)]


def test_a_missing_field_is_named(call: Any) -> None:
    refused = call("POST", "maak-klantcontact", {"klantcontact": {k: v for k, v in CONTACT.items() if k != "taal"}})
    assert [(one["name"], one["code"]) for one in refused.json()["invalidParams"]] == [
        ("klantcontact.taal", "required")
    ]


def test_a_task_needs_a_contact_that_exists_and_an_actor(call: Any) -> None:
    made = call("POST", "maak-klantcontact", {"klantcontact": CONTACT}).json()["klantcontact"]["uuid"]
    task = {"gevraagdeHandeling": "Bel", "status": "te_verwerken", "aanleidinggevendKlantcontact": {"uuid": made}}
    assert call("POST", "internetaken", task).status_code == 400
    nowhere = {"uuid": "6f6a3a3e-0000-4000-8000-000000000000"}
    both = task | {"toegewezenAanActoren": [], "aanleidinggevendKlantcontact": nowhere}
    assert call("POST", "internetaken", both).status_code == 400
    assert call("POST", "internetaken", task | {"toegewezenAanActoren": []}).status_code == 201


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "niets", 404), ("DELETE", "maak-klantcontact", 405), ("GET", "actoren?x=1", 501)],
)
def test_what_the_fake_does_not_know_it_refuses(call: Any, method: str, path: str, status: int) -> None:
    assert call(method, path).status_code == status


def test_the_page_shows_what_came_in_and_runs_none_of_it(call: Any, fake_url: str, fake: FakeOpenKlant) -> None:
    call("POST", "maak-klantcontact", {"klantcontact": CONTACT | {"onderwerp": "<script>alert(1)</script>"}})
    page = httpx.get(fake_url, trust_env=False).text
    assert "Klantcontacten (1)" in page
    assert "&lt;script&gt;" in page
    assert "<script>" not in page


def test_our_copy_of_the_document_is_a_true_part_of_the_published_one(shared_data: Path) -> None:
    ours = yaml.safe_load(DOCUMENT.read_text(encoding="utf-8"))
    published = yaml.safe_load(
        (shared_data / "open_klant" / "klantinteracties.openapi.yaml").read_text(encoding="utf-8")
    )
    for path, operations in ours["paths"].items():
        for method, operation in operations.items():
            assert published["paths"][path][method] == operation
    for name, schema in ours["components"]["schemas"].items():
        assert published["components"]["schemas"][name] == schema
    assert ours["info"] == published["info"]
