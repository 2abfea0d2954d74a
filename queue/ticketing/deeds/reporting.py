"""Reports of days past and of today so far, and who took them away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, tzinfo
from typing import Final

from ticketing.deeds.house import House
from ticketing.deeds.permission import permitted
from ticketing.domain.answers import Refused
from ticketing.domain.asked import ExportReport
from ticketing.domain.audit import AuditDeed
from ticketing.domain.records import AuditEntry
from ticketing.domain.refusals import Refusal, refuse
from ticketing.domain.report_answers import Report, ReportFormat
from ticketing.domain.rights import StaffDeed
from ticketing.reports.counting import count_report
from ticketing.store.port import Ledger

LONGEST_DAYS: Final = 31
"""More days are more than one report; it also keeps one question from busying the hub for long."""


class Reporting:
    """Counts reports from one snapshot of the ledger; nothing here writes."""

    def __init__(self, house: House) -> None:
        self._house = house

    def for_staff(self, ledger: Ledger, session_sha256: str, first: date, last: date) -> Report | Refused:
        """The report of these days, for who may export it."""
        session = permitted(ledger, session_sha256, StaffDeed.EXPORT_REPORTS, self._house.clock.now_ms())
        return session if isinstance(session, Refused) else self.of_days(ledger, first, last)

    def of_days(self, ledger: Ledger, first: date, last: date) -> Report | Refused:
        """The report of the days from `first` to `last`, at most 31 of them."""
        if not 0 <= (last - first).days < LONGEST_DAYS:
            return refuse(Refusal.MALFORMED)
        return report_of(ledger, first, last, self._house.rules.timezone)


def report_of(ledger: Ledger, first: date, last: date, zone: tzinfo) -> Report:
    """The report of these days, however many."""
    tickets, calls = ledger.report_tickets(first, last), ledger.report_calls(first, last)
    return count_report(first, last, tickets, calls, ledger.report_moves(first, last), zone)


class NoteExports:
    """Audits who takes a report away as a file, before it is given."""

    def __init__(self, house: House) -> None:
        self._house = house

    def __call__(self, ledger: Ledger, asked: Sequence[ExportReport]) -> Sequence[Refused | None]:
        """One answer for each, in order; None: it is noted."""
        return [self._note(ledger, one) for one in asked]

    def _note(self, ledger: Ledger, asked: ExportReport) -> Refused | None:
        now = self._house.clock.now_ms()
        session = permitted(ledger, asked.session_sha256, StaffDeed.EXPORT_REPORTS, now)
        if isinstance(session, Refused):
            return session
        ledger.add_audit([export_entry(session.clerk_id, asked.first, asked.last, asked.format, now)])
        return None


def export_entry(staff_id: str, first: date, last: date, written_as: ReportFormat, now_ms: int) -> AuditEntry:
    """What is audited of an export: its day, or its first and last day, and what it was written as."""
    days = first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"
    return AuditEntry(now_ms, staff_id, AuditDeed.EXPORT_REPORT.value, reason=written_as.value, detail=days)
