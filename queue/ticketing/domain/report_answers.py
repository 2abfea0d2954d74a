"""A report's figures: the frozen data that the hub's web layer writes and its client reads.

Minutes are decimal, shares are between 0 and 1. Counts are of tickets by the day and line of their issue, and of calls
by the counter that made them. Nobody is named: neither citizens nor clerks.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ReportFormat(StrEnum):
    """What a report is written as."""

    CSV = "csv"
    XLSX = "xlsx"
    PDF = "pdf"


@dataclass(frozen=True)
class Waits:
    """Waits from issue to first call, of tickets that were called and had to wait; all 0 where there are none."""

    tickets: int
    mean_min: float
    median_min: float
    p90_min: float
    longest_min: float


@dataclass(frozen=True)
class Told:
    """What was told at issue beside what came, of tickets that were told a wait and waited; all 0 where none were.

    `told_min`: mean middle of the ranges; `waited_min`: mean wait of the same tickets; `error_min`: mean distance of
    the two; `within`: share that was called by the upper end of its range.
    """

    tickets: int
    told_min: float
    waited_min: float
    error_min: float
    within: float


@dataclass(frozen=True)
class Totals:
    """Where tickets ended: issued = served + absent + left + merged + open.

    `moved`: how often they were sent on, to another line or to a counter; taken back again does not count.
    `promised`: served tickets to whom an express programme had promised an hour; `kept`: those who were done by it.
    """

    issued: int
    served: int
    absent: int
    left: int
    merged: int
    open: int
    waits: Waits
    told: Told
    promised: int = 0
    kept: int = 0
    moved: int = 0


@dataclass(frozen=True)
class HourFigures:
    """Tickets issued in one hour of the day, local time; `hour` 8 is 08:00 to 08:59."""

    hour: int
    totals: Totals


@dataclass(frozen=True)
class LineFigures:
    """Tickets issued in one line.

    `moved_away`: how often a ticket that waited here was sent on to another line, `moved_in`: to here from another;
    whatever line it was issued in. One that was sent to a counter of its own line is neither.
    """

    line: str
    totals: Totals
    moved_away: int = 0
    moved_in: int = 0


@dataclass(frozen=True)
class CounterFigures:
    """What one counter did. `service_min`: mean minutes of a finished call, `busy_min`: minutes with a call in all."""

    counter: int
    calls: int
    served: int
    absent: int
    service_min: float
    busy_min: float
    waits: Waits
    told: Told


@dataclass(frozen=True)
class DayFigures:
    """Tickets of one day."""

    day: date
    totals: Totals


@dataclass(frozen=True)
class Report:
    """The days from `first` to `last`, both included. What had no ticket is left out."""

    first: date
    last: date
    totals: Totals
    by_hour: tuple[HourFigures, ...]
    by_line: tuple[LineFigures, ...]
    by_counter: tuple[CounterFigures, ...]
    by_day: tuple[DayFigures, ...]
