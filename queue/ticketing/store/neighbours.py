"""What all hubs of a centre do, told to each of them: NOTIFY says that there are new events, the table says which.

The bell is rung after the commit, outside of its transaction: a NOTIFY inside would make every commit of every centre
on the server wait for the one before it. A bell that was not rung (a hub killed in between) or not heard (a lost link)
costs a second at most, because everyone also looks by itself.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Final

from sqlalchemy import Connection, Engine, bindparam, func, select
from sqlalchemy.exc import SQLAlchemyError

from config.event_log import Event, record
from ticketing.domain.records import EventRecord

_LOOK_EVERY_S: Final = 1.0
_PAGE: Final = 500
_STOP_WITHIN_S: Final = 1.5
_RING: Final = select(func.pg_notify(bindparam("channel"), bindparam("seq")))


class Neighbours:
    """Hands on every event of the centre once, in order, on a thread of its own."""

    def __init__(
        self,
        engine: Engine,
        centre: str,
        since: int,
        read: Callable[[int, int], Sequence[EventRecord]],
        hear: Callable[[Sequence[EventRecord]], None],
    ) -> None:
        """`engine` gives connections outside of transactions; `read(seq, limit)` the recorded events after `seq`."""
        self._engine = engine
        self._channel = f"motcua {centre}"
        self._seq = since
        self._read = read
        self._hear = hear
        self._order = threading.Lock()  # whoever holds it may hand on what follows `_seq`
        self._stopping = threading.Event()
        self._bell: Connection | None = None
        self._lost = False
        self._thread = threading.Thread(target=self._listen, name="hub-neighbours", daemon=True)

    def start(self) -> None:
        """Begin to listen. Once only."""
        self._thread.start()

    def tell(self, events: Sequence[EventRecord]) -> None:
        """This hub has recorded these events, at least one. From one thread."""
        if self._order.acquire(blocking=False):
            try:
                # What follows at once need not be read again; anything else waits for the events before it.
                if events[0].seq == self._seq + 1:
                    self._hand_on(events)
            finally:
                self._order.release()
        self._ring(events[-1].seq)

    def _ring(self, seq: int) -> None:
        try:
            if self._bell is None:
                self._bell = self._engine.connect()
            self._bell.execute(_RING, {"channel": self._channel, "seq": str(seq)})
        except SQLAlchemyError:
            self._let_go_of_the_bell()

    def stop(self) -> None:
        """Stop listening, after the last `tell`. From the same thread as that, or when that has ended."""
        self._stopping.set()
        self._ring(self._seq + 1)  # wakes the listening thread
        self._let_go_of_the_bell()
        if self._thread.is_alive():
            self._thread.join(_STOP_WITHIN_S)

    def _let_go_of_the_bell(self) -> None:
        if self._bell is not None:
            self._bell.invalidate()
            self._bell.close()
            self._bell = None

    def _listen(self) -> None:
        while not self._stopping.is_set():
            try:
                with self._engine.connect() as link:
                    self._hear_on(link)
            except (SQLAlchemyError, self._engine.dialect.loaded_dbapi.Error):
                if not self._lost and not self._stopping.is_set():
                    record(Event.DATABASE_LOST)
                self._lost = True
                self._stopping.wait(_LOOK_EVERY_S)

    def _hear_on(self, link: Connection) -> None:
        """Listen on one connection until it breaks or everything stops."""
        channel = link.dialect.identifier_preparer.quote_identifier(self._channel)
        link.exec_driver_sql(f"LISTEN {channel}")
        raw = link.connection.driver_connection
        if raw is None:
            return
        self._lost = False
        rung = self._seq + 1  # what was missed before LISTEN
        while not self._stopping.is_set():
            if rung > self._seq:
                self._catch_up()
            rung = self._seq + 1  # nobody rang for a second: look all the same
            for bell in raw.notifies(timeout=_LOOK_EVERY_S, stop_after=1):
                rung = int(bell.payload)

    def _catch_up(self) -> None:
        with self._order:
            while events := self._read(self._seq, _PAGE):
                self._hand_on(events)
                if len(events) < _PAGE:
                    return

    def _hand_on(self, events: Sequence[EventRecord]) -> None:
        self._hear(events)
        self._seq = events[-1].seq
