"""Taking a number, the short way: what a full hall asks for at once does not pass through the framework.

The request is checked by the same model, the same admission and the same deed as any other; only the generic
machinery between them is left out. The route in `queue_routes` describes it for the OpenAPI document.
"""

from __future__ import annotations

from typing import Final

from pydantic import TypeAdapter, ValidationError
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from config.event_log import Event, record
from ticketing.deeds.take_ticket import TakeTickets
from ticketing.domain.answers import Refused, Ticket
from ticketing.domain.refusals import Refusal, refuse
from ticketing.web.admission import FRONT, Admission
from ticketing.web.asking import MAX_JSON_BYTES, TakeTicketBody
from ticketing.web.errors import error_body, status_of, unexpected
from ticketing.web.hub import Hub

TAKE_PATH: Final = "/v1/tickets"
_BODY: Final = TypeAdapter(TakeTicketBody)
_TICKET: Final = TypeAdapter(Ticket)
_JSON: Final = (b"content-type", b"application/json")


class ShortWay:
    """Answers POST /v1/tickets itself and hands everything else on."""

    def __init__(self, hub: Hub, admission: Admission, others: ASGIApp) -> None:
        self._hub = hub
        self._admission = admission
        self._others = others
        self._take = TakeTickets(hub.house)
        # Of the framework's machinery, the net for what nobody foresaw.
        self._mine = ExceptionMiddleware(self._serve, {Exception: unexpected})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        mine = scope["type"] == "http" and scope["path"] == TAKE_PATH and scope["method"] == "POST"
        await (self._mine if mine else self._others)(scope, receive, send)

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = await self._answer(scope, receive)
        if isinstance(answer, Refused):
            status, body = int(status_of(answer)), error_body(answer)
        else:
            status, body = 200, _TICKET.dump_json(answer)
        headers = [_JSON, (b"content-length", b"%d" % len(body))]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    async def _answer(self, scope: Scope, receive: Receive) -> Ticket | Refused:
        authorization, media_type = None, b""
        for name, value in scope["headers"]:
            if name == b"authorization":
                authorization = value.decode("latin-1")
            elif name == b"content-type":
                media_type = value
        device = await self._admission.admit(authorization, FRONT)
        if isinstance(device, Refused):
            return device
        body = await _read(receive)
        if body is None:
            record(Event.INPUT_REFUSED, reason=Refusal.TOO_LARGE)
            return refuse(Refusal.TOO_LARGE)
        try:
            asked = _BODY.validate_json(body) if media_type.startswith(b"application/json") else None
        except ValidationError:
            asked = None
        if asked is None:
            record(Event.INPUT_REFUSED, reason=Refusal.MALFORMED)
            return refuse(Refusal.MALFORMED)
        answer = await self._hub.carry_out(self._take, asked.deed(), brief=True)
        if isinstance(answer, Refused) and answer.code == Refusal.UNKNOWN_LINE:
            record(Event.INPUT_REFUSED, reason=Refusal.UNKNOWN_LINE)
        return answer


async def _read(receive: Receive) -> bytes | None:
    """The whole body, or None if it is too large."""
    message = await receive()
    body: bytes = message.get("body", b"")
    while message.get("more_body", False) and len(body) <= MAX_JSON_BYTES:
        message = await receive()
        body += message.get("body", b"")
    return body if len(body) <= MAX_JSON_BYTES else None
