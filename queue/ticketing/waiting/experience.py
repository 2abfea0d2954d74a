"""What a centre has learned about its visits: how long they take, who does not come, how often counters pause.

The log's estimator and the hub's own forecasts learn and ask the same way; only where their events come from differs.
"""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Callable
from typing import Final

from ticketing.waiting.calibration import ForecastErrors, Told
from ticketing.waiting.durations import LearnedDuration
from ticketing.waiting.forward_run import ServiceTime
from ticketing.waiting.pace import Pace

_VISIT_MIN: Final = 12.0  # until we know better
_NO_SHOW_MIN: Final = 2.0
_PAUSE_MIN: Final = 10.0
_NO_SHOW_PRIOR: Final = 10  # visits without a no-show that the first day begins with
_LITTLE_WORK_MIN: Final = 200.0
_AT_ONCE_MIN: Final = 1e-6


class Experience:
    """One centre's experience. Not safe for several threads at once."""

    def __init__(self, usual_minutes: Callable[[str], float] = lambda _: _VISIT_MIN) -> None:
        """`usual_minutes(service)`: the mean to begin with, before a visit of that service was seen."""
        self._usual_minutes = usual_minutes
        self._visits: dict[str, LearnedDuration] = {}
        self._no_show = LearnedDuration(_NO_SHOW_MIN)
        self._pause = LearnedDuration(_PAUSE_MIN, window=200)
        self._came: Tally[str] = Tally()
        self._stayed_away: Tally[str] = Tally()
        self._pauses = 0
        self._worked_min = 0.0
        self._pace = Pace()
        self.errors = ForecastErrors()

    def begin_day(self) -> None:
        """Midnight."""
        self._pace.begin_day()

    def learn_visit(self, service: str, minutes: float) -> None:
        """A visit is over."""
        visit = self._visit(service)
        self._pace.learn(minutes, visit.mean())
        visit.learn(minutes)
        self._came[service] += 1
        self._worked_min += minutes

    def learn_no_show(self, service: str, minutes: float) -> None:
        """Nobody came, and the counter waited so long."""
        self._no_show.learn(minutes)
        self._stayed_away[service] += 1
        self._worked_min += minutes

    def learn_pause(self) -> None:
        """A counter closed although it was meant to be open."""
        self._pauses += 1

    def learn_end_of_pause(self, minutes: float) -> None:
        """It is back."""
        self._pause.learn(minutes)

    def learn_wait(self, told: Told, waited: float) -> None:
        """A ticket was called after so many minutes; who was called at once teaches nothing."""
        if waited > _AT_ONCE_MIN:
            self.errors.learn(told, waited)

    def service_time(self, service: str) -> ServiceTime:
        """What one more visit of this service takes, at the pace of today."""
        visit = self._visit(service)
        came, away = self._came[service], self._stayed_away[service]
        missing = away / (away + came + _NO_SHOW_PRIOR)
        today = self._pace.today()
        mean = (1 - missing) * visit.mean() * today + missing * self._no_show.mean()
        pause = self._pause.mean()
        pauses_a_minute = self._pauses / max(self._worked_min, _LITTLE_WORK_MIN)
        return ServiceTime(
            mean * (1 + pauses_a_minute * pause),
            visit.variance() * today * today + pauses_a_minute * mean * 2 * pause * pause,
        )

    def mean_of(self, service: str) -> float:
        """Mean minutes of a visit whose citizen came."""
        return self._visit(service).mean()

    def left_of_visit(self, service: str, minutes: float) -> float:
        """Expected minutes left of a visit that has lasted so long."""
        today = self._pace.today()
        return today * self._visit(service).left_after(minutes / today)

    def left_of_pause(self, minutes: float) -> float:
        """Expected minutes left of a pause that has lasted so long."""
        return self._pause.left_after(minutes)

    def _visit(self, service: str) -> LearnedDuration:
        visit = self._visits.get(service)
        if visit is None:
            visit = self._visits[service] = LearnedDuration(self._usual_minutes(service))
        return visit
