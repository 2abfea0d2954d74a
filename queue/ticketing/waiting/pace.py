"""How much slower or faster than usual visits are: today, at this hour of the day, at this counter.

All of it is learned from ratios (minutes of a visit / minutes expected of it), and believed only as far as the number
of visits behind it allows: a factor begins at 1 and is drawn away from it by evidence.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Final

_HOURS: Final = 24
_USUAL_VARIANCE: Final = 0.5  # of the ratios: visits at public counters vary by about 0.7 of their mean
_FEW_VISITS: Final = 60.0
_VISITS_LIKE_THIS: Final = 60.0  # a factor of an hour or a counter moves half-way after so many visits
_DAY_VARIANCE: Final = 0.003  # of whole days, until we know better
_FEW_DAYS: Final = 4.0
_FADING: Final = 0.998  # of what is known of hours and counters, a visit of theirs
_TODAY_FADING: Final = 0.985
_LEVEL_STEP: Final = 1 / 400
_LONGEST_RATIO: Final = 6.0  # one visit of three hours is not a habit


class _Factor:
    __slots__ = ("seen", "total")

    def __init__(self) -> None:
        self.total = self.seen = 0.0

    def learn(self, ratio: float, fading: float) -> None:
        self.total = self.total * fading + ratio
        self.seen = self.seen * fading + 1.0

    def value(self, doubt: float, prior: float = 1.0) -> float:
        return (self.total + doubt * prior) / (self.seen + doubt)


class Pace:
    """Factors by which the mean minutes of a visit are to be multiplied."""

    def __init__(self) -> None:
        self._hours = [_Factor() for _ in range(_HOURS)]
        self._counters: defaultdict[int, _Factor] = defaultdict(_Factor)
        self._today = _Factor()
        self._today_all = _Factor()
        self._level = 1.0
        self._day_spread = _DAY_VARIANCE * _FEW_DAYS
        self._days = _FEW_DAYS
        self._ratio_spread = _USUAL_VARIANCE * _FEW_VISITS
        self._ratios = _FEW_VISITS

    def begin_day(self) -> None:
        """Midnight: what was different today becomes experience of how different days are."""
        if self._today_all.seen >= 20:
            away = self._today_all.total / self._today_all.seen - self._level
            self._day_spread += away * away - self._variance() / self._today_all.seen
            self._days += 1
        self._today, self._today_all = _Factor(), _Factor()

    def learn(self, counter: int, at: float, minutes: float, usual: float) -> None:
        """A visit that began at minute `at` of the day took `minutes`, where `usual` is the mean of its kind."""
        hour, own = self._hours[_hour(at)], self._counters[counter]
        expected = usual * hour.value(_VISITS_LIKE_THIS) * own.value(_VISITS_LIKE_THIS)
        ratio = min(_LONGEST_RATIO, minutes / max(expected, 0.1))
        away = ratio - self.today()
        self._ratio_spread += away * away
        self._ratios += 1
        steady = ratio / self.today()
        hour.learn(steady * hour.value(_VISITS_LIKE_THIS), _FADING)
        own.learn(steady * own.value(_VISITS_LIKE_THIS), _FADING)
        self._today.learn(ratio, _TODAY_FADING)
        self._today_all.learn(ratio, 1.0)
        self._level += _LEVEL_STEP * (ratio - self._level)

    def today(self) -> float:
        """The factor of this day."""
        doubt = self._variance() / max(self._day_spread / self._days, 1e-4)
        return self._today.value(doubt, self._level)

    def hour(self, at: float) -> float:
        """The factor of the hour of minute `at`."""
        return self._hours[_hour(at)].value(_VISITS_LIKE_THIS)

    def counter(self, counter: int) -> float:
        """The factor of a counter."""
        return self._counters[counter].value(_VISITS_LIKE_THIS)

    def _variance(self) -> float:
        return self._ratio_spread / self._ratios


def _hour(at: float) -> int:
    return min(_HOURS - 1, max(0, int(at // 60)))
