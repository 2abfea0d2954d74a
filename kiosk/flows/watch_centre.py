"""What in the centre needs somebody's eye now, worst first. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from ticketing.client import CounterOverview, LineOverview, Overview

AlarmKind = Literal[
    "promise", "nobody_serves", "device_silent", "long_wait", "outbox_refused", "outbox_waiting", "paused_meanwhile",
    "long_service", "line_full",
]  # fmt: skip

LONG_WAIT_MIN: Final = 45
LONG_SERVICE_MIN: Final = 40
LONG_UPLOAD_MIN: Final = 30
_UNATTENDED: Final = frozenset({"kiosk", "station", "board", "courier"})
_SILENT_AT_MOST_MIN: Final = 240  # longer is switched off, for the night perhaps
_ORDER: Final[tuple[AlarmKind, ...]] = (
    "promise", "nobody_serves", "device_silent", "long_wait", "outbox_refused", "outbox_waiting", "paused_meanwhile",
    "long_service", "line_full",
)  # fmt: skip


@dataclass(frozen=True)
class Alarm:
    """One thing to look at. `line`, `counter` or `device` says where; `minutes` how long, `count` how many."""

    kind: AlarmKind
    line: str | None = None
    counter: int | None = None
    device: str | None = None
    label: str | None = None
    minutes: int = 0
    count: int = 0


def alarms(overview: Overview) -> tuple[Alarm, ...]:
    """Everything that needs an eye: by kind, within it the worst first."""
    found = [*_of_lines(overview.lines), *_of_counters(overview), *_of_devices(overview)]
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


def _of_devices(overview: Overview) -> Iterator[Alarm]:
    for device in overview.devices:
        if not device.heard and device.heard_at is not None and device.role in _UNATTENDED:
            silent_min = _minutes_since(device.heard_at, overview)
            if silent_min <= _SILENT_AT_MOST_MIN:
                yield Alarm("device_silent", device=device.name, minutes=silent_min)
        outbox = device.outbox
        if outbox is None:
            continue
        if outbox.refused:
            yield Alarm("outbox_refused", device=device.name, count=outbox.refused)
        oldest_min = 0 if outbox.oldest_at is None else _minutes_since(outbox.oldest_at, overview)
        if outbox.dossiers_waiting and oldest_min >= LONG_UPLOAD_MIN:
            yield Alarm("outbox_waiting", device=device.name, minutes=oldest_min, count=outbox.dossiers_waiting)


def _minutes_since(at: datetime, overview: Overview) -> int:
    return max(0, int((overview.at - at).total_seconds() // 60))


def _minutes_served(counter: CounterOverview, overview: Overview) -> int:
    if counter.serving_since is None:
        return 0
    return _minutes_since(counter.serving_since, overview)
