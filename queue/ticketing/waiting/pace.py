"""How much slower or faster than usual today is.

Learned from ratios (minutes of a visit / mean minutes of its kind), and believed only as far as the number of visits
behind it allows and as far as days have differed before: the factor begins at 1 and is drawn away by evidence. The same
for hours of the day or for single counters was tried and cost more in noise than it gave.
"""

from __future__ import annotations

from typing import Final

_USUAL_VARIANCE: Final = 0.5  # of the ratios: visits at public counters vary by about 0.7 of their mean
_FEW_VISITS: Final = 60.0
_DAY_VARIANCE: Final = 0.002  # of the factors of whole days, until we know better
_FEW_DAYS: Final = 8.0
_LEAST_DAY_VARIANCE: Final = 0.0002
_FADING: Final = 0.985  # of what is known of today, a visit
_ENOUGH_OF_A_DAY: Final = 20  # visits, to tell a day's factor
_LONGEST_RATIO: Final = 6.0  # one visit of three hours is not a habit


class _Mean:
    __slots__ = ("seen", "total")

    def __init__(self, total: float = 0.0, seen: float = 0.0) -> None:
        self.total, self.seen = total, seen

    def add(self, one: float, fading: float = 1.0) -> None:
        self.total, self.seen = self.total * fading + one, self.seen * fading + 1.0

    def value(self) -> float:
        return self.total / self.seen


class Pace:
    """The factor by which the mean minutes of a visit are to be multiplied today."""

    def __init__(self) -> None:
        self._lately = _Mean()
        self._whole_day = _Mean()
        self._between_days = _Mean(_DAY_VARIANCE * _FEW_DAYS, _FEW_DAYS)
        self._between_visits = _Mean(_USUAL_VARIANCE * _FEW_VISITS, _FEW_VISITS)

    def begin_day(self) -> None:
        """Midnight: how different today was becomes experience of how different days are."""
        if self._whole_day.seen >= _ENOUGH_OF_A_DAY:
            away = self._whole_day.value() - 1.0
            self._between_days.add(away * away - self._between_visits.value() / self._whole_day.seen)
        self._lately, self._whole_day = _Mean(), _Mean()

    def learn(self, minutes: float, usual: float) -> None:
        """A visit took `minutes`, where `usual` is the mean of its kind."""
        ratio = min(_LONGEST_RATIO, minutes / max(usual, 0.1))
        away = ratio - self.today()
        self._between_visits.add(away * away)
        self._lately.add(ratio, _FADING)
        self._whole_day.add(ratio)

    def today(self) -> float:
        """The factor."""
        doubt = self._between_visits.value() / max(self._between_days.value(), _LEAST_DAY_VARIANCE)
        return (self._lately.total + doubt) / (self._lately.seen + doubt)
