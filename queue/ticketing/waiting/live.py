"""The forecasts of a hub at work: learned from its calls, made anew from the hall as it stands, there for anybody."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from ticketing.domain.rules import CentreRules
from ticketing.waiting.break_ahead import Passage
from ticketing.waiting.calibration import Told, WaitForecast
from ticketing.waiting.correction_curves import CorrectionCurves
from ticketing.waiting.experience import Experience
from ticketing.waiting.forecast_table import Forecast, ForecastTable, make_table, only_for
from ticketing.waiting.forward_run import ServiceTime, nobody_there
from ticketing.waiting.hall import Hall, Waiter
from ticketing.waiting.roster import plan_of

_NOON: Final = 720.0
_UNKNOWN_LINE_MIN: Final = 12.0
_OF_UNKNOWN_LINE: Final = ServiceTime(_UNKNOWN_LINE_MIN, _UNKNOWN_LINE_MIN**2)


@dataclass(frozen=True, slots=True)
class WaitRange:
    """Whole minutes, `low_min` <= `high_min`: as likely over as under the lower, over the upper in one of ten cases.

    attended: somebody who can call is at work or planned to be; else nobody should be told the minutes.
    """

    low_min: int
    high_min: int
    attended: bool = True

    def from_now_on(self, held_ms: int) -> WaitRange:
        """The same for somebody who is not called before so many milliseconds have passed."""
        held_min = math.ceil(held_ms / 60_000)
        return WaitRange(max(self.low_min, held_min), max(self.high_min, held_min), self.attended)


def range_told(forecast: Forecast) -> WaitRange:
    """The range in whole minutes."""
    low = math.floor(forecast.told.p50)
    return WaitRange(low, max(low, math.ceil(forecast.told.p90)), forecast.attended)


def in_one_go() -> None:
    """Nobody else needs the processor: work goes on."""


@dataclass(frozen=True, slots=True)
class _Made:
    table: ForecastTable
    at_ms: int


class LiveWaits:
    """One hub's forecasts. `forecast` may be asked from any thread; one other thread teaches and looks."""

    def __init__(self, rules: CentreRules) -> None:
        """Until the first look every counter is taken to be free, and visits to be as long as the rules say."""
        self._minutes = {line.letter: line.minutes_per_visit for line in rules.lines}
        self._lines = frozenset(self._minutes)
        self.experience = Experience(self._usual_minutes)
        self._curves = CorrectionCurves(self.experience.errors)
        self._day: date | None = None
        counters = [counter.number for counter in rules.counters]
        plan = plan_of(rules, None)
        self.look(Hall(_NOON, plan, frozenset(counters), {}, {}), (), None, 0)

    def look(
        self,
        hall: Hall,
        waiting: Sequence[Waiter],
        day: date | None,
        at_ms: int,
        breathe: Callable[[], None] = in_one_go,
    ) -> None:
        """Make the forecasts anew from the hall as it stands; `waiting` in the order of their calls.

        `breathe` is called between short portions of the work.
        """
        self.begin(day)
        lines = self._lines | {waiter.line for waiter in waiting}
        table = make_table(hall, waiting, lines, self.experience, self._curves.correct, breathe)
        self._made = _Made(table, at_ms)

    def begin(self, day: date | None) -> None:
        """What is learned from now on belongs to this day."""
        if day != self._day:
            self._day = day
            self.experience.begin_day()
            self._curves.forget()

    def forecast(self, line: str, ahead: int, now_ms: int, counter: int | None = None) -> Forecast:
        """For a ticket with so many of its line ahead; `counter`: only this one may call it."""
        made = self._made
        table, at = made.table, made.table.at
        if made.at_ms:
            at += (now_ms - made.at_ms) / 60_000
        # Until the next look who was just given to one counter waits as their line does.
        own = None if counter is None else table.forecast(only_for(counter), 0, at)
        found = own or table.forecast(line, ahead, at)
        if found is None:
            guess = nobody_there(_OF_UNKNOWN_LINE, ahead)
            found = Forecast(guess, WaitForecast(guess.wait, guess.wait + 2 * guess.spread), attended=False)
        return found

    def learn_wait(self, line: str, passage: Passage, told: WaitForecast, waited: float) -> None:
        """A ticket of this line that was told this was called after so many minutes."""
        self.experience.learn_wait(Told(line, passage, told), waited)

    def _usual_minutes(self, service: str) -> float:
        line = line_of(service)
        return self.experience.mean_of(line) if line != service else self._minutes.get(line, _UNKNOWN_LINE_MIN)


def service_of(line: str, procedure: str | None) -> str:
    """What durations are learned by: the procedure where it is known, else the line."""
    return line if procedure is None else f"{line} {procedure}"


def line_of(service: str) -> str:
    """The line of a service."""
    return service.partition(" ")[0]
