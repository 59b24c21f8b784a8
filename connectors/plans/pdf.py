"""A plan as PDF, for paper and for keeping: black on white, boxes to tick, headings that a reader program lists.

The font is Source Sans Pro (SIL Open Font License, package `font-source-sans-pro`), embedded; it has every letter that
Dutch names need.
"""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import cast

import font_source_sans_pro
from fpdf import FPDF
from fpdf.enums import XPos, YPos

from bot.days import long_date, today
from bot.plan_text import body_lines, card_lines, deadline_lines, joined, source_of, step_heading
from bot.reply import OrganisationCard, Plan, PlanStep
from bot.sentences import sentence
from connectors.plans.route import Stop, route

FONT = "Source"
FONT_FILES = {"": "SourceSansPro-Regular.ttf", "B": "SourceSansPro-Bold.ttf"}
# Points; 11 is read without effort by most people over sixty.
TEXT, SMALL, HEADING, TITLE = 11, 9, 14, 20
# Millimetres.
MARGIN, LINE, INDENT, GAP = 20, 5.6, 8, 3
# A heading has at least this much below it on its page.
KEPT_TOGETHER = 45
OPEN, TICKED = "☐", "☑"


def pdf(plan: Plan) -> bytes:
    """The whole plan on A4 pages."""
    sheet = _Sheet(plan.title)
    _opening(sheet, plan)
    sheet.heading(sentence("plan.steps"))
    for step in plan.steps:
        with sheet.together() as block:
            _step(block, plan, step)
    _route(sheet, plan)
    _help(sheet, plan)
    return bytes(sheet.output())


class _Sheet(FPDF):
    """A page that knows a title, headings, paragraphs, links and boxes."""

    def __init__(self, title: str) -> None:
        super().__init__(format="A4")
        folder = Path(font_source_sans_pro.font_directory)
        for style, name in FONT_FILES.items():
            self.add_font(FONT, style, folder / name)
        self.set_margins(MARGIN, MARGIN)
        self.set_auto_page_break(True, MARGIN)
        self.set_lang("nl")
        self.set_title(title)
        self.set_creator("Wegwijs")
        self.set_display_mode("default")
        self.add_page()

    def together(self) -> "AbstractContextManager[_Sheet]":
        """What is written in the block stays on one page. fpdf2 gives a recording that has the same methods."""
        return cast("AbstractContextManager[_Sheet]", self.unbreakable())

    def footer(self) -> None:
        self.set_y(-MARGIN + GAP)
        self.set_font(FONT, "", SMALL)
        self.cell(text=sentence("plan.page_number", number=self.page_no(), count="{nb}"), w=0, align="R")

    def title_line(self, text: str) -> None:
        self.start_section(text)
        self._lines(text, "B", TITLE)

    def heading(self, text: str) -> None:
        self.ln(GAP)
        if self.will_page_break(KEPT_TOGETHER):
            self.add_page()
        self.start_section(text)
        self._lines(text, "B", HEADING)
        self.ln(GAP / 2)

    def paragraph(self, text: str, style: str = "", indent: float = 0, link: str = "") -> None:
        self._lines(text, style, TEXT, indent, link)

    def small(self, text: str, indent: float = 0, link: str = "") -> None:
        self._lines(text, "", SMALL, indent, link)

    def box(self, ticked: bool) -> None:
        """A square beside the next line, empty or ticked: letters of the font, so they can be read aloud."""
        self.set_font(FONT, "", HEADING)
        self.cell(w=INDENT, h=LINE, text=TICKED if ticked else OPEN, new_x=XPos.LMARGIN, new_y=YPos.TOP)

    def _lines(self, text: str, style: str, size: float, indent: float = 0, link: str = "") -> None:
        self.set_font(FONT, style, size)
        self.set_x(self.l_margin + indent)
        self.multi_cell(w=0, h=LINE * size / TEXT, text=text, align="L", link=link, new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _opening(sheet: _Sheet, plan: Plan) -> None:
    sheet.title_line(plan.title)
    sheet.ln(GAP)
    sheet.paragraph(plan.intro)
    sheet.ln(GAP)
    sheet.small(sentence("plan.page_note", day=long_date(today())))
    if plan.answers:
        sheet.heading(sentence("plan.answers"))
    for answer in plan.answers:
        sheet.paragraph(f"{answer.question} {answer.answer}")


def _step(sheet: _Sheet, plan: Plan, step: PlanStep) -> None:
    sheet.box(step.done)
    sheet.paragraph(step_heading(plan, step), "B", INDENT)
    dates = set(deadline_lines(step))
    for line in body_lines(step):
        sheet.paragraph(line, "B" if line in dates else "", INDENT)
    if step.organisation:
        sheet.ln(GAP / 2)
        _card(sheet, step.organisation)
    source = source_of(step)
    if source:
        sheet.small(sentence("plan.source", title=source.title), INDENT, source.url)
        sheet.small(source.url, INDENT, source.url)
    sheet.ln(GAP)


def _card(sheet: _Sheet, card: OrganisationCard) -> None:
    for line in card_lines(card):
        sheet.paragraph(line, "", INDENT, line if line.startswith("https://") else "")


def _route(sheet: _Sheet, plan: Plan) -> None:
    stops = route(plan)
    if not stops:
        return
    sheet.heading(sentence("plan.route"))
    for place, stop in enumerate(stops, start=1):
        with sheet.together() as block:
            _stop(block, place, stop)


def _stop(sheet: _Sheet, place: int, stop: Stop) -> None:
    steps = sentence("plan.route_steps", numbers=", ".join(map(str, stop.steps)))
    sheet.paragraph(f"{place}. {stop.card.name} ({steps})", "B")
    if stop.brings:
        sheet.paragraph(sentence("plan.needs", things=joined(stop.brings)), "", INDENT)
    if stop.keeps:
        sheet.paragraph(sentence("plan.take_along", things=joined(stop.keeps)), "", INDENT)
    sheet.ln(GAP / 2)


def _help(sheet: _Sheet, plan: Plan) -> None:
    sheet.heading(sentence("plan.help"))
    for card in plan.help:
        with sheet.together() as block:
            _card(block, card)
            block.ln(GAP / 2)
    if plan.exception:
        sheet.heading(sentence("plan.exception"))
        sheet.paragraph(plan.exception)
