"""How a sentence is built: each function returns the places that make it hard, as the reader sees them.

There is no parser here. These are patterns over words that find most of what an editor would mark, and that
rarely mark plain sentences; the learned weights absorb what they miss.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from knowledge.plain.ideas import idea
from knowledge.plain.vocabulary import word_list, zipf

Words = Sequence[str]

PARTICIPLE = re.compile(
    r"(?:(?:aan|achter|af|bij|dicht|door|in|klaar|kwijt|mede?|mee|na|om|onder|op|over|terug|toe|uit|vast|voor|weg|goed)?"
    r"ge(?!meen|noeg|woon|zond|luid|weld|bied)\w{2,}(?:d|t|en)"
    r"|(?:ver|be|ont|her|er|mis)(?:\w{2,}(?:[^ei]d|[bcdfghjklmnprsvwxz]t|ouden|aan)|\w*[^aeiou][eoa][^aeiou]{1,2}en)"
    r"|onderzocht|overwogen|voldaan|voorzien|aanvaard|ondertekend)$"
)
PARTICIPLE_BEFORE_NOUN = re.compile(r"(?:\w{0,10}ge\w{2,}|(?:ver|be|ont|her|on)\w{3,})(?:de|te|en)$|\w{4,}ende?$")
PASSIVE_REACH_WORDS = 25
CLAUSE = re.compile(r"[,;:]|\b(?:en|of|maar|dan|als)\b")
TANG_MIN_WORDS = 7  # up to six words between verb and verb read easily ("U moet uw paspoort op tijd … verlengen")
ABSTRACT_NOUN_MIN = 0.4
USUAL_NOUN_ZIPF = 4.0  # "verklaring" and "behandeling" are things by now, no dressed-up verbs


def passives(words: Words) -> list[str]:
    """ "wordt … toegekend", and "is … afgewezen door"."""
    found = []
    for place, word in enumerate(words):
        reach = words[max(0, place - 3) : place + PASSIVE_REACH_WORDS]
        if word in word_list("passive_forms"):
            found += [f"{word} … {verb}" for verb in _participles(reach)[:1]]
        elif word in word_list("being_forms") and "door" in reach:
            found += [f"{word} … {verb} door" for verb in _participles(reach)[:1]]
    return found


def _participles(words: Words) -> list[str]:
    return [word for word in words if PARTICIPLE.match(word) and word not in word_list("function_words")]


def tangs(words: Words) -> list[tuple[str, int]]:
    """Verb and verb part too far apart, and a clause squeezed between article and noun; with the distance."""
    found = []
    for place, word in enumerate(words):
        if word in word_list("openers"):
            distance = _to_last_verb(words, place)
            if distance >= TANG_MIN_WORDS:
                found.append((f"{word} … {words[place + distance + 1]}", distance))
        elif (
            word in word_list("noun_openers")
            and place + 3 < len(words)
            and words[place + 1] in word_list("inside_noun_groups")
        ):
            distance = _to_participle_before_noun(words, place)
            if distance:
                found.append((f"{word} {words[place + 1]} … {words[place + distance]}", distance))
    return found


def _to_last_verb(words: Words, place: int) -> int:
    """Words between this verb and the participle or infinitive that closes its clause; 0 when there is none."""
    for offset, word in enumerate(words[place + 1 :], start=1):
        if offset > 1 and word in word_list("subordinators"):
            return 0
        if offset > 1 and (PARTICIPLE.match(word) or words[place + offset - 1] == "te"):
            return offset - 1
    return 0


def _to_participle_before_noun(words: Words, place: int) -> int:
    for offset, word in enumerate(words[place + 2 : place + 14], start=2):
        if PARTICIPLE_BEFORE_NOUN.match(word) and place + offset + 1 < len(words):
            return offset
    return 0


def clauses(words: Words, text: str) -> list[str]:
    """Words that open a subordinate clause: conjunctions, and relatives after a comma."""
    found = [word for word in words if word in word_list("subordinators") and word != "dat"]
    found += re.findall(r", (?:\w+ )?(die|wat|dat|wie)\b", text.lower())
    return found + ["dat"] * sum(b == "dat" and a not in {"is", "dan"} for a, b in pairwise(words))


def nominalisations(words: Words) -> list[str]:
    """Verbs dressed up as abstract nouns: "de toekenning van", "ter vaststelling"."""
    suffixes = tuple(word_list("nominal_suffixes"))
    found = []
    for place, word in enumerate(words):
        if len(word) > 6 and word.endswith(suffixes):
            judged = idea(word)
            near = {*words[max(0, place - 1) : place], *words[place + 1 : place + 2]}
            styled = bool(near & {"van", "ter", "tot", "bij", "na", "door", "inzake", "der", "betreffende"})
            if styled and zipf(word) < USUAL_NOUN_ZIPF and (judged is None or judged.abstract >= ABSTRACT_NOUN_MIN):
                found.append(word)
    return found


def instructions(words: Words, text: str) -> list[str]:
    """What the reader is told to do in this one sentence; one is fine."""
    duties = [a for a, b in pairwise(words) if {a, b} & {"u", "je"} and {a, b} & word_list("obligations")]
    starts = re.findall(r"(?:^|, (?:en |of )?(?:dan )?| en | of | vervolgens | daarna )(\w+)", text.lower())
    return duties + [word for word in starts if word in word_list("imperatives")]


def negations(text: str) -> list[str]:
    """Words that deny, of the clause that has most; two in one clause must be turned over in the head."""
    denying = word_list("negatives") | word_list("negating_words")
    found = [[word for word in re.findall(r"\w+", clause) if word in denying] for clause in CLAUSE.split(text.lower())]
    return max(found, key=len)


def abbreviations(words: Words) -> list[str]:
    """Short forms that the reader has to know, in the original case."""
    known = word_list("everyday_abbreviations")
    found = []
    for word in words:
        bare = word.strip(".").lower()
        dotted = "." in word.strip(".") and word[0].isalpha()
        capitals = len(word) in range(2, 7) and word.isupper() and word.isalpha()
        if (dotted or capitals) and bare not in known:
            found.append(word)
    return found
