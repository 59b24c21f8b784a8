"""The parts of a message that may each be a question: "paspoort verlengen en hoe vraag ik huurtoeslag aan".

Pure text, and generous: whether two parts are two questions is for whoever knows the texts (knowledge.several).
"""

import re
from dataclasses import dataclass, replace

# A story is one question with its history; cutting it up would answer its side issues.
MESSAGE_MAX_CHARS = 400
CLAUSE_MIN_CHARS = 4
SENTENCE = re.compile(r"(?<=[?!.;])\s+|\s*\n+\s*")
VERBS = (
    r"kan|kun|kunt|kunnen|moet|moeten|mag|mogen|is|zijn|heb|heeft|hebben|krijg\w*|zal|wil|wilt|weet|geldt|bestaat|"
    r"hoort?|betaal\w*|komt?|gaat?|word\w*|doet?"
)
# "ik heb ook nog een vraag over …": whoever writes this asks something else next.
MARK = (
    r"(?:ook nog|daarnaast|verder|bovendien|trouwens|o ?ja|ten tweede|nog (?:een|iets|wat)\b(?: \w*vraag\w*| anders)?|"
    r"(?:mijn |een )?(?:tweede|andere) vraag(?: is)?|(?:dan )?ook|"
    rf"(?:daarna|vervolgens|dan)(?! (?:{VERBS})\b)(?= \w+ \w+))\b[,:]?"  # "…, dan krijg ik" goes on about the same
)
# "en dat", "en als": no new question, but more of the same sentence.
GOES_ON = r"(?!(?:dat|omdat|als|die|waardoor|terwijl|toen|of)\b)"
JOIN = re.compile(rf"(?P<join>,? en|[,:])\s+{GOES_ON}(?P<mark>{MARK}\s*)?|^(?P<begin>(?:en )?{MARK}\s*)", re.IGNORECASE)
WANTS_ALSO = re.compile(
    r"^(?:ik |we |wij )?(?:wil|willen|moet|moeten|zoek|heb|hebben)(?: ik| we)? ook\b", re.IGNORECASE
)
# "als ik stop, dan geen uitkering": one sentence, whatever "dan" begins elsewhere.
IF_THEN = re.compile(r"^\W*(?:als|wanneer|indien|stel)\b.*\bdan\s*$", re.IGNORECASE)
ASKING_WORDS = r"wie|wat|waar\w*|wanneer|hoe\w*|welke?|waarom"
SUBJECTS = r"ik|we|wij|u|je|jij|jullie|men|er|het|dat|dit|de|een|mijn|onze"
QUESTION = re.compile(rf"^(?:en )?(?:{ASKING_WORDS}|(?:{VERBS}) (?:{SUBJECTS}))\b", re.IGNORECASE)
# "en wat kost dat", "en waar geef ik het aan": a question about what was said before.
POINTS_BACK = re.compile(
    r"\b(?:dat|dit|hem|die|daar\w*|ervoor|ervan|ermee|het(?: (?:aan|af|door|in|op))?$)", re.IGNORECASE
)


@dataclass(frozen=True)
class Clause:
    """A part that can stand alone. `asks`: it has the form of a question; `marked`: said to be something else."""

    text: str
    asks: bool = False
    marked: bool = False


def clauses(message: str) -> tuple[Clause, ...]:
    """The parts of a message in their order; one when it cannot be cut."""
    if len(message) > MESSAGE_MAX_CHARS:
        return (Clause(message),)
    found = [clause for sentence in SENTENCE.split(message.strip()) for clause in _of_sentence(sentence)]
    return tuple(found) or (Clause(message),)


def _of_sentence(sentence: str) -> list[Clause]:
    found: list[Clause] = []
    begin, marked = 0, False
    for match in JOIN.finditer(sentence):
        rest, mark = sentence[match.end() :], bool(match["mark"] or match["begin"])
        asks = bool(QUESTION.match(rest))
        if (match["join"] in (",", ":") and not (asks or mark)) or IF_THEN.match(sentence, 0, match.end()):
            continue  # a list, or a sentence that goes on
        found += _clause(sentence[begin : match.start()], marked)
        # "…, krijg ik dan toeslag" asks about what was told; "… en hoe krijg ik toeslag" asks something else
        is_new = asks and match["join"] not in (None, ",", ":") and not POINTS_BACK.search(rest.rstrip("?!. "))
        begin, marked = match.end(), mark or is_new
    last = _clause(sentence[begin:], marked)
    if not found and sentence.endswith("?"):  # of "werken en naar de winkel?" the end does not ask
        last = [replace(clause, asks=True) for clause in last]
    return found + last


def _clause(raw: str, marked: bool) -> list[Clause]:
    text = raw.strip(" ,;:.!")
    marked = marked or bool(WANTS_ALSO.search(text))
    return [Clause(text, bool(QUESTION.match(text)), marked)] if len(text) >= CLAUSE_MIN_CHARS else []
