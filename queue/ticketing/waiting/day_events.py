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
from collections.abc import Set as AbstractSet
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

    def from_now_on(self, at: float, working: Mapping[int, float], services: AbstractSet[str]) -> ShiftPlan:
        """When each counter is expected to call people of these services, from minute `at` on.

        `working`: where somebody is now, since when with the same citizen (`at`: with none). Nobody closes on people
        with a number: a counter after which none is planned for one of its services goes on without end, and so does
        one that works although its own stretches are over or none are planned. Of several, who is still with the
        last citizen of the own stretch goes home after that. What a counter can do that works without being known to
        the plan nobody has said: it is taken to do everything.
        """
        skills = {**self.skills, **dict.fromkeys(sorted(working.keys() - self.skills.keys()), frozenset(services))}
        last = {counter: self.last_end(counter) for counter in skills}
        closing: dict[str, float] = {}
        for counter, can in self.skills.items():
            for service in can:
                closing[service] = max(last[counter], closing.get(service, -math.inf))
        expected: dict[int, tuple[tuple[float, float], ...]] = {}
        for counter, can in skills.items():
            expected[counter] = own = self.shifts.get(counter, ())
            closes = any(closing.get(service) == last[counter] for service in can)
            if last[counter] <= at:
                goes_on = counter in working and (closes or working[counter] >= last[counter])
                expected[counter] = ((at, math.inf),) if goes_on else ()
            elif closes:
                expected[counter] = (*own[:-1], (own[-1][0], math.inf))
        return ShiftPlan(expected, skills)

    def last_end(self, counter: int) -> float:
        """When the counter's last stretch of the day ends; before all time where none is planned."""
        own = self.shifts.get(counter, ())
        return own[-1][1] if own else -math.inf


@dataclass(frozen=True, slots=True)
class _OfADay:
    """`day`: which one, counted; None where nobody says, then it is still the same."""

    day: int | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True)
class DayPlanned(_OfADay):
    """A day begins."""

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
    day = None if fields.get("day") is None else int(fields["day"])
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
