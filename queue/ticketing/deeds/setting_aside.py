"""Setting a called ticket aside, or sending it on: it waits again, and its place in the order stays the old one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ticketing.deeds.desk import OpenCall, Why, end_call, open_call
from ticketing.deeds.house import House
from ticketing.domain.answers import Call, CallStatus, EventType, Refused, TicketStatus
from ticketing.domain.asked import HoldCall, TransferCall
from ticketing.domain.audit import AuditDeed
from ticketing.domain.records import TicketRecord
from ticketing.domain.refusals import Refusal, refuse
from ticketing.domain.rights import StaffDeed
from ticketing.domain.rules import CounterRule
from ticketing.store.port import Ledger


class HoldCalls:
    """The citizen is sent for something: the ticket is passed over for some minutes, as long as others wait."""

    def __init__(self, house: House) -> None:
        self._house = house

    def __call__(self, ledger: Ledger, asked: Sequence[HoldCall]) -> Sequence[Call | Refused]:
        """One answer for each request, in order."""
        return [self._hold(ledger, one) for one in asked]

    def _hold(self, ledger: Ledger, asked: HoldCall) -> Call | Refused:
        house = self._house
        now = house.clock.now_ms()
        found = open_call(house, ledger, asked.call_id, asked.session_sha256, asked.request_id, EventType.HELD, now)
        if not isinstance(found, OpenCall):
            return found
        if asked.minutes > house.rules.terms.hold_max_min:
            return refuse(Refusal.TOO_LONG)
        to = replace(
            found.ticket,
            status=TicketStatus.WAITING,
            held_until_ms=now + asked.minutes * 60_000,
            note=asked.reason,
        )
        rule = house.rules.counter_of.get(found.call.counter)
        # A counter without lines calls nobody in turn: what it holds stays everybody's, or nobody would call it again.
        if asked.for_me and rule is not None and rule.lines:
            to = _for_counter(to, rule)
        return end_call(
            house, ledger, found, asked.request_id, now, CallStatus.HELD, EventType.HELD, to, AuditDeed.HOLD,
            Why(asked.reason, f"{asked.minutes} min"),
        )  # fmt: skip


class TransferCalls:
    """The ticket goes to another line or counter and is called there by the hour it counts from."""

    def __init__(self, house: House) -> None:
        self._house = house

    def __call__(self, ledger: Ledger, asked: Sequence[TransferCall]) -> Sequence[Call | Refused]:
        """One answer for each request, in order."""
        return [self._transfer(ledger, one) for one in asked]

    def _transfer(self, ledger: Ledger, asked: TransferCall) -> Call | Refused:
        house = self._house
        now = house.clock.now_ms()
        found = open_call(
            house, ledger, asked.call_id, asked.session_sha256, asked.request_id, EventType.TRANSFERRED, now,
            StaffDeed.TRANSFER,
        )  # fmt: skip
        if not isinstance(found, OpenCall):
            return found
        to = self._sent_on(ledger, found.ticket, asked, now)
        if isinstance(to, Refused):
            return to
        where = to.queue_line if to.for_counter is None else str(to.for_counter)
        return end_call(
            house, ledger, found, asked.request_id, now, CallStatus.TRANSFERRED, EventType.TRANSFERRED, to,
            AuditDeed.TRANSFER, Why(asked.reason, where),
        )  # fmt: skip

    def _sent_on(self, ledger: Ledger, ticket: TicketRecord, asked: TransferCall, now: int) -> TicketRecord | Refused:
        rules = self._house.rules
        waiting = replace(ticket, status=TicketStatus.WAITING, note=asked.reason)
        if asked.counter is None:
            if asked.line is None or not self._house.has_line(asked.line, self._house.today(now)):
                return refuse(Refusal.UNKNOWN_LINE)
            return replace(waiting, queue_line=asked.line, for_counter=None)
        rule = rules.counter_of.get(asked.counter)
        if rule is None:
            return refuse(Refusal.UNKNOWN_COUNTER)
        if not rule.lines or asked.counter not in self._house.callers(ledger, now):
            return refuse(Refusal.COUNTER_CLOSED)
        return _for_counter(waiting, rule)


def _for_counter(ticket: TicketRecord, rule: CounterRule) -> TicketRecord:
    """The ticket where this counter finds it: in its own line if the counter serves that, else in the counter's first.

    `rule`: of a counter that serves at least one line.
    """
    line = ticket.queue_line if ticket.queue_line in rule.lines else rule.lines[0]
    return replace(ticket, queue_line=line, for_counter=rule.number)
