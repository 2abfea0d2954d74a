"""What the hub needs to know of its centre, and its terms. Filled from config by `ticketing.settings`."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Final
from zoneinfo import ZoneInfo

from ticketing.domain.answers import StaffRole


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


@dataclass(frozen=True)
class LineRule:
    """A line and the mean minutes that one visit takes there."""

    letter: str
    minutes_per_visit: float


@dataclass(frozen=True)
class CounterRule:
    """A counter and the lines it serves."""

    number: int
    lines: tuple[str, ...]


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
    session_hours: int = 12
    draft_days_after_today: int = 1
    """A draft is kept until the end of the local day this many days after it was put."""
    pin_pauses_s: tuple[int, ...] = (0, 0, 2, 5)
    """The pause after the first, second, ... failure; one failure more locks."""
    pin_lock_min: int = 15


TERMS: Final = Terms()
CALLING_ROLES: Final = frozenset({StaffRole.CLERK, StaffRole.SUPERVISOR})


@dataclass(frozen=True)
class CentreRules:
    """One centre as the hub sees it."""

    centre_id: str
    timezone: ZoneInfo
    lines: tuple[LineRule, ...]
    counters: tuple[CounterRule, ...]
    staff: tuple[StaffRule, ...]
    terms: Terms = field(default=TERMS)

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
    def counters_of_line(self) -> dict[str, frozenset[int]]:
        """The counters that serve each line."""
        return {
            line.letter: frozenset(c.number for c in self.counters if line.letter in c.lines) for line in self.lines
        }
