"""The public files: the demo pages and the widget. Nothing else of the disk can be reached.

The widget has three addresses: `/widget.js` is always the newest, `/widget/<build>/widget.js` never changes (so that
a site can pin it with an integrity hash), `/widget.mjs` is for who imports. `/widget.json` names the build of today.
"""

from pathlib import Path

from fastapi import APIRouter, Request, Response
from starlette.staticfiles import StaticFiles

from bot.settings import ROOT
from connectors.gateway.headers import PAGES

DEMO = ROOT / "connectors" / "demo"
WIDGET = ROOT / "connectors" / "widget" / "dist"
REVALIDATE = {"Cache-Control": "no-cache"}  # kept, but asked for again with its ETag: a fix is there at once
FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}
EMBEDDABLE = {"Cross-Origin-Resource-Policy": "cross-origin"}  # other sites load the widget
POLICY = "Content-Security-Policy"
# As strict as any site that embeds the widget may be.
STRICT = {POLICY: f"{PAGES[POLICY]}; require-trusted-types-for 'script'; trusted-types lit-html"}


def router(demo: Path = DEMO, widget: Path = WIDGET) -> APIRouter:
    """`/` and `/demo/…` from `demo`, the widget from `widget`. A folder that is not built yet gives 404."""
    routes = APIRouter(include_in_schema=False)
    demo_files = StaticFiles(directory=demo, check_dir=False)
    widget_files = StaticFiles(directory=widget, check_dir=False)

    @routes.api_route("/", methods=["GET", "HEAD"])
    async def page(request: Request) -> Response:
        return _with(await demo_files.get_response("index.html", request.scope), REVALIDATE | STRICT)

    @routes.api_route("/widget.js", methods=["GET", "HEAD"])
    @routes.api_route("/widget.mjs", methods=["GET", "HEAD"])
    @routes.api_route("/widget.json", methods=["GET", "HEAD"])
    async def script(request: Request) -> Response:
        name = request.url.path.removeprefix("/")
        return _with(await widget_files.get_response(name, request.scope), REVALIDATE | EMBEDDABLE)

    @routes.api_route("/widget/{build}/widget.js", methods=["GET", "HEAD"])
    async def pinned(request: Request, build: str) -> Response:
        return _with(await widget_files.get_response(f"{build}/widget.js", request.scope), FOR_EVER | EMBEDDABLE)

    @routes.api_route("/demo/{path:path}", methods=["GET", "HEAD"])
    async def file(request: Request, path: str) -> Response:
        return _with(await demo_files.get_response(path, request.scope), REVALIDATE | STRICT)

    return routes


def _with(response: Response, headers: dict[str, str]) -> Response:
    response.headers.update(headers)
    return response
