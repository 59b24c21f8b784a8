"""The citizen's plan over HTTP: to read, to tick off, to print, and to take along as PDF or calendar file."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response
from fastapi import Path as PathParameter
from pydantic import BaseModel, ConfigDict, Field

from bot.reply import Plan
from connectors.conversations import notify
from connectors.database.engine import transaction
from connectors.gateway.conversations import PATH
from connectors.gateway.parts import Gateway, OwnConversation
from connectors.gateway.problems import Problem
from connectors.plans import store
from connectors.plans.ics import calendar_file
from connectors.plans.page import CONTENT_SECURITY_POLICY, page
from connectors.plans.pdf import pdf
from knowledge.planning.state import PlanState

PLAN_PATH = PATH + "/{conversation_id}/plan"
FILE_NAME = "stappenplan-{id}"

router = APIRouter(tags=["plans"])
StepId = Annotated[str, PathParameter(max_length=80, description="`id` of a step of the plan.")]


class Tick(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    done: bool = Field(description="Whether the citizen has done this step.")


async def _own_plan(gateway: Gateway, conversation: OwnConversation) -> Plan:
    async with transaction(gateway.engine) as session:
        state = await store.kept(session, conversation.id)
    return await _made(gateway, state)


OwnPlan = Annotated[Plan, Depends(_own_plan)]


@router.get(PLAN_PATH, summary="Read the plan")
async def read(plan: OwnPlan) -> Plan:
    """The plan of this conversation with its ticks, as the texts are today. 404 while there is none."""
    return plan


@router.put(PLAN_PATH + "/steps/{step}", summary="Tick a step")
async def tick(gateway: Gateway, conversation: OwnConversation, step: StepId, wanted: Tick) -> Plan:
    """Marks a step as done, or as not done after all; gives the plan. Repeating it changes nothing."""
    async with transaction(gateway.engine) as session:
        state = await store.kept_for_change(session, conversation.id)
        plan = await _made(gateway, state)
        if state is None or step not in {known.id for known in plan.steps}:
            raise Problem("no_such_step")
        changed = state.ticked({step}, wanted.done)
        await store.keep(session, conversation.id, changed)
        await notify.changed(session, conversation.id)
    return await _made(gateway, changed)


@router.get(
    PLAN_PATH + ".ics",
    summary="Take the dates along",
    response_class=Response,
    responses={200: {"content": {"text/calendar": {}}, "description": "An iCalendar file."}},
)
async def as_calendar(conversation: OwnConversation, plan: OwnPlan) -> Response:
    """The deadlines of what is still to do, as whole days with a reminder. 404 while the plan has no dates."""
    content = calendar_file(plan, conversation.id)
    if content is None:
        raise Problem("no_dates")
    return _file(content, "text/calendar; charset=utf-8", f"{FILE_NAME.format(id=plan.id)}.ics")


@router.get(
    PLAN_PATH + ".pdf",
    summary="Take the plan along as PDF",
    response_class=Response,
    responses={200: {"content": {"application/pdf": {}}, "description": "A PDF of A4 pages."}},
)
async def as_pdf(plan: OwnPlan) -> Response:
    return _file(pdf(plan), "application/pdf", f"{FILE_NAME.format(id=plan.id)}.pdf")


@router.get(
    PLAN_PATH + ".html",
    summary="Print the plan",
    response_class=Response,
    responses={200: {"content": {"text/html": {}}, "description": "A page without script, made for paper."}},
)
async def as_page(plan: OwnPlan) -> Response:
    headers = {"Content-Security-Policy": CONTENT_SECURITY_POLICY}
    return Response(page(plan), media_type="text/html; charset=utf-8", headers=headers)


async def _made(gateway: Gateway, state: PlanState | None) -> Plan:
    plan = await gateway.plans.plan(state) if state else None
    if plan is None:
        raise Problem("no_plan")
    return plan


def _file(content: bytes, media_type: str, name: str) -> Response:
    return Response(content, media_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})
