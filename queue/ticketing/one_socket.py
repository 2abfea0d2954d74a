"""Serving on one socket of our own: granian inside this process's event loop, on a port that is nobody else's."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from granian._granian import SocketHolder
from granian.constants import Interfaces
from granian.server.embed import Server
from starlette.types import ASGIApp

_BACKLOG: Final = 1024


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


class OneSocketServer(Server):
    """Granian on a socket of our own.

    Granian's would be opened with SO_REUSEPORT, and then a second process could quietly take half of the requests.
    """

    def __init__(
        self,
        app: ASGIApp,
        listening: socket.socket,
        on_ready: Callable[[], None],
        *,
        websockets: bool,
        most_connections: int = _BACKLOG,
    ) -> None:
        """most_connections: whoever comes after so many waits unheard until one of them leaves."""
        super().__init__(
            app,
            interface=Interfaces.ASGINL,
            log_enabled=False,
            websockets=websockets,
            backlog=_BACKLOG,
            backpressure=most_connections,
        )
        self._listening = listening
        self._on_ready = on_ready

    def _init_shared_socket(self) -> None:
        # granian's stubs leave out the constructor and fix these attributes to None
        self._shd = SocketHolder(self._listening.detach(), False, _BACKLOG)  # type: ignore[call-arg, assignment]

    def startup(self, spawn_target: Any, target_loader: Any) -> None:
        super().startup(spawn_target, target_loader)  # type: ignore[no-untyped-call]  # granian has no types here
        asyncio.get_running_loop().call_soon(self._on_ready)


def listen(address: Address) -> socket.socket | PortRefused:
    """A listening socket that this process alone has."""
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((address.host, address.port))
    except OSError:
        listening.close()
        return PortRefused(
            f"Không mở được cổng {address.port} trên {address.host}: cổng đang được dùng hoặc địa chỉ không đúng. "
            "Xin chọn cổng khác hoặc dừng chương trình kia.",
            f"Cannot listen on port {address.port} of {address.host}: it is in use or the address is wrong. "
            "Choose another port or stop the other program.",
        )
    listening.listen(_BACKLOG)
    listening.setblocking(False)
    return listening
