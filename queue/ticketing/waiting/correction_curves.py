"""What past errors make of outlooks, kept as a curve for each line: looking it up costs next to nothing."""

from __future__ import annotations

import math
from bisect import bisect_left
from typing import Final

from ticketing.waiting.break_ahead import Passage
from ticketing.waiting.calibration import Factors, ForecastErrors, WaitForecast, range_of, unit_of

_UNITS: Final = (0.5, 0.8, 1.25, 2.0, 3.2, 5.0, 8.0, 12.5, 20.0, 50.0)  # minutes
_LOGS: Final = tuple(math.log(unit) for unit in _UNITS)
_GOOD_FOR_MIN: Final = 5.0


class CorrectionCurves:
    """A curve is made anew after some minutes. Not safe for several threads at once."""

    def __init__(self, errors: ForecastErrors) -> None:
        self._errors = errors
        self._curves: dict[str, tuple[float, tuple[Factors, ...]]] = {}

    def correct(self, passage: Passage, line: str) -> WaitForecast:
        """The range to tell, in this line."""
        at = passage.at
        made, curve = self._curves.get(line, (-math.inf, ()))
        if not 0 <= at - made < _GOOD_FOR_MIN:
            curve = tuple(self._errors.factors(unit, line, at) for unit in _UNITS)
            self._curves[line] = (at, curve)
        return range_of(passage, _between(curve, math.log(unit_of(passage.outlook))))

    def forget(self) -> None:
        """Make every curve anew when it is asked for next."""
        self._curves.clear()


def _between(curve: tuple[Factors, ...], log_unit: float) -> Factors:
    index = bisect_left(_LOGS, log_unit)
    if index == 0:
        return curve[0]
    if index == len(_LOGS):
        return curve[-1]
    share = (log_unit - _LOGS[index - 1]) / (_LOGS[index] - _LOGS[index - 1])
    return curve[index - 1].towards(curve[index], share)
