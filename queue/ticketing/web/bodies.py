"""Bodies have a limit: nobody fills the hub's memory."""

from __future__ import annotations

from fastapi import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from config.event_log import Event, record
from ticketing.domain.refusals import Refusal, refuse
from ticketing.web.asking import MAX_DRAFT_BYTES, MAX_JSON_BYTES
from ticketing.web.errors import error_response, status_of


class LimitedBodies:
    """Refuses what is too large, from its announced length or, where none is announced, while it comes in."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = MAX_DRAFT_BYTES if scope["path"].endswith("/draft") else MAX_JSON_BYTES
        announced = dict(scope["headers"]).get(b"content-length", b"0")
        if not announced.isdigit() or int(announced) > limit:
            await _refuse(scope, receive, send)
            return
        taken = 0

        async def receive_some() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > limit:
                record(Event.INPUT_REFUSED, reason=Refusal.TOO_LARGE)
                raise HTTPException(status_of(refuse(Refusal.TOO_LARGE)))  # the one kind that FastAPI passes on
            return message

        await self._app(scope, receive_some, send)


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    record(Event.INPUT_REFUSED, reason=Refusal.TOO_LARGE)
    await error_response(refuse(Refusal.TOO_LARGE))(scope, receive, send)
