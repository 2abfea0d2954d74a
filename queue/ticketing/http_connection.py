"""One HTTP connection: uvicorn's, with limits for what comes before a request's body, and answers in one piece.

uvicorn has no such limits: without them somebody who sends a byte a minute keeps a connection for ever, and headers
without an end fill the memory. And it hands the head of an answer to the system by itself: twice the work for both
sides where answers are small.
"""

from __future__ import annotations

import asyncio
from typing import Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEADERS_WITHIN_S: Final = 10.0
MAX_HEADER_BYTES: Final = 65_536


class HttpConnection(HttpToolsProtocol):
    """Closes when a request line and its headers take too long, or are too long (answered with 400)."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """From now on the first request is awaited."""
        super().connection_made(transport)
        self._in_headers = False
        self._header_bytes = 0
        self._deadline: asyncio.TimerHandle | None = None
        self._hurry()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is awaited any more."""
        self._relax()
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        """The first byte of a request."""
        super().on_message_begin()
        self._in_headers = True
        self._header_bytes = 0

    def on_headers_complete(self) -> None:
        """The rest is body, whose length and pace are the application's affair."""
        before = self.cycle
        super().on_headers_complete()
        self._in_headers = False
        if self.cycle is not before:
            self.cycle.transport = _HeadWithBody(self.transport, self.loop)

    def data_received(self, data: bytes) -> None:
        """Parse, then see whether a request is still not whole enough to be answered."""
        super().data_received(data)
        if self._in_headers:
            self._header_bytes += len(data)
            if self._header_bytes > MAX_HEADER_BYTES:
                self.send_400_response("Request headers are too large.")
        answering = self.cycle is not None and not self.cycle.response_complete
        if self._in_headers or not answering:
            self._hurry()
        else:
            self._relax()

    def handle_websocket_upgrade(self) -> None:
        """The connection has another protocol from here on, with pings of its own."""
        self._relax()
        super().handle_websocket_upgrade()

    def _hurry(self) -> None:
        if self._deadline is None and not self.transport.is_closing():
            self._deadline = self.loop.call_later(HEADERS_WITHIN_S, self.transport.abort)

    def _relax(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


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
