"""What stands before the sandbox's app: the size limit, the verbs of the tests, and the last catch for bugs."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from city.sandbox.complaints import SENTENCES, Complaint, answer
from config.event_log import Event, record

LARGEST_BODY_BYTES: Final = 512 << 10
_FILES: Final = "/v1/files"
_DARK_FOR_AT_MOST: Final = 60.0


@dataclass
class Mood:
    """How the sandbox is to behave, for tests: the world's verbs."""

    light: asyncio.Event = field(default_factory=asyncio.Event)
    slow_s: float = 0.0
    refusals: list[str] = field(default_factory=list)
    lost_replies: int = 0

    def __post_init__(self) -> None:
        self.light.set()

    def obey(self, verb: str, words: dict[str, object]) -> bool:
        """Do as told; False for a verb or words that mean nothing."""
        match verb, words:
            case "go_dark", {}:
                self.light.clear()
            case "come_back", {}:
                self.light.set()
                self.slow_s, self.refusals, self.lost_replies = 0.0, [], 0
            case "be_slow", {"seconds": float() | int() as seconds}:
                self.slow_s = float(seconds)
            case "refuse", {"code": str(code), "times": int(times)} if code in SENTENCES:
                self.refusals = [code] * times
            case "lose_replies", {"times": int(times)}:
                self.lost_replies = times
            case _:
                return False
        return True


class Edge:
    """The outermost ASGI app. mood: None where verbs are not taken."""

    def __init__(self, app: ASGIApp, mood: Mood | None = None) -> None:
        self._app = app
        self._mood = mood

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or the server's lifespan."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path: str = scope["path"]
        if self._mood is None:
            await self._serve(scope, receive, send)
        elif path.startswith("/verbs/"):
            await self._verb(self._mood, Request(scope, receive), path.removeprefix("/verbs/"))(scope, receive, send)
        elif moody := await self._moody(self._mood):
            await moody(scope, receive, send)
        elif self._mood.lost_replies:
            self._mood.lost_replies -= 1
            await self._app(scope, receive, _lose)
            await answer(Complaint("dark"))(scope, receive, send)
        else:
            await self._serve(scope, receive, send)

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False
        taken = 0
        is_file = scope["path"].startswith(_FILES)

        async def limited() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > LARGEST_BODY_BYTES and not is_file:
                raise Complaint("too_large")
            return message

        async def marked(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                if is_file:
                    message["headers"] = [*message["headers"], (b"tus-resumable", b"1.0.0")]
            await send(message)

        try:
            await self._app(scope, limited, marked)
        except Complaint as complaint:
            if not begun:
                await answer(complaint)(scope, receive, send)
        except Exception as fault:  # noqa: BLE001  the server's own handling would write the fault's text to a log
            record(Event.UNEXPECTED, error_type=type(fault).__name__, where="city")
            if not begun:
                await answer(Complaint("unexpected"))(scope, receive, send)

    async def _moody(self, mood: Mood) -> Response | None:
        if not mood.light.is_set():
            try:
                async with asyncio.timeout(_DARK_FOR_AT_MOST):
                    await mood.light.wait()
            except TimeoutError:
                pass
            return answer(Complaint("dark"))
        if mood.slow_s:
            await asyncio.sleep(mood.slow_s)
        return answer(Complaint(mood.refusals.pop())) if mood.refusals else None

    def _verb(self, mood: Mood, request: Request, verb: str) -> ASGIApp:
        async def obeyed(scope: Scope, receive: Receive, send: Send) -> None:
            try:
                words = json.loads(await request.body() or b"{}")
            except ValueError:
                words = None
            known = isinstance(words, dict) and mood.obey(verb, words)
            response = JSONResponse({"obeyed": verb}) if known else answer(Complaint("not_valid"))
            await response(scope, receive, send)

        return obeyed


async def _lose(_message: Message) -> None:
    """A reply that never arrives."""
