"""What the supervisor's screens reach the world through; roles/supervisor.py fills it in, tests with simulations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from config.centre import Centre
from kiosk.ui.staff_door import StaffHub
from ticketing.client import (
    AbsentTicket,
    AuditChecked,
    AuditPage,
    LeasesFreed,
    LineState,
    Overview,
    Refused,
    Report,
    ReportFormat,
    Ticket,
    Unreachable,
    WaitingTicket,
)
from ticketing.domain.opening import ClosingReason


class SupervisorHub(StaffHub, Protocol):
    """The hub as a supervisor's desk uses it. Every call is slow."""

    def overview(self) -> Overview | Refused | Unreachable:
        """Lines and counters now."""
        ...

    def report(self, first: date, last: date) -> Report | Refused | Unreachable:
        """The figures of these days."""
        ...

    def export_report(self, first: date, last: date, written_as: ReportFormat) -> Report | Refused | Unreachable:
        """The same for a file; the hub notes who takes it."""
        ...

    def audit(self, before: int | None = None) -> AuditPage | Refused | Unreachable:
        """A hundred entries of the audit chain, newest first."""
        ...

    def check_audit(self) -> AuditChecked | Refused | Unreachable:
        """Walk the whole chain."""
        ...

    def close_line(
        self,
        line: str,
        reason: ClosingReason,
        request_id: str,
        *,
        closes_at: datetime | None = None,
        opens_at: datetime | None = None,
    ) -> LineState | Refused | Unreachable:
        """No more numbers of this line from an hour on."""
        ...

    def open_line(self, line: str, request_id: str) -> LineState | Refused | Unreachable:
        """Take the closing back."""
        ...

    def free_leases(self, counter: int, request_id: str) -> LeasesFreed | Refused | Unreachable:
        """Give everybody the numbers that a dead counter had set aside."""
        ...

    def everybody_absent(self) -> tuple[AbsentTicket, ...] | Refused | Unreachable:
        """Who was called in vain in any line and may still come back."""
        ...

    def come_back(self, ticket_id: str, request_id: str) -> Ticket | Refused | Unreachable:
        """An absent ticket waits again, in its old place."""
        ...

    def everybody_waiting(self) -> tuple[WaitingTicket, ...] | Refused | Unreachable:
        """Who waits in any line."""
        ...

    def set_priority(
        self, ticket_id: str, priority_class: str | None, reason: str, request_id: str
    ) -> Ticket | Refused | Unreachable:
        """Give a priority class, or take it away."""
        ...


class ReportShelf(Protocol):
    """Where reports are put."""

    def put(self, name: str, data: bytes, /) -> Path | None:
        """Keep a report and say where it is; None where it could not be kept. Slow."""
        ...


@dataclass(frozen=True)
class SupervisorPorts:
    """Everything outside the screens. now: with the centre's offset."""

    centre: Centre
    hub: SupervisorHub
    shelf: ReportShelf
    now: Callable[[], datetime]
    new_id: Callable[[], str]
