"""Every refusal as one shape on the wire: {"code", "vi", "en"} under a fitting status."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Final, TypeVar

from starlette.requests import Request
from starlette.responses import Response

from config.event_log import Event, record
from ticketing.domain.answers import Refused
from ticketing.domain.refusals import Refusal, refuse

_R = TypeVar("_R")

_STATUS: Final[dict[Refusal, HTTPStatus]] = {
    Refusal.UNKNOWN_LINE: HTTPStatus.NOT_FOUND,
    Refusal.UNKNOWN_TICKET: HTTPStatus.NOT_FOUND,
    Refusal.UNKNOWN_CALL: HTTPStatus.NOT_FOUND,
    Refusal.UNKNOWN_COUNTER: HTTPStatus.NOT_FOUND,
    Refusal.NO_SUCH_PAGE: HTTPStatus.NOT_FOUND,
    Refusal.WRONG_METHOD: HTTPStatus.METHOD_NOT_ALLOWED,
    Refusal.WRONG_STATE: HTTPStatus.CONFLICT,
    Refusal.RETURN_TOO_LATE: HTTPStatus.CONFLICT,
    Refusal.CALL_OPEN: HTTPStatus.CONFLICT,
    Refusal.REQUEST_REUSED: HTTPStatus.CONFLICT,
    Refusal.DRAFT_CONFLICT: HTTPStatus.CONFLICT,
    Refusal.NO_TOKEN: HTTPStatus.UNAUTHORIZED,
    Refusal.NOT_SIGNED_IN: HTTPStatus.UNAUTHORIZED,
    Refusal.WRONG_PIN: HTTPStatus.UNAUTHORIZED,
    Refusal.WRONG_BADGE: HTTPStatus.UNAUTHORIZED,
    Refusal.WRONG_ROLE: HTTPStatus.FORBIDDEN,
    Refusal.NOT_ALLOWED: HTTPStatus.FORBIDDEN,
    Refusal.CALLS_NOBODY: HTTPStatus.FORBIDDEN,
    Refusal.NOT_YOUR_COUNTER: HTTPStatus.FORBIDDEN,
    Refusal.TOO_SOON: HTTPStatus.TOO_MANY_REQUESTS,
    Refusal.LOCKED: HTTPStatus.LOCKED,
    Refusal.MALFORMED: HTTPStatus.UNPROCESSABLE_ENTITY,
    Refusal.TOO_LARGE: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    Refusal.NOT_CALLED_ENOUGH: HTTPStatus.CONFLICT,
    Refusal.RECALL_TOO_SOON: HTTPStatus.TOO_MANY_REQUESTS,
    Refusal.COUNTER_PAUSED: HTTPStatus.CONFLICT,
    Refusal.COUNTER_CLOSED: HTTPStatus.CONFLICT,
    Refusal.FOR_ANOTHER_COUNTER: HTTPStatus.CONFLICT,
    Refusal.RESERVED_ELSEWHERE: HTTPStatus.CONFLICT,
    Refusal.SLICE_ELSEWHERE: HTTPStatus.CONFLICT,
    Refusal.SERIES_TAKEN: HTTPStatus.CONFLICT,
    Refusal.NUMBER_TAKEN: HTTPStatus.CONFLICT,
    Refusal.UNKNOWN_PRIORITY: HTTPStatus.NOT_FOUND,
    Refusal.TOO_LONG: HTTPStatus.UNPROCESSABLE_ENTITY,
    Refusal.UNDO_TOO_LATE: HTTPStatus.CONFLICT,
    Refusal.NOT_OPEN_NOW: HTTPStatus.CONFLICT,
    Refusal.LINE_CLOSED: HTTPStatus.CONFLICT,
    Refusal.LINE_FULL: HTTPStatus.CONFLICT,
    Refusal.WRONG_HOUR: HTTPStatus.UNPROCESSABLE_ENTITY,
    Refusal.CLOSING_STANDS: HTTPStatus.CONFLICT,
    Refusal.NO_APPOINTMENTS: HTTPStatus.CONFLICT,
    Refusal.NO_SUCH_SLOT: HTTPStatus.CONFLICT,
    Refusal.SLOT_FULL: HTTPStatus.CONFLICT,
    Refusal.ALREADY_BOOKED: HTTPStatus.CONFLICT,
    Refusal.TOO_MANY_BOOKED: HTTPStatus.CONFLICT,
    Refusal.WRONG_KEY: HTTPStatus.CONFLICT,
    Refusal.UNKNOWN_APPOINTMENT: HTTPStatus.NOT_FOUND,
    Refusal.APPOINTMENT_TOO_EARLY: HTTPStatus.CONFLICT,
    Refusal.APPOINTMENT_OVER: HTTPStatus.CONFLICT,
    Refusal.APPOINTMENT_USED: HTTPStatus.CONFLICT,
    Refusal.DISK_FULL: HTTPStatus.INSUFFICIENT_STORAGE,
    Refusal.STORE_BROKEN: HTTPStatus.SERVICE_UNAVAILABLE,
    Refusal.STOPPING: HTTPStatus.SERVICE_UNAVAILABLE,
    Refusal.HUB_FAULT: HTTPStatus.INTERNAL_SERVER_ERROR,
}


class Refusing(Exception):
    """Ends a request with a refusal."""

    def __init__(self, refused: Refused) -> None:
        super().__init__(refused.code)
        self.refused = refused


def granted(answer: _R | Refused) -> _R:
    """The answer, or the end of the request."""
    if isinstance(answer, Refused):
        raise Refusing(answer)
    return answer


def status_of(refused: Refused) -> HTTPStatus:
    """The status under which a refusal travels."""
    return _STATUS[Refusal(refused.code)]


def error_body(refused: Refused) -> bytes:
    """The refusal on the wire."""
    body = {"code": refused.code, "vi": refused.message_vi, "en": refused.message_en}
    return json.dumps(body, ensure_ascii=False).encode()


def error_response(refused: Refused) -> Response:
    """The refusal as an answer."""
    return Response(error_body(refused), status_of(refused), media_type="application/json")


async def unexpected(_request: Request, error: Exception) -> Response:
    """What is answered where nobody foresaw this error. It is logged by its type alone: its words may be personal."""
    record(Event.UNEXPECTED, error_type=type(error).__name__, where="hub")
    return error_response(refuse(Refusal.HUB_FAULT))
