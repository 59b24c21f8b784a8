"""Whatever a case holds, the requests made of it keep to the OpenAPI document."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, get_args
from uuid import uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openapi_core.testing import MockRequest

from bot.case import Case, Line, Reason, ReasonCode, Summary, Urgency
from bot.languages import languages
from connectors.openklant import bodies, contract
from connectors.openklant.fake_register import Register
from connectors.openklant.handoff import CallBack, Handoff
from connectors.openklant.languages import CODES, UNDETERMINED, three_letters

YEAR_2020, YEAR_2100 = (datetime(year, 1, 1) for year in (2020, 2100))  # noqa: DTZ001 - Hypothesis adds the zone
ANYTHING = st.text(st.characters(), max_size=60)  # lone surrogates and control characters too
SOUND = st.characters(exclude_categories=["Cs"])  # a Case takes no lone surrogates
LINES = st.lists(
    st.builds(Line, text=st.text(SOUND, max_size=60), turns=st.just((1,)), said=st.booleans()), max_size=4
).map(tuple)
CASES = st.builds(
    Case,
    urgency=st.sampled_from(get_args(Urgency)),
    reasons=st.lists(st.builds(Reason, code=st.sampled_from(get_args(ReasonCode))), max_size=2).map(tuple),
    summary=st.builds(Summary, question=st.just(Line(text="vraag")), why=LINES),
    subject=st.text(SOUND, max_size=200) | st.just("\u0958" * 200),
    explanation=st.text(SOUND, max_size=1000),
    language=st.sampled_from([*CODES, "xx"]),
)
TIMES = st.datetimes(min_value=YEAR_2020, max_value=YEAR_2100, timezones=st.just(UTC))
HANDOFFS = st.builds(
    Handoff,
    id=st.uuids(),
    case=CASES,
    channel=st.sampled_from(["web", "whatsapp"]),
    opened_at=TIMES,
    team=ANYTHING,
    contact=st.none() | st.builds(CallBack, kind=st.sampled_from(["phone", "email"]), value=ANYTHING | st.emails()),
    agent=st.none() | ANYTHING,
    closed_at=TIMES,
    outcome=st.none() | ANYTHING,
)


def breaches(method: str, path: str, body: dict[str, Any]) -> list[contract.Breach]:
    return contract.breaches(
        MockRequest(
            "http://openklant.example",
            method,
            contract.PREFIX + path,
            data=json.dumps(body).encode("utf-8"),
            headers={"Authorization": "Token t"},
            content_type="application/json",
        )
    )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(handoff=HANDOFFS)
def test_any_handoff_gives_requests_that_open_klant_takes(handoff: Handoff) -> None:
    register = Register()
    contact = bodies.contact(handoff, "chat", confidential=True)
    assert breaches("post", "/maak-klantcontact", contact) == []
    made = register.make_contact(contact)["klantcontact"]["uuid"]
    for actor in (bodies.system_actor(), bodies.team_actor(handoff.team), bodies.agent_actor(handoff.agent)):
        assert actor is None or actor["naam"]
        assert actor is None or breaches("post", "/actoren", actor) == []
    team = register.make("actoren", bodies.team_actor(handoff.team))["uuid"]
    task = bodies.task(handoff, made, team)
    assert breaches("post", "/internetaken", task) == []
    done = bodies.closing(handoff, handoff.closed_at or handoff.opened_at)
    assert breaches("patch", f"/internetaken/{uuid4()}", done) == []
    register.change("internetaken", register.make("internetaken", task)["uuid"], done)


@settings(max_examples=80, deadline=None)
@given(handoff=HANDOFFS)
def test_any_address_gives_a_request_that_open_klant_takes_or_none(handoff: Handoff) -> None:
    found = bodies.address(handoff.contact)
    if found is None:
        return
    register = Register()
    party = register.make_contact(bodies.contact(handoff, "chat", confidential=True))["betrokkene"]["uuid"]
    reference = bodies.address_reference(handoff.id)
    body = found | {"verstrektDoorBetrokkene": {"uuid": party}, "referentie": reference}
    assert breaches("post", "/digitaleadressen", body) == []
    register.make("digitaleadressen", body)


def test_a_phone_number_is_written_as_open_klant_wants_it() -> None:
    numbers = {"06-12345678": "+31612345678", "020 624 11 11": "+31206241111", "+32 2 555 11 11": "+3225551111"}
    for typed, written in numbers.items():
        assert bodies.address(CallBack("phone", typed)) == {"adres": written, "soortDigitaalAdres": "telefoonnummer"}


def test_a_number_that_open_klant_refuses_is_given_as_something_else() -> None:
    assert bodies.address(CallBack("phone", "14 020")) == {"adres": "14 020", "soortDigitaalAdres": "overig"}


def test_an_address_that_does_not_fit_is_named_in_the_task_instead() -> None:
    long = replace(_handoff(), contact=CallBack("email", f"{'a' * 90}@voorbeeld.nl"))
    assert bodies.address(long.contact) is None
    assert "betrokkene" not in bodies.contact(long, "chat", confidential=True)
    assert "staat in Wegwijs" in bodies.task(long, "c", "t")["toelichting"]


def test_a_line_that_does_not_fit_is_left_out_whole() -> None:
    why = (Line(text="a" * 990), Line(text="De burger kan niet lezen."))
    case = _handoff().case.model_copy(update={"summary": Summary(question=Line(text="v"), why=why)})
    text = bodies.task(replace(_handoff(), case=case), "c", "t")["toelichting"]
    assert "aaa" not in text
    assert text.endswith("De burger kan niet lezen.")


def test_what_is_cut_ends_at_a_word() -> None:
    assert bodies.fit("een twee drie", 9) == "een twee…"
    assert bodies.fit("eentweedrie", 5) == "eent…"
    assert bodies.fit("kort", 4) == "kort"


def test_every_language_of_wegwijs_has_three_letters() -> None:
    assert {code for code in languages() | {"nl"} if three_letters(code) == UNDETERMINED} == set()
    assert three_letters("xx") == UNDETERMINED


def _handoff() -> Handoff:
    case = Case(urgency="normaal", reasons=(), summary=Summary(question=Line(text="v")), subject="s", explanation="e")
    return Handoff(uuid4(), case, "web", datetime.now(UTC) - timedelta(hours=1), "Toeslagen")
