"""A reply as WhatsApp messages: short texts, at most three buttons or a list of ten rows.

Promises that nothing of the text is lost: what is longer than one message goes on in the next, and the buttons stand
under the last. A plan comes as an overview and the step to do now; the buttons lead through the rest.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.days import long_date
from bot.plan_text import step_text
from bot.reply import Button, Plan, PlanStep, Reply, plain_text
from bot.sentences import sentence
from connectors.render.cutting import pieces, shortened
from knowledge.planning.replies import is_minor
from knowledge.planning.steps import first_open

# Limits of the WhatsApp Cloud API for interactive messages.
TEXT_MAX_CHARS = 1024
BUTTONS_MAX, BUTTON_MAX_CHARS = 3, 20
ROWS_MAX, ROW_MAX_CHARS, DESCRIPTION_MAX_CHARS = 10, 24, 72


@dataclass(frozen=True)
class Row:
    """A row of a list; `description` holds the whole title when that is too long for the row itself."""

    title: str
    payload: str
    description: str = ""


@dataclass(frozen=True)
class WhatsAppMessage:
    """One message, with buttons or rows or neither; `list_title` is on the button that opens the list."""

    text: str
    buttons: tuple[Button, ...] = ()
    rows: tuple[Row, ...] = ()
    list_title: str = ""

    @property
    def choices(self) -> tuple[str, ...]:
        """The titles that a citizen may press."""
        return tuple(button.title for button in self.buttons) + tuple(row.title for row in self.rows)


def messages(reply: Reply) -> tuple[WhatsAppMessage, ...]:
    """The messages of a reply, in order; at least one."""
    texts = [piece for text in _texts(reply) for piece in pieces(text, TEXT_MAX_CHARS)]
    *before, last = texts
    return (*map(WhatsAppMessage, before), _with_choices(last, reply.buttons))


def _texts(reply: Reply) -> Iterator[str]:
    """A plan in three parts, anything else in one."""
    if reply.plan is None or reply.kind != "plan":
        yield plain_text(reply)
        return
    yield reply.text
    yield "\n".join(overview_line(reply.plan, step) for step in reply.plan.steps)
    now = first_open(reply.plan)
    if now is not None:
        yield step_text(reply.plan, now)


def overview_line(plan: Plan, step: PlanStep) -> str:
    """`3. ✓ Bel de bank` or `4. Doe aangifte (uiterlijk dinsdag 24 november 2026)`."""
    facts = {"number": 1 + plan.steps.index(step), "title": step.title}
    if step.done:
        return sentence("plan.overview_done", **facts)
    if step.deadline:
        return sentence("plan.overview_open_by", day=long_date(step.deadline), **facts)
    return sentence("plan.overview_open", **facts)


def _with_choices(text: str, offered: tuple[Button, ...]) -> WhatsAppMessage:
    main = tuple(button for button in offered if not is_minor(button))
    for buttons in (offered, main):
        if len(buttons) <= BUTTONS_MAX and all(len(button.title) <= BUTTON_MAX_CHARS for button in buttons):
            return WhatsAppMessage(text, buttons=buttons)
    chosen = offered if len(offered) <= ROWS_MAX else main[:ROWS_MAX]
    return WhatsAppMessage(text, rows=tuple(map(_row, chosen)), list_title=sentence("plan.list_button"))


def _row(button: Button) -> Row:
    title = shortened(button.title, ROW_MAX_CHARS)
    whole = "" if title == button.title else shortened(button.title, DESCRIPTION_MAX_CHARS)
    return Row(title, button.payload, whole)
