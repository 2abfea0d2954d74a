"""What the hub needs to know of its centre, and its terms. Filled from config by `ticketing.settings`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Final
from zoneinfo import ZoneInfo

from ticketing.domain.answers import StaffRole
from ticketing.domain.booking import AppointmentRule
from ticketing.domain.express import ExpressRule
from ticketing.domain.opening import ALWAYS_OPEN, LineOpening, Window


class DeviceRole(StrEnum):
    """What an enrolled device is for."""

    KIOSK = "kiosk"
    STATION = "station"
    COUNTER = "counter"
    BOARD = "board"
    COURIER = "courier"
    PHONE = "phone"
    """The relay of the phone pages: it asks for pages and nothing else."""
    SUPERVISOR = "supervisor"
    BOOKING = "booking"
    """The portal where citizens book ahead: it books and cancels, and nothing else."""


@dataclass(frozen=True)
class LineRule:
    """A line, the mean minutes that one visit takes there, and when it gives numbers.

    There is one from its first to its last day, without a limit where None.
    """

    letter: str
    minutes_per_visit: float
    opening: LineOpening = ALWAYS_OPEN
    valid_from: date | None = None
    valid_to: date | None = None

    def valid_on(self, day: date) -> bool:
        """Whether there is such a line on this day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class CounterRule:
    """A counter and the lines it serves.

    `weights`: how much a minute of waiting counts in each of them (> 0, at most 10; 1 where nothing is said).
    """

    number: int
    lines: tuple[str, ...]
    weights: Mapping[str, float] = field(default_factory=dict)
    breaks: tuple[Window, ...] = ()
    """Planned breaks of every day, local time: for the forecast of waits only."""

    def calls_from(self, forsaken: Iterable[str]) -> tuple[str, ...]:
        """Its own lines, and those that no counter serves: else nobody calls who waits there. Without lines, none."""
        return (*self.lines, *forsaken) if self.lines else ()


@dataclass(frozen=True)
class PriorityRule:
    """A class of people who are called first; valid from its first to its last day, without a limit where None."""

    code: str
    valid_from: date | None = None
    valid_to: date | None = None

    def valid_on(self, day: date) -> bool:
        """Whether it may be given on this day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class StaffRule:
    """A member of staff; `pin_hash` is argon2's encoded form."""

    id: str
    name: str
    role: StaffRole
    pin_hash: str


@dataclass(frozen=True)
class Terms:
    """Durations and limits of the hub."""

    held_min: int = 5
    """A kept place is passed over this long while others wait; then it is called in its old place."""
    return_within_min: int = 120
    """An absent ticket may come back to its place this long after the call ended."""
    priority_run: int = 2
    """After so many priority calls in a row a line gives an ordinary one, if any waits."""
    patience_min: int = 60
    """Whoever waits longer than this is not overtaken by a heavier line any more, at counters that serve both."""
    calls_before_absent: int = 1
    seconds_between_calls: int = 0
    undo_s: int = 10
    hold_max_min: int = 120
    """The longest hold by a clerk, and the longest postponement by a citizen."""
    pause_max_min: int = 240
    session_hours: int = 12
    draft_days_after_today: int = 1
    """A draft is kept until the end of the local day this many days after it was put."""
    pin_pauses_s: tuple[int, ...] = (0, 0, 2, 5)
    """The pause after the first, second, ... failure; one failure more locks."""
    pin_lock_min: int = 15


TERMS: Final = Terms()


@dataclass(frozen=True)
class CentreRules:
    """One centre as the hub sees it."""

    centre_id: str
    timezone: ZoneInfo
    lines: tuple[LineRule, ...]
    counters: tuple[CounterRule, ...]
    staff: tuple[StaffRule, ...]
    terms: Terms = field(default=TERMS)
    priority_classes: tuple[PriorityRule, ...] = ()
    express: tuple[ExpressRule, ...] = ()
    appointments: AppointmentRule | None = None

    @cached_property
    def line_of(self) -> dict[str, LineRule]:
        """The lines by letter."""
        return {line.letter: line for line in self.lines}

    @cached_property
    def counter_of(self) -> dict[int, CounterRule]:
        """The counters by number."""
        return {counter.number: counter for counter in self.counters}

    @cached_property
    def staff_of(self) -> dict[str, StaffRule]:
        """The staff by id."""
        return {member.id: member for member in self.staff}

    @cached_property
    def priority_of(self) -> dict[str, PriorityRule]:
        """The priority classes by code."""
        return {one.code: one for one in self.priority_classes}

    @cached_property
    def counters_of_line(self) -> dict[str, frozenset[int]]:
        """The counters that serve each line."""
        return {
            line.letter: frozenset(c.number for c in self.counters if line.letter in c.lines) for line in self.lines
        }

    def counters_for(self, line: str) -> frozenset[int]:
        """Where people of this line are called: at the counters that serve it, or, where none does, at every one."""
        return self.counters_of_line.get(line) or frozenset(one.number for one in self.counters if one.lines)
