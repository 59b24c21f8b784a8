"""The closed list of what can come of a place name."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["gemeente", "plaats", "wijk", "bijnaam", "opgeheven"]


@dataclass(frozen=True)
class Place:
    """One thing that a name can mean: a municipality, a place or district in it, or a former municipality."""

    name: str
    gm_code: str
    kind: Kind


@dataclass(frozen=True)
class Found:
    """One municipality, without doubt."""

    place: Place


@dataclass(frozen=True)
class Which:
    """The name lies in several municipalities; one option a municipality."""

    options: tuple[Place, ...]


@dataclass(frozen=True)
class DidYouMean:
    """Probably a typing error, or a name that is better known as something else: confirm it first."""

    option: Place


@dataclass(frozen=True)
class NotAPlace:
    """A place must stand here, but no municipality is known by this name."""

    said: str


@dataclass(frozen=True)
class PostcodeOnly:
    """A postcode without a place: only a national address file knows where that is, so ask for the place."""

    postcode: str


PlaceOutcome = Found | Which | DidYouMean | NotAPlace | PostcodeOnly
