"""Watching what express programmes promised: told once some minutes before a promise breaks, and once when it has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ticketing.deeds.house import House
from ticketing.domain.answers import EventType
from ticketing.domain.express import ExpressRule, programme_for
from ticketing.domain.records import EventRecord, TicketRecord
from ticketing.store.port import Ledger


@dataclass(frozen=True)
class _Due:
    ticket: TicketRecord
    event: EventType

    @property
    def request_id(self) -> str:
        """The same for every hub of the centre, so that it is told once."""
        return f"{'late' if self.event is EventType.PROMISE_BROKEN else 'risk'}-{self.ticket.ticket_id}"


class WatchPromises:
    """Tells of promises that may break and of those that have."""

    def __init__(self, house: House) -> None:
        self._house = house

    def anything_due(self, ledger: Ledger) -> bool:
        """Whether there is something to tell. Only looks."""
        return bool(self._due(ledger, self._house.clock.now_ms()))

    def __call__(self, ledger: Ledger, asked: Sequence[None]) -> Sequence[int]:
        """Tell. How many promises it was about, for each asking."""
        return [self._tell(ledger) for _ in asked]

    def _tell(self, ledger: Ledger) -> int:
        now = self._house.clock.now_ms()
        due = self._due(ledger, now)
        if not due:
            return 0
        seq = ledger.draw_seqs(len(due), now)
        ledger.add_events(
            [
                EventRecord(
                    seq=seq + index,
                    request_id=one.request_id,
                    type=one.event,
                    at_ms=now,
                    label=one.ticket.label,
                    line=one.ticket.line,
                    ticket_id=one.ticket.ticket_id,
                )
                for index, one in enumerate(due)
            ]
        )
        return len(due)

    def _due(self, ledger: Ledger, now: int) -> list[_Due]:
        day = self._house.today(now)
        running = [rule for rule in self._house.rules.express if rule.runs_on(day)]
        if not running:
            return []
        longest_ms = max(rule.warn_min for rule in running) * 60_000
        due = []
        for ticket_id, until_ms in ledger.promises_until(day, now + longest_ms):
            ticket = ledger.ticket(ticket_id)
            rule = _programme_of(running, ledger.visits_of(ticket_id), until_ms)
            if ticket is None or rule is None:
                continue
            if now > until_ms:
                due.append(_Due(ticket, EventType.PROMISE_BROKEN))
            elif now >= rule.at_risk_from_ms(until_ms):
                due.append(_Due(ticket, EventType.PROMISE_AT_RISK))
        told = ledger.done_before([one.request_id for one in due]) if due else {}
        return [one for one in due if one.request_id not in told]


def _programme_of(running: Sequence[ExpressRule], family: Sequence[TicketRecord], until_ms: int) -> ExpressRule | None:
    """The programme that promised this hour, to a ticket or to one that was merged into it."""
    for one in family:
        rule = programme_for(running, one.day, one.line, one.procedure)
        if rule is not None and one.promise_until_ms == until_ms:
            return rule
    return None
