"""The hub's time: the wall clock, except that it never goes backwards and does not follow every leap forward.

A wall clock set back (a flat battery, a wrong hand) must not reopen yesterday's numbers. The hub then goes on from the
last hour it knew at the speed of a monotonic clock, until the wall clock has caught up. A clock that was right and
leaps ahead (a wrong hand again) would end the day for everybody who waits, and there would be no way back: the hub goes
on in the same way until the leap has stood for some minutes.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import Enum
from typing import Final
from zoneinfo import ZoneInfo

_TOLERATED_MS: Final = 1000
_LEAP_MS: Final = 60_000
LEAP_BELIEVED_AFTER_S: Final = 600.0


class _Wall(Enum):
    """How the wall clock stands to the hub's."""

    NOT_SEEN = "not_seen"
    TOGETHER = "together"
    BEHIND = "behind"
    AHEAD = "ahead"


class HubClock:
    """Hands out milliseconds since 1970 UTC that never fall, and the local day they belong to. Any thread."""

    def __init__(
        self,
        zone: ZoneInfo,
        wall_ms: Callable[[], int],
        monotonic_s: Callable[[], float],
        on_apart: Callable[[float], None],
    ) -> None:
        """`monotonic_s` counts the machine's sleep too.

        `on_apart(seconds)` is told once for each time that the wall clock is found ahead of the hub's, or behind it
        (negative).
        """
        self._zone = zone
        self._wall_ms = wall_ms
        self._monotonic_s = monotonic_s
        self._on_apart = on_apart
        self._lock = threading.Lock()
        self._last_ms = 0
        self._last_mono = monotonic_s()
        self._wall = _Wall.NOT_SEEN
        self._leapt_mono = 0.0
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
            was, self._wall = self._wall, self._judge(wall - going_on, mono)
            now = max(wall, self._last_ms) if self._wall is _Wall.TOGETHER else going_on
            if now > self._last_ms:
                self._last_ms, self._last_mono = now, mono
            news = self._wall is not was and self._wall is not _Wall.TOGETHER
        if news:
            self._on_apart((wall - now) / 1000)
        return now

    def _judge(self, apart_ms: int, mono: float) -> _Wall:
        if apart_ms < -_TOLERATED_MS:
            return _Wall.BEHIND
        if apart_ms <= _LEAP_MS or self._wall in (_Wall.NOT_SEEN, _Wall.BEHIND):
            # A clock that was wrong may be put right by any distance.
            return _Wall.TOGETHER
        if self._wall is _Wall.TOGETHER:
            self._leapt_mono = mono
        return _Wall.AHEAD if mono - self._leapt_mono < LEAP_BELIEVED_AFTER_S else _Wall.TOGETHER

    def day_of(self, at_ms: int) -> date:
        """The centre's local date at an hour."""
        with self._lock:
            if not self._day_from_ms <= at_ms < self._day_to_ms:
                self._day = local_day(at_ms, self._zone)
                self._day_from_ms, self._day_to_ms = self._midnight_ms(self._day), self._next_midnight_ms(self._day)
            return self._day

    def hour_of(self, at_ms: int) -> str:
        """The centre's local time of day, as people read it: 14:30."""
        return f"{datetime.fromtimestamp(at_ms / 1000, self._zone):%H:%M}"

    def end_of_day_ms(self, at_ms: int, days_later: int) -> int:
        """The midnight that ends the local day `days_later` days after the one of `at_ms`."""
        return self._next_midnight_ms(self.day_of(at_ms) + timedelta(days=days_later))

    def _midnight_ms(self, day: date) -> int:
        return int(datetime.combine(day, time.min, self._zone).timestamp() * 1000)

    def _next_midnight_ms(self, day: date) -> int:
        return self._midnight_ms(day + timedelta(days=1))


def local_day(at_ms: int, zone: tzinfo) -> date:
    """The date at an hour, as a clock of this zone shows it."""
    return datetime.fromtimestamp(at_ms / 1000, zone).date()


def moment(at_ms: int) -> datetime:
    """Milliseconds as an aware datetime in UTC."""
    return datetime.fromtimestamp(at_ms / 1000, UTC)
