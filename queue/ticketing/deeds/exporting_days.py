"""The centre's days as logs for predictors of waits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from ticketing.domain.rules import CentreRules
from ticketing.domain.wait_records import PastCall
from ticketing.store.port import Ledger
from ticketing.waiting.exporting import DayToExport, Unsaid, lines_of, unsaid
from ticketing.waiting.roster import plan_of


def export_days(ledger: Ledger, rules: CentreRules, days: Sequence[date] | None) -> Iterator[str]:
    """The lines of the log of these days (None: all that had a ticket), in order; the first of them is day 0."""
    for number, day in enumerate(ledger.days_with_tickets() if days is None else days):
        begins_ms, ends_ms = (_midnight_ms(rules, day + timedelta(days=later)) for later in (0, 1))
        yield from lines_of(
            DayToExport(
                number=number,
                midnight_ms=begins_ms,
                plan=plan_of(rules, day),
                calls=[_of_the_day(call, ends_ms) for call in ledger.calls_of_day(day)],
                pauses=ledger.pauses_between(begins_ms, ends_ms),
            )
        )


def unsaid_of_days(ledger: Ledger, days: Sequence[date] | None) -> Unsaid:
    """What the log of the same days cannot say."""
    asked = ledger.days_with_tickets() if days is None else days
    issued = sum(len(ledger.report_tickets(day, day)) for day in asked)
    return unsaid(issued, [call for day in asked for call in ledger.calls_of_day(day)])


def _of_the_day(call: PastCall, ends_ms: int) -> PastCall:
    """The call as its day saw it: one that was left open over night had no end."""
    return replace(call, ended_ms=None) if call.ended_ms is not None and call.ended_ms >= ends_ms else call


def _midnight_ms(rules: CentreRules, day: date) -> int:
    return int(datetime.combine(day, time.min, rules.timezone).timestamp() * 1000)
