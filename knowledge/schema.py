"""The records of the knowledge base: what a service text, an organisation and an ingested record hold.

All are frozen and strict: an unknown key or a missing one is an error with the place where it stands.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, HttpUrl, StringConstraints

Audience = Literal["burger", "ondernemer"]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]

SECTIONS = (
    "Kort antwoord",
    "Voor wie",
    "Wat moet u doen",
    "Wat hebt u nodig",
    "Kosten",
    "Hoe lang duurt het",
    "Niet eens?",
)
SHORT_ANSWER = SECTIONS[0]

LIFE_EVENTS = frozenset(
    {
        "overlijden", "scheiding", "geboorte", "verhuizen", "werk-verliezen", "ziek-worden", "beperking-krijgen",
        "achttien-worden", "studeren", "trouwen-samenwonen", "mantelzorger-worden", "pensioen", "schulden",
        "eerste-huis-kopen", "naar-nederland-komen", "uit-nederland-vertrekken", "bedrijf-starten",
        "bedrijf-stoppen", "slachtoffer-worden", "vrijlating",
    }
)  # fmt: skip


class Record(BaseModel):
    """Base of everything that is read from a file."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class OrganisationRole(Record):
    """Why a citizen goes to this organisation for this service, said to the citizen."""

    id: Slug
    role: Line


class TextSource(Record):
    title: Line
    url: HttpUrl
    checked_on: date


class FrontMatter(Record):
    """What stands above a service text; see `docs/texts.md`."""

    id: Slug
    title: Line
    theme: Slug
    audience: tuple[Audience, ...] = Field(min_length=1)
    life_events: tuple[Slug, ...]
    organisations: tuple[OrganisationRole, ...] = Field(min_length=1)
    route: bool = False
    sources: tuple[TextSource, ...] = Field(min_length=1)
    status: Literal["draft", "checked", "withdrawn"]
    terms: tuple[Line, ...] = Field(min_length=1)
    questions: tuple[Line, ...] = Field(min_length=8)
    related: tuple[Slug, ...] = ()
    upl: tuple[Line, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None


class ServiceText(FrontMatter):
    """One service in plain Dutch: front matter plus the seven fixed sections, heading → text."""

    sections: dict[str, str]

    @property
    def short_answer(self) -> str:
        return self.sections[SHORT_ANSWER]

    def valid_on(self, day: date) -> bool:
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_until is None or day <= self.valid_until) and self.status != "withdrawn"


class PhoneFact(Record):
    number: Line
    text: str = ""
    hours: str | None = None
    source: HttpUrl
    checked_on: date
    certainty: Literal["register", "known"] = "register"


class LinkFact(Record):
    text: Line
    url: HttpUrl | None = None


class Contact(Record):
    online: tuple[LinkFact, ...] = ()
    phone: tuple[PhoneFact, ...] = ()
    desk: tuple[LinkFact, ...] = ()
    post: str | None = None


class NotFor(Record):
    what: Line
    instead: Slug


class Provenance(Record):
    facts: tuple[Line, ...] = Field(min_length=1)
    source: HttpUrl
    checked_on: date


class Organisation(Record):
    """One organisation of the register: its task, what people call it, and how to reach it."""

    id: Slug
    name: Line
    official_name: Line
    spoken_names: tuple[Line, ...] = ()
    kind: Line
    audience: tuple[Audience, ...] = Field(min_length=1)
    task: Line
    keywords: tuple[Line, ...] = ()
    not_for: tuple[NotFor, ...] = ()
    ministry: Slug | None = None
    tooi: HttpUrl | None = None
    website: HttpUrl | None = None
    contact: Contact = Contact()
    help: tuple[LinkFact, ...] = ()
    wikidata: str | None = None
    provenance: tuple[Provenance, ...] = ()
    successor: Slug | None = None


class Municipality(Record):
    """One row of `gemeenten.csv`; empty cells are None."""

    gm_code: Line
    id: Slug
    name: Line
    short_name: Line
    province: str | None
    website: HttpUrl | None
    phone: str | None
    appointment_url: HttpUrl | None
    visiting_address: str | None
    postal_address: str | None
    tooi: HttpUrl | None
    source_url: HttpUrl | None
    checked_on: date | None


class Door(Record):
    """A subject without a text: who can help, or nobody in government when `organisations` is empty."""

    id: Slug
    title: Line
    organisations: tuple[Slug, ...]
    phrasings: tuple[Line, ...] = Field(min_length=8)
    upl: tuple[Line, ...] = ()


class Paragraph(Record):
    title: str
    text: str


class IngestedRecord(Record):
    """A text of somebody else, as an ingest adapter made it: searched, shown as theirs, never called ours."""

    id: Slug
    question: Line
    introduction: str
    paragraphs: tuple[Paragraph, ...]
    url: HttpUrl
    publisher: Line
    licence: Line
    modified_on: date
    organisations: tuple[Slug, ...] = ()
    subjects: tuple[str, ...] = ()
    # to official hosts only
    links: tuple[LinkFact, ...] = ()
    # above the B1 line: shown as an excerpt with the link
    difficult: bool = False
