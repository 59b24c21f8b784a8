"""What somebody logs in with: "mijn wachtwoord is verlopen" tells of it, "mijn wachtwoord is Tulp12" gives it."""

import re
from collections.abc import Iterator

from connectors.private.words import listed

Span = tuple[int, int]

LOGIN = (
    r"\b(?:wachtwoord|password|passwort|mot de passe|contraseña|hasło|şifre|pincode|pin|inlogcode|inlog-code|sms-?code"
    r"|toegangscode|beveiligingscode|activeringscode|koppelcode|verificatiecode|gebruikersnaam|digid[- ]?code)"
)
OF_WHAT = r"(?: (?:van|voor|bij|for|of) (?:mijn |de |het |my )?[\w-]+)?"
# Not what was hidden already, nor the word that stands in its place.
WHAT_IS_GIVEN = r"[\"'“‘(]?(?P<secret>[^\s\x00\[\]]+)"
GIVEN = re.compile(rf"{LOGIN}{OF_WHAT}(?: (?:is|luidt|:|=)|:|=)\s*:?\s*{WHAT_IS_GIVEN}", re.IGNORECASE)
# Without "is" it must look like a code: at least four characters, one of them a digit.
CODE = re.compile(rf"{LOGIN} (?=[^\s\[]*\d)(?=\S{{4}}){WHAT_IS_GIVEN}", re.IGNORECASE)
SECRET_MIN_CHARS = 3


def logins(text: str) -> Iterator[Span]:
    reached = 0
    for start, end in sorted(_spans(text)):
        if start >= reached:
            reached = end
            yield start, end


def _spans(text: str) -> Iterator[Span]:
    for pattern in (GIVEN, CODE):
        for match in pattern.finditer(text):
            secret = _bare(match["secret"])
            if len(secret) >= SECRET_MIN_CHARS and secret.lower() not in listed("no_secrets"):
                yield match.start("secret"), match.start("secret") + len(secret)


def _bare(word: str) -> str:
    """Without what ends a sentence; an exclamation mark may belong to a password."""
    return word.rstrip(".,;)?\"'”’")
