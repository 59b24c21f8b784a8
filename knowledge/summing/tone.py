"""The tone, by clear signals only: the last message that has one decides. Refuses to guess at feelings."""

from collections.abc import Sequence

from bot.sentences import sentence
from knowledge.attention import Care, due
from knowledge.summing.cues import fitting
from knowledge.summing.heard import Sentence

BY_CARE: dict[Care, str] = {
    "death": "verdrietig",
    "shame": "bezorgd",
    "money": "bezorgd",
    "fear": "bezorgd",
}
CALM = "rustig"


def tone_of(heard: Sequence[Sentence]) -> str:
    """One word; `rustig` only when nothing else was heard."""
    heard_tones = [tone for one in heard if (tone := _tone(one))]
    feelings = [tone for tone in heard_tones if tone != CALM]
    if feelings:
        return feelings[-1]
    return CALM if heard_tones else sentence("summary_tones.unclear")


def _tone(one: Sentence) -> str | None:
    first = next(fitting("tone", one.plain), None)
    if first is not None and first != CALM:
        return first
    care = due(one.text)
    return BY_CARE[care] if care else first
