"""A counter's slice of the queue: on its disk, renewed on a thread of its own, called from while the hub is away."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final, Self

from config.event_log import Event, record
from kiosk.flows.call_alone import Alone, CallingAlone
from kiosk.flows.counter_link import CounterLink
from kiosk.flows.hold_slice import SliceKeeper
from kiosk.flows.sign_in_alone import SignInAlone
from kiosk.storage.slice_book import SliceFile
from ticketing.client import Call, HubClient
from ticketing.domain.rules import CentreRules

_STOP_S: Final = 3.0


class CounterSlice:
    """The hub's client for one counter, and what keeps it able to go on alone. `stop` ends the thread."""

    def __init__(self, hub: CounterLink, keeper: SliceKeeper, book: SliceFile) -> None:
        self.hub = hub
        self._keeper = keeper
        self._book = book
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True, name="slice")

    def start(self) -> Self:
        """Begin to hold a slice."""
        self._thread.start()
        return self

    def stop(self) -> None:
        """Hold no more; what is on the disk stays."""
        self._over.set()
        self._thread.join(_STOP_S)
        if not self._thread.is_alive():
            self._book.close()

    def _run(self) -> None:
        pause_s = 0.0
        while not self._over.wait(pause_s):
            pause_s = self._keeper.beat()


def hold_slice(
    home: Path,
    counter: int,
    address: str,
    token: str,
    rules: CentreRules,
    now: Callable[[], datetime],
    new_id: Callable[[], str],
    on_change: Callable[[Alone], None],
    on_call: Callable[[Call], None],
) -> CounterSlice | None:
    """What lets this counter go on without the hub; None where its file cannot be used: then it needs the hub."""
    try:
        book = SliceFile(home / "slice.sqlite3")
    except (OSError, sqlite3.DatabaseError) as fault:
        record(Event.SLICE_UNUSABLE, error_type=type(fault).__name__)
        return None
    calling = CallingAlone(counter, book, now, new_id, on_change, on_call)
    hub = CounterLink(address, token, calling, SignInAlone(rules, book, now))
    # A connection of its own: what the clerk asks never waits for the slice, nor the slice for the clerk.
    keeper = SliceKeeper(counter, HubClient(address, token), book, calling, when_heard=hub.tell_sign_outs)
    return CounterSlice(hub, keeper, book)
