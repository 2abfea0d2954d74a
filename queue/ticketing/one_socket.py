"""Serving on one socket of our own: uvicorn inside this process's event loop, on a port that is nobody else's."""

from __future__ import annotations

import contextlib
import logging
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from starlette.types import ASGIApp
from uvicorn import Config, Server

from ticketing.http_connection import HttpConnection
from ticketing.socket_connection import SocketConnection

_BACKLOG: Final = 1024
_MAX_FRAME_BYTES: Final = 4096
# Longer than proxies and clients keep an idle connection: who closes it should be who would use it next.
_KEEP_ALIVE_S: Final = 75
_LEAVE_WITHIN_S: Final = 1
STUCK_MS: Final = 20_000
"""Who takes nothing of what is sent for so long is gone, or as good as gone."""


@dataclass(frozen=True)
class Address:
    """Where to listen; port 0 takes a free one."""

    host: str
    port: int


@dataclass(frozen=True)
class PortRefused:
    """Why nothing can be served there, in both languages."""

    vi: str
    en: str


class OneSocketServer:
    """Uvicorn inside the running event loop, on a listening socket that was made before."""

    def __init__(
        self,
        app: ASGIApp,
        listening: socket.socket,
        on_ready: Callable[[], None],
        *,
        websockets: bool,
        most_connections: int = _BACKLOG,
    ) -> None:
        """most_connections: who comes while there are so many is answered with 503."""
        config = Config(
            app,
            http=HttpConnection,
            ws=SocketConnection if websockets else "none",
            ws_max_size=_MAX_FRAME_BYTES,
            ws_per_message_deflate=False,
            lifespan="off",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            date_header=False,
            limit_concurrency=most_connections,
            backlog=_BACKLOG,
            timeout_keep_alive=_KEEP_ALIVE_S,
            timeout_graceful_shutdown=_LEAVE_WITHIN_S,
        )
        # Its sentences may quote what somebody sent. What matters is recorded as events by the application.
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL + 1)
        self._server = _Server(config, on_ready)
        self._listening = listening

    async def serve(self) -> None:
        """Serve until `stop()`, and then until those who are being answered have their answers, or a second is over."""
        await self._server.serve([self._listening])

    def stop(self) -> None:
        """Take nobody on any more. On the event loop's thread."""
        self._server.should_exit = True


class _Server(Server):
    def __init__(self, config: Config, on_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_ready = on_ready

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals are the affair of whoever runs the loop."""
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._on_ready()


def listen(address: Address) -> socket.socket | PortRefused:
    """A listening socket that this process alone has."""
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    # asyncio sends small answers at once only where the socket says that it is TCP.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    # Every connection has these from its listening socket. asyncio's close() alone waits for such a reader for ever.
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, STUCK_MS)
    try:
        listening.bind((address.host, address.port))
        listening.listen(_BACKLOG)
    except OSError:
        listening.close()
        return PortRefused(
            f"Không mở được cổng {address.port} trên {address.host}: cổng đang được dùng hoặc địa chỉ không đúng. "
            "Xin chọn cổng khác hoặc dừng chương trình kia.",
            f"Cannot listen on port {address.port} of {address.host}: it is in use or the address is wrong. "
            "Choose another port or stop the other program.",
        )
    listening.setblocking(False)
    return listening
