"""Reports of days past and of today so far."""

from __future__ import annotations

from datetime import date
from typing import Final

from ticketing.deeds.house import House
from ticketing.deeds.permission import permitted
from ticketing.domain.answers import Refused
from ticketing.domain.refusals import Refusal, refuse
from ticketing.domain.report_answers import Report
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
        tickets, calls = ledger.report_tickets(first, last), ledger.report_calls(first, last)
        return count_report(first, last, tickets, calls, self._house.rules.timezone)
