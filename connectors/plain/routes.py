"""`/zonder-javascript`: ask, choose, read, erase, with forms alone. What is asked takes the way of every message."""

import asyncio
import secrets
from contextlib import suppress
from pathlib import Path

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse
from starlette.datastructures import FormData

from bot.sentences import sentence
from connectors import turn
from connectors.conversations import history, notify
from connectors.conversations.history import Look
from connectors.database.engine import transaction
from connectors.gateway.conversations import begin
from connectors.gateway.parts import Gateway, Parts
from connectors.gateway.problems import Problem
from connectors.handoff import cases
from connectors.incoming import Refused, Said
from connectors.plain.page import View, page
from connectors.plain.visit import PATH, Visit, forget, is_ours, visit

STYLE = Path(__file__).with_name("page.css")
FORM_BYTES = 64 * 1024
ANSWER_SECONDS = 8.0  # how long the page waits for an answer before it says that one is coming
NEWEST = f"{PATH}#nieuwste"
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'self'"
    ),
}

router = APIRouter(include_in_schema=False)


@router.get(PATH)
async def show(request: Request, gateway: Gateway, stil: bool = False) -> Response:
    """The conversation as it is now; `stil` leaves it to the citizen to look again."""
    return await _shown(gateway, await visit(request, gateway), refreshes=not stil)


@router.get(PATH + "/stijl.css")
async def style() -> FileResponse:
    return FileResponse(STYLE, headers={"Cache-Control": "no-cache"})


@router.post(PATH)
async def act(request: Request, gateway: Gateway) -> Response:
    """Does what the pressed button says, and leads to the page, so that going back and forth repeats nothing."""
    form = await _form(request)
    visiting = await visit(request, gateway)
    if not is_ours(request, visiting, _field(form, "proof")):
        stale = (sentence("plain.stale_title"), sentence("plain.stale_detail"))
        return await _shown(gateway, visiting, 403, error=stale, text=_field(form, "text"))
    if _field(form, "do") == "erase":
        return await _erased(gateway, visiting)
    return await _said(request, gateway, visiting, form)


async def _said(request: Request, gateway: Parts, visiting: Visit | None, form: FormData) -> Response:
    visiting = visiting or Visit(*await begin(gateway.engine))
    text, payload = await _words(gateway, visiting, form)
    said = Said(visiting.conversation.id, _field(form, "key") or secrets.token_urlsafe(), text, payload)
    outcome = await turn.accept(gateway.engine, gateway.limits, said, gateway.seal)
    response: Response
    if isinstance(outcome, Refused):
        response = await _shown(gateway, visiting, 422, error=_why(outcome, gateway), text=text)
    else:
        await _answered(gateway, visiting)
        response = RedirectResponse(NEWEST, 303)
    visiting.keep(request, response)
    return response


def _why(refused: Refused, gateway: Parts) -> tuple[str, str]:
    """What went wrong and what to do now, in the sentences of the API."""
    name = "unauthorized" if refused.reason == "gone" else refused.reason
    fields = {"limit": gateway.limits.message_max_chars, "seconds": refused.retry_after_seconds}
    keys = (f"gateway.problems.{name}.title", f"gateway.problems.{name}.detail")
    return sentence(keys[0], **fields), sentence(keys[1], **fields)


async def _words(gateway: Parts, visiting: Visit, form: FormData) -> tuple[str, str | None]:
    """What the citizen says: typed, or the title and payload of the button of a message."""
    if _field(form, "do") == "human":
        return sentence("plain.human"), None
    sequence, _, index = _field(form, "choice").partition(".")
    if not (sequence.isdigit() and index.isdigit()):
        return _field(form, "text"), None
    async with transaction(gateway.engine) as session:
        found = await history.after(session, visiting.conversation.id, int(sequence[:9]) - 1)
    buttons = (found[0].reply or {}).get("buttons", []) if found else []
    if int(index[:4]) >= len(buttons):
        return "", None
    button = buttons[int(index[:4])]
    return button["title"], button["payload"]


async def _erased(gateway: Parts, visiting: Visit | None) -> Response:
    if visiting:
        async with transaction(gateway.engine) as session:
            await cases.erase(session, visiting.conversation.id)
            await notify.changed(session, visiting.conversation.id)
    response = await _shown(gateway, None, note=sentence("plain.erased"))
    forget(response)
    return response


async def _answered(gateway: Parts, visiting: Visit) -> None:
    """Returns when the answer is there, or after a while."""
    woken = asyncio.Event()
    with gateway.wakeups.calling(woken.set, str(visiting.conversation.id)), suppress(TimeoutError):
        async with asyncio.timeout(ANSWER_SECONDS):
            while (look := await _look(gateway, visiting)) and look.answering and not gateway.wakeups.closed:
                await woken.wait()
                woken.clear()


async def _look(gateway: Parts, visiting: Visit) -> Look | None:
    async with transaction(gateway.engine) as session:
        return await history.look(session, visiting.conversation.id, 0)


async def _shown(
    gateway: Parts,
    visiting: Visit | None,
    status: int = 200,
    *,
    refreshes: bool = True,
    error: tuple[str, str] | None = None,
    note: str = "",
    text: str = "",
) -> HTMLResponse:
    look = await _look(gateway, visiting) if visiting else None
    if visiting is None or look is None:
        return HTMLResponse(page(View(error=error, note=note, text=text)), status, HEADERS)
    view = View(look.messages, look.state, look.answering, refreshes, visiting.proof, error, note, text)
    return HTMLResponse(page(view), status, HEADERS)


async def _form(request: Request) -> FormData:
    """Of a bounded size, which must be said beforehand."""
    length = request.headers.get("content-length", "")
    if not length.isdigit() or int(length) > FORM_BYTES:
        raise Problem("too_large", headers={"Connection": "close"}, kilobytes=FORM_BYTES // 1024)
    return await request.form(max_files=0, max_fields=10)


def _field(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value if isinstance(value, str) else ""
