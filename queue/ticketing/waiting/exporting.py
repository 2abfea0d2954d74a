"""A day of the hub as a log of the format in `day_events`: what predictors are compared on.

The format knows one call a ticket. So a ticket that is called again (kept, held, transferred, back from absence) comes
back as another one, `…-2`, issued at the instant of that call: its counter is busy, and nobody is asked to have
foreseen it. The same for who asked to be passed over: that wait was the citizen's own choice. Calls that were taken
back never happened; tickets that were never called (left, merged, still there at night) are left out, for the format
has no word for them. A call that ended in anything but service is a `no_show`; one that was left open over night has no
end. A counter is open from its first call to the end of its last, except while it pauses: the hub keeps no other hours
of clerks.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from ticketing.domain.answers import CallStatus
from ticketing.domain.wait_records import PastCall, PausedCounter
from ticketing.waiting.day_events import ShiftPlan

_MINUTE_MS: Final = 60_000
# At one instant: who was served goes, the counter closes or opens, somebody comes and is called.
_RANK: Final = {"finish": 0, "no_show": 0, "counter_close": 1, "counter_open": 2, "issue": 3, "call": 4}


@dataclass(frozen=True, slots=True)
class DayToExport:
    """One day: its number in the log, its midnight (ms since 1970), its plan, its calls by hour, its pauses."""

    number: int
    midnight_ms: int
    plan: ShiftPlan
    calls: Sequence[PastCall]
    pauses: Sequence[PausedCounter]


@dataclass(frozen=True, slots=True)
class Unsaid:
    """What a log has no words for. never_called: numbers that are left out; called_again: calls that stand in it as
    numbers of their own; own_wish: numbers whose citizens asked to be passed over, in it without their wait.
    """

    never_called: int
    called_again: int
    own_wish: int


def unsaid(issued: int, calls: Sequence[PastCall]) -> Unsaid:
    """What the log of some days cannot say; `issued`: their numbers, `calls`: their calls."""
    first = {call.ticket_id: call for call in reversed(calls)}
    return Unsaid(issued - len(first), len(calls) - len(first), sum(call.kept for call in first.values()))


def lines_of(day: DayToExport) -> Iterator[str]:
    """The lines of the log, without line ends, in the order of time."""
    yield json.dumps(_plan(day))
    events = [*_counters(day), *_calls(day)]
    events.sort(key=lambda event: (event[0], _RANK[event[1]]))
    for at_ms, kind, fields in events:
        minute = round((at_ms - day.midnight_ms) / _MINUTE_MS, 5)
        yield json.dumps({"type": kind, "day": day.number, "t": minute, **fields})


_Event = tuple[int, str, Mapping[str, Any]]


def _calls(day: DayToExport) -> Iterator[_Event]:
    free_ms: dict[int, int] = {}
    number: dict[str, str] = {}
    again: dict[str, int] = {}
    for call in day.calls:
        called_ms = max(call.called_ms, free_ms.get(call.counter, 0))
        name = number.setdefault(call.ticket_id, f"d{day.number:03d}-{len(number) + 1:04d}")
        times = again[call.ticket_id] = again.get(call.ticket_id, 0) + 1
        if times > 1:
            name = f"{name}-{times}"
        known = times == 1 and not call.kept
        fields = {"ticket": name, "counter": call.counter}
        yield min(call.issued_ms, called_ms) if known else called_ms, "issue", {"ticket": name, "service": call.line}
        yield called_ms, "call", fields
        if call.ended_ms is not None:
            ended_ms = max(call.ended_ms, called_ms + 1)
            free_ms[call.counter] = ended_ms
            yield ended_ms, "finish" if call.status is CallStatus.FINISHED else "no_show", fields


def _counters(day: DayToExport) -> Iterator[_Event]:
    working: dict[int, tuple[int, int]] = {}
    for call in day.calls:
        first, last = working.get(call.counter, (call.called_ms, call.called_ms))
        working[call.counter] = first, max(last, call.ended_ms or call.called_ms)
    for counter, (first, last) in working.items():
        yield first, "counter_open", {"counter": counter}
        for pause in day.pauses:
            until_ms = last if pause.until_ms is None else pause.until_ms
            if pause.counter == counter and first < pause.since_ms < until_ms <= last:
                yield pause.since_ms, "counter_close", {"counter": counter}
                if until_ms < last:
                    yield until_ms, "counter_open", {"counter": counter}
        yield last + 1, "counter_close", {"counter": counter}


def _plan(day: DayToExport) -> Mapping[str, Any]:
    edges = sorted({edge for shifts in day.plan.shifts.values() for shift in shifts for edge in shift})
    stretches: list[tuple[float, float, list[int]]] = []
    for begins, ends in pairwise(edges):
        there = [
            counter
            for counter, shifts in sorted(day.plan.shifts.items())
            if any(shift[0] <= begins and ends <= shift[1] for shift in shifts)
        ]
        if there:
            stretches.append((begins, ends, there))
    skills = {str(counter): sorted(lines) for counter, lines in sorted(day.plan.skills.items())}
    return {"type": "plan", "day": day.number, "t": 0, "plan": stretches, "skills": skills}
