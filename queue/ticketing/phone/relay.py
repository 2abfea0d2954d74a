"""The relay as a process: one event loop, one ear at the hub."""

from __future__ import annotations

import asyncio
import json
import os
import resource
import signal
import socket
import sys
import time
import uuid
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from config.event_log import Event, record
from ticketing.domain.answers import HubEvent, Refused
from ticketing.domain.page_answers import PageState
from ticketing.event_feed import EventFeed
from ticketing.hub_link import Unreachable
from ticketing.one_socket import Address, OneSocketServer, PortRefused, listen
from ticketing.phone.app import MOST_CONNECTIONS, Luck, PhonePages
from ticketing.phone.deeds import DeedsAtHub
from ticketing.phone.hub_door import HubDoor
from ticketing.phone.showing import Showing
from ticketing.phone.view import CentreShown
from ticketing.phone.watching import Pages

_DEED_THREADS: Final = 8
_STOP_WITHIN_S: Final = 1.0


@dataclass(frozen=True)
class RelaySettings:
    """hub: its address. token: this relay's."""

    hub: str
    token: str
    centre: CentreShown
    behind_proxy: bool = False


def serve(settings: RelaySettings, address: Address) -> PortRefused | None:
    """Serve until SIGTERM or SIGINT. Returns why it could not start, or None after a clean stop."""
    _allow_many_phones()
    listening = listen(address)
    if isinstance(listening, PortRefused):
        return listening
    asyncio.run(_serve(settings, listening))
    return None


async def _serve(settings: RelaySettings, listening: socket.socket) -> None:
    loop = asyncio.get_running_loop()
    port = listening.getsockname()[1]
    door = HubDoor(settings.hub, settings.token)
    asking = ThreadPoolExecutor(1, thread_name_prefix="look")
    doing = ThreadPoolExecutor(_DEED_THREADS, thread_name_prefix="deed")

    async def look(keys: Sequence[str]) -> tuple[PageState | None, ...] | Refused | Unreachable:
        return await loop.run_in_executor(asking, door.look, keys)

    pages = Pages(look, time.monotonic)
    luck = Luck(lambda: datetime.now(UTC), time.monotonic, lambda: str(uuid.uuid4()))
    showing = Showing(settings.centre)
    phones = PhonePages(pages, DeedsAtHub(door, doing), showing, luck, behind_proxy=settings.behind_proxy)

    def heard(event: HubEvent) -> None:
        loop.call_soon_threadsafe(pages.heard, event.label)

    def linked(is_linked: bool) -> None:
        if is_linked:
            loop.call_soon_threadsafe(pages.linked)

    feed = EventFeed(settings.hub, settings.token, heard, linked)

    def ready() -> None:
        record(Event.PROCESS_STARTED, port=port)
        sys.stdout.write(json.dumps({"ready": True, "port": port}) + "\n")
        sys.stdout.flush()

    server = OneSocketServer(phones.app(), listening, ready, websockets=False, most_connections=MOST_CONNECTIONS)

    def stop() -> None:
        record(Event.PROCESS_STOPPED)
        # Phones keep their line open for hours: nobody waits for them, they find the next relay by themselves.
        loop.call_later(_STOP_WITHIN_S, os._exit, 0)
        loop.call_soon(server.stop)

    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop)
    feed.start()
    running = asyncio.ensure_future(pages.run())
    # A bug in the asking must not leave a relay that only looks alive.
    running.add_done_callback(_end_if_broken)
    await server.serve()
    os._exit(0)


def _end_if_broken(running: asyncio.Future[None]) -> None:
    if not running.cancelled() and (error := running.exception()) is not None:
        record(Event.UNEXPECTED, error_type=type(error).__name__, where="phone")
        os._exit(1)


def _allow_many_phones() -> None:
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
