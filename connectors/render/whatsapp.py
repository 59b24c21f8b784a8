"""A reply as WhatsApp messages: as few as possible, with at most three buttons, a list of ten rows, or numbers to type.

Promises that nothing of the text is lost and that every choice can be made. What is longer than one message goes on in
the next, and the choices stand under the last. A plan comes as an overview and the step to do now, because buttons lead
through the rest.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.days import long_date
from bot.plan_text import step_text
from bot.reply import Button, Plan, PlanStep, Reply
from bot.sentences import sentence
from connectors.render.cutting import pieces, shortened
from connectors.render.titles import apart
from connectors.render.whatsapp_text import bold, whole_text
from knowledge.planning.replies import is_minor
from knowledge.planning.steps import first_open

# Limits of the WhatsApp Cloud API: a text, the text above buttons, the text above a list.
TEXT_MAX_CHARS, BODY_MAX_CHARS, LIST_BODY_MAX_CHARS = 4096, 1024, 4096
BUTTONS_MAX, BUTTON_MAX_CHARS, BUTTON_ID_MAX_CHARS = 3, 20, 256
ROWS_MAX, ROW_MAX_CHARS, DESCRIPTION_MAX_CHARS, ROW_ID_MAX_CHARS = 10, 24, 72, 200


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
    *before, last = _texts(reply)
    sent = [WhatsAppMessage(piece) for text in before for piece in pieces(text, TEXT_MAX_CHARS)]
    return (*sent, *_with_choices(last, reply.buttons, may_list=not before))


def choices(reply: Reply) -> tuple[Button, ...]:
    """What may be chosen, in the order in which it is shown: the first is what a typed 1 means."""
    main = tuple(button for button in reply.buttons if not is_minor(button))
    return main if _are_buttons(main) or len(reply.buttons) > ROWS_MAX else reply.buttons


def _texts(reply: Reply) -> list[str]:
    """A plan as its overview and its step of now, anything else as one."""
    if reply.plan is None or reply.kind != "plan":
        return [whole_text(reply) or reply.text]
    overview = "\n".join(overview_line(reply.plan, step) for step in reply.plan.steps)
    now = first_open(reply.plan)
    parts = [f"{reply.text}\n\n{overview}"]
    if now is None:
        return parts
    heading, _, rest = step_text(reply.plan, now).partition("\n")
    return [*parts, f"{bold(heading)}\n{rest}"]


def overview_line(plan: Plan, step: PlanStep) -> str:
    """`3. ✓ Bel de bank` or `4. Doe aangifte (uiterlijk dinsdag 24 november 2026)`."""
    facts = {"number": 1 + plan.steps.index(step), "title": step.title}
    if step.done:
        return sentence("plan.overview_done", **facts)
    if step.deadline:
        return sentence("plan.overview_open_by", day=long_date(step.deadline), **facts)
    return sentence("plan.overview_open", **facts)


def _with_choices(text: str, offered: tuple[Button, ...], may_list: bool) -> Iterator[WhatsAppMessage]:
    """One message when that is possible: a list has room for four times the text of buttons.

    Under the step of a plan it is buttons all the same: they are pressed at every step, and a list takes two presses.
    """
    main = tuple(button for button in offered if not is_minor(button))
    buttons = next((found for found in (offered, main) if found and _are_buttons(found)), ())
    rows = _rows(offered if len(offered) <= ROWS_MAX else main)
    if not offered:
        yield from map(WhatsAppMessage, pieces(text, TEXT_MAX_CHARS))
    elif buttons and (len(text) <= BODY_MAX_CHARS or not (may_list and rows)):
        *before, last = pieces(text, BODY_MAX_CHARS)
        yield from (WhatsAppMessage(piece) for piece in pieces("\n\n".join(before), TEXT_MAX_CHARS))
        yield WhatsAppMessage(last, buttons=buttons)
    elif rows:
        *before, last = pieces(text, LIST_BODY_MAX_CHARS)
        yield from map(WhatsAppMessage, before)
        yield WhatsAppMessage(last, rows=rows, list_title=_list_title(rows))
    else:
        yield from map(WhatsAppMessage, pieces(f"{text}\n\n{_numbered(main)}", TEXT_MAX_CHARS))


def _list_title(rows: tuple[Row, ...]) -> str:
    """What stands on the button that opens the list: the choice itself when there is one."""
    is_clear = len(rows) == 1 and len(rows[0].title) <= BUTTON_MAX_CHARS
    return rows[0].title if is_clear else sentence("plan.list_button")


def _are_buttons(offered: Sequence[Button]) -> bool:
    titles = {button.title for button in offered}
    fits = all(len(b.title) <= BUTTON_MAX_CHARS and len(b.payload) <= BUTTON_ID_MAX_CHARS for b in offered)
    return fits and len(titles) == len(offered) <= BUTTONS_MAX


def _rows(offered: tuple[Button, ...]) -> tuple[Row, ...]:
    """Empty when they do not fit in a list: then they are numbers to type."""
    payloads = {button.payload for button in offered}
    if len(offered) > ROWS_MAX or len(payloads) < len(offered) or any(len(p) > ROW_ID_MAX_CHARS for p in payloads):
        return ()
    titles = apart([button.title for button in offered], ROW_MAX_CHARS)
    return tuple(
        Row(title, one.payload, "" if title == one.title else shortened(one.title, DESCRIPTION_MAX_CHARS))
        for title, one in zip(titles, offered, strict=True)
    )


def _numbered(offered: tuple[Button, ...]) -> str:
    lines = [sentence("whatsapp.numbered", number=n, title=one.title) for n, one in enumerate(offered, start=1)]
    return "\n".join([sentence("whatsapp.choose_number"), *lines])
