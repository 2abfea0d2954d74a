"""How right the hub's forecasts were: the frozen data that its web layer writes and its client reads.

Only tickets that were told a wait when they were issued, and waited, are scored. The wait of a ticket ends with its
first call. Minutes are decimal, shares are between 0 and 1; where no ticket is scored, all of them are 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class ScoredWaits:
    """The forecasts of a group of tickets beside their waits.

    `mean_error_min`: mean distance between the middle of the forecast and the wait; `bias_min`: mean of forecast minus
    wait (positive: people were called sooner than they were told); `within`: share of waits that ended by the upper end
    of their range (nine in ten are meant to); `far_over`: share that went more than five minutes beyond it.
    """

    tickets: int
    mean_wait_min: float
    mean_error_min: float
    bias_min: float
    within: float
    far_over: float


@dataclass(frozen=True)
class LineScore:
    """The forecasts of one line."""

    line: str
    waits: ScoredWaits


@dataclass(frozen=True)
class HourScore:
    """The forecasts of tickets issued in one hour of the day, local time; `hour` 8 is 08:00 to 08:59."""

    hour: int
    waits: ScoredWaits


@dataclass(frozen=True)
class WaitingScore:
    """One day of a centre. `still_waiting`: tickets that were told a wait and have not been called (yet)."""

    day: date
    whole: ScoredWaits
    by_line: tuple[LineScore, ...]
    by_hour: tuple[HourScore, ...]
    still_waiting: int
