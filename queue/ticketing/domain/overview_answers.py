"""The whole centre at a glance, for who looks over it: the frozen data that the hub writes and its client reads.

Nothing here is of a citizen but the number that everybody sees on the board.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from config.texts import Text
from ticketing.domain.answers import LineStanding


@dataclass(frozen=True)
class LineOverview:
    """A line now.

    `longest_min`: how long its oldest waiting ticket has waited; the range is that of a number taken now. `counters`:
    how many of those that serve it are open and not paused. `promised`: tickets under way with a promised hour;
    `at_risk`: those of them whose hour is near or over. `closing_stands`: a supervisor closed it for now or for later
    today, and may open it again, whatever else keeps it from giving numbers.
    """

    letter: str
    waiting: int
    longest_min: int
    wait_low_min: int
    wait_high_min: int
    open: bool
    state: LineStanding
    notice: Text | None
    opens_at: datetime | None
    counters: int
    promised: int
    at_risk: int
    closing_stands: bool = False


@dataclass(frozen=True)
class CounterOverview:
    """A counter now. `clerk`: who is signed in there; `label`, `serving_since`: its open call; `times`: how often it
    was announced."""

    number: int
    lines: tuple[str, ...]
    open: bool
    clerk: str | None
    paused_until: datetime | None
    pause_reason: str | None
    label: str | None
    serving_since: datetime | None
    times: int


@dataclass(frozen=True)
class OutboxOverview:
    """What a courier told last: dossiers that the city has not confirmed, and errands that were refused and wait for
    staff. `oldest_at`: since when the oldest dossier waits."""

    told_at: datetime
    dossiers_waiting: int
    refused: int
    oldest_at: datetime | None


@dataclass(frozen=True)
class DeviceOverview:
    """A device that was let in. `heard`: within the last minute; `heard_at`: when last, None: never."""

    name: str
    role: str
    heard: bool
    heard_at: datetime | None
    outbox: OutboxOverview | None


@dataclass(frozen=True)
class OutboxNoted:
    """The hub has noted what a courier told."""


@dataclass(frozen=True)
class Overview:
    """The centre at one moment, by the hub's clock; lines and counters in the order of the configuration, devices by
    their names."""

    at: datetime
    lines: tuple[LineOverview, ...]
    counters: tuple[CounterOverview, ...]
    seq: int
    devices: tuple[DeviceOverview, ...] = ()
