"""What in the centre needs somebody's eye now, worst first. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from ticketing.client import CounterOverview, LineOverview, Overview

AlarmKind = Literal["promise", "nobody_serves", "long_wait", "long_service", "paused_meanwhile", "line_full"]

LONG_WAIT_MIN: Final = 45
LONG_SERVICE_MIN: Final = 40
_ORDER: Final[tuple[AlarmKind, ...]] = (
    "promise", "nobody_serves", "long_wait", "paused_meanwhile", "long_service", "line_full",
)  # fmt: skip


@dataclass(frozen=True)
class Alarm:
    """One thing to look at. `line` or `counter` says where; `minutes` how long, `count` how many people."""

    kind: AlarmKind
    line: str | None = None
    counter: int | None = None
    label: str | None = None
    minutes: int = 0
    count: int = 0


def alarms(overview: Overview) -> tuple[Alarm, ...]:
    """Everything that needs an eye: by kind, within it the worst first."""
    found = [*_of_lines(overview.lines), *_of_counters(overview)]
    return tuple(sorted(found, key=lambda one: (_ORDER.index(one.kind), -one.minutes, -one.count)))


def _of_lines(lines: tuple[LineOverview, ...]) -> Iterator[Alarm]:
    for line in lines:
        if line.at_risk:
            yield Alarm("promise", line=line.letter, count=line.at_risk)
        if line.waiting and not line.counters:
            yield Alarm("nobody_serves", line=line.letter, count=line.waiting, minutes=line.longest_min)
        elif line.waiting and line.longest_min >= LONG_WAIT_MIN:
            yield Alarm("long_wait", line=line.letter, count=line.waiting, minutes=line.longest_min)
        if line.state == "full":
            yield Alarm("line_full", line=line.letter)


def _of_counters(overview: Overview) -> Iterator[Alarm]:
    waiting = {line.letter: line.waiting for line in overview.lines}
    for counter in overview.counters:
        served_min = _minutes_served(counter, overview)
        if served_min >= LONG_SERVICE_MIN:
            yield Alarm("long_service", counter=counter.number, label=counter.label, minutes=served_min)
        people = sum(waiting.get(letter, 0) for letter in counter.lines)
        if counter.paused_until is not None and people:
            left = max(0, round((counter.paused_until - overview.at).total_seconds() / 60))
            yield Alarm("paused_meanwhile", counter=counter.number, minutes=left, count=people)


def _minutes_served(counter: CounterOverview, overview: Overview) -> int:
    if counter.serving_since is None:
        return 0
    return int((overview.at - counter.serving_since).total_seconds() // 60)
