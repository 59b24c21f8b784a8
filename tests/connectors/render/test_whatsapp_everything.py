"""Every text, organisation and plan as WhatsApp would send it, judged by the simulator of Meta: other eyes."""

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reply import Button, OrganisationCard, Phone, Reply, Section, Source
from connectors.render.titles import apart
from connectors.render.whatsapp import ROW_MAX_CHARS, choices, messages
from connectors.whatsapp.bodies import message
from connectors.whatsapp.payloads import Sender
from connectors.whatsapp.simulator.limits import check
from connectors.whatsapp.words import chosen
from knowledge.planning.replies import plan_reply, step_reply
from knowledge.register import load_register
from knowledge.texts import load_texts
from tests.knowledge.planning import made, plans

SOMEBODY = Sender("1", "NL.123", None)
KINDS = ("answer", "clarify", "refer", "handoff_offer", "handoff", "crisis", "out_of_scope", "smalltalk", "apology")
titles = st.text(min_size=1, max_size=80).filter(lambda text: text.strip())
buttons = st.lists(
    st.builds(Button, title=titles, payload=st.text("/abc{}:", min_size=1, max_size=256)), max_size=14,
    unique_by=lambda button: button.payload,
)  # fmt: skip


def meta_takes(reply: Reply) -> str:
    """Everything that is shown, when Meta would send all of it."""
    sent = messages(reply)
    assert sent
    for one in sent:
        check(message(SOMEBODY, one, "1.0"))
    for number, button in enumerate(choices(reply), start=1):
        assert chosen(str(number), reply) == button
    return "\n".join(one.text for one in sent)


def every_reply() -> Iterator[Reply]:
    for text in load_texts():
        sections = tuple(Section(title=str(name), text=body) for name, body in text.sections.items())
        sources = tuple(Source(title=s.title, url=str(s.url), checked_on=s.checked_on) for s in text.sources)
        offered = tuple(Button(title=other[:80], payload=f"/choose_topic_{other}") for other in text.related)
        yield Reply(kind="answer", text=text.title, sections=sections, sources=sources, buttons=offered[:10])


def test_every_text_is_sent_whole() -> None:
    for reply in every_reply():
        shown = meta_takes(reply).replace("*", "")
        for section in reply.sections:
            assert all(line in shown for line in section.text.replace("*", "").split(" ") if line)
        assert all(source.url in shown for source in reply.sources)


def test_every_organisation_is_sent_whole() -> None:
    for found in load_register().organisations.values():
        card = OrganisationCard(
            id=found.id,
            name=found.name,
            website=str(found.website) if found.website else None,
            phones=(Phone(number="1400", text="Bel"),),
        )
        assert found.name.replace("*", "") in meta_takes(Reply(kind="refer", text="Hier:", cards=(card,)))


@pytest.mark.parametrize("plan_id", sorted(plans()))
def test_every_plan_and_every_step_is_sent(plan_id: str) -> None:
    plan = made(plans()[plan_id], {}, date(2026, 11, 20))
    meta_takes(plan_reply(plan, is_new=True))
    for step in plan.steps:
        assert step.title in meta_takes(step_reply(plan, step))


@pytest.mark.parametrize("kind", KINDS)
@given(text=st.text(min_size=1, max_size=9000).filter(lambda text: text.strip()), offered=buttons)
def test_any_reply_is_one_that_meta_takes(kind: str, text: str, offered: list[Button]) -> None:
    reply = Reply(kind=kind, text=text, buttons=tuple(offered))  # type: ignore[arg-type]
    shown = meta_takes(reply)
    assert "".join(text.split()) in "".join(shown.split())


@given(st.lists(titles, max_size=10))
def test_titles_can_be_told_apart(found: list[str]) -> None:
    short = apart(found, ROW_MAX_CHARS)
    assert len(set(short)) == len(found)
    assert all(len(title) <= ROW_MAX_CHARS for title in short)


def test_titles_that_begin_alike_show_how_they_differ() -> None:
    assert apart(["Een paspoort aanvragen in Nederland", "Een paspoort aanvragen in het buitenland", "Kort"], 24) == [
        "…aanvragen in Nederland",
        "…in het buitenland",
        "Kort",
    ]


def test_an_answer_of_one_screen_is_one_message() -> None:
    offered = tuple(Button(title=f"Keuze {n}", payload=f"/{n}") for n in range(3))
    (short,) = messages(Reply(kind="answer", text="kort", buttons=offered))
    assert [button.title for button in short.buttons] == ["Keuze 0", "Keuze 1", "Keuze 2"]
    (long,) = messages(Reply(kind="answer", text="Een zin. " * 300, buttons=offered))
    assert [row.title for row in long.rows] == ["Keuze 0", "Keuze 1", "Keuze 2"]


def test_more_than_ten_choices_are_numbers_to_type() -> None:
    offered = tuple(Button(title=f"Keuze {n}", payload=f"/{n}") for n in range(1, 13))
    reply = Reply(kind="clarify", text="Welke?", buttons=offered)
    (sent,) = messages(reply)
    assert sent.text.endswith("\n12. Keuze 12")
    assert chosen("nummer 12", reply) == offered[11]
    assert chosen("12 jaar", reply) is None
    assert chosen("13", reply) is None
