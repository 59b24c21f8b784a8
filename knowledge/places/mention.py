"""A place within a sentence, and a sentence that is only a place.

Careful on purpose: a wrong municipality is a wrong door. What a citizen says of their own home ("ik woon in …")
may be misspelt and is then confirmed; a place said in passing ("trouwen in Gouda") counts only when it is
written as in the register and is no ordinary word.
"""

import re
from dataclasses import dataclass

from knowledge.places.gazetteer import Gazetteer
from knowledge.places.outcomes import Found, NotAPlace, Place, PlaceOutcome, Which
from knowledge.places.resolve import narrowed, of_options, resolve
from knowledge.places.spelling import fold

NAME = r"(['’]?[\w'’./-]+(?:\s+['’]?[\w'’./-]+){0,4})"
LATELY = r"(?:nu |hier |zelf |momenteel |sinds kort |tegenwoordig |al \w+(?: jaar)? )?"
SOMEWHERE = LATELY + r"(?:in|te|op)(?: de gemeente| gemeente)?"
RESIDENCE = re.compile(
    rf"\b(?:(?:ik|wij|we)\s+(?:woon|wonen|zit|zitten|verblijf|verblijven)\s+{SOMEWHERE}"
    rf"|(?:woon|wonen)(?:achtig|d|de)?\s+{SOMEWHERE}|inwoner van|(?:ik|wij|we) kom(?:en)? uit"
    r"|(?:mijn|onze) (?:woonplaats|gemeente|stad|dorp) is|woonplaats:?"
    rf"|(?:ga|gaan) wonen {SOMEWHERE})\s+{NAME}",
    re.IGNORECASE,
)
MUNICIPALITY = re.compile(rf"\b(?:gemeente|gem\.?)\s+(?:van\s+)?{NAME}", re.IGNORECASE)
MOVING = re.compile(
    rf"\b(?:verhuis(?:d|t|de)?|verhuizen|verhuizing)\s+(?:nu |binnenkort )?naar\s+{NAME}", re.IGNORECASE
)
PASSING = re.compile(rf"\b(?:in|te)\s+{NAME}", re.IGNORECASE)
# Not where the citizen lives, nor where the matter is: "ik werk in Utrecht", "op vakantie in", "provincie Utrecht".
ELSEWHERE = re.compile(
    r"\b(?:wer(?:k|kt|ken|kte|kzaam)|vakantie|kantoor|stage|studeer|studeert|school)\s+(?:\w+\s+)?$"
    r"|\b(?:de|het|provincie|waterschap|omgevingsdienst|ggd|veiligheidsregio)\s+$",
    re.IGNORECASE,
)
# Somebody else lives there: good for this question, not to be remembered as the citizen's own.
SOMEBODY = re.compile(
    r"\b(?:woont|woonde|ouders|kinderen|schoonouders|geboren|getrouwd|overleden|bedrijf|zaak)\b", re.IGNORECASE
)
CLAUSE_GOES_ON = frozenset(
    re.findall(
        r"\w+",
        "en maar waar wat hoe wie welke kan kunnen moet mag wil heb ben is ik nu sinds al dus want met of bij tot",
    )
)
NAME_WORDS_MAX = 5


@dataclass(frozen=True)
class Located:
    """What a question says of a place. `own`: it is where the citizen lives; `subject`: what is left to search for."""

    outcome: PlaceOutcome | None
    subject: str
    own: bool = False

    @property
    def municipality(self) -> str | None:
        """The gm code, when there is no doubt about it."""
        return self.outcome.place.gm_code if isinstance(self.outcome, Found) else None


def locate(question: str, gazetteer: Gazetteer) -> Located:
    """The place in a question, taken out of it: the place is no part of the subject.

    "ik woon in Kaatsheuvel" goes as a whole; of "verhuis naar Kaatsheuvel" only the name, since moving is a subject.
    """
    for pattern in (RESIDENCE, MUNICIPALITY, MOVING, PASSING):
        for mention in pattern.finditer(question):
            if ELSEWHERE.search(question[: mention.start()]):
                continue
            found = _within(mention, gazetteer, home=pattern is RESIDENCE, municipality=pattern is MUNICIPALITY)
            if found:
                outcome, length = found
                begin = mention.start() if pattern in (RESIDENCE, PASSING) else mention.start(1)
                own = pattern is not PASSING and not SOMEBODY.search(question[: mention.end(1)])
                return Located(outcome, _without(question, begin, mention.start(1) + length), own)
    return Located(None, question)


def _within(
    mention: "re.Match[str]", gazetteer: Gazetteer, home: bool, municipality: bool
) -> tuple[PlaceOutcome, int] | None:
    """The longest name at the front of the words after "in", and how many characters it takes."""
    text = mention.group(1)
    ends = [match.end() for match in re.finditer(r"\S+", text)]
    for count in range(min(NAME_WORDS_MAX, len(ends)), 0, -1):
        name = text[: ends[count - 1]]
        if "," in name.rstrip(",") or not _is_name(name, text[ends[count - 1] :], mention, gazetteer, home):
            continue
        options = gazetteer.municipality_named(_bare(name)) if municipality else ()
        options = options if len(options) == 1 else gazetteer.named(_bare(name))
        outcome = _hinted(options, mention.string[mention.start(1) + ends[count - 1] :], gazetteer, name)
        if outcome:
            return outcome, ends[count - 1] if not name.endswith((".", ",")) else ends[count - 1] - 1
    return _misspelt(text, ends, gazetteer) if home or municipality else None


def _hinted(options: tuple[Place, ...], rest: str, gazetteer: Gazetteer, name: str) -> PlaceOutcome | None:
    """Several places of one name: a hint right behind it may tell them apart."""
    hint = re.match(r"\s*(?:\(([^)]+)\)|(?:bij|nabij|in|op)\s+([\w'’-]+(?:\s[A-Z][\w'’-]+)?))", rest)
    if len(options) > 1 and hint:
        options = narrowed(options, hint[1] or hint[2], gazetteer)
    return of_options(options, fold(_bare(name)) in gazetteer.elsewhere)


def _is_name(name: str, rest: str, mention: "re.Match[str]", gazetteer: Gazetteer, home: bool) -> bool:
    """Ordinary words count only with a capital, or at home at the end of a clause."""
    bare = _bare(name)
    if fold(bare) not in gazetteer.ordinary or not bare.islower():
        return len(fold(bare)) > 1
    following = (f"{rest} {mention.string[mention.end(1) :]}".split() or ["."])[0].lower()
    ends = not name[-1].isalnum() or not following[0].isalnum() or following in CLAUSE_GOES_ON
    return home and ends and " " not in bare


def _misspelt(text: str, ends: list[int], gazetteer: Gazetteer) -> tuple[PlaceOutcome, int] | None:
    """A typing error in what must be a place; ordinary words and names from elsewhere are no typing error."""
    for count in range(min(3, len(ends)), 0, -1):
        name = _bare(text[: ends[count - 1]])
        if fold(name) in gazetteer.ordinary or not re.search(r"[a-z]{4}", fold(name)):
            continue
        if count > 1 and not name.istitle():
            continue
        outcome = resolve(name, gazetteer)
        if not isinstance(outcome, NotAPlace):
            return outcome, ends[count - 1]
    return None


def _bare(name: str) -> str:
    return name.strip(' .,!?;:"').replace("’", "'")


def _without(question: str, begin: int, end: int) -> str:
    left = f"{question[:begin].rstrip()} {question[end:].lstrip(' ,.')}".strip()
    return left if re.search(r"\w{3}", left) else question


OPENING = re.compile(
    r"^(?:(?:nee|neen|ja|jawel|oh|o|ehm|sorry|eh|nou)\b[\s,.!]*)*"
    r"(?:(?:ik bedoel(?:de)?|het is|dat is|die van|ik zeg|dan|toch)\s+)*"
)
STATEMENT = re.compile(
    rf"^(?:(?:ik|wij|we)\s+(?:woon|wonen|zit|zitten|kom|komen|verblijf)\s+(?:{SOMEWHERE}|uit)"
    r"|(?:mijn|onze) (?:woonplaats|gemeente|stad|dorp) is|woonplaats:?|inwoner van"
    r"|(?:ik|wij|we) (?:ben|zijn) (?:nu )?(?:verhuisd naar|gaan wonen in)|verhuisd naar)\s+",
    re.IGNORECASE,
)
# "nee, Rijswijk bij Den Haag": what follows is the place that was meant.
CORRECTION = re.compile(r"^\s*(?:nee|neen|sorry|ik bedoel(?:de)?|niet in \w+ maar in)\b", re.IGNORECASE)
CLOSING = re.compile(
    r"[\s,]*(?:hoor|dus|nu|tegenwoordig|toch|aub|a\.u\.b\.|alstublieft|graag|bedoel ik)?[\s.!?]*$", re.IGNORECASE
)
# A place with what tells it apart is no longer than this; a longer sentence is about something else.
BARE_WORDS_MAX = 6


def said_place(text: str, gazetteer: Gazetteer, asked: bool) -> PlaceOutcome | None:
    """The outcome of a message that is a place and nothing else, or None. `asked`: Wegwijs had just asked for it."""
    opened = _without_opening(text)
    stated = STATEMENT.match(opened)
    words = CLOSING.sub("", opened[stated.end() :] if stated else opened)
    words = re.sub(r"^(?:in|te|uit|naar|bij)\s+(?=\S)", "", words, flags=re.IGNORECASE) if not stated else words
    if not words or len(words.split()) > BARE_WORDS_MAX or "?" in text:
        return None
    outcome = resolve(words, gazetteer)
    if isinstance(outcome, NotAPlace):
        return outcome if stated and len(words.split()) <= 2 and words[:1].isupper() else None
    if stated or asked or CORRECTION.match(text):
        return outcome
    return outcome if isinstance(outcome, Found | Which) and _unmistakable(words, gazetteer) else None


def _without_opening(text: str) -> str:
    plain = " ".join(text.split())
    opening = OPENING.match(plain.lower())
    return plain[opening.end() :] if opening else plain


def _unmistakable(words: str, gazetteer: Gazetteer) -> bool:
    """Said out of the blue: a name that is no ordinary word, spelt as it is."""
    return fold(words) not in gazetteer.ordinary and bool(gazetteer.named(words))
