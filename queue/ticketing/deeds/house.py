"""What every deed is handed: the centre's rules, its time, and luck."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

from ticketing.domain.answers import Call, LineState, Ticket, TicketStatus
from ticketing.domain.hub_clock import HubClock, moment
from ticketing.domain.luck import Luck
from ticketing.domain.records import CallRecord, TicketRecord
from ticketing.domain.rules import CentreRules
from ticketing.store.port import Ledger
from ticketing.waiting.estimate import WaitRange, estimate

_NO_WAIT = WaitRange(0, 0)


@dataclass(frozen=True)
class House:
    """One centre at work."""

    rules: CentreRules
    clock: HubClock
    luck: Luck

    def today(self, now_ms: int) -> date:
        """The centre's local date."""
        return self.clock.day_of(now_ms)

    def wait(self, line: str, ahead: int, open_counters: AbstractSet[int]) -> WaitRange:
        """The wait behind `ahead` people; with no counter open, as if all that serve the line were."""
        rule = self.rules.line_of.get(line)
        if rule is None:  # a line taken out of the configuration during the day
            return _NO_WAIT
        serving = self.rules.counters_of_line[line]
        return estimate(ahead, rule.minutes_per_visit, len(serving & open_counters) or len(serving))

    def describe(self, ledger: Ledger, record: TicketRecord, now_ms: int) -> Ticket:
        """The ticket as it stands, with its place and wait."""
        if record.status is not TicketStatus.WAITING:
            return self.ticket(record, 0, _NO_WAIT)
        ahead = ledger.ahead_of(record)
        return self.ticket(record, ahead, self.wait(record.line, ahead, ledger.open_counters(now_ms)))

    def ticket(self, record: TicketRecord, ahead: int, wait: WaitRange) -> Ticket:
        """The ticket with a place and wait that are already known."""
        return Ticket(
            ticket_id=record.ticket_id,
            visit_id=record.visit_id,
            label=record.label,
            line=record.line,
            number=record.number,
            day=record.day,
            issued_at=moment(record.issued_ms),
            status=record.status,
            ahead=ahead,
            wait_low_min=wait.low_min,
            wait_high_min=wait.high_min,
            page_token=record.page_token,
            kept=record.kept,
        )

    def call(self, record: CallRecord, ticket: TicketRecord) -> Call:
        """The call as it stands."""
        return Call(
            call_id=record.call_id,
            ticket=self.ticket(ticket, 0, _NO_WAIT),
            counter=record.counter,
            called_at=moment(record.called_ms),
            times=record.times,
            status=record.status,
        )

    def lines(self, ledger: Ledger, now_ms: int) -> tuple[LineState, ...]:
        """Every line in the order of the configuration, and the wait of a ticket taken now."""
        waiting = ledger.waiting_by_line(self.today(now_ms))
        open_counters = ledger.open_counters(now_ms)
        states = []
        for line in self.rules.lines:
            count = waiting.get(line.letter, 0)
            wait = self.wait(line.letter, count, open_counters)
            served = bool(self.rules.counters_of_line[line.letter])
            states.append(LineState(line.letter, count, wait.low_min, wait.high_min, served))
        return tuple(states)
