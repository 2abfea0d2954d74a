"""A hall at one moment, as far as waiting is concerned: who waits, who is served, who works; its queue played on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from ticketing.waiting.day_events import ShiftPlan
from ticketing.waiting.drawn_run import DrawnRun
from ticketing.waiting.experience import Experience
from ticketing.waiting.forward_run import CounterState

_UNDER_WAY: Final = 0.7  # variance of what is left of a visit, as a share of its squared expectation
_SAID: Final = 0.05  # the same of what is left until a clerk said to be back
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


def begin_run(hall: Hall, experience: Experience, services: AbstractSet[str]) -> DrawnRun:
    """A run from this moment on, before anybody who waits is served; `services`: all that will be asked for."""
    times = {service: experience.service_time(service) for service in services}
    working = dict.fromkeys(hall.open, hall.at) | {counter: one.since for counter, one in hall.serving.items()}
    plan = hall.plan.from_now_on(hall.at, working, services)
    return DrawnRun(hall.at, _counters(hall, plan, experience), plan, times)


def _counters(hall: Hall, plan: ShiftPlan, experience: Experience) -> Iterator[CounterState]:
    for counter in plan.skills:
        left, share = _until_free(hall, experience, counter)
        yield CounterState(counter, hall.at + left, left, share * left * left)


def _until_free(hall: Hall, experience: Experience, counter: int) -> tuple[float, float]:
    """Expected minutes; their variance as a share of their square."""
    serving, pause = hall.serving.get(counter), hall.paused.get(counter)
    if serving is not None:
        return experience.left_of_visit(serving.service, hall.at - serving.since), _UNDER_WAY
    if pause is not None:
        if pause.until is not None and pause.until > hall.at:
            return pause.until - hall.at, _SAID
        return experience.left_of_pause(hall.at - pause.since), _UNDER_WAY
    if counter not in hall.open:
        for begins, ends in hall.plan.shifts.get(counter, ()):
            if begins + _LATE_MIN <= hall.at < ends:
                return experience.left_of_pause(hall.at - begins), _UNDER_WAY
    return 0.0, 0.0
