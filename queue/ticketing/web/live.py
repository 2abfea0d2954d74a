"""Telling events to many listeners: encoded once, kept in a ring, each listener with its own place in it.

Nothing is queued per listener, so a slow one costs no memory: it falls out of the ring and reads on from the database,
and one that does not take a frame for too long is cut off (its feed reconnects and catches up).
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from typing import Final

from pydantic import TypeAdapter

from ticketing.domain.answers import HubEvent
from ticketing.domain.hub_clock import moment
from ticketing.domain.records import EventRecord

RING_EVENTS: Final = 1000
STUCK_S: Final = 5.0
_EVENT: Final = TypeAdapter(HubEvent)


def encode(event: EventRecord) -> str:
    """The frame of one event. The visit and the request stay here."""
    told = HubEvent(
        seq=event.seq,
        type=event.type,
        at=moment(event.at_ms),
        label=event.label,
        line=event.line,
        ticket_id=event.ticket_id,
        counter=event.counter,
        times=event.times,
    )
    return _EVENT.dump_json(told, exclude_none=True).decode()


class Listener:
    """One subscriber: how far it has been told, and since when a frame is on its way to it."""

    def __init__(self, seq: int) -> None:
        self.seq = seq
        self.wake = asyncio.Event()
        self.sending_since: float | None = None
        self.cut: Callable[[], None] | None = None


class Live:
    """The newest events, and whoever listens. Only on the event loop's thread."""

    def __init__(self, seq: int) -> None:
        """`seq`: the last event that is already recorded."""
        self._ring: deque[str] = deque(maxlen=RING_EVENTS)
        self._listeners: set[Listener] = set()
        self._began = seq
        self.seq = seq
        self.closed = False

    def publish(self, events: Sequence[EventRecord]) -> None:
        """Tell events that are durable, in order, following the last one."""
        for event in events:
            self._ring.append(encode(event) if self._listeners else "")
            self.seq = event.seq
        if events:
            self._wake_all()

    def listen(self, since: int, recorded: int = 0) -> Listener:
        """Begin to listen after `since`; a negative one means from now.

        `recorded`: the last event of the database, if that is further than what this hub has heard so far. A `since`
        beyond both was told before the database was restored from a backup: everything that happened here is new then.
        """
        if since < 0:
            since = self.seq
        elif since > max(self.seq, recorded):
            since = self._began
        listener = Listener(since)
        self._listeners.add(listener)
        return listener

    def leave(self, listener: Listener) -> None:
        """Stop listening."""
        self._listeners.discard(listener)

    def frames_for(self, listener: Listener) -> Sequence[str] | None:
        """What this listener has not been told yet; None if that lies before the ring."""
        behind = max(0, self.seq - listener.seq)
        if behind > len(self._ring):
            return None
        frames = list(self._ring)[len(self._ring) - behind :] if behind else []
        return None if "" in frames else frames

    def cut_stuck(self, now_s: float) -> int:
        """Cut off listeners that have not taken a frame for STUCK_S seconds. Returns how many."""
        stuck = [
            one
            for one in self._listeners
            if one.cut is not None and one.sending_since is not None and now_s - one.sending_since > STUCK_S
        ]
        for listener in stuck:
            self.leave(listener)
            if listener.cut is not None:
                listener.cut()
        return len(stuck)

    def close(self) -> None:
        """Let every listener go."""
        self.closed = True
        self._wake_all()

    def _wake_all(self) -> None:
        for listener in self._listeners:
            listener.wake.set()
