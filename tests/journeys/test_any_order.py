"""Any message in any order, with the real assistant: never silent, never an error, never the same three times."""

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.reply import Reply
from connectors.client import CitizenClient
from connectors.stack import Stack

pytestmark = [pytest.mark.stack, pytest.mark.timeout(900)]

# Acts, questions, noise, other languages, answers to nothing, and buttons ("$": the last one of the reply before).
SAID = (
    "hallo", "ja", "nee", "doe maar", "iets anders", "2", "dank u", "hoe verleng ik mijn paspoort", "en wat kost dat",
    "toeslag", "daar ben ik al geweest", "dat helpt niet", "ik snap het niet", "nee dat bedoel ik niet", "Utrecht",
    "maak een stappenplan voor een verhuizing", "stop", "weet ik niet", "ik wil wat eten bestellen", "asdf qwer",
    "ik heb geen geld meer voor eten", "Pasaportumu kaybettim", "begin opnieuw", "wis dit gesprek", "ben je een mens",
    "rot op", "wat betekent beschikking", "terug naar mijn vorige vraag", "$", "😀",
)  # fmt: skip
# Turns in one conversation: enough for a form, an offer, and what comes after.
TURNS_MAX = 7


@given(said=st.lists(st.sampled_from(SAID), min_size=2, max_size=TURNS_MAX))
@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_the_dialogue_survives_any_order(stack: Stack, said: list[str]) -> None:
    with httpx.Client(base_url=stack.url, timeout=90, trust_env=False) as http:
        citizen = CitizenClient.start(http)
        replies: list[Reply] = []
        for text in said:
            if replies and (replies[-1].kind == "handoff" or replies[-1].erase):
                break  # a human has it now, or it is gone
            replies.append(_say(citizen, text, replies[-1] if replies else None))
        citizen.end()
    assert [reply.kind for reply in replies if reply.kind == "apology"] == []
    assert all(reply.text for reply in replies)
    for three in zip(replies, replies[1:], replies[2:], strict=False):
        assert len({reply.text for reply in three}) > 1, said


def _say(citizen: CitizenClient, text: str, before: Reply | None) -> Reply:
    button = before.buttons[-1] if text == "$" and before and before.buttons else None
    result = citizen.say(button.title if button else text, button.payload if button else None)
    assert result.problem is None
    assert len(result.replies) == 1
    return Reply.model_validate(result.replies[0]["reply"])
