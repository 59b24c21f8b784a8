"""The simulator as a web application: the Graph API on one side, a phone on the other."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from connectors.whatsapp.simulator import phone
from connectors.whatsapp.simulator.limits import Fault
from connectors.whatsapp.simulator.meta import Meta

# What Meta answers with; everything else is 400.
STATUS = {190: 401, 368: 403, 10: 403, 3: 500, 2: 503, 131000: 500, 131016: 503, 131057: 500}


def create_simulator(meta: Meta) -> FastAPI:
    """The application; it closes the courier when it stops."""
    app = FastAPI(title="WhatsApp simulator", lifespan=_lifespan, docs_url=None, openapi_url=None, redoc_url=None)
    app.state.meta = meta
    app.include_router(phone.router)

    @app.post("/{version}/{phone_number_id}/messages")
    async def messages(version: str, phone_number_id: str, request: Request) -> JSONResponse:
        try:
            body = await request.json()
            return JSONResponse(meta.post(phone_number_id, request.headers.get("authorization", ""), body))
        except json.JSONDecodeError:
            return _refused(Fault(100, "not JSON"))
        except Fault as fault:
            return _refused(fault)

    @app.get("/health/live")
    async def live() -> dict[str, str]:
        return {"status": "ok"}

    return app


def _refused(fault: Fault) -> JSONResponse:
    error = {
        "message": f"(#{fault.code}) {fault.details}",
        "type": "OAuthException",
        "code": fault.code,
        "error_data": {"messaging_product": "whatsapp", "details": fault.details},
        "fbtrace_id": "simulator",
    }
    return JSONResponse({"error": error}, STATUS.get(fault.code, 400))


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    yield
    await app.state.meta.courier.close()
