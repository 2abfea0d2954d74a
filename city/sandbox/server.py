"""Serves the sandbox in this process: one ready line on standard output, then quiet; SIGTERM ends it."""

from __future__ import annotations

import asyncio
import json
import signal
import socket
import sys

from granian.constants import HTTPModes, Interfaces
from granian.server.embed import Server
from starlette.types import ASGIApp


class PortTaken(Exception):
    """Another process listens there. (granian itself would share the port and take every other connection.)"""


def serve(app: ASGIApp, host: str, port: int) -> None:
    """Serve until SIGTERM or SIGINT. port: 0 takes a free one. Raises PortTaken."""
    asyncio.run(_serve(app, host, _free_port(host, port)))


async def _serve(app: ASGIApp, host: str, port: int) -> None:
    server = Server(
        app,
        address=host,
        port=port,
        interface=Interfaces.ASGINL,
        http=HTTPModes.http1,
        websockets=False,
        log_enabled=False,
    )
    loop = asyncio.get_running_loop()
    for signal_number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(signal_number, server.stop)
    serving = loop.create_task(server.serve())
    while not serving.done() and not await _listens(host, port):
        await asyncio.sleep(0.01)
    if not serving.done():
        sys.stdout.write(json.dumps({"ready": True, "port": port}) + "\n")
        sys.stdout.flush()
    await serving


def _free_port(host: str, port: int) -> int:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as taken:
            raise PortTaken(f"port {port} is taken") from taken
        number: int = probe.getsockname()[1]
        return number


async def _listens(host: str, port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection(host, port)
    except OSError:
        return False
    writer.close()
    return True
