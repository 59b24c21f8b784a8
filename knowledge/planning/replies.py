"""What the citizen reads of a plan: a question of the form, the whole plan, or one step of it.

Every reply names a next step. Facts come from the plan; the sentences around them stand in `bot/sentences_plans.yml`.
"""

import json
from collections.abc import Iterable, Mapping

from bot.days import long_date
from bot.plan_text import body_lines, number_of, step_heading
from bot.reply import Button, Plan, PlanStep, Reply
from bot.sentences import sentence
from knowledge.planning.conditions import SKIPPED, UNKNOWN, Answers, next_question, questions_in_all
from knowledge.planning.schema import ChoiceQuestion, DateQuestion, LifePlan
from knowledge.planning.steps import first_open, next_open

# Payloads: an intent of the dialogue with its entities.
START, ANSWER, STEP, DONE, SHOW = "start_plan", "plan_answer", "plan_step", "plan_done", "show_plan"
TOPIC = "choose_topic"
BUTTON_TITLE_MAX_CHARS = 80
# A list of WhatsApp holds ten rows.
CHOICES_OF_PLANS_MAX = 9


def payload(intent: str, **entities: str) -> str:
    return f"/{intent}{json.dumps(entities, ensure_ascii=False)}" if entities else f"/{intent}"


def offer_buttons(plans: Iterable[LifePlan], named: bool = False) -> tuple[Button, ...]:
    """A button for each plan that a text offers; a single one needs no name unless other choices stand around it."""
    offered = list(plans)
    if len(offered) == 1 and not named:
        return (Button(title=sentence("plan.offer"), payload=payload(START, plan=offered[0].id)),)
    return tuple(
        Button(
            title=sentence("plan.offer_named", title=plan.title)[:BUTTON_TITLE_MAX_CHARS],
            payload=payload(START, plan=plan.id),
        )
        for plan in offered
    )


def question_reply(plan: LifePlan, answers: Answers, before: str) -> Reply:
    """The next question with its choices; `before` is said first. Raises ValueError when all is asked."""
    question = next_question(plan, answers)
    if question is None:
        raise ValueError(f"{plan.id}: no question is left")
    asked = sentence(
        "plan.question", number=len(answers) + 1, count=questions_in_all(plan, answers), text=question.text
    )
    hint = sentence("plan.date_hint") if isinstance(question, DateQuestion) else ""
    text = "\n\n".join(part for part in (before, f"{asked}\n{hint}".strip()) if part)
    return Reply(kind="clarify", text=text, title=plan.title, buttons=_choices(plan, question), asks="plan")


def _choices(plan: LifePlan, question: ChoiceQuestion | DateQuestion) -> tuple[Button, ...]:
    choices = [(c.title, c.id) for c in question.choices] if isinstance(question, ChoiceQuestion) else []
    choices += [(sentence("plan.unknown"), UNKNOWN), (sentence("plan.skip"), SKIPPED)]
    return tuple(
        Button(title=title, payload=payload(ANSWER, plan=plan.id, question=question.id, choice=choice))
        for title, choice in choices
    )


def is_minor(button: Button) -> bool:
    """Whether a channel with little room may leave this button out: typing does the same."""
    skips = (
        button.payload.startswith(f"/{ANSWER}") and json.loads(button.payload[len(ANSWER) + 1 :])["choice"] == SKIPPED
    )
    return skips or (button.title == sentence("plan.button_more") and button.payload.startswith(f"/{TOPIC}"))


def plan_reply(plan: Plan, is_new: bool) -> Reply:
    """The whole plan, with the step to begin with or to go on with."""
    step = first_open(plan)
    if step is None:
        text = sentence("plan.all_done", count=len(plan.steps))
    else:
        facts = {"number": number_of(plan, step), "title": step.title, "count": len(plan.steps)}
        text = sentence("plan.made", intro=plan.intro, **facts) if is_new else sentence("plan.shown", **facts)
    lines = [text, _organisation_line(plan), _deadline_line(plan)]
    return Reply(
        kind="plan",
        text="\n\n".join(line for line in lines if line),
        title=plan.title,
        organisations=_organisations(plan),
        buttons=_step_buttons(plan, step, is_whole=True) if step else (),
        plan=plan,
    )


def step_reply(plan: Plan, step: PlanStep, before: str = "", changed: bool = False) -> Reply:
    """One step; with `changed` the plan goes along, so that what was ticked is kept."""
    text = "\n".join([step_heading(plan, step), *body_lines(step)])
    card = step.organisation
    return Reply(
        kind="answer",
        text=f"{before}\n\n{text}".strip(),
        topic=step.topic,
        organisations=(card.id,) if card else (),
        cards=(card,) if card else (),
        sources=(step.source,) if step.source else (),
        buttons=_step_buttons(plan, step, is_whole=False),
        plan=plan if changed else None,
    )


def ticked_reply(plan: Plan, ticked: PlanStep) -> Reply:
    """The praise, and the step that comes now; `plan` has the step done already."""
    praise = sentence("plan.ticked", title=ticked.title)
    following = next_open(plan, ticked.id)
    if following is None:
        reply = plan_reply(plan, is_new=False)
        return reply.model_copy(update={"text": f"{praise}\n\n{reply.text}"})
    left = sum(not step.done for step in plan.steps)
    return step_reply(plan, following, f"{praise} {sentence('plan.ticked_next', left=left)}", changed=True)


def which_step_reply(steps: Iterable[PlanStep]) -> Reply:
    """Several steps may be meant: ask which, with a button each."""
    buttons = [Button(title=step.title, payload=payload(DONE, step=step.id)) for step in steps]
    buttons.append(Button(title=sentence("plan.button_whole"), payload=payload(SHOW)))
    return Reply(kind="clarify", text=sentence("plan.which_step"), buttons=tuple(buttons))


def which_event_reply(plans: Mapping[str, LifePlan], text: str) -> Reply:
    """Nobody knows yet what the plan is for: ask in one sentence, with the first plans as buttons."""
    shown = list(plans.values())[:CHOICES_OF_PLANS_MAX]
    buttons = [
        Button(title=plan.title[:BUTTON_TITLE_MAX_CHARS], payload=payload(START, plan=plan.id)) for plan in shown
    ]
    return Reply(kind="clarify", text=text, buttons=tuple(buttons))


def _step_buttons(plan: Plan, step: PlanStep, is_whole: bool) -> tuple[Button, ...]:
    buttons = []
    if not step.done:
        title = sentence("plan.button_done", number=number_of(plan, step))
        buttons.append(Button(title=title, payload=payload(DONE, step=step.id)))
    following = next_open(plan, step.id)
    if following is not None and following.id != step.id:
        buttons.append(Button(title=sentence("plan.button_next"), payload=payload(STEP, step=following.id)))
    if not is_whole:
        buttons.append(Button(title=sentence("plan.button_whole"), payload=payload(SHOW)))
    if not is_whole and step.topic:
        buttons.append(Button(title=sentence("plan.button_more"), payload=payload(TOPIC, topic=step.topic)))
    return tuple(buttons)


def _organisations(plan: Plan) -> tuple[str, ...]:
    """Ids of who helps, in the order in which people meet them."""
    steps = [step.organisation.id for step in plan.steps if step.organisation]
    return tuple(dict.fromkeys([*steps, *(card.id for card in plan.help)]))


def _organisation_line(plan: Plan) -> str:
    names = dict.fromkeys(step.organisation.name for step in plan.steps if step.organisation and not step.done)
    return sentence("plan.organisations", names=", ".join(names)) if names else ""


def _deadline_line(plan: Plan) -> str:
    dated = [(step.deadline, step.title) for step in plan.steps if step.deadline and not step.done]
    if not dated:
        return ""
    day, title = min(dated)
    return sentence("plan.next_deadline", day=long_date(day), title=title)
