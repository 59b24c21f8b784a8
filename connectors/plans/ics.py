"""The deadlines of a plan as a calendar file (RFC 5545): whole days, with a reminder, in plain Dutch.

The ids stay the same however often the file is fetched, so a calendar that reads it again changes its entries and
doubles none. What is done, or has no date, is left out.
"""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5

from icalendar import Alarm, Calendar, Event

from bot.plan_text import step_lines
from bot.reply import Plan, PlanStep
from bot.sentences import sentence

PRODUCT = "-//Wegwijs//Stappenplan//NL"
# Enough to make a phone call, an appointment or a form in time.
REMINDER_DAYS = 3
# The reminder sounds at nine in the morning: a whole day begins at midnight.
REMINDER_HOUR = 9
LINE = "\n"


def calendar_file(plan: Plan, conversation_id: UUID) -> bytes | None:
    """The file; None when no open step has a date."""
    dated = [step for step in plan.steps if step.deadline and not step.done]
    if not dated:
        return None
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", sentence("plan.calendar_name", title=plan.title))
    for step in dated:
        calendar.add_component(_event(step, uuid5(conversation_id, f"{plan.id}/{step.id}")))
    return bytes(calendar.to_ical())


def _event(step: PlanStep, uid: UUID) -> Event:
    if step.deadline is None:
        raise ValueError(f"{step.id} has no date")
    event = Event()
    event.add("uid", f"{uid}@wegwijs")
    event.add("dtstamp", datetime.now(UTC))
    event.add("dtstart", step.deadline)
    event.add("dtend", step.deadline + timedelta(days=1))
    event.add("summary", sentence("plan.calendar_title", title=step.title))
    event.add("description", LINE.join(step_lines(step)))
    event.add("transp", "TRANSPARENT")  # a day to remember, not a day that is taken
    if step.source:
        event.add("url", step.source.url)
    event.add_component(_alarm(step))
    return event


def _alarm(step: PlanStep) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", timedelta(hours=REMINDER_HOUR) - timedelta(days=REMINDER_DAYS))
    alarm.add("description", sentence("plan.calendar_alarm", days=REMINDER_DAYS, title=step.title))
    return alarm
