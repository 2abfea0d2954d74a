"""What happens in a centre's day, as far as waiting is concerned; and the log format in which days are exchanged.

One JSON object a line, in time order; `t` is minutes since midnight, `day` counts days.
    plan {plan: [[from, to, [counter, …]], …], skills: {counter: [service, …]}}     known at the day's start; a day
                                                                                    without one has the last one's
    counter_open {counter} · counter_close {counter} · issue {ticket, service} · call {ticket, counter}
    finish {ticket, counter} · no_show {ticket, counter}                            both end that call
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class ShiftPlan:
    """Which counters are meant to be open when (minutes since midnight), and which services each can give."""

    shifts: Mapping[int, tuple[tuple[float, float], ...]]
    skills: Mapping[int, frozenset[str]]

    def open_for(self, service: str) -> tuple[tuple[float, float], ...]:
        """When at least one counter for this service is meant to be open, in order."""
        open_: list[tuple[float, float]] = []
        own = (self.shifts.get(counter, ()) for counter, skills in self.skills.items() if service in skills)
        for begins, ends in sorted(shift for shifts in own for shift in shifts):
            if open_ and open_[-1][1] >= begins:
                open_[-1] = (open_[-1][0], max(open_[-1][1], ends))
            else:
                open_.append((begins, ends))
        return tuple(open_)


@dataclass(frozen=True, slots=True)
class _OfADay:
    """Something that happened. day: its number in the log."""

    day: int = field(default=0, kw_only=True)


@dataclass(frozen=True, slots=True)
class DayPlanned(_OfADay):
    """A day begins. Without one a day begins with its first event, and goes by the plan of the day before."""

    plan: ShiftPlan


@dataclass(frozen=True, slots=True)
class CounterOpened(_OfADay):
    """A counter takes tickets from now on."""

    at: float
    counter: int


@dataclass(frozen=True, slots=True)
class CounterClosed(_OfADay):
    """A counter takes no more tickets for now."""

    at: float
    counter: int


@dataclass(frozen=True, slots=True)
class TicketIssued(_OfADay):
    """Somebody begins to wait."""

    at: float
    ticket: str
    service: str


@dataclass(frozen=True, slots=True)
class TicketCalled(_OfADay):
    """Somebody's wait is over."""

    at: float
    ticket: str
    counter: int


@dataclass(frozen=True, slots=True)
class CallEnded(_OfADay):
    """A counter is free again. came: whether the citizen came."""

    at: float
    counter: int
    came: bool


DayEvent = DayPlanned | CounterOpened | CounterClosed | TicketIssued | TicketCalled | CallEnded


class LogLineFault(ValueError):
    """A line of a log is not of the format; the text says what is wrong with it."""


def parse_line(line: str) -> DayEvent:
    """Read one line of a log. Raises LogLineFault."""
    try:
        fields = json.loads(line)
        return _event(fields)
    # 1e999 is a number too large for int(); a line of brackets only is nested too deep.
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError) as fault:
        raise LogLineFault(f"not an event of a day: {type(fault).__name__}: {fault}") from fault


def _event(fields: Mapping[str, Any]) -> DayEvent:
    at = float(fields.get("t", 0))
    if not math.isfinite(at):
        raise ValueError("t is not a time")
    day = int(fields.get("day", 0))
    match fields["type"]:
        case "plan":
            return DayPlanned(_plan(fields), day=day)
        case "counter_open":
            return CounterOpened(at, int(fields["counter"]), day=day)
        case "counter_close":
            return CounterClosed(at, int(fields["counter"]), day=day)
        case "issue":
            return TicketIssued(at, str(fields["ticket"]), str(fields["service"]), day=day)
        case "call":
            return TicketCalled(at, str(fields["ticket"]), int(fields["counter"]), day=day)
        case "finish" | "no_show" as kind:
            return CallEnded(at, int(fields["counter"]), came=kind == "finish", day=day)
        case other:
            raise ValueError(f"type {other!r} is unknown")


def _plan(fields: Mapping[str, Any]) -> ShiftPlan:
    skills = {int(counter): frozenset(map(str, services)) for counter, services in fields["skills"].items()}
    shifts: dict[int, list[tuple[float, float]]] = {counter: [] for counter in skills}
    for begins, ends, counters in sorted(fields["plan"], key=lambda shift: float(shift[0])):
        for counter in counters:
            own = shifts.setdefault(int(counter), [])
            if own and own[-1][1] >= float(begins):
                own[-1] = (own[-1][0], max(own[-1][1], float(ends)))
            else:
                own.append((float(begins), float(ends)))
    return ShiftPlan({counter: tuple(own) for counter, own in shifts.items()}, skills)
