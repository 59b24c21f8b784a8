"""Where a citizen lives: from the words of a citizen to a municipality, asked back when in doubt, never guessed."""

from knowledge.places.mention import Located, locate, said_place
from knowledge.places.outcomes import DidYouMean, Found, NotAPlace, Place, PlaceOutcome, PostcodeOnly, Which

__all__ = [
    "DidYouMean",
    "Found",
    "Located",
    "NotAPlace",
    "Place",
    "PlaceOutcome",
    "PostcodeOnly",
    "Which",
    "locate",
    "said_place",
]
