"""A hall at one moment, as far as waiting is concerned: who waits, who is served, who works; its queue played on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from ticketing.waiting.day_events import ShiftPlan
from ticketing.waiting.experience import Experience
from ticketing.waiting.forward_run import CounterState, ForwardRun

_UNDER_WAY: Final = 0.7  # variance of what is left of a visit, as a share of its squared expectation
_LATE_MIN: Final = 3.0  # a counter that opens later than this is away


@dataclass(frozen=True, slots=True)
class Waiter:
    """Somebody who waits: in this line, for this service; `counter`: only this one may call, None for any."""

    line: str
    service: str
    counter: int | None = None


@dataclass(frozen=True, slots=True)
class Serving:
    """What a counter is doing, since which minute of the day."""

    service: str
    since: float


@dataclass(frozen=True, slots=True)
class Pause:
    """A counter that closed although it is meant to be open; `until`: when it said it would be back, if it did."""

    since: float
    until: float | None = None


@dataclass(frozen=True, slots=True)
class Hall:
    """Minutes since midnight; counters by number. `open`: where somebody works now."""

    at: float
    plan: ShiftPlan
    open: AbstractSet[int]
    serving: Mapping[int, Serving]
    paused: Mapping[int, Pause]


def begin_run(hall: Hall, experience: Experience, services: AbstractSet[str]) -> ForwardRun:
    """A forward run from this moment on, before anybody who waits is served; `services`: all that will be asked for."""
    times = {service: experience.service_time(service) for service in services}
    return ForwardRun(hall.at, _counters(hall, experience), hall.plan, times)


def _counters(hall: Hall, experience: Experience) -> Iterator[CounterState]:
    for counter in hall.plan.skills:
        left = _until_free(hall, experience, counter)
        yield CounterState(counter, hall.at + left, _UNDER_WAY * left * left)


def _until_free(hall: Hall, experience: Experience, counter: int) -> float:
    serving, pause = hall.serving.get(counter), hall.paused.get(counter)
    if serving is not None:
        return experience.left_of_visit(serving.service, hall.at - serving.since)
    if pause is not None:
        if pause.until is not None and pause.until > hall.at:
            return pause.until - hall.at
        return experience.left_of_pause(hall.at - pause.since)
    if counter not in hall.open:
        for begins, ends in hall.plan.shifts.get(counter, ()):
            if begins + _LATE_MIN <= hall.at < ends:
                return experience.left_of_pause(hall.at - begins)
    return 0.0
