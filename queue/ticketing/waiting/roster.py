"""The plan of a day from the centre's rules: when each counter is meant to be open, and which lines it serves."""

from __future__ import annotations

from datetime import date, time
from typing import Final

from ticketing.domain.rules import CentreRules, CounterRule
from ticketing.waiting.day_events import ShiftPlan

_Stretch = tuple[float, float]
_ALL_DAY: Final = (0.0, 1440.0)


def plan_of(rules: CentreRules, day: date | None) -> ShiftPlan:
    """Counters are open when one of their lines is, except in their breaks; None is a day without a plan, open all day.

    Minutes since midnight.
    """
    shifts = {counter.number: _shifts_of(rules, counter, day) for counter in rules.counters}
    return ShiftPlan(shifts, {counter.number: frozenset(counter.lines) for counter in rules.counters})


def _shifts_of(rules: CentreRules, counter: CounterRule, day: date | None) -> tuple[_Stretch, ...]:
    if day is None:
        return (_ALL_DAY,)
    open_: list[_Stretch] = []
    for letter in counter.lines:
        rule = rules.line_of.get(letter)
        if rule is None:
            continue
        if rule.opening.shifts is None:
            open_.append(_ALL_DAY)
        else:
            open_.extend((_minute(start), _minute(end)) for start, end in rule.opening.shifts(day))
    for start, end in counter.breaks:
        open_ = [rest for stretch in open_ for rest in _without(stretch, _minute(start), _minute(end))]
    merged: list[_Stretch] = []
    for begins, ends in sorted(open_):
        if merged and merged[-1][1] >= begins:
            merged[-1] = (merged[-1][0], max(merged[-1][1], ends))
        else:
            merged.append((begins, ends))
    return tuple(merged)


def _without(stretch: _Stretch, begins: float, ends: float) -> list[_Stretch]:
    before, after = (stretch[0], min(stretch[1], begins)), (max(stretch[0], ends), stretch[1])
    return [rest for rest in (before, after) if rest[0] < rest[1]]


def _minute(at: time) -> float:
    return at.hour * 60 + at.minute + at.second / 60
