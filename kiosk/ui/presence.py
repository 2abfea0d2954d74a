"""Whether anybody is still there: a question after a while of stillness, a countdown, then the screen is wiped."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

QUESTION_AFTER_S: Final = 90.0
COUNTDOWN_S: Final = 45.0


class Presence:
    """Count stillness. `tick` is called every second or so; all times are seconds of `now`."""

    def __init__(
        self,
        ask: Callable[[int], None],
        leave: Callable[[], None],
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """ask: show this many seconds left, 0 takes the question away. leave: nobody answered."""
        self._ask = ask
        self._leave = leave
        self._now = now
        self._last = now()
        self._asking = False
        self._quiet_after: float | None = None

    def alive(self) -> None:
        """Somebody touched, typed or showed a code."""
        self._last = self._now()
        if self._asking:
            self._asking = False
            self._ask(0)

    def leave_quietly_after(self, seconds: float | None) -> None:
        """On a screen with nothing to lose: leave after this much stillness without a question; None asks again."""
        if seconds != self._quiet_after:
            self._quiet_after = seconds
            self._last = self._now()

    @property
    def quiet_seconds_left(self) -> int | None:
        """Seconds until a screen with nothing to lose is left; None where it is not."""
        if self._quiet_after is None:
            return None
        return max(1, int(self._quiet_after - (self._now() - self._last)) + 1)

    def tick(self, *, watching: bool) -> None:
        """Look at the clock. watching: False while there is nobody to ask or the machine itself is working."""
        if not watching:
            self.alive()
            return
        still = self._now() - self._last
        if self._quiet_after is not None:
            if still >= self._quiet_after:
                self._gone()
            return
        left = QUESTION_AFTER_S + COUNTDOWN_S - still
        if left <= 0:
            self._gone()
        elif left <= COUNTDOWN_S:
            self._asking = True
            self._ask(int(left) + 1)

    def _gone(self) -> None:
        self.alive()
        self._leave()
