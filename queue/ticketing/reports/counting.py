"""Counting a report from tickets and calls. Pure: the same facts always give the same report."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Final, TypeVar

from ticketing.domain.answers import CallStatus, TicketStatus
from ticketing.domain.hub_clock import local_day
from ticketing.domain.report_answers import (
    CounterFigures,
    DayFigures,
    HourFigures,
    LineFigures,
    Report,
    Told,
    Totals,
    Waits,
)
from ticketing.domain.report_records import CallFact, MoveFact, TicketFact

# A number issued and called in one deed waited for nobody: it would flatter the waits of those who did.
_AT_ONCE_MS: Final = 1000
_MINUTE_MS: Final = 60_000

_Key = TypeVar("_Key", int, str, date)


@dataclass(frozen=True, slots=True)
class _Seen:
    """A ticket with its wait (minutes; None: not called yet, or at once, or on another day, or passed over at its
    citizen's own wish), the counter of its first call, when it was done (None: it was not), how often it was moved."""

    fact: TicketFact
    waited_min: float | None
    counter: int | None
    done_ms: int | None
    moved: int

    @property
    def was_promised(self) -> bool:
        """Whether it was served, and had been promised an hour."""
        return self.fact.promise_until_ms is not None and self.done_ms is not None

    @property
    def was_kept(self) -> bool:
        """Whether the promise was kept."""
        until = self.fact.promise_until_ms
        return until is not None and self.done_ms is not None and self.done_ms <= until


def count_report(
    first: date,
    last: date,
    tickets: Sequence[TicketFact],
    calls: Sequence[CallFact],
    moves: Sequence[MoveFact],
    zone: tzinfo,
) -> Report:
    """The report of the days from `first` to `last`; `zone` says which hour of the day a ticket was issued in.

    `moves` are in the order in which they were made.
    """
    first_calls: dict[str, CallFact] = {}
    done: dict[str, int] = {}
    for call in sorted(calls, key=lambda one: one.called_ms):
        first_calls.setdefault(call.ticket_id, call)
        if call.status is CallStatus.FINISHED and call.ended_ms is not None:
            done[call.ticket_id] = call.ended_ms
    moved = Counter(one.ticket_id for one in moves if one.sent_on)
    seen = [
        _see(one, first_calls.get(one.ticket_id), done.get(one.ticket_id), moved[one.ticket_id], zone)
        for one in tickets
    ]

    def hour_of(one: _Seen) -> int:
        return datetime.fromtimestamp(one.fact.issued_ms / 1000, zone).hour

    return Report(
        first=first,
        last=last,
        totals=_totals(seen),
        by_hour=tuple(HourFigures(hour, _totals(some)) for hour, some in _grouped(seen, hour_of)),
        by_line=_by_line(seen, moves),
        by_counter=_by_counter(seen, calls, zone),
        by_day=tuple(DayFigures(day, _totals(some)) for day, some in _grouped(seen, lambda one: one.fact.day)),
    )


def _see(ticket: TicketFact, call: CallFact | None, done_ms: int | None, moved: int, zone: tzinfo) -> _Seen:
    if call is None:
        return _Seen(ticket, None, None, done_ms, moved)
    waited_ms = call.called_ms - ticket.issued_ms
    counts = waited_ms >= _AT_ONCE_MS and not ticket.kept and local_day(call.called_ms, zone) == ticket.day
    return _Seen(ticket, waited_ms / _MINUTE_MS if counts else None, call.counter, done_ms, moved)


def _by_line(seen: Sequence[_Seen], moves: Sequence[MoveFact]) -> tuple[LineFigures, ...]:
    waits_in = {one.fact.ticket_id: one.fact.line for one in seen}
    away: Counter[str] = Counter()
    into: Counter[str] = Counter()
    for move in moves:
        line = waits_in.get(move.ticket_id)
        if line is None:
            continue  # of a ticket of another day
        waits_in[move.ticket_id] = move.line
        if move.sent_on and move.line != line:
            away[line] += 1
            into[move.line] += 1
    issued = dict(_grouped(seen, lambda one: one.fact.line))
    return tuple(
        LineFigures(line, _totals(issued.get(line, ())), away[line], into[line])
        for line in sorted({*issued, *into, *away})
    )


def _grouped(seen: Iterable[_Seen], key: Callable[[_Seen], _Key]) -> list[tuple[_Key, list[_Seen]]]:
    groups: defaultdict[_Key, list[_Seen]] = defaultdict(list)
    for one in seen:
        groups[key(one)].append(one)
    return [(name, groups[name]) for name in sorted(groups)]


def _totals(seen: Sequence[_Seen]) -> Totals:
    ended = Counter(one.fact.status for one in seen)
    return Totals(
        issued=len(seen),
        served=ended[TicketStatus.FINISHED],
        absent=ended[TicketStatus.ABSENT],
        left=ended[TicketStatus.LEFT],
        merged=ended[TicketStatus.MERGED],
        open=ended[TicketStatus.WAITING] + ended[TicketStatus.CALLED],
        waits=_waits(seen),
        told=_told(seen),
        promised=sum(one.was_promised for one in seen),
        kept=sum(one.was_kept for one in seen),
        moved=sum(one.moved for one in seen),
    )


def _waits(seen: Iterable[_Seen]) -> Waits:
    waits = sorted(one.waited_min for one in seen if one.waited_min is not None)
    if not waits:
        return Waits(0, 0.0, 0.0, 0.0, 0.0)
    return Waits(
        len(waits), _tidy(math.fsum(waits) / len(waits)), _tidy(_rank(waits, 0.5)), _tidy(_rank(waits, 0.9)),
        _tidy(waits[-1]),
    )  # fmt: skip


def _told(seen: Iterable[_Seen]) -> Told:
    told: list[float] = []
    waited: list[float] = []
    within = 0
    for one in seen:
        if one.waited_min is None or one.fact.p50_s is None or one.fact.p90_s is None:
            continue
        told.append(one.fact.p50_s / 60)
        waited.append(one.waited_min)
        within += one.waited_min <= one.fact.p90_s / 60
    count = len(told)
    if not count:
        return Told(0, 0.0, 0.0, 0.0, 0.0)
    error = math.fsum(abs(said - was) for said, was in zip(told, waited, strict=True))
    return Told(
        count, _tidy(math.fsum(told) / count), _tidy(math.fsum(waited) / count), _tidy(error / count),
        round(within / count, 4),
    )  # fmt: skip


def _by_counter(seen: Sequence[_Seen], calls: Sequence[CallFact], zone: tzinfo) -> tuple[CounterFigures, ...]:
    made: defaultdict[int, list[CallFact]] = defaultdict(list)
    for call in calls:
        made[call.counter].append(call)
    figures = []
    for counter, some in sorted(made.items()):
        lasted = [(call.status, minutes) for call in some if (minutes := _lasted_min(call, zone)) is not None]
        service = [minutes for status, minutes in lasted if status is CallStatus.FINISHED]
        first_called = [one for one in seen if one.counter == counter]
        figures.append(
            CounterFigures(
                counter=counter,
                calls=len(some),
                served=sum(call.status is CallStatus.FINISHED and call.ended_ms is not None for call in some),
                absent=sum(call.status is CallStatus.ABSENT for call in some),
                service_min=_tidy(math.fsum(service) / len(service)) if service else 0.0,
                busy_min=_tidy(math.fsum(minutes for _, minutes in lasted)),
                waits=_waits(first_called),
                told=_told(first_called),
            )
        )
    return tuple(figures)


def _lasted_min(call: CallFact, zone: tzinfo) -> float | None:
    """How long a call took; None while it is open, and if it was left open over night: nobody knows then."""
    if call.ended_ms is None or local_day(call.ended_ms, zone) != call.day:
        return None
    return (call.ended_ms - call.called_ms) / _MINUTE_MS


def _rank(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of them does not exceed (nearest rank); `values` are sorted."""
    return values[max(0, math.ceil(share * len(values)) - 1)]


def _tidy(minutes: float) -> float:
    return round(minutes, 2)
