"""What the agent must take into account: hearing, reading, seeing, computer, language, and the way that is wished."""

from collections.abc import Sequence

from bot.case import Line, Reason, ReasonCode
from bot.languages import DUTCH
from bot.sentences import all_sentences, sentence
from knowledge.channel import channel_of
from knowledge.summing.cues import names, pattern
from knowledge.summing.heard import SUBJECT_STEMS_MIN, Sentence, stems_of
from knowledge.transcript import Transcript

BY_REASON: dict[ReasonCode, str] = {
    "cannot_hear": "deaf",
    "cannot_read": "low_literacy",
    "cannot_see": "blind",
    "no_computer": "no_computer",
    "cannot_speak_language": "little_dutch",
}
WISHES = frozenset({"phone", "desk", "deaf", "no_computer"})


def needs_lines(transcript: Transcript, heard: Sequence[Sentence], reasons: Sequence[Reason]) -> tuple[Line, ...]:
    """The language first; each need once, of the citizen or of somebody close."""
    own, others = _said_needs(heard)
    for reason in reasons:
        if reason.code in BY_REASON and BY_REASON[reason.code] not in others:
            own.setdefault(BY_REASON[reason.code], list(reason.turns))
    if transcript.preferred in WISHES and transcript.preferred not in others:
        own.setdefault(transcript.preferred, [])
    lines = [_line("summary.need", need, turns) for need, turns in own.items()]
    lines += [_line("summary.need_other", need, turns) for need, turns in others.items() if need not in own]
    return (*_language(transcript), *lines)


def _said_needs(heard: Sequence[Sentence]) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
    """Need → turns, of the citizen and of somebody else."""
    own: dict[str, list[int]] = {}
    others: dict[str, list[int]] = {}
    for one in heard:
        for need in names("needs"):
            if found := pattern("needs", need).search(one.plain):
                of_other = pattern("other").search(one.plain[: found.end()]) is not None
                (others if of_other else own).setdefault(need, []).append(one.sequence)
        wish = channel_of(one.text)
        if wish in ("phone", "desk"):
            own.setdefault(wish, []).append(one.sequence)
    return own, others


def is_only_need(one: Sentence) -> bool:
    """Whether it says what somebody needs, and nothing of their matter ("ik kan niet lezen")."""
    rest = one.plain
    for need in names("needs"):
        rest = pattern("needs", need).sub(" ", rest)
    return rest != one.plain and len(stems_of(rest)) < SUBJECT_STEMS_MIN


def _line(key: str, need: str, turns: Sequence[int]) -> Line:
    text = sentence(key, need=sentence(f"summary_needs.{need}"))
    return Line(text=text, turns=tuple(sorted(set(turns))), said=True)


def language_of(transcript: Transcript) -> str:
    """The language of the last message that was typed."""
    typed = [said.language for said in transcript.said if said.text]
    return typed[-1] if typed else DUTCH


def _language(transcript: Transcript) -> tuple[Line, ...]:
    tag = language_of(transcript)
    if tag == DUTCH:
        return ()
    name = all_sentences().get(f"summary_languages.{tag}")
    text = sentence("summary.writes", language=name) if name else sentence("summary.writes_other", tag=tag)
    turns = tuple(said.sequence for said in transcript.said if said.text and said.language == tag)
    return (Line(text=text, turns=turns),)
