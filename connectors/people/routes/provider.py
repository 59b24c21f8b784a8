"""To the identity provider and back."""

import logging
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from connectors.database.engine import transaction
from connectors.gateway.problems import Problem
from connectors.people import cookies, paths, provider_accounts, provider_visits
from connectors.people.oidc import Arrival, Provider, ProviderDown, ProviderFailed
from connectors.people.parts import Desk, DeskParts, own_url
from connectors.people.sign_in import enter
from connectors.people.tables import ProviderVisitRow

SEE_OTHER = 303
router = APIRouter(include_in_schema=False)
log = logging.getLogger(__name__)


@router.get(paths.PROVIDER)
async def leave(request: Request, desk: Desk, terug: Annotated[str, Query()] = paths.HOME) -> Response:
    """A link and no form: the policy of our pages lets forms go nowhere else."""
    provider = _provider(desk)
    browser = cookies.read(request, desk.settings) or cookies.new_visitor()
    try:
        departure = await provider.departure(own_url(request, desk, paths.PROVIDER_RETURN))
    except ProviderFailed as failed:
        raise _problem(failed) from failed
    async with transaction(desk.engine) as session:
        await provider_visits.left(session, departure, browser, paths.safe_return(terug))
    response = RedirectResponse(departure.url, SEE_OTHER)
    cookies.put(response, request, desk.settings, browser)
    return response


@router.get(paths.PROVIDER_RETURN)
async def back(
    request: Request,
    desk: Desk,
    state: Annotated[str, Query()] = "",
    code: Annotated[str, Query()] = "",
    iss: Annotated[str | None, Query()] = None,
) -> Response:
    provider = _provider(desk)
    async with transaction(desk.engine) as session:
        visit = await provider_visits.returned(session, state, cookies.read(request, desk.settings) or "")
    if visit is None or not code:  # another browser, used before, too late, or refused over there
        raise Problem("provider_failed")
    try:
        return_url = own_url(request, desk, paths.PROVIDER_RETURN)
        arrival = await provider.arrival(code, iss, return_url, visit.nonce, visit.verifier)
    except ProviderFailed as failed:
        raise _problem(failed) from failed
    session_id = await _entered(desk, provider, arrival)
    if session_id is None:
        raise Problem("provider_refused")
    return _welcome(request, desk, visit, session_id)


async def _entered(desk: DeskParts, provider: Provider, arrival: Arrival) -> str | None:
    newcomer = provider.mapped.newcomer(arrival.claims)
    async with transaction(desk.engine) as session:
        if newcomer is None:
            await provider_accounts.turned_away(session, provider.issuer, str(arrival.claims["sub"]))
            return None
        row = await provider_accounts.welcomed(session, provider.issuer, newcomer)
        return await enter(session, row, desk.lifetime, arrival.id_token) if row else None


def _welcome(request: Request, desk: DeskParts, visit: ProviderVisitRow, session_id: str) -> Response:
    response = RedirectResponse(visit.return_to, SEE_OTHER)
    cookies.put(response, request, desk.settings, session_id)
    return response


def _provider(desk: DeskParts) -> Provider:
    if desk.provider is None:
        raise Problem("not_found")
    return desk.provider


def _problem(failed: ProviderFailed) -> Problem:
    log.warning("signing in by the identity provider failed: %s: %s", type(failed).__name__, failed)
    return Problem("provider_down" if isinstance(failed, ProviderDown) else "provider_failed")
