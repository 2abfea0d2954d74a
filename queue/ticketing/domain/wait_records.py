"""What the store keeps and tells about waiting. Times are milliseconds since 1970 UTC, durations are seconds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ticketing.domain.answers import CallStatus


@dataclass(frozen=True, slots=True)
class ForecastRecord:
    """What was forecast to a ticket when it was issued.

    `wait_s`, `spread_s` and `work_s` are the outlook before past errors corrected it, `p50_s` and `p90_s` the range as
    told.
    """

    ticket_id: str
    wait_s: int
    spread_s: int
    work_s: int
    p50_s: int
    p90_s: int


@dataclass(frozen=True, slots=True)
class JudgedWait:
    """A forecast beside what became of its ticket; `called_ms` is the first call, None if there was none (yet)."""

    line: str
    procedure: str | None
    issued_ms: int
    called_ms: int | None
    forecast: ForecastRecord


@dataclass(frozen=True, slots=True)
class QueuedTicket:
    """A waiting ticket as the order of calls sees it."""

    line: str
    procedure: str | None
    due_ms: int
    for_counter: int | None


@dataclass(frozen=True, slots=True)
class PastCall:
    """A call, open or ended, with its ticket.

    `first`: nobody called the ticket before; `kept`: the citizen asked to be passed over, so the wait was a choice.
    """

    call_id: str
    ticket_id: str
    label: str
    day: date
    counter: int
    line: str
    procedure: str | None
    issued_ms: int
    called_ms: int
    ended_ms: int | None
    status: CallStatus
    first: bool
    kept: bool
    forecast: ForecastRecord | None


@dataclass(frozen=True, slots=True)
class PausedCounter:
    """A pause of a counter; `until_ms` None: it did not come back that day."""

    counter: int
    since_ms: int
    until_ms: int | None
