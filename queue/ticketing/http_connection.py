"""One HTTP connection: uvicorn's, with limits for what strangers may hold, and answers in one piece.

uvicorn waits for ever for headers and bodies that do not come, keeps headers and trailers of any length, and takes the
body behind an upgrade that it does not offer for the next request. And it hands the head of an answer to the system by
itself: twice the work for both sides where answers are small.
"""

from __future__ import annotations

import asyncio
from enum import Enum, auto
from typing import Any, Final

from uvicorn import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

HEADERS_WITHIN_S: Final = 10.0
BODY_WITHIN_S: Final = 30.0
"""For every 16 KB of it."""
MAX_HEADER_BYTES: Final = 65_536
MAX_BESIDE_BODY_BYTES: Final = 1_048_576
"""Headers, trailers and what frames the chunks of a body."""
_RENEWED_BY_BYTES: Final = 16_384
_FULL: Final = b"HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\nretry-after: 5\r\nconnection: close\r\n\r\n"


class _Awaited(Enum):
    """What the other side has to send next."""

    HEADERS = auto()
    BODY = auto()
    ANOTHER_REQUEST = auto()
    NOTHING = auto()


class HttpConnection(HttpToolsProtocol):
    """Lets go of whoever is too slow, answers 400 to headers without an end, 503 to who comes after the most.

    `Config.limit_concurrency` is the most connections: who has one already is served on, whoever else comes.
    """

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._most = self.limit_concurrency
        self.limit_concurrency = None
        self._part = _Awaited.HEADERS
        self._awaited = _Awaited.NOTHING
        self._deadline: asyncio.TimerHandle | None = None
        self._beside_body = self._body_now = self._body_unrenewed = 0
        self._begun_now = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """From now on the first request is awaited."""
        assert isinstance(transport, asyncio.Transport)
        super().connection_made(transport)
        if self._most is not None and len(self.connections) > self._most:
            transport.write(_FULL)
            transport.close()
            return
        self._expect(_Awaited.HEADERS)

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is awaited any more."""
        self._expect(_Awaited.NOTHING)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Parse, then see what must come next, and whether there has been too much of it."""
        self._body_now, self._begun_now = 0, False
        super().data_received(data)
        if self.transport.get_protocol() is not self or self.transport.is_closing():
            return
        if not self._begun_now:  # else some of it was of the requests before, and at most 256 KB are read at once
            self._beside_body += len(data) - self._body_now
        if self._part is _Awaited.HEADERS and self._beside_body > MAX_HEADER_BYTES:
            self.send_400_response("Request headers are too large.")
        elif self._beside_body > MAX_BESIDE_BODY_BYTES:
            self.transport.abort()
        else:
            self._wait_on()

    def on_message_begin(self) -> None:
        """The first byte of a request."""
        super().on_message_begin()
        self._part = _Awaited.HEADERS
        self._beside_body = self._body_unrenewed = 0
        self._begun_now = True

    def on_header(self, name: bytes, value: bytes) -> None:
        """Of trailers nobody here has a use."""
        if self._part is _Awaited.HEADERS:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Raises ValueError, which is answered with 400, for an upgrade to anything but WebSockets."""
        if self.parser.should_upgrade() and not self._should_upgrade():
            raise ValueError("an upgrade that is not offered")
        before = self.cycle
        super().on_headers_complete()
        self._part = _Awaited.BODY
        if self.cycle is not before:
            self.cycle.transport = _HeadWithBody(self.transport, self.loop)

    def on_body(self, body: bytes) -> None:
        """A part of the body. How long it may be is the application's affair."""
        self._body_now += len(body)
        self._body_unrenewed += len(body)
        if self._body_unrenewed >= _RENEWED_BY_BYTES:
            self._body_unrenewed = 0
            self._expect(_Awaited.NOTHING)
        super().on_body(body)

    def on_message_complete(self) -> None:
        """The request is whole."""
        self._part = _Awaited.ANOTHER_REQUEST
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """An answer is out: what has come of the next request meanwhile may be waited for."""
        super().on_response_complete()
        if self._part is not _Awaited.ANOTHER_REQUEST and not self.transport.is_closing():
            self._wait_on()

    def handle_websocket_upgrade(self) -> None:
        """The connection has another protocol from here on."""
        self._expect(_Awaited.NOTHING)
        super().handle_websocket_upgrade()

    def _wait_on(self) -> None:
        """Nobody is hurried while we owe an answer to what was asked before: then it is us who do not read on."""
        answering = self.cycle is not None and not self.cycle.response_complete
        owing = self.pipeline or (answering and self._part is not _Awaited.BODY)
        self._expect(_Awaited.NOTHING if owing else self._part)

    def _expect(self, awaited: _Awaited) -> None:
        if awaited is self._awaited:
            return
        self._awaited = awaited
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
        if awaited is not _Awaited.NOTHING:
            self._deadline = self.loop.call_later(self._patience_s(awaited), self.transport.abort)

    def _patience_s(self, awaited: _Awaited) -> float:
        if awaited is _Awaited.HEADERS:
            return HEADERS_WITHIN_S
        return BODY_WITHIN_S if awaited is _Awaited.BODY else self.timeout_keep_alive


class _HeadWithBody(asyncio.Transport):
    """Keeps the first piece of an answer until the second comes, at most until the event loop's next turn."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__()
        self._transport = transport
        self._loop = loop
        self._head: bytes | None = b""

    def write(self, data: bytes | bytearray | memoryview) -> None:
        if self._head is None:
            self._transport.write(data)
        elif self._head:
            self._transport.write(self._head + bytes(data))
            self._head = None
        else:
            self._head = bytes(data)
            self._loop.call_soon(self._let_go)

    def close(self) -> None:
        self._let_go()
        self._transport.close()

    def is_closing(self) -> bool:
        return self._transport.is_closing()

    def _let_go(self) -> None:
        if self._head:
            self._transport.write(self._head)
        self._head = None
