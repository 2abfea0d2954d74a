"""How wrong outlooks have been: the middle and the upper end of a forecast, learned from waits that are over.

Past errors, in units of their outlook's spread, are weighted by how much they resemble the one at hand (spread, time
of day, service); their weighted median corrects the outlook, their weighted 90th percentile is the upper end, or the
96th less five minutes if that is later: one in ten may wait longer than told, hardly anybody much longer. Errors count
in work (`break_ahead`), so that somebody who may not be called before a break is told the end of it. The levels of the
upper end are moved by what was over it lately: for all, for each service, for each hour of the day, so that it holds
for each of them and under change (adaptive conformal inference, Gibbs and Candes 2021).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from ticketing.waiting.break_ahead import Passage
from ticketing.waiting.forward_run import Outlook


@dataclass(frozen=True, slots=True)
class Factors:
    """By how many units work was more than expected: half of it, nine tenths of it, all but the few far over."""

    median: float
    upper: float
    far: float

    def towards(self, other: Factors, share: float) -> Factors:
        """So far from these to the others: 0 is here, 1 is there."""
        return Factors(
            self.median + share * (other.median - self.median),
            self.upper + share * (other.upper - self.upper),
            self.far + share * (other.far - self.far),
        )


MEMORY: Final = 4000  # waits; about two weeks of a branch
_UPPER: Final = 0.895
_FAR: Final = 0.965
_FAR_MIN: Final = 5.0
_FLOOR_MIN2: Final = 0.25  # square minutes: even a certain outlook is uncertain by half a minute
_SPREAD_WIDTH: Final = 0.5  # of the logarithm
_HOUR_WIDTH_MIN: Final = 40.0
_ANY_HOUR: Final = 0.05
_OTHER_SERVICE: Final = 0.35
_PRIOR_WEIGHT: Final = 20.0
_PRIOR: Final = Factors(0.0, 1.3, 1.8)
_STEP: Final = 0.002
_STEP_OF_HOUR: Final = 0.006
_STEP_OF_FAR: Final = 0.001
_MOST: Final = 0.08
_MOST_OF_FAR: Final = 0.03
_HIGHEST_LEVEL: Final = 0.99
_HIGHEST_OF_FAR: Final = 0.995


@dataclass(frozen=True, slots=True)
class WaitForecast:
    """Minutes until the call: as likely sooner as later than `p50`; nine in ten are called by `p90`."""

    p50: float
    p90: float


@dataclass(frozen=True, slots=True)
class Told:
    """What was forecast to one ticket, kept until its call shows how right it was."""

    service: str
    passage: Passage
    forecast: WaitForecast


class ForecastErrors:
    """The memory of past errors. Arrays of one length: row i is one wait that is over."""

    def __init__(self) -> None:
        self._log_unit = np.zeros(MEMORY)
        self._error = np.zeros(MEMORY)
        self._service = np.zeros(MEMORY, dtype=np.int64)
        self._at = np.zeros(MEMORY)
        self._known = 0
        self._by_error = np.zeros(0, dtype=np.int64)  # rows in the order of their errors, as of `_sorted_at`
        self._sorted_at = 0
        self._numbers: dict[str, int] = {}
        self._shift_far = 0.0
        self._shift_all = 0.0
        self._shift: dict[str, float] = {}
        self._shift_of_hour: dict[int, float] = {}

    def learn(self, told: Told, waited: float) -> None:
        """A ticket was called after `waited` minutes."""
        passage = told.passage
        unit = unit_of(passage.outlook)
        row = self._known % MEMORY
        self._log_unit[row] = math.log(unit)
        self._error[row] = (passage.work(waited) - passage.expected) / unit
        self._service[row] = self._numbers.setdefault(told.service, len(self._numbers))
        self._at[row] = passage.at
        self._known += 1
        far_over = (waited > told.forecast.p90 + _FAR_MIN) - (1 - _FAR)
        self._shift_far = _within(self._shift_far + _STEP_OF_FAR * far_over, _MOST_OF_FAR)
        over = (waited > told.forecast.p90) - (1 - _UPPER)
        self._shift_all = _within(self._shift_all + _STEP * over, _MOST)
        self._shift[told.service] = _within(self._shift.get(told.service, 0.0) + _STEP * over, _MOST)
        hour = _hour_of(passage.at)
        self._shift_of_hour[hour] = _within(self._shift_of_hour.get(hour, 0.0) + _STEP_OF_HOUR * over, _MOST)

    def forecast(self, passage: Passage, service: str) -> WaitForecast:
        """The range to tell, for this service."""
        return range_of(passage, self.factors(unit_of(passage.outlook), service, passage.at))

    def factors(self, unit: float, service: str, at: float) -> Factors:
        """By how many units the work was more than expected."""
        count = min(self._known, MEMORY)
        found = _PRIOR
        if count:
            far = (self._log_unit[:count] - math.log(unit)) / _SPREAD_WIDTH
            late = (self._at[:count] - at) / _HOUR_WIDTH_MIN
            alike = np.where(self._service[:count] == self._numbers.get(service, -1), 1.0, _OTHER_SERVICE)
            weight = np.exp(-0.5 * far * far) * (_ANY_HOUR + np.exp(-0.5 * late * late)) * alike
            shift = self._shift_all + self._shift.get(service, 0.0) + self._shift_of_hour.get(_hour_of(at), 0.0)
            level = min(_HIGHEST_LEVEL, _UPPER + shift)
            level_of_far = min(_HIGHEST_OF_FAR, _FAR + self._shift_far)
            order = self._rows_by_error(count)
            summed = np.cumsum(weight[order])
            total = float(summed[-1])
            places = np.searchsorted(summed, (0.5 * total, level * total, level_of_far * total))
            seen = Factors(*self._error[order[np.minimum(places, count - 1)]].tolist())
            found = _PRIOR.towards(seen, total / (total + _PRIOR_WEIGHT))
        return found

    def _rows_by_error(self, count: int) -> npt.NDArray[np.int64]:
        if self._sorted_at != self._known:
            # Nearly in order already, but for the few that were learned since.
            rows = np.concatenate((self._by_error, np.arange(len(self._by_error), count)))
            self._by_error = rows[np.argsort(self._error[rows], kind="stable")]
            self._sorted_at = self._known
        return self._by_error


def range_of(passage: Passage, factors: Factors) -> WaitForecast:
    """The range that these factors make of an outlook."""
    unit = unit_of(passage.outlook)
    p50 = passage.wait(passage.expected + factors.median * unit)
    upper = passage.wait(passage.expected + factors.upper * unit)
    far = passage.wait(passage.expected + factors.far * unit)
    return WaitForecast(p50, max(p50, upper, far - _FAR_MIN))


def unit_of(outlook: Outlook) -> float:
    """The unit of its errors, in minutes: its spread, and never less than half a minute."""
    return math.sqrt(_FLOOR_MIN2 + outlook.spread * outlook.spread)


def _within(shift: float, most: float) -> float:
    return min(most, max(-most, shift))


def _hour_of(at: float) -> int:
    return int(at // 60)
