"""Who owns a conversation: one machine, and nothing changes a state but through it.

    bot → offered → waiting → agent → bot | closed        closed → bot is a new episode

An offer may lapse and waiting may be given up: both lead back to the assistant. An agent may pass a conversation on to
another queue: agent → waiting. Any other change raises.
"""

from enum import StrEnum

from bot.reply import Kind


class State(StrEnum):
    """The owner: the assistant (`bot`, `offered`), the queue (`waiting`), a human (`agent`), or nobody."""

    BOT = "bot"
    OFFERED = "offered"
    WAITING = "waiting"
    AGENT = "agent"
    CLOSED = "closed"


class IllegalChangeError(Exception):
    """A change that the machine does not know; nothing was written."""


ALLOWED: dict[State, frozenset[State]] = {
    State.BOT: frozenset({State.OFFERED}),
    State.OFFERED: frozenset({State.WAITING, State.BOT}),
    State.WAITING: frozenset({State.AGENT, State.BOT}),
    State.AGENT: frozenset({State.BOT, State.CLOSED, State.WAITING}),
    State.CLOSED: frozenset({State.BOT}),
}
FROM_A_HUMAN = frozenset({State.AGENT, State.CLOSED})
ASSISTANT_ANSWERS = frozenset({State.BOT, State.OFFERED})


def check(before: State, after: State) -> None:
    """Raises IllegalChangeError unless `before` may become `after`."""
    if after not in ALLOWED[before]:
        raise IllegalChangeError(f"{before} → {after}")


def episode_after(before: State, after: State, episode: int) -> int:
    """The episode's number after a change: what comes back from a human starts a clean dialogue."""
    return episode + 1 if before in FROM_A_HUMAN and after is State.BOT else episode


def path_after_reply(state: State, kind: Kind) -> tuple[State, ...]:
    """The states to pass through because the assistant said something of this kind (often none).

    Only for states in which the assistant answers. A typed reply moves the machine, never a sentence.
    """
    match kind:
        case "handoff_offer":
            return () if state is State.OFFERED else (State.OFFERED,)
        case "handoff":
            return (State.WAITING,) if state is State.OFFERED else (State.OFFERED, State.WAITING)
        case _:
            return (State.BOT,) if state is State.OFFERED else ()
