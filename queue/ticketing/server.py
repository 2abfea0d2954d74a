"""The hub as a process: one granian, one event loop, one writer; ready, serving, stopped in time."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from granian._granian import SocketHolder
from granian.constants import Interfaces
from granian.server.embed import Server
from starlette.types import ASGIApp

from config.event_log import Event, record
from ticketing.deeds.house import House
from ticketing.deeds.visits import EraseExpiredDrafts
from ticketing.domain.hub_clock import HubClock
from ticketing.domain.luck import SystemLuck
from ticketing.domain.rules import CentreRules
from ticketing.store.opening import HubLock, StartRefused, open_store
from ticketing.web.app import hub_app
from ticketing.web.hub import Hub

_BACKLOG: Final = 1024
_SWEEP_S: Final = 1.0
_ERASE_EVERY_S: Final = 600.0
_STOP_WITHIN_S: Final = 2.0
# How long a busy thread keeps Python's lock from the other: with the usual 5 ms, writer and server wait for each other
# several times in every commit.
_SWITCH_S: Final = 0.001


@dataclass(frozen=True)
class Address:
    """Where to listen; port 0 takes a free one."""

    host: str
    port: int


class _OneSocketServer(Server):
    """Granian on a socket of our own.

    Granian's would be opened with SO_REUSEPORT, and then a second process could quietly take half of the requests.
    """

    def __init__(self, app: ASGIApp, listening: socket.socket, on_ready: Callable[[], None]) -> None:
        super().__init__(app, interface=Interfaces.ASGINL, log_enabled=False, websockets=True, backlog=_BACKLOG)
        self._listening = listening
        self._on_ready = on_ready

    def _init_shared_socket(self) -> None:
        # granian's stubs leave out the constructor and fix these attributes to None
        self._shd = SocketHolder(self._listening.detach(), False, _BACKLOG)  # type: ignore[call-arg, assignment]

    def startup(self, spawn_target: Any, target_loader: Any) -> None:
        super().startup(spawn_target, target_loader)  # type: ignore[no-untyped-call]  # granian has no types here
        asyncio.get_running_loop().call_soon(self._on_ready)


def serve(home: Path, rules: CentreRules, address: Address, database: str | None = None) -> StartRefused | None:
    """Serve until SIGTERM or SIGINT. Returns why it could not start, or None after a clean stop.

    `database`: a PostgreSQL that many hubs may share; without it the data are a file in `home`, for this hub alone.
    """
    sys.setswitchinterval(_SWITCH_S)
    os.umask(0o077)
    lock = HubLock.take(home) if database is None else None
    if isinstance(lock, StartRefused):
        record(Event.HUB_ALREADY_RUNNING)
        return lock
    store = open_store(home, database)
    if isinstance(store, StartRefused):
        return store
    listening = _listen(address)
    if isinstance(listening, StartRefused):
        return listening
    clock = HubClock(rules.timezone, lambda: time.time_ns() // 1_000_000, time.monotonic, _set_back)
    house = House(rules, clock, SystemLuck())

    async def main() -> None:
        hub = Hub(house, store, asyncio.get_running_loop())
        hub.start()
        await _serve(hub, listening)

    asyncio.run(main())
    if lock is not None:
        lock.release()
    return None


async def _serve(hub: Hub, listening: socket.socket) -> None:
    loop = asyncio.get_running_loop()
    port = listening.getsockname()[1]

    def ready() -> None:
        record(Event.PROCESS_STARTED, port=port)
        sys.stdout.write(json.dumps({"ready": True, "port": port}) + "\n")
        sys.stdout.flush()

    server = _OneSocketServer(hub_app(hub), listening, ready)

    def stop() -> None:
        # Listeners are let go first: a server that waits for them never stops.
        hub.live.close()
        # Every answer that was given is durable already, so leaving in a hurry loses nothing.
        loop.call_later(_STOP_WITHIN_S, os._exit, 0)
        loop.call_later(0.05, server.stop)

    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop)
    sweeping = asyncio.ensure_future(_sweep(hub))
    await server.serve()
    sweeping.cancel()
    hub.stop()
    record(Event.PROCESS_STOPPED)


async def _sweep(hub: Hub) -> None:
    erase = EraseExpiredDrafts(hub.house)
    next_erasing = 0.0
    while True:
        now = hub.now_s()
        if cut := hub.live.cut_stuck(now):
            record(Event.LISTENER_CUT_OFF, count=cut)
        if now >= next_erasing:
            next_erasing = now + _ERASE_EVERY_S
            erased = await hub.carry_out(erase, None)
            if isinstance(erased, int) and erased:
                record(Event.DRAFT_EXPIRED, count=erased)
        await asyncio.sleep(_SWEEP_S)


def _set_back(seconds: float) -> None:
    record(Event.CLOCK_SET_BACK, seconds=round(seconds, 1))


def _listen(address: Address) -> socket.socket | StartRefused:
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((address.host, address.port))
    except OSError:
        listening.close()
        return StartRefused(
            6,
            f"Không mở được cổng {address.port} trên {address.host}: cổng đang được dùng hoặc địa chỉ không đúng. "
            "Xin chọn cổng khác hoặc dừng chương trình kia.",
            f"Cannot listen on port {address.port} of {address.host}: it is in use or the address is wrong. "
            "Choose another port or stop the other program.",
        )
    listening.listen(_BACKLOG)
    listening.setblocking(False)
    return listening
