"""The thread that keeps a hub's forecasts fresh: it learns from what was recorded, and looks at the hall again.

Nobody waits for it. A new ticket is told what the last look found; while nothing happens, a look in a while is enough.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from config.event_log import Event, record
from ticketing.deeds.forecasting import Forecasting
from ticketing.deeds.house import House
from ticketing.domain.records import EventRecord
from ticketing.store.opening import HubStore

_LOOK_AT_MOST_EVERY_S: Final = 0.5
_REST_FOR_EACH_S: Final = 200.0  # a look at thousands who wait is long: those who are served come first
_LOOK_AT_LEAST_EVERY_S: Final = 15.0
_AT_A_TIME: Final = 100
_BREATH_S: Final = 0.002  # between two portions of work, for those who are served meanwhile
_STOP_WITHIN_S: Final = 1.5
_FIRST_WITHIN_S: Final = 1.0
_MOST_UNLEARNED: Final = 20_000


class Forecaster:
    """Looks and learns in the background."""

    def __init__(self, house: House, store: HubStore) -> None:
        self._forecasting = Forecasting(house, _breathe)
        self._centre = house.rules.centre_id
        self._store = store
        self._unlearned: deque[EventRecord] = deque(maxlen=_MOST_UNLEARNED)
        self._told = threading.Event()
        self._stopping = threading.Event()
        self._first_made = threading.Event()
        self._thread = threading.Thread(target=self._work, name="hub-forecaster", daemon=True)

    def start(self) -> None:
        """Begin. Once only."""
        self._thread.start()

    def tell(self, events: Sequence[EventRecord]) -> None:
        """These were recorded. From any thread; costs next to nothing."""
        self._unlearned.extend(events)
        self._told.set()

    def stop(self) -> None:
        """End, before the store is closed."""
        self._stopping.set()
        self._told.set()
        if self._thread.is_alive():
            self._thread.join(_STOP_WITHIN_S)

    def wait_for_first(self) -> None:
        """Until there are forecasts of the hall as it stands; not for long."""
        self._first_made.wait(_FIRST_WITHIN_S)

    def _work(self) -> None:
        self._or_go_on(self._look)
        self._first_made.set()
        self._or_go_on(self._learn_past)
        worked_s = 0.0
        while not self._stopping.wait(_rest_s(worked_s)):
            self._told.wait(_LOOK_AT_LEAST_EVERY_S)
            self._told.clear()
            begun = time.thread_time()
            self._or_go_on(self._look)
            worked_s = time.thread_time() - begun

    def _or_go_on(self, step: Callable[[], None]) -> None:
        """Take the step; a fault in it is told, and the forecasts that were made before stand."""
        try:
            step()
        except SQLAlchemyError:
            return  # the database is away for a moment: the next look tries again
        except Exception as error:  # noqa: BLE001  whatever it is, tickets go on being told what was forecast before
            record(Event.UNEXPECTED, error_type=type(error).__name__, where="forecaster")
            self._stopping.wait(_LOOK_AT_LEAST_EVERY_S)

    def _look(self) -> None:
        events: list[EventRecord] = []
        while self._unlearned:
            events.append(self._unlearned.popleft())
        with self._store.reading(self._centre) as ledger:
            self._forecasting.learn(ledger, events)
            self._forecasting.look(ledger)

    def _learn_past(self) -> None:
        with self._store.reading(self._centre) as ledger:
            calls = self._forecasting.past_calls(ledger)
        for first in range(0, len(calls), _AT_A_TIME):
            if self._stopping.wait(_BREATH_S):
                return
            self._forecasting.learn_past(calls[first : first + _AT_A_TIME])
        if calls:
            self._look()


def _rest_s(worked_s: float) -> float:
    return min(max(_LOOK_AT_MOST_EVERY_S, _REST_FOR_EACH_S * worked_s), _LOOK_AT_LEAST_EVERY_S)


def _breathe() -> None:
    time.sleep(_BREATH_S)
