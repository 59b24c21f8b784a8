"""The files of the desk. Public: there is nothing in them, and the sign-in page needs them."""

from mimetypes import guess_type

from fastapi import APIRouter, Response

from connectors.gateway.problems import Problem
from connectors.people.assets import assets
from connectors.people.paths import STATIC

FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"  # the address is of another version: during a deployment, say

router = APIRouter(include_in_schema=False)


@router.get(STATIC + "/{version}/{name}")
async def static_file(version: str, name: str) -> Response:
    found = assets().get(name)
    if found is None:
        raise Problem("not_found")
    media_type = guess_type(name)[0] or "application/octet-stream"
    kept = FOR_EVER if version == found.version else ASK_AGAIN
    return Response(found.content, media_type=media_type, headers={"Cache-Control": kept})
