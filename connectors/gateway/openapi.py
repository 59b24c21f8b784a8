"""The API described: `/openapi.json` by the NLGov REST API Design Rules, `/docs` to read it.

The page is ours, because FastAPI's loads its script from someone else's server.
"""

from pathlib import Path
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.openapi.utils import get_openapi
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse
from jinja2 import Environment, FileSystemLoader, select_autoescape

from bot.sentences import sentence
from connectors.gateway.headers import API_PREFIX, API_VERSION
from connectors.gateway.problems import MEDIA_TYPE, STATUS
from connectors.gateway.schemas import ShownProblem

HERE = Path(__file__).parent
CONTACT = {
    "name": "Wegwijs",
    "url": "https://www.rijksoverheid.nl/contact",
    "email": "wegwijs@example.org",
}
DESCRIPTION = "Ask a question of Dutch government in your own words: conversations, messages and their events."
COMMON = {"400": "Not readable", "401": "No access", "429": "Too fast", "500": "Our fault"}
VERSION_HEADER = {"API-Version": {"description": "Version of this API.", "schema": {"type": "string"}}}

router = APIRouter(include_in_schema=False)
pages = Environment(loader=FileSystemLoader(HERE), autoescape=select_autoescape())


@router.get("/openapi.json")
@router.get("/api/v1/openapi.json")
async def schema(request: Request) -> JSONResponse:
    return JSONResponse(request.app.openapi())


@router.get("/docs")
async def docs(request: Request) -> HTMLResponse:
    problems = {name: (status, sentence(f"gateway.problems.{name}.title")) for name, status in STATUS.items()}
    page = pages.get_template("docs.html").render(api=request.app.openapi(), problems=problems)
    return HTMLResponse(page)


@router.get("/docs.css")
async def style() -> FileResponse:
    return FileResponse(HERE / "docs.css")


def describe(app: FastAPI) -> None:
    """Makes `app.openapi()` give the description, made once."""

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _with_problems(
                get_openapi(
                    title="Wegwijs",
                    version=API_VERSION,
                    description=DESCRIPTION,
                    contact=CONTACT,
                    license_info={"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
                    servers=[{"url": "/", "description": "This server"}],
                    routes=app.routes,
                )
            )
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign] # FastAPI's documented way


def _with_problems(api: dict[str, Any]) -> dict[str, Any]:
    schemas = api.setdefault("components", {}).setdefault("schemas", {})
    schemas["Problem"] = ShownProblem.model_json_schema()
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    for path, operations in api["paths"].items():
        if path.startswith(API_PREFIX):
            for operation in operations.values():
                _complete(operation["responses"])
    return api


def _complete(responses: dict[str, Any]) -> None:
    problem = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    wrong = {**COMMON, "422": "Not accepted"}
    responses.update({code: {"description": text, "content": problem} for code, text in wrong.items()})
    for response in responses.values():
        response["headers"] = VERSION_HEADER
