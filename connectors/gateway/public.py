"""The public files: the demo page and the widget's one script. Nothing else of the disk can be reached."""

from pathlib import Path

from fastapi import APIRouter, Request, Response
from starlette.staticfiles import StaticFiles

from bot.settings import ROOT

DEMO = ROOT / "connectors" / "demo"
WIDGET = ROOT / "connectors" / "widget" / "dist"
REVALIDATE = {"Cache-Control": "no-cache"}  # kept, but asked for again with its ETag: a fix is there at once
EMBEDDABLE = {"Cross-Origin-Resource-Policy": "cross-origin"}  # other sites load the widget


def router(demo: Path = DEMO, widget: Path = WIDGET) -> APIRouter:
    """`/` and `/demo/…` from `demo`, `/widget.js` from `widget`. A folder that is not built yet gives 404."""
    routes = APIRouter(include_in_schema=False)
    demo_files = StaticFiles(directory=demo, check_dir=False)
    widget_files = StaticFiles(directory=widget, check_dir=False)

    @routes.api_route("/", methods=["GET", "HEAD"])
    async def page(request: Request) -> Response:
        return _kept(await demo_files.get_response("index.html", request.scope))

    @routes.api_route("/widget.js", methods=["GET", "HEAD"])
    async def script(request: Request) -> Response:
        return _kept(await widget_files.get_response("widget.js", request.scope), EMBEDDABLE)

    @routes.api_route("/demo/{path:path}", methods=["GET", "HEAD"])
    async def file(request: Request, path: str) -> Response:
        return _kept(await demo_files.get_response(path, request.scope))

    return routes


def _kept(response: Response, headers: dict[str, str] | None = None) -> Response:
    response.headers.update(REVALIDATE | (headers or {}))
    return response
