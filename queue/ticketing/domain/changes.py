"""What a clerk's deed changed, kept for the seconds in which it may be taken back. Frozen images, before and after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ticketing.domain.records import CallRecord, TicketRecord


@dataclass(frozen=True, slots=True)
class TicketChange:
    """A ticket before and after."""

    before: TicketRecord
    after: TicketRecord


@dataclass(frozen=True, slots=True)
class CallChange:
    """A call before and after; the deed began it if there is no before."""

    before: CallRecord | None
    after: CallRecord


@dataclass(frozen=True, slots=True)
class RunChange:
    """A line's run of priority calls, and the deed that had changed it, as they were before."""

    day: date
    line: str
    run: int
    run_seq: int


@dataclass(frozen=True, slots=True)
class Pause:
    """Until when a counter pauses, and why; 0 and None: it does not."""

    until_ms: int
    reason: str | None


@dataclass(frozen=True, slots=True)
class PauseChange:
    """A counter's pause before and after."""

    before: Pause
    after: Pause


@dataclass(frozen=True, slots=True)
class Changes:
    """All that one deed changed."""

    tickets: tuple[TicketChange, ...] = ()
    call: CallChange | None = None
    run: RunChange | None = None
    pause: PauseChange | None = None


@dataclass(frozen=True, slots=True)
class UndoRecord:
    """A deed that can be taken back: whose, at which counter, which event, when, and what it changed."""

    request_id: str
    clerk_id: str
    counter: int
    seq: int
    done_ms: int
    changes: Changes
    undone: bool = False
