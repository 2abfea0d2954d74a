"""Serves the sandbox in this process: one ready line on standard output, then quiet; SIGTERM ends it."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import signal
import socket
import sys
from collections.abc import Iterator
from typing import Final

from starlette.types import ASGIApp
from uvicorn import Config, Server

_LEAVE_WITHIN_S: Final = 1


class PortTaken(Exception):
    """Another process listens there."""


def serve(app: ASGIApp, host: str, port: int) -> None:
    """Serve until SIGTERM or SIGINT. port: 0 takes a free one. Raises PortTaken."""
    with _listening(host, port) as listening:
        config = Config(
            app,
            http="httptools",
            ws="none",
            lifespan="off",
            loop="asyncio",
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=_LEAVE_WITHIN_S,
        )
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL + 1)
        _Sandbox(config).run([listening])


class _Sandbox(Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Uvicorn's own would end the process by the signal, as if it had gone wrong."""
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, self._stop)
        yield

    def _stop(self) -> None:
        self.should_exit = True

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        port = sockets[0].getsockname()[1] if sockets else None
        sys.stdout.write(json.dumps({"ready": True, "port": port}) + "\n")
        sys.stdout.flush()


def _listening(host: str, port: int) -> socket.socket:
    # asyncio sends small answers at once only where the socket says that it is TCP.
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as taken:
        listening.close()
        raise PortTaken(f"port {port} is taken") from taken
    return listening
