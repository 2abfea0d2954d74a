"""What a report is counted from. Times are milliseconds since 1970 UTC, durations are seconds; nothing is personal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ticketing.domain.answers import CallStatus, TicketStatus


@dataclass(frozen=True, slots=True)
class TicketFact:
    """A ticket, what was forecast to it when it was issued, and the hour it was promised (None where nothing was).

    `kept`: its citizen asked to be passed over for a while.
    """

    ticket_id: str
    day: date
    line: str
    issued_ms: int
    status: TicketStatus
    p50_s: int | None
    p90_s: int | None
    promise_until_ms: int | None = None
    kept: bool = False


@dataclass(frozen=True, slots=True)
class CounterFact:
    """Who is signed in at a counter, and whether the counter pauses (`paused_until_ms` 0: no pause)."""

    counter: int
    clerk_id: str
    paused_until_ms: int
    pause_reason: str | None


@dataclass(frozen=True, slots=True)
class OpenCallFact:
    """The number at a counter now; `times`: how often it was announced."""

    counter: int
    called_ms: int
    times: int
    label: str


@dataclass(frozen=True, slots=True)
class MoveFact:
    """A call after which its ticket waits in `line`: sent on to a line or a counter, or else only held."""

    ticket_id: str
    line: str
    sent_on: bool


@dataclass(frozen=True, slots=True)
class CallFact:
    """One calling that was not undone."""

    ticket_id: str
    day: date
    counter: int
    called_ms: int
    status: CallStatus
    ended_ms: int | None
