"""The hub as a process: one event loop, one writer; ready, serving, stopped in time."""

from __future__ import annotations

import asyncio
import gc
import json
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from config.event_log import Event, record
from ticketing.deeds.house import House
from ticketing.deeds.settling_in import SettleIn
from ticketing.domain.answers import Refused
from ticketing.domain.hub_clock import HubClock
from ticketing.domain.luck import SystemLuck
from ticketing.domain.rules import CentreRules
from ticketing.one_socket import Address, OneSocketServer, PortRefused, listen
from ticketing.store.opening import HubLock, HubStore, StartRefused, open_store
from ticketing.sweeper import Sweeper
from ticketing.web.app import hub_app
from ticketing.web.hub import Hub

_STOP_WITHIN_S: Final = 2.0
# How long a busy thread keeps Python's lock from the other: with the usual 5 ms, writer and server wait for each other
# several times in every commit.
_SWITCH_S: Final = 0.001
# Often and little: a collection of 2,000 new things stops everybody for a millisecond.
_COLLECT_AFTER: Final = (2_000, 100, 50)


def serve(home: Path, rules: CentreRules, address: Address, database: str | None = None) -> StartRefused | None:
    """Serve until SIGTERM or SIGINT. Returns why it could not start or go on, or None after a clean stop.

    `database`: a PostgreSQL that many hubs may share; without it the data are a file in `home`, for this hub alone.
    """
    sys.setswitchinterval(_SWITCH_S)
    os.umask(0o077)
    lock = HubLock.take(home) if database is None else None
    if isinstance(lock, StartRefused):
        record(Event.HUB_ALREADY_RUNNING)
        return lock
    store = open_store(home, database, in_haste=True)
    if isinstance(store, StartRefused):
        return store
    listening = listen(address)
    if isinstance(listening, PortRefused):
        return StartRefused(6, listening.vi, listening.en)
    clock = HubClock(rules.timezone, lambda: time.time_ns() // 1_000_000, _uptime_s, _clock_apart)
    house = House(rules, clock, SystemLuck())

    async def main() -> StartRefused | None:
        hub = Hub(house, store, asyncio.get_running_loop())
        hub.start()
        return await _serve(hub, store, listening)

    ended = asyncio.run(main())
    if lock is not None:
        lock.release()
    return ended


async def _serve(hub: Hub, store: HubStore, listening: socket.socket) -> StartRefused | None:
    loop = asyncio.get_running_loop()
    port = listening.getsockname()[1]

    def ready() -> None:
        record(Event.PROCESS_STARTED, port=port)
        _spare_the_collector()
        sys.stdout.write(json.dumps({"ready": True, "port": port}) + "\n")
        sys.stdout.flush()

    server = OneSocketServer(hub_app(hub), listening, ready, websockets=True)

    def stop(exit_code: int = 0) -> None:
        # Listeners are let go first: a server that waits for them never stops.
        hub.live.close()
        # Every answer that was given is durable already, so leaving in a hurry loses nothing.
        loop.call_later(_STOP_WITHIN_S, os._exit, exit_code)
        loop.call_later(0.05, server.stop)

    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop)
    sweeper = Sweeper(hub)
    # Before anybody is let in, who would wait for it.
    if not isinstance(await hub.carry_out(SettleIn(hub.house), None), Refused):
        await sweeper.sweep()
    await hub.look_ahead()
    sweeping = asyncio.ensure_future(sweeper.sweep_on())
    checking = asyncio.ensure_future(_check(store, stop))
    await server.serve()
    sweeping.cancel()
    checking.cancel()
    await hub.stop()
    record(Event.PROCESS_STOPPED)
    return checking.result() if checking.done() and not checking.cancelled() else None


async def _check(store: HubStore, stop: Callable[[int], None]) -> StartRefused | None:
    """Look through a large file while people are served already; a hub does not go on with a damaged one."""
    damage = await asyncio.to_thread(store.damage)
    if damage is not None:
        record(Event.STORE_DAMAGED)
        stop(damage.exit_code)
    return damage


def _spare_the_collector() -> None:
    """What has been loaded stays: a look through all of it for garbage would stop everybody for a tenth of a second."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_COLLECT_AFTER)


def _uptime_s() -> float:
    """Seconds since the machine started, its sleep included."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


def _clock_apart(seconds: float) -> None:
    record(Event.CLOCK_LEAPT if seconds > 0 else Event.CLOCK_SET_BACK, seconds=round(abs(seconds), 1))
