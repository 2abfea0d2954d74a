"""The hub's HTTP interface, put together: routes, errors, and the short way for what comes in crowds."""

from __future__ import annotations

from typing import Final

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp

from config.event_log import Event, record
from ticketing.domain.refusals import Refusal, refuse
from ticketing.web.absent_routes import absent_routes
from ticketing.web.admission import Admission
from ticketing.web.appointment_routes import appointment_routes
from ticketing.web.asking import ErrorBody
from ticketing.web.bodies import LimitedBodies
from ticketing.web.counter_routes import counter_routes
from ticketing.web.desk_routes import desk_routes
from ticketing.web.errors import Refusing, error_response, unexpected
from ticketing.web.event_socket import event_socket
from ticketing.web.hub import Hub
from ticketing.web.offline_desk import OfflineDesk
from ticketing.web.offline_routes import offline_routes
from ticketing.web.outbox_routes import outbox_routes
from ticketing.web.own_ticket_routes import own_ticket_routes
from ticketing.web.page_routes import page_routes
from ticketing.web.queue_routes import queue_routes
from ticketing.web.short_way import ShortWay
from ticketing.web.staff_routes import staff_routes
from ticketing.web.supervisor_routes import supervisor_routes
from ticketing.web.visit_routes import visit_routes
from ticketing.web.waiting_routes import waiting_routes

API_VERSION: Final = "1"
_REFUSAL_OF_STATUS: Final = {404: Refusal.NO_SUCH_PAGE, 405: Refusal.WRONG_METHOD, 413: Refusal.TOO_LARGE}


def describe_api(hub: Hub, admission: Admission) -> FastAPI:
    """The application as FastAPI knows it: this is what the OpenAPI document is made from."""
    app = FastAPI(
        title="Một Cửa hub",
        version=API_VERSION,
        summary="Numbers, calls, sealed drafts and events of one centre",
        docs_url=None,
        redoc_url=None,
        responses={"4XX": {"model": ErrorBody}, "5XX": {"model": ErrorBody}},
    )
    app.include_router(queue_routes(hub, admission))
    app.include_router(appointment_routes(hub, admission))
    app.include_router(own_ticket_routes(hub, admission))
    offline = OfflineDesk(hub)
    app.include_router(counter_routes(hub, admission, offline))
    app.include_router(desk_routes(hub, admission, offline))
    app.include_router(offline_routes(hub, admission, offline))
    app.include_router(absent_routes(hub, admission))
    app.include_router(staff_routes(hub, admission))
    app.include_router(supervisor_routes(hub, admission))
    app.include_router(visit_routes(hub, admission))
    app.include_router(outbox_routes(hub, admission))
    app.include_router(waiting_routes(hub, admission))
    app.include_router(page_routes(hub, admission))
    app.include_router(event_socket(hub, admission))
    app.add_exception_handler(Refusing, _refusing)
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, unexpected)
    return app


def hub_app(hub: Hub) -> ASGIApp:
    """The application as it is served."""
    admission = Admission(hub)
    return ShortWay(hub, admission, LimitedBodies(describe_api(hub, admission)))


async def _refusing(_request: Request, error: Exception) -> Response:
    if not isinstance(error, Refusing):
        raise error
    return error_response(error.refused)


async def _malformed(_request: Request, _error: Exception) -> Response:
    # What was sent is neither repeated nor logged.
    record(Event.INPUT_REFUSED, reason=Refusal.MALFORMED)
    return error_response(refuse(Refusal.MALFORMED))


async def _http(_request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    return error_response(refuse(_REFUSAL_OF_STATUS.get(status, Refusal.MALFORMED)))
