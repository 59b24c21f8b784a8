"""A part of the stack dies in the middle: the citizen gets a sentence, and the conversation goes on."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from sqlalchemy import create_engine, text

from bot.settings import settings
from connectors.client import CitizenClient
from connectors.stack import Stack, running_stack, scratch_settings

pytestmark = [pytest.mark.stack, pytest.mark.timeout(900)]


@pytest.fixture(scope="module")
def own_stack() -> Iterator[Stack]:
    """A stack for these tests alone: they kill its processes."""
    with scratch_settings(settings()) as scratch, running_stack(scratch) as running:
        yield running


@pytest.fixture
def talker(own_stack: Stack) -> Iterator[CitizenClient]:
    with httpx.Client(base_url=own_stack.url, timeout=90, trust_env=False) as http:
        yield CitizenClient.start(http)


def kill(stack: Stack, name: str) -> None:
    service = stack.service(name)
    assert service.pid is not None
    os.killpg(service.pid, signal.SIGKILL)
    service.wait_until_ended()


def revive(stack: Stack, name: str) -> None:
    stack.restart_dead(lambda line: None)
    stack.service(name).wait_until_ready()


@pytest.mark.parametrize("name", ["rasa", "actions"])
def test_a_dead_part_gives_an_apology_with_a_number_and_comes_back(
    own_stack: Stack, talker: CitizenClient, name: str
) -> None:
    assert talker.say("hoe verleng ik mijn paspoort").replies[0]["reply"]["kind"] == "answer"
    kill(own_stack, name)
    sorry = talker.say("en wat kost een rijbewijs").replies[0]["reply"]
    assert sorry["kind"] == "apology"
    assert "1400" in sorry["text"] + str(sorry["cards"])
    revive(own_stack, name)
    assert talker.say("toeslag voor de huur").replies[0]["reply"]["topic"] == "huurtoeslag"


def test_a_message_survives_a_gateway_that_is_killed(own_stack: Stack, talker: CitizenClient) -> None:
    talker.say("hallo")
    kill(own_stack, "gateway")
    revive(own_stack, "gateway")
    answered = talker.say("hoe verleng ik mijn paspoort")
    assert [message["reply"]["topic"] for message in answered.replies] == ["paspoort-aanvragen"]
    talker.last_sequence = 0
    assert [message["sequence"] for message in talker.messages()] == [1, 2, 3, 4, 5]


def test_a_database_of_our_own_that_is_killed_is_started_again_and_nothing_is_lost(
    own_stack: Stack, talker: CitizenClient
) -> None:
    talker.say("hallo")
    with create_engine(own_stack.database.url).connect() as session:
        data = session.scalar(text("show data_directory"))
    postmaster = int((Path(str(data)) / "postmaster.pid").read_text().splitlines()[0])
    os.kill(postmaster, signal.SIGKILL)
    said: list[str] = []
    while "the database stopped and is started again" not in said:
        own_stack.restart_dead(said.append)
        time.sleep(0.2)
    assert talker.say("toeslag voor de huur").replies[0]["reply"]["topic"] == "huurtoeslag"
    talker.last_sequence = 0
    assert [message["sequence"] for message in talker.messages()] == [1, 2, 3, 4, 5]
