"""The way to a human over HTTP: what the citizen sees, and may do."""

from contextlib import aclosing

from sqlalchemy.ext.asyncio import AsyncEngine

from connectors.conversations import notify
from connectors.database import engine as database_engine
from connectors.database.engine import transaction
from connectors.handoff import cases, desk
from tests.connectors.citizen import Citizen
from tests.connectors.handoff.cases_for_tests import CAP, NOOR


async def hand_over(citizen: Citizen) -> dict[str, object]:
    """Asks for a human, says yes, and gives the state when the conversation waits."""
    await citizen.say("doorverbinden")
    async with aclosing(citizen.events()) as events:
        async for event in events:
            if event.name == "state" and event.data["state"] == "waiting":
                return dict(event.data)
    raise AssertionError("the stream ended")


async def test_nothing_was_passed_on_at_first(citizen: Citizen) -> None:
    answer = await citizen.http.get(f"{citizen.path}/handoff", headers=citizen.key)
    assert answer.status_code == 404
    assert answer.json()["title"] == "Er is niets doorgegeven"


async def test_who_waits_knows_the_place_and_what_is_passed_on(citizen: Citizen) -> None:
    state = await hand_over(citizen)
    assert isinstance(state["position"], int)
    shown = (await citizen.http.get(f"{citizen.path}/handoff", headers=citizen.key)).json()
    assert (shown["status"], shown["state"]) == ("waiting", "waiting")
    assert shown["case"]["summary"]["question"]["text"] == "doorverbinden"


async def test_the_agent_speaks_types_and_is_named(citizen: Citizen, gateway_database_url: str) -> None:
    await hand_over(citizen)
    engine: AsyncEngine = database_engine.create(gateway_database_url)
    async with transaction(engine) as session:
        handoff = next(h for h in await desk.waiting(session) if str(h.conversation_id) in citizen.path)
        assert await cases.claim(session, handoff.id, NOOR, CAP) == "claimed"
    async with transaction(engine) as session:
        await desk.typing(session, handoff)
        await notify.changed(session, handoff.conversation_id)
    seen: list[tuple[str, object]] = []
    async with aclosing(citizen.events()) as events:
        async for event in events:
            match event.name:
                case "state":
                    seen.append(("state", event.data["agent"]))
                case "typing":
                    seen.append(("typing", event.data["who"]))
                    async with transaction(engine) as session:
                        await cases.say(session, handoff.id, NOOR, "Dag!", "k")
                case "message" if event.data["role"] == "agent":
                    assert (event.data["author"], event.data["text"]) == ("Noor", "Dag!")
                    break
    assert seen == [("state", "Noor"), ("typing", "agent")]
    typing = await citizen.http.post(f"{citizen.path}/typing", headers=citizen.key)
    assert typing.status_code == 204
    async with transaction(engine) as session:
        now = await desk.get(session, handoff.id)
        assert now is not None
        assert now.citizen_typed_at is not None
    await engine.dispose()
