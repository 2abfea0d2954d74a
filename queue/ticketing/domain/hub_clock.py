"""The hub's time: the wall clock, except that it never goes backwards.

A wall clock set back (a flat battery, a wrong hand) must not reopen yesterday's numbers. The hub then goes on from the
last hour it knew at the speed of a monotonic clock, until the wall clock has caught up.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_TOLERATED_MS = 1000


class HubClock:
    """Hands out milliseconds since 1970 UTC that never fall, and the local day they belong to. Any thread."""

    def __init__(
        self,
        zone: ZoneInfo,
        wall_ms: Callable[[], int],
        monotonic_s: Callable[[], float],
        on_set_back: Callable[[float], None],
    ) -> None:
        """`on_set_back(seconds)` is told once for each time that the wall clock is found behind the hub's."""
        self._zone = zone
        self._wall_ms = wall_ms
        self._monotonic_s = monotonic_s
        self._on_set_back = on_set_back
        self._lock = threading.Lock()
        self._last_ms = 0
        self._last_mono = monotonic_s()
        self._behind = False
        self._day = date.min
        self._day_from_ms = self._day_to_ms = 0

    def start_from(self, known_ms: int) -> None:
        """Never hand out an hour before this one."""
        with self._lock:
            if known_ms > self._last_ms:
                self._last_ms, self._last_mono = known_ms, self._monotonic_s()

    def now_ms(self) -> int:
        """The time now."""
        with self._lock:
            mono, wall = self._monotonic_s(), self._wall_ms()
            going_on = self._last_ms + max(0, int((mono - self._last_mono) * 1000))
            was_behind, self._behind = self._behind, wall < going_on - _TOLERATED_MS
            now = going_on if self._behind else max(wall, self._last_ms)
            if now > self._last_ms:
                self._last_ms, self._last_mono = now, mono
            told = self._behind and not was_behind
            behind_s = (now - wall) / 1000
        if told:
            self._on_set_back(behind_s)
        return now

    def day_of(self, at_ms: int) -> date:
        """The centre's local date at an hour."""
        with self._lock:
            if not self._day_from_ms <= at_ms < self._day_to_ms:
                self._day = datetime.fromtimestamp(at_ms / 1000, self._zone).date()
                self._day_from_ms, self._day_to_ms = self._midnight_ms(self._day), self._next_midnight_ms(self._day)
            return self._day

    def end_of_day_ms(self, at_ms: int, days_later: int) -> int:
        """The midnight that ends the local day `days_later` days after the one of `at_ms`."""
        return self._next_midnight_ms(self.day_of(at_ms) + timedelta(days=days_later))

    def _midnight_ms(self, day: date) -> int:
        return int(datetime.combine(day, time.min, self._zone).timestamp() * 1000)

    def _next_midnight_ms(self, day: date) -> int:
        return self._midnight_ms(day + timedelta(days=1))


def moment(at_ms: int) -> datetime:
    """Milliseconds as an aware datetime in UTC."""
    return datetime.fromtimestamp(at_ms / 1000, UTC)
