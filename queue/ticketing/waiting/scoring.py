"""Comparing what was forecast with how long it was: the hub's own score of a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean
from typing import Final, TypeVar

from ticketing.domain.wait_answers import HourScore, LineScore, ScoredWaits, WaitingScore

_FAR_MIN: Final = 5.0
_NOBODY: Final = ScoredWaits(0, 0.0, 0.0, 0.0, 0.0, 0.0)
_Key = TypeVar("_Key", str, int)


@dataclass(frozen=True, slots=True)
class WaitBesideForecast:
    """A wait that is over, in minutes, beside the range that was told; `hour`: of the day, at the issue."""

    line: str
    hour: int
    waited: float
    p50: float
    p90: float


def score_day(day: date, waits: Sequence[WaitBesideForecast], still_waiting: int) -> WaitingScore:
    """The score of a day. Tickets that were called the moment they were issued waited for nothing: leave them out."""
    by_line = _grouped(waits, lambda wait: wait.line)
    by_hour = _grouped(waits, lambda wait: wait.hour)
    return WaitingScore(
        day=day,
        whole=score(waits),
        by_line=tuple(LineScore(line, score(group)) for line, group in sorted(by_line.items())),
        by_hour=tuple(HourScore(hour, score(group)) for hour, group in sorted(by_hour.items())),
        still_waiting=still_waiting,
    )


def score(waits: Sequence[WaitBesideForecast]) -> ScoredWaits:
    """The score of a group, rounded to what can be told apart."""
    if not waits:
        return _NOBODY
    return ScoredWaits(
        tickets=len(waits),
        mean_wait_min=round(fmean(one.waited for one in waits), 2),
        mean_error_min=round(fmean(abs(one.p50 - one.waited) for one in waits), 2),
        bias_min=round(fmean(one.p50 - one.waited for one in waits), 2),
        within=round(fmean(one.waited <= one.p90 for one in waits), 4),
        far_over=round(fmean(one.waited > one.p90 + _FAR_MIN for one in waits), 4),
    )


def _grouped(
    waits: Iterable[WaitBesideForecast], key: Callable[[WaitBesideForecast], _Key]
) -> dict[_Key, list[WaitBesideForecast]]:
    groups: dict[_Key, list[WaitBesideForecast]] = {}
    for wait in waits:
        groups.setdefault(key(wait), []).append(wait)
    return groups
