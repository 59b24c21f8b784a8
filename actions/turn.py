"""The one place that reads Rasa's tracker."""

from dataclasses import dataclass

from rasa_sdk import Tracker


@dataclass(frozen=True)
class Turn:
    """What an action may know of this turn and of the conversation so far."""

    text: str
    intent: str
    topic: str | None
    # gm code or name: what the citizen said, else what the site that embeds the widget says
    municipality: str | None
    shown_topics: frozenset[str]


def read_turn(tracker: Tracker) -> Turn:
    """This turn as plain data. A payload (`/choose_topic{…}`) has no text of the citizen."""
    text = tracker.latest_message.get("text") or ""
    metadata = tracker.latest_message.get("metadata") or {}
    return Turn(
        text="" if text.startswith("/") else text,
        intent=(tracker.latest_message.get("intent") or {}).get("name") or "",
        topic=next(tracker.get_latest_entity_values("topic"), None),
        municipality=tracker.get_slot("municipality") or metadata.get("municipality"),
        shown_topics=frozenset(tracker.get_slot("shown_topics") or ()),
    )
