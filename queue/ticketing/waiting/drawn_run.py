"""Playing the queue forward many times at once, with drawn durations: when would each in line be called?

The middle of many plays is not the play of the means: which counter is free first is chance, and where counters differ
in skill, chance sends people to other counters than the means would. Waiting tickets are given, in order, to whichever
counter is free first in each play. Every play draws each duration once from the same number of equally likely ones,
in an order fixed for ever: the same hall always has the same outlook.

Far back in a long queue the plays agree with the means, and `forward_run` goes on for a fraction of their price.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Final

import numpy as np
import numpy.typing as npt

from ticketing.waiting.day_events import ShiftPlan
from ticketing.waiting.forward_run import CounterState, ForwardRun, Outlook, ServiceTime

MOST_DRAWN: Final = 56  # tickets
_PLAYS: Final = 128
_AT_ONCE_MIN: Final = 1e-6
_ORDERS: Final = 251
_PLAY: Final = np.arange(_PLAYS)
_NORMAL: Final = np.array([NormalDist().inv_cdf((play + 0.5) / _PLAYS) for play in range(_PLAYS)])
_ORDER: Final = np.random.default_rng(22).permuted(np.tile(_PLAY, (_ORDERS, 1)), axis=1)

_Minutes = npt.NDArray[np.float64]
_Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Gap:
    """The same gap of every counter, by row: closed from, open again (infinite: not today); `first` of all to close."""

    first: float
    closed_from: _Minutes
    open_again: _Minutes


class DrawnRun:
    """One run, from `now` on. Serve the tickets in the order in which they will be called."""

    def __init__(
        self,
        now: float,
        counters: Iterable[CounterState],
        plan: ShiftPlan,
        times: Mapping[str, ServiceTime],
    ) -> None:
        """`plan`: by which the counters work from now on; `times` by service."""
        self._now = now
        self.plan = plan
        self._times = times
        states = list(counters)
        self._row = {state.counter: row for row, state in enumerate(states)}
        self._rows_of: dict[str, _Rows] = {}
        self._lasting: dict[str, _Minutes] = {}
        self._served = self._drawings = 0
        self._means: ForwardRun | None = None
        # By play and counter: the minute at which it is free, and how many minutes until then it does not work. Beside
        # them their cells in a row, which are found several times faster.
        self._free = np.zeros((_PLAYS, len(states)))
        self._idle = np.zeros_like(self._free)
        self._free_cells, self._idle_cells = self._free.reshape(-1), self._idle.reshape(-1)
        self._first_cell = _PLAY * len(states)
        self._gaps = _gaps(plan, [state.counter for state in states], now)
        for row, state in enumerate(states):
            drawn = _equally_likely(state.work, state.variance)[self._next_order()]
            self._be_free(np.full(_PLAYS, row), now + drawn)

    def outlook(self, line: str) -> Outlook | None:
        """Of somebody who comes next in this line; None when nobody is planned for it any more today."""
        return self._means.outlook(line) if self._means is not None else self._outlook(self._able(line))

    def outlook_at(self, counter: int) -> Outlook | None:
        """Of somebody whom only this counter may call, next."""
        return self._means.outlook_at(counter) if self._means is not None else self._outlook(self._only(counter))

    def working_for(self, line: str) -> int:
        """How many counters are there for this line, at the end of what has been served so far."""
        if self._means is not None:
            return self._means.working_for(line)
        return int(np.sum(np.isfinite(self._free[:, self._able(line)]).mean(axis=0) >= 0.5))

    def serve(self, line: str, service: str, only: int | None = None) -> None:
        """Give the next of the queue to the counter that is free first; `only`: to this counter, no other."""
        if self._served == MOST_DRAWN and self._means is None:
            self._means = self._go_on_with_means()
        if self._means is not None:
            self._means.serve(line, service, only)
            return
        rows = self._able(line) if only is None else self._only(only)
        if not len(rows):
            return
        lasting = self._lasting.get(service)
        if lasting is None:
            time = self._times[service]
            lasting = self._lasting[service] = _equally_likely(time.mean, time.variance)
        chosen = self._first_free(rows)
        self._be_free(chosen, self._free_cells[chosen + self._first_cell] + lasting[self._next_order()])
        self._served += 1

    def _outlook(self, rows: _Rows) -> Outlook | None:
        if not len(rows):
            return None
        cells = self._first_free(rows) + self._first_cell
        wait = self._free_cells[cells] - self._now
        today = np.isfinite(wait)
        if today.mean() < 0.5:
            return None
        wait, idle = wait[today], self._idle_cells[cells][today]
        work = wait - idle
        return Outlook(max(0.0, _middle(wait)), float(work.std()), max(0.0, _middle(work)))

    def _first_free(self, rows: _Rows) -> _Rows:
        """Which of these counters is free first in each play."""
        return np.asarray(rows[self._free.take(rows, axis=1).argmin(axis=1)])

    def _be_free(self, rows: _Rows, free: _Minutes) -> None:
        """One counter in each play is free at these minutes; if it is closed then, when it opens again."""
        cells = rows + self._first_cell
        latest = float(free.max())
        for gap in self._gaps:
            if latest >= gap.first:
                again = gap.open_again[rows]
                inside = (free >= gap.closed_from[rows]) & (free < again)
                self._idle_cells[cells] += np.subtract(again, free, out=np.zeros(_PLAYS), where=inside)
                free = np.where(inside, again, free)
        self._free_cells[cells] = free

    def _go_on_with_means(self) -> ForwardRun:
        states: list[CounterState] = []
        for counter, row in self._row.items():
            today = np.isfinite(self._free[:, row])
            if today.mean() >= 0.5:
                free = self._free[today, row]
                work = free - self._now - self._idle[today, row]
                states.append(CounterState(counter, _middle(free), float(work.mean()), float(work.var())))
        return ForwardRun(self._now, states, self.plan, self._times)

    def _next_order(self) -> _Rows:
        self._drawings += 1
        return np.asarray(_ORDER[self._drawings % _ORDERS])

    def _able(self, line: str) -> _Rows:
        rows = self._rows_of.get(line)
        if rows is None:
            able = [row for counter, row in self._row.items() if line in self.plan.skills.get(counter, ())]
            rows = self._rows_of[line] = np.array(able, dtype=np.int64)
        return rows

    def _only(self, counter: int) -> _Rows:
        return np.array([self._row[counter]] if counter in self._row else [], dtype=np.int64)


def _equally_likely(mean: float, variance: float) -> _Minutes:
    """The durations that the plays draw from, in rising order: lognormal, as visits at public counters are."""
    if mean < _AT_ONCE_MIN or variance <= 0:
        return np.full(_PLAYS, mean)
    drawn = np.exp(math.sqrt(math.log1p(variance / (mean * mean))) * _NORMAL)
    return np.asarray(drawn * (mean / drawn.mean()))


def _gaps(plan: ShiftPlan, counters: Sequence[int], now: float) -> tuple[_Gap, ...]:
    """When the counters are closed today, from now on, in order."""
    closed: list[list[tuple[float, float]]] = []
    for counter in counters:
        own: list[tuple[float, float]] = []
        ended = -math.inf
        for begins, ends in plan.shifts.get(counter, ()):
            if begins > now:
                own.append((ended, begins))
            ended = ends
        closed.append([*own, (ended, math.inf)])
    most = max(map(len, closed), default=0)
    padded = [own + [(math.inf, math.inf)] * (most - len(own)) for own in closed]
    edges = np.array(padded, dtype=np.float64).reshape(len(closed), most, 2)
    return tuple(_Gap(float(edges[:, n, 0].min()), edges[:, n, 0], edges[:, n, 1]) for n in range(most))


def _middle(values: _Minutes) -> float:
    return float(np.partition(values, len(values) // 2)[len(values) // 2])
