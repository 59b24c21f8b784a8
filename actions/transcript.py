"""The conversation so far, read from Rasa's events: the one place that knows how they look."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError
from rasa_sdk import Tracker

from bot.reply import Reply, resumed
from knowledge.planning.state import PlanState
from knowledge.transcript import Said, Transcript, Turn

Event = Mapping[str, Any]


def transcript_of(tracker: Tracker) -> Transcript:
    """Every message with its reply; the last one has none yet, or the one that an action of this turn sent."""
    metadata = tracker.latest_message.get("metadata") or {}
    return Transcript(
        turns=_each_once(_turn(events) for events in _by_message(tracker.events)),
        channel=metadata.get("channel") or "web",
        municipality=tracker.get_slot("municipality") or metadata.get("municipality"),
        preferred=tracker.get_slot("channel"),
        tried=tuple(tracker.get_slot("tried") or ()),
        plan=PlanState.from_json(metadata["plan"]) if metadata.get("plan") else None,
    )


def _by_message(events: Iterable[Event]) -> list[list[Event]]:
    """A message of the citizen with the events that it brought."""
    grouped: list[list[Event]] = []
    for event in events:
        if event["event"] == "user":
            grouped.append([event])
        elif event["event"] == "bot" and grouped:
            grouped[-1].append(event)
    return grouped


def _each_once(turns: Iterable[Turn]) -> tuple[Turn, ...]:
    """By sequence: a message that Rasa heard twice, because a process died in between, was said once."""
    found: dict[int, Turn] = {}
    for number, turn in enumerate(turns):
        found[turn.said.sequence or -1 - number] = turn
    return tuple(found.values())


def _turn(events: list[Event]) -> Turn:
    said, *replies = events
    return Turn(_said(said), _reply([reply["data"]["custom"] for reply in replies if _custom(reply)]))


def _custom(event: Event) -> Any:
    return (event.get("data") or {}).get("custom")


def _said(event: Event) -> Said:
    text, metadata = event.get("text") or "", event.get("metadata") or {}
    is_payload = text.startswith("/")
    return Said(
        sequence=metadata.get("sequence") or 0,
        text="" if is_payload else text,
        intent=((event.get("parse_data") or {}).get("intent") or {}).get("name") or "",
        language=metadata.get("language") or "nl",
        payload=text if is_payload else None,
        title=metadata.get("title") or "",
    )


def _reply(customs: list[Any]) -> Reply | None:
    """As the gateway reads it (`connectors.assistant.parse`): a form's question comes with what came in between."""
    try:
        replies = [Reply.model_validate_json(json.dumps(custom)) for custom in customs]
    except ValidationError:
        return None
    if len(replies) > 1:
        return resumed(replies[0], replies[1])
    return replies[0] if replies else None
