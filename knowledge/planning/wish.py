"""A text that asks for a plan: what is the plan for?

"Maak een stappenplan, ik ben mijn baan kwijt": the words around the plan word say nothing about the life event, and
would only mislead the search; the clause about the event has to stay a sentence.
"""

import re
from collections.abc import Iterator

from knowledge.planning.words import listed, plain

PUNCTUATION = re.compile(r"[,.;:!?\n]+")


def asks_for_plan(text: str) -> bool:
    """A wish that only sounds like it ("ik wil een zaak beginnen") has no such word; its answer offers the plan."""
    return bool(set(plain(text).split()) & listed("asks_for_plan"))


def surely_asks_for_plan(text: str) -> bool:
    """Whatever else is said: "stappenplan", or a clause that is about a plan and nothing else."""
    clauses = list(_clauses(text))
    named = any(word in listed("names_a_plan") for clause in clauses for word in clause)
    return named or any(_is_frame(clause) and set(clause) & listed("asks_for_plan") for clause in clauses)


def names_nothing(text: str) -> bool:
    """ "Maak een stappenplan", "begin opnieuw met mijn plan": no life event in it."""
    return _is_frame(plain(text).split())


def subject_of(text: str) -> str:
    """The text without the request: "ik ga met pensioen" of "ik ga met pensioen, maak een stappenplan"."""
    rests = (_without_request(clause) for clause in _clauses(text))
    return ", ".join(" ".join(rest) for rest in rests if rest and not _is_frame(rest))


def _clauses(text: str) -> Iterator[list[str]]:
    for part in PUNCTUATION.split(text):
        clause: list[str] = []
        for word in plain(part).split():
            if word in listed("joins"):
                yield clause
                clause = []
            else:
                clause.append(word)
        yield clause


def _is_frame(words: list[str]) -> bool:
    return all(word in listed("planning") for word in words)


def _without_request(clause: list[str]) -> list[str]:
    """Drops the plan word, and the words around it that belong to the request."""
    places = [place for place, word in enumerate(clause) if word in listed("asks_for_plan")]
    if not places:
        return clause
    first, last = places[0], places[-1]
    while first > 0 and clause[first - 1] in listed("planning"):
        first -= 1
    while last + 1 < len(clause) and clause[last + 1] in listed("planning"):
        last += 1
    return clause[:first] + clause[last + 1 :]
