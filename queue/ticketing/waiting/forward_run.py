"""Playing the queue forward with expected durations: when would the last in line be called?

Waiting tickets are given, in order, to the counter that would be free first among those that can serve them, by the
plan of the day. One heap for each group of counters with the same skills, so a queue of hundreds costs well under a
millisecond. Beside the time goes its uncertainty: variances add up along each counter and average over counters; a
counter that comes back from a planned break starts at a known time, with none.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ticketing.waiting.day_events import ShiftPlan


@dataclass(frozen=True, slots=True)
class Outlook:
    """wait: expected minutes until the call. spread: standard deviation of that, in minutes, as far as it is known."""

    wait: float
    spread: float


@dataclass(frozen=True, slots=True)
class CounterState:
    """When a counter would be free by itself (minutes since midnight), and the variance of that."""

    counter: int
    free_at: float
    variance: float


@dataclass(frozen=True, slots=True)
class ServiceTime:
    """Expected minutes of one visit, no-shows and pauses of the counters included, and the variance."""

    mean: float
    variance: float


def next_available(shifts: Iterable[tuple[float, float]], at: float) -> float | None:
    """The first planned minute of a counter that is not before `at`; None when the day is over for it."""
    for begins, ends in shifts:
        if at < ends:
            return max(at, begins)
    return None


def outlook_of_last(
    now: float,
    waiting: Sequence[str],
    counters: Iterable[CounterState],
    plan: ShiftPlan,
    times: Mapping[str, ServiceTime],
) -> Outlook | None:
    """When the last of `waiting` (services, in the order they will be called) would be called.

    None when nobody who could serve it is planned for the rest of the day.
    """
    variance: dict[int, float] = {}
    away: set[int] = set()  # on a planned break, not called upon yet in this run
    groups: dict[frozenset[str], list[tuple[float, int]]] = {}
    for state in counters:
        start = next_available(plan.shifts.get(state.counter, ()), state.free_at)
        if start is None:
            continue
        variance[state.counter] = state.variance
        if start > state.free_at:
            variance[state.counter] = 0.0
            away.add(state.counter)
        groups.setdefault(plan.skills.get(state.counter, frozenset()), []).append((start, state.counter))
    for heap in groups.values():
        heapq.heapify(heap)
    able = {service: [heap for skills, heap in groups.items() if service in skills] for service in set(waiting)}

    last = len(waiting) - 1
    for place, service in enumerate(waiting):
        still_open = [heap for heap in able[service] if heap]
        if not still_open:
            continue
        heap = min(still_open, key=_first)
        free, counter = heap[0]
        if place == last:
            return Outlook(max(0.0, free - now), _spread(able[service], variance, away, counter))
        time = times[service]
        done = free + time.mean
        variance[counter] += time.variance
        away.discard(counter)
        again = next_available(plan.shifts[counter], done)
        if again is None:
            heapq.heappop(heap)
            continue
        if again > done:
            variance[counter] = 0.0
            away.add(counter)
        heapq.heapreplace(heap, (again, counter))
    return None


def _first(heap: list[tuple[float, int]]) -> tuple[float, int]:
    return heap[0]


def _spread(heaps: list[list[tuple[float, int]]], variance: Mapping[int, float], away: set[int], chosen: int) -> float:
    """The one that is free first out of n similar counters varies about 1/n as much as the sum of what they do."""
    present = [c for heap in heaps for _, c in heap if c == chosen or c not in away]
    return math.sqrt(sum(variance[c] for c in present)) / len(present)
