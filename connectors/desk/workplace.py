"""What the pages of the desk need, made once when the gateway is put together."""

from dataclasses import dataclass
from typing import Annotated, cast

from fastapi import Depends, FastAPI, Request

from bot.settings import Settings
from connectors.desk.canned import Canned, canned
from connectors.desk.suggestions import Suggest
from connectors.handoff.model import Agent
from connectors.people.model import Person


@dataclass(frozen=True)
class Workplace:
    """`teams`: those that a conversation can be passed on to; `suggest` gives nothing when it cannot."""

    teams: tuple[str, ...]
    chats_max: int
    message_max_chars: int
    suggest: Suggest
    canned: tuple[Canned, ...]

    @classmethod
    def of(cls, settings: Settings, suggest: Suggest) -> "Workplace":
        teams = dict.fromkeys(team.strip().lower() for team in settings.desk_teams.split(",") if team.strip())
        return cls(tuple(teams), settings.desk_chats_max, settings.message_max_chars, suggest, canned())


def _workplace(request: Request) -> Workplace:
    return workplace_of(request.app)


def workplace_of(app: FastAPI) -> Workplace:
    return cast(Workplace, app.state.workplace)


Place = Annotated[Workplace, Depends(_workplace)]


def agent_of(person: Person) -> Agent:
    """The person as conversations know them."""
    return Agent(person.id, person.name, person.team)
