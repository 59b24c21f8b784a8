"""What stands in a summary and was not in the conversation. Nothing ever should; this looks, apart from the rules."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from bot.case import Case, Line, Summary
from knowledge.base import KnowledgeBase
from knowledge.refer import named_organisations
from knowledge.transcript import Transcript

QUOTED = re.compile(r"“([^”]*)”")
NUMBER = re.compile(r"\d+")
HOST = re.compile(r"\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.nl\b")
# A title of one short word may stand within anything.
TITLE_CHARS_MIN = 12


def lines_of(summary: Summary) -> tuple[Line, ...]:
    """Every line that the agent reads, in the order of the screen."""
    parts = (summary.situation, summary.answered, summary.tried, summary.open, summary.why, summary.needs)
    return (summary.question, *(line for part in parts for line in part))


def texts_of(summary: Summary) -> tuple[str, ...]:
    return (*(line.text for line in lines_of(summary)), summary.tone)


def unsaid(case: Case, transcript: Transcript, base: KnowledgeBase) -> tuple[str, ...]:
    """Quotes, numbers, organisations, titles, sources and turns that the conversation does not have."""
    summary = case.summary
    heard = {said.sequence: _folded(said.text) for said in transcript.said}
    found = [f"turn: {line.text}" for line in lines_of(summary) if not heard.keys() >= set(line.turns)]
    found += _quotes(summary, heard)
    found += _numbers(summary, " ".join(heard.values()))
    found += _organisations(summary, transcript, base)
    found += _titles(summary, transcript, base)
    return (*found, *_hosts(summary, transcript))


def _folded(text: str) -> str:
    return " ".join(text.replace("“", "‘").replace("”", "’").split())


def _quotes(summary: Summary, heard: dict[int, str]) -> Iterator[str]:
    """A quote stands in one of the messages that its line points to."""
    for line in lines_of(summary):
        quotes = [line.text] if line is summary.question and line.said else QUOTED.findall(line.text)
        messages = [heard.get(turn, "") for turn in line.turns]
        yield from (f"quote: {one}" for one in quotes if not any(_folded(one) in text for text in messages))


def _numbers(summary: Summary, said: str) -> Iterator[str]:
    """Outside quotes, a number in what the citizen is said to say must have been typed."""
    for line in (*summary.situation, *summary.tried, *summary.needs):
        for number in NUMBER.findall(QUOTED.sub("", line.text)):
            if number not in said:
                yield f"number: {number}"


def _organisations(summary: Summary, transcript: Transcript, base: KnowledgeBase) -> Iterator[str]:
    register = base.register
    replies = [turn.reply for turn in transcript.turns if turn.reply]
    ids = {id_ for reply in replies for id_ in reply.organisations} | set(transcript.tried)
    ids |= {id_ for said in transcript.said for id_ in named_organisations(said.text, register)}
    known = {register.name(id_) for id_ in ids if id_ in register.organisations}
    known |= {card.name for reply in replies for card in reply.cards}
    titles = [base.titles[reply.topic] for reply in replies if reply.topic in base.titles]
    for line in (*summary.tried, *summary.answered):
        text = QUOTED.sub("", line.text)
        for title in (*titles, *sorted(known, key=len, reverse=True)):
            text = text.replace(title, "")
        for one in register.organisations.values():
            if re.search(rf"(?<!\w){re.escape(one.name)}(?!\w)", text):
                yield f"organisation: {one.name} in {line.text}"


def _titles(summary: Summary, transcript: Transcript, base: KnowledgeBase) -> Iterator[str]:
    answered = {turn.reply.topic for turn in transcript.turns if turn.reply}
    shown = " ".join(base.titles[topic] for topic in answered if topic in base.titles)
    text = " ".join(line.text for line in summary.answered)
    for title in base.titles.values():
        if len(title) >= TITLE_CHARS_MIN and title in text and title not in shown:
            yield f"title: {title}"


def _hosts(summary: Summary, transcript: Transcript) -> Iterator[str]:
    urls = [source.url for turn in transcript.turns if turn.reply for source in turn.reply.sources]
    shown = {(urlsplit(url).hostname or "").removeprefix("www.") for url in urls}
    for line in summary.answered:
        yield from (f"source: {host}" for host in HOST.findall(line.text) if host not in shown)
