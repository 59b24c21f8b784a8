"""The start page of the desk: to the first page of the role, or a welcome when it has none."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from connectors.people import paths
from connectors.people.guard import CurrentPerson
from connectors.people.navigation import items_for
from connectors.people.page import page

router = APIRouter(include_in_schema=False)


@router.get(paths.HOME)
async def home(request: Request, person: CurrentPerson) -> Response:
    items = items_for(person)
    return RedirectResponse(items[0].path, 303) if items else page(request, "welkom.html")
