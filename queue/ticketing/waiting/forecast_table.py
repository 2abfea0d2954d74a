"""Every line's forecasts by the number of people ahead, made beforehand: what a new ticket is told costs a look-up.

The table is made from one forward run of the whole queue, at some places of each line (all of the first, then ever
fewer) and for the next to come; beyond, the line goes on at the rate of its counters. Between places it is a straight
line. Nobody further back is told an earlier upper end.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from ticketing.domain.wait_records import ForecastRecord
from ticketing.waiting.break_ahead import BreakAhead, Passage, break_ahead
from ticketing.waiting.calibration import WaitForecast
from ticketing.waiting.experience import Experience
from ticketing.waiting.forward_run import Outlook, ServiceTime, nobody_there
from ticketing.waiting.hall import Hall, Waiter, begin_run

MOST_PLAYED: Final = 600  # tickets; a longer queue goes on at the rate of its counters
_EVERY_PLACE: Final = 24
_THEN_EVERY: Final = 8
_FURTHER: Final = (1, 8, 64, 512, 4096, 32_768)
_OLD_MIN: Final = 2.0
_AT_A_TIME: Final = 8  # tickets, a fraction of a millisecond

Correct = Callable[[Passage, str], WaitForecast]
"""(passage, line) -> the range to tell."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """What is forecast to one ticket, in minutes: the outlook, and the range that past errors make of it.

    attended: somebody who can call it is at work or planned to be; else the minutes are a guess.
    """

    outlook: Outlook
    told: WaitForecast
    attended: bool

    def record_of(self, ticket_id: str) -> ForecastRecord:
        """To be kept, in whole seconds."""
        outlook, told = self.outlook, self.told
        minutes = (outlook.wait, outlook.spread, outlook.work, told.p50, told.p90)
        return ForecastRecord(ticket_id, *(int(one * 60) for one in minutes))


@dataclass(frozen=True, slots=True)
class _Row:
    """One place of a line; `ahead`: how many of the line are before it."""

    ahead: int
    wait: float
    spread: float
    work: float
    p50: float
    p90: float


class ForecastTable:
    """Forecasts of one moment. Frozen after it is made: any thread may read it."""

    def __init__(self, at: float, lines: Mapping[str, Sequence[_Row]], attended: AbstractSet[str]) -> None:
        self.at = at
        self._attended = attended
        self._lines = {line: (tuple(row.ahead for row in rows), tuple(rows)) for line, rows in lines.items()}

    def forecast(self, line: str, ahead: int, at: float) -> Forecast | None:
        """For a ticket with so many of its line ahead, at minute `at` of the same day; None for a line not known."""
        found = self._lines.get(line)
        if found is None:
            return None
        places, rows = found
        index = bisect_left(places, ahead)
        if index == len(places):
            row = rows[-1]
        elif places[index] == ahead:
            row = rows[index]
        else:
            row = _between(rows[index - 1], rows[index], ahead)
        gone = min(max(0.0, at - self.at), _OLD_MIN)
        return Forecast(
            Outlook(max(0.0, row.wait - gone), row.spread, max(0.0, row.work - gone)),
            WaitForecast(max(0.0, row.p50 - gone), max(0.0, row.p90 - gone)),
            line in self._attended,
        )


def only_for(counter: int) -> str:
    """Where those wait whom only this counter calls: a line of its own, beside the letters."""
    return f"#{counter}"


def make_table(
    hall: Hall,
    waiting: Sequence[Waiter],
    lines: AbstractSet[str],
    experience: Experience,
    correct: Correct,
    breathe: Callable[[], None],
) -> ForecastTable:
    """Play the queue on once. `waiting`: everybody, in the order in which they will be called.

    `breathe` is called between short portions of the work: who is served meanwhile need not wait for the whole of it.
    """
    services = {waiter.service for waiter in waiting} | lines
    run = begin_run(hall, experience, services)
    seen: dict[str, list[tuple[int, Outlook | None]]] = {line: [] for line in lines}
    counts = dict.fromkeys(lines, 0)
    mine: dict[int, Outlook | None] = {}
    for index, waiter in enumerate(waiting[:MOST_PLAYED]):
        if index % _AT_A_TIME == 0:
            breathe()
        place = counts[waiter.line]
        if waiter.counter is None and (place < _EVERY_PLACE or place % _THEN_EVERY == 0):
            seen[waiter.line].append((place, run.outlook(waiter.line)))
        elif waiter.counter is not None and waiter.counter not in mine:
            mine[waiter.counter] = run.outlook_at(waiter.counter)
        counts[waiter.line] = place + 1
        run.serve(waiter.line, waiter.service, waiter.counter)
    for line in lines:
        seen[line].append((counts[line], run.outlook(line)))
    seen |= {only_for(counter): [(0, outlook)] for counter, outlook in mine.items()}
    rows = {}
    for line, outlooks in seen.items():
        breathe()
        time = experience.service_time(line)
        places = [(ahead, outlook or nobody_there(time, ahead)) for ahead, outlook in outlooks]
        if line in lines:
            places += _further(*places[-1], time, run.working_for(line))
        rows[line] = _rows(places, line, hall.at, break_ahead(run.plan.open_for(line), hall.at), correct)
    attended = {line for line, outlooks in seen.items() if outlooks[-1][1] is not None}
    return ForecastTable(hall.at, rows, attended)


def _further(count: int, last: Outlook, time: ServiceTime, counters: int) -> list[tuple[int, Outlook]]:
    """Those who come after everybody who waits now."""
    working = max(1, counters)
    places = []
    for more in _FURTHER:
        spread = math.sqrt(last.spread**2 + more * time.variance / (working * working))
        longer = more * time.mean / working
        places.append((count + more, Outlook(last.wait + longer, spread, last.work + longer)))
    return places


def _rows(
    places: Sequence[tuple[int, Outlook]], line: str, at: float, gap: BreakAhead | None, correct: Correct
) -> list[_Row]:
    rows: list[_Row] = []
    p50 = p90 = 0.0
    for ahead, same in groupby(places, key=lambda place: place[0]):
        outlook = next(same)[1]
        told = correct(Passage(at, outlook, gap), line)
        p50, p90 = max(p50, told.p50), max(p90, told.p90)
        rows.append(_Row(ahead, outlook.wait, outlook.spread, outlook.work, p50, p90))
    return rows


def _between(before: _Row, after: _Row, ahead: int) -> _Row:
    share = (ahead - before.ahead) / (after.ahead - before.ahead)
    return _Row(
        ahead,
        before.wait + share * (after.wait - before.wait),
        before.spread + share * (after.spread - before.spread),
        before.work + share * (after.work - before.work),
        before.p50 + share * (after.p50 - before.p50),
        before.p90 + share * (after.p90 - before.p90),
    )
