"""Pages of the desk: one frame (`medewerker.html`), every sentence from `bot/`, nothing from other servers.

Templates are found in `connectors/*/templates`, whatever package they stand in; their names must differ.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from bot.days import NETHERLANDS, months
from bot.sentences import sentence
from bot.settings import ROOT
from connectors.people import cookies, csrf, paths
from connectors.people.assets import script, style
from connectors.people.model import Person
from connectors.people.navigation import items_for
from connectors.people.parts import desk_of

# No inline style, no eval, no copy of a page in the browser's storage; every refusal lands in #melding.
HTMX_CONFIG = {
    "includeIndicatorStyles": False,
    "allowEval": False,
    "selfRequestsOnly": True,
    "historyCacheSize": 0,
    "responseHandling": [
        {"code": "204", "swap": False},
        {"code": "[23]..", "swap": True},
        {"code": "[45]..", "swap": True, "error": True, "target": "#melding", "swapOverride": "innerHTML"},
    ],
}


def page(
    request: Request,
    template: str,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    visitor: str | None = None,
    **fields: object,
) -> HTMLResponse:
    """The template with `fields`, in the frame of whoever is signed in.

    `visitor` is an id that the cookie is only now going to get, for the token of the form.
    """
    person: Person | None = request.scope.get("state", {}).get("person")
    session_id = visitor or cookies.read(request, desk_of(request.scope).settings) or ""
    frame = {
        "person": person,
        "navigation": items_for(person) if person else (),
        "path": request.url.path,
        "csrf": csrf.token(session_id),
        "csrf_headers": {csrf.HEADER: csrf.token(session_id)},
    }
    content = _pages().get_template(template).render(frame | fields)
    return HTMLResponse(content, status, headers)


def is_htmx(request: Request) -> bool:
    return request.headers.get("hx-request") == "true"


@cache
def _pages() -> Environment:
    made = Environment(
        loader=FileSystemLoader(sorted((ROOT / "connectors").glob("*/templates"))),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    made.globals |= {"sentence": sentence, "paths": paths, "script": script, "style": style}
    made.globals["htmx_config"] = HTMX_CONFIG
    made.filters |= {"moment": _moment, "short_moment": _short_moment}
    return made


def _moment(at: datetime) -> str:
    """`22 november 2026, 14:05` in Dutch time."""
    local = at.astimezone(NETHERLANDS)
    return f"{local.day} {months()[local.month - 1]} {local.year}, {local:%H:%M}"


def _short_moment(at: datetime) -> str:
    """`22-11-2026 14:05`, for tables."""
    return f"{at.astimezone(NETHERLANDS):%d-%m-%Y %H:%M}"
