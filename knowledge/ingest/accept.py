"""From drafts to records: the one gate that every adapter's work passes.

HTML becomes plain text, links stay only when they lead to official hosts, and a text above the B1 line is marked
as difficult. What has no answer, no official page, another language or no date is refused with its reason.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime
from urllib.parse import urljoin

from pydantic import HttpUrl, ValidationError

from knowledge.ingest.draft import Draft, Drafts, Ingested, Refusal, Unreadable
from knowledge.ingest.html import links, to_text
from knowledge.official import is_official, official_hosts
from knowledge.plain.judge import judge
from knowledge.plain.survey import official_names
from knowledge.register import Register
from knowledge.schema import IngestedRecord, LinkFact, Paragraph

# A citizen follows one or two links; the first of a page are what it is about.
LINKS_MAX = 8
LINK_WORDS_MAX_CHARS = 120
# Longer is a page that was taken for a question; buttons and titles show 80 characters.
QUESTION_MAX_CHARS = 300


@dataclass(frozen=True)
class Gate:
    """What a draft is measured against."""

    register: Register
    hosts: frozenset[str]
    names: frozenset[str]
    organisations: dict[str, str]
    today: date

    @classmethod
    def of(cls, register: Register, today: date | None = None) -> "Gate":
        spoken = {
            name.casefold(): organisation.id
            for organisation in register.organisations.values()
            for name in (organisation.name, organisation.official_name, *organisation.spoken_names)
        }
        day = today or datetime.now(UTC).date()
        return cls(register, official_hosts(register), official_names(register), spoken, day)


def accept_all(source: str, drafts: Drafts, gate: Gate, complete: bool = True) -> Ingested:
    """Records of all drafts that pass, by id; a later draft of the same key replaces an earlier one."""
    records: dict[str, IngestedRecord] = {}
    key_of: dict[str, str] = {}
    refused: list[str] = []
    withdrawn: set[str] = set()
    for draft in drafts:
        try:
            made_id = record_id(source, draft.key)
            if isinstance(draft, Unreadable):
                raise Refusal(draft.reason)
            if key_of.setdefault(made_id, draft.key) != draft.key:
                raise Refusal(f"its id is the same as that of {key_of[made_id]}")
            if draft.withdrawn:
                withdrawn.add(made_id)
            else:
                records[made_id] = accept(source, draft, gate)
        except Refusal as refusal:
            refused.append(f"{draft.key}: {refusal}")
    kept = {key: record for key, record in records.items() if key not in withdrawn}
    return Ingested(tuple(kept[key] for key in sorted(kept)), tuple(refused), complete, frozenset(withdrawn))


def accept(source: str, draft: Draft, gate: Gate) -> IngestedRecord:
    """One draft as a record; raises `Refusal`."""
    _require_usable(draft, gate)
    try:
        introduction = to_text(draft.introduction)
        parts = tuple(Paragraph(title=to_text(title), text=to_text(text)) for title, text in draft.parts)
        paragraphs = tuple(part for part in parts if part.text)
        if not introduction and not paragraphs:
            raise Refusal("there is no answer in it")
        return IngestedRecord(
            id=record_id(source, draft.key),
            question=_question(draft),
            introduction=introduction,
            paragraphs=paragraphs,
            url=draft.url,
            publisher=draft.publisher,
            licence=draft.licence,
            modified_on=_day(draft.modified_on, gate.today),
            organisations=_organisations(draft, gate),
            subjects=draft.subjects,
            links=_links(draft, gate),
            difficult=not judge(_whole(introduction, paragraphs), gate.names).plain,
        )
    except ValidationError as error:
        first = error.errors()[0]
        raise Refusal(f"{'.'.join(str(part) for part in first['loc'])}: {first['msg']}") from error
    except Refusal:
        raise
    except ValueError as error:
        raise Refusal(str(error).splitlines()[0]) from error


def record_id(source: str, key: str) -> str:
    """`rijksoverheid` and a key of any form as an id of small letters, digits and hyphens; raises `Refusal`."""
    plain = unicodedata.normalize("NFKD", key).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if not slug:
        raise Refusal("its key holds no letter or digit")
    return f"{source}-{slug}"


def _require_usable(draft: Draft, gate: Gate) -> None:
    if not draft.language.lower().startswith("nl"):
        raise Refusal(f"the language is {draft.language}")
    if not is_official(draft.url, gate.hosts):
        raise Refusal(f"{draft.url or 'its address'} is not a safe page (https) of an official host")
    unknown = [organisation for organisation in draft.organisations if organisation not in gate.register.organisations]
    if unknown:
        raise Refusal(f"organisation {unknown[0]!r} is not in the register")


def _question(draft: Draft) -> str:
    question = " ".join(to_text(draft.question).split())
    if len(question) > QUESTION_MAX_CHARS:
        raise Refusal(f"the question has {len(question)} characters; at most {QUESTION_MAX_CHARS}")
    return question


def _day(modified: str, today: date) -> date:
    try:
        day = datetime.fromisoformat(modified).date()
    except ValueError:
        raise Refusal(f"{modified or 'nothing'!r} is not the date of its last change") from None
    return min(day, today)


def _organisations(draft: Draft, gate: Gate) -> tuple[str, ...]:
    named = (gate.organisations.get(name.casefold()) for name in draft.carried_out_by)
    return tuple(dict.fromkeys((*draft.organisations, *(found for found in named if found))))


def _links(draft: Draft, gate: Gate) -> tuple[LinkFact, ...]:
    """Official links only. Government sites must be served over https, so http is read as https."""
    inside = (link for html in (draft.introduction, *(text for _, text in draft.parts)) for link in links(html))
    found: dict[str, LinkFact] = {}
    for words, address in (*inside, *draft.links):
        url = re.sub(r"^http://", "https://", urljoin(draft.url, address))
        if is_official(url, gate.hosts) and url != draft.url:
            found.setdefault(url, LinkFact(text=words[:LINK_WORDS_MAX_CHARS], url=HttpUrl(url)))
    return tuple(found.values())[:LINKS_MAX]


def _whole(introduction: str, paragraphs: tuple[Paragraph, ...]) -> str:
    return "\n".join((introduction, *(paragraph.text for paragraph in paragraphs)))
