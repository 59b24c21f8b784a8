"""The OpenAPI document of the Klantinteracties API, and whether a request or an answer keeps to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from openapi_core import OpenAPI
from openapi_core.contrib.starlette import StarletteOpenAPIRequest, StarletteOpenAPIResponse
from openapi_core.exceptions import OpenAPIError
from openapi_core.protocols import Request as OpenAPIRequest
from openapi_core.templating.paths.exceptions import OperationNotFound, PathNotFound
from starlette.requests import Request
from starlette.responses import Response

DOCUMENT = Path(__file__).parent / "klantinteracties.openapi.yaml"
PREFIX = "/klantinteracties/api/v1"

# What Django REST framework, which Open Klant is made with, calls the rules of JSON Schema.
CODES = {"required": "required", "maxLength": "max_length", "enum": "invalid_choice", "type": "invalid"}


@dataclass(frozen=True)
class Breach:
    """One field that does not keep to the document; `reason` may repeat the value."""

    name: str
    code: str
    reason: str


class UnknownOperation(Exception):
    """The document has no such path (404) or no such method there (405)."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@cache
def document() -> OpenAPI:
    """Read once; a third of a second."""
    return OpenAPI.from_dict(yaml.safe_load(DOCUMENT.read_text(encoding="utf-8")))


def breaches(request: OpenAPIRequest) -> list[Breach]:
    """Empty when the document accepts the request. Raises UnknownOperation."""
    try:
        document().validate_request(request)
    except PathNotFound:
        raise UnknownOperation(404) from None
    except OperationNotFound:
        raise UnknownOperation(405) from None
    except OpenAPIError as error:
        return list(_breaches(error))
    return []


def breaches_of(request: Request, body: bytes) -> list[Breach]:
    """The same for a request of Starlette."""
    return breaches(StarletteOpenAPIRequest(request, body))


def check_answer(request: Request, body: bytes, response: Response) -> None:
    """Raises OpenAPIError when an answer of ours is not what the document promises."""
    document().validate_response(StarletteOpenAPIRequest(request, body), StarletteOpenAPIResponse(response))


def _breaches(error: OpenAPIError) -> Iterator[Breach]:
    """One a field: a null breaks two rules of the document, and is one mistake."""
    found = getattr(error.__cause__, "schema_errors", ())
    named: dict[str, Breach] = {}
    for breach in found:
        path = [str(part) for part in breach.absolute_path]
        if breach.validator == "required":
            path.append(breach.message.split("'")[1])
        name = ".".join(path) or "nonFieldErrors"
        named.setdefault(name, Breach(name, CODES.get(breach.validator, "invalid"), breach.message))
    yield from named.values()
    if not found:
        yield Breach("nonFieldErrors", "invalid", str(error.__cause__ or error))
