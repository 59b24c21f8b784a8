"""The state machine, walked at random."""

from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reply import Kind
from connectors.conversations import states
from connectors.conversations.states import ALLOWED, ASSISTANT_ANSWERS, IllegalChangeError, State

state = st.sampled_from(State)
kind = st.sampled_from(get_args(Kind))


@given(state, state)
def test_a_change_is_allowed_or_raises(before: State, after: State) -> None:
    if after in ALLOWED[before]:
        states.check(before, after)
    else:
        with pytest.raises(IllegalChangeError):
            states.check(before, after)


@given(state)
def test_nobody_changes_into_themselves_and_nobody_is_stuck(before: State) -> None:
    assert before not in ALLOWED[before]
    assert ALLOWED[before]


@given(st.lists(state, max_size=30))
def test_an_agent_comes_only_after_waiting_and_a_new_episode_only_after_a_human(wishes: list[State]) -> None:
    path, episode = [State.BOT], 1
    for wish in wishes:
        if wish in ALLOWED[path[-1]]:
            episode = states.episode_after(path[-1], wish, episode)
            path.append(wish)
    steps = list(pairwise(path))
    assert all(before is State.WAITING for before, after in steps if after is State.AGENT)
    assert all(before in (State.OFFERED, State.AGENT) for before, after in steps if after is State.WAITING)
    from_a_human = (State.CLOSED, State.AGENT)
    assert episode == 1 + sum(before in from_a_human and after is State.BOT for before, after in steps)


@given(st.sampled_from(sorted(ASSISTANT_ANSWERS)), kind)
def test_whatever_the_assistant_says_leads_along_allowed_changes(before: State, said: Kind) -> None:
    for after in states.path_after_reply(before, said):
        states.check(before, after)
        before = after
    expected = {"handoff": State.WAITING, "handoff_offer": State.OFFERED}.get(said, State.BOT)
    assert before is expected
