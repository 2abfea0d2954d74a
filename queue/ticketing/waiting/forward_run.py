"""Playing the queue forward with expected durations: when would each in line be called?

Waiting tickets are given, in order, to the counter that would be free first among those that can serve them, by the
plan of the day. One heap for each group of counters with the same skills, so a queue of hundreds costs well under a
millisecond. Beside the time goes its uncertainty: variances add up along each counter and average over counters.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ticketing.waiting.day_events import ShiftPlan


@dataclass(frozen=True, slots=True)
class Outlook:
    """wait: expected minutes until the call. spread: standard deviation of that, in minutes, as far as it is known.

    work: how long the counter works until then, breaks left out, visits that run into one counted in full.
    """

    wait: float
    spread: float
    work: float


@dataclass(frozen=True, slots=True)
class CounterState:
    """When a counter would be free by itself (minutes since midnight), how long it works until then, its variance."""

    counter: int
    free_at: float
    work: float
    variance: float


@dataclass(frozen=True, slots=True)
class ServiceTime:
    """Expected minutes of one visit, no-shows and pauses of the counters included, and the variance."""

    mean: float
    variance: float


def nobody_there(time: ServiceTime, ahead: int) -> Outlook:
    """Where nobody is known or planned to work: as if one visit were under way, then everybody ahead in turn."""
    visits = ahead + 1
    return Outlook(visits * time.mean, math.sqrt(visits * time.variance), visits * time.mean)


def next_available(shifts: Iterable[tuple[float, float]], at: float) -> float | None:
    """The first planned minute of a counter that is not before `at`; None when the day is over for it."""
    for begins, ends in shifts:
        if at < ends:
            return max(at, begins)
    return None


class _Group:
    """Counters with the same skills: when each is free, and how uncertain that is."""

    __slots__ = ("heap", "variance")

    def __init__(self) -> None:
        self.heap: list[tuple[float, int]] = []
        self.variance = 0.0

    def move(self, free: float, counter: int, again: float | None) -> None:
        """The counter that was free at `free` is so at `again`; None: not today."""
        if self.heap[0] != (free, counter):
            self.heap.remove((free, counter))
            if again is not None:
                self.heap.append((again, counter))
            heapq.heapify(self.heap)
        elif again is None:
            heapq.heappop(self.heap)
        else:
            heapq.heapreplace(self.heap, (again, counter))


class ForwardRun:
    """One run, from `now` on. Serve the tickets in the order in which they will be called."""

    def __init__(
        self,
        now: float,
        counters: Iterable[CounterState],
        plan: ShiftPlan,
        times: Mapping[str, ServiceTime],
    ) -> None:
        """`times` by service."""
        self._now = now
        self._plan = plan
        self._times = times
        self._variance: dict[int, float] = {}
        self._work: dict[int, float] = {}
        self._shift_ends: dict[int, float] = {}
        groups: dict[frozenset[str], _Group] = {}
        for state in counters:
            start = self._start(state.counter, state.free_at)
            if start is None:
                continue
            group = groups.setdefault(plan.skills.get(state.counter, frozenset()), _Group())
            group.heap.append((start, state.counter))
            # Who comes from a planned break begins at a known time.
            self._work[state.counter] = state.work
            self._variance[state.counter] = state.variance if start == state.free_at else 0.0
            group.variance += self._variance[state.counter]
        for group in groups.values():
            heapq.heapify(group.heap)
        self._groups = groups
        self._able: dict[str, list[_Group]] = {}

    def outlook(self, line: str) -> Outlook | None:
        """Of somebody who comes next in this line; None when nobody is planned for it any more today."""
        able = self._able_of(line)
        group = _first_free(able)
        if group is None:
            return None
        free, counter = group.heap[0]
        variance = sum(one.variance for one in able)
        spread = math.sqrt(max(0.0, variance)) / sum(len(one.heap) for one in able)
        return Outlook(max(0.0, free - self._now), spread, self._work[counter])

    def serve(self, line: str, service: str, only: int | None = None) -> None:
        """Give the next of the queue to the counter that is free first; `only`: to this counter, no other."""
        group = _first_free(self._able_of(line)) if only is None else self._group_of(only)
        if group is None:
            return
        free, counter = group.heap[0] if only is None else next(one for one in group.heap if one[1] == only)
        time = self._times[service]
        done = free + time.mean
        self._variance[counter] += time.variance
        self._work[counter] += time.mean
        group.variance += time.variance
        again = self._start(counter, done)
        if again is None:
            group.variance -= self._variance[counter]
        if only is None and again is not None:
            heapq.heapreplace(group.heap, (again, counter))
        else:
            group.move(free, counter, again)

    def outlook_at(self, counter: int) -> Outlook | None:
        """Of somebody whom only this counter may call, next."""
        group = self._group_of(counter)
        if group is None:
            return None
        free = next(free for free, one in group.heap if one == counter)
        return Outlook(max(0.0, free - self._now), math.sqrt(self._variance[counter]), self._work[counter])

    def working_for(self, line: str) -> int:
        """How many counters are there for this line, at the end of what has been served so far."""
        return sum(len(group.heap) for group in self._able_of(line))

    def _group_of(self, counter: int) -> _Group | None:
        """The group in which the counter still works today."""
        for group in self._groups.values():
            if any(one == counter for _, one in group.heap):
                return group
        return None

    def _start(self, counter: int, at: float) -> float | None:
        """When a counter that is free at this minute, never before the last one asked for it, begins with the next."""
        if at < self._shift_ends.get(counter, -math.inf):
            return at
        shifts = self._plan.shifts.get(counter, ())
        start = next_available(shifts, at)
        if start is not None:
            self._shift_ends[counter] = next(ends for _, ends in shifts if start < ends)
        return start

    def _able_of(self, line: str) -> list[_Group]:
        able = self._able.get(line)
        if able is None:
            able = self._able[line] = [group for skills, group in self._groups.items() if line in skills]
        return able


def _first_free(groups: Sequence[_Group]) -> _Group | None:
    best: _Group | None = None
    for group in groups:
        if group.heap and (best is None or group.heap[0][0] < best.heap[0][0]):
            best = group
    return best
