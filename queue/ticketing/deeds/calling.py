"""Calling: next, this one, again, absent, finished. Only a signed-in clerk, only at the clerk's own counter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ticketing.deeds.desk import (
    OpenCall,
    Why,
    begin_call,
    call_as_it_stands,
    call_event,
    clerk_at,
    end_call,
    leave_behind,
    open_call,
)
from ticketing.deeds.house import House
from ticketing.domain.answers import Call, CallStatus, EventType, NobodyWaiting, Refused, TicketStatus
from ticketing.domain.asked import CallNext, CallThis, GoOnWithCall
from ticketing.domain.audit import AuditDeed
from ticketing.domain.changes import RunChange
from ticketing.domain.fair_order import LineQueue, Turn, turns
from ticketing.domain.records import SessionRecord
from ticketing.domain.refusals import Refusal, refuse
from ticketing.domain.rights import StaffDeed
from ticketing.store.port import Ledger


class CallNextTicket:
    """Calls the next ticket to a counter, by the order of `domain.fair_order`."""

    def __init__(self, house: House) -> None:
        self._house = house

    def __call__(self, ledger: Ledger, asked: Sequence[CallNext]) -> Sequence[Call | NobodyWaiting | Refused]:
        """One answer for each request, in order."""
        return [self._call(ledger, one) for one in asked]

    def _call(self, ledger: Ledger, asked: CallNext) -> Call | NobodyWaiting | Refused:
        house = self._house
        now = house.clock.now_ms()
        rule = house.rules.counter_of.get(asked.counter)
        if rule is None:
            return refuse(Refusal.UNKNOWN_COUNTER)
        clerk = free_clerk(house, ledger, asked.counter, asked.session_sha256, asked.request_id, now, StaffDeed.CALL)
        if not isinstance(clerk, SessionRecord):
            return clerk
        day = house.today(now)
        lines = rule.calls_from(house.forsaken_lines(ledger, day))
        kept_for = house.kept_for(ledger, now)
        for held in (False, True):
            queues = ledger.line_queues(day, lines, rule.number, now, kept_for=kept_for, held=held, most=1)
            turn = next(turns(queues, rule.weights, rule.number, house.rules.terms, now), None)
            if turn is not None:
                return self._begin(ledger, clerk, turn, queues, asked, now)
        return NobodyWaiting()

    def _begin(
        self, ledger: Ledger, clerk: SessionRecord, turn: Turn, queues: Sequence[LineQueue], asked: CallNext, now: int
    ) -> Call:
        ticket = turn.ticket
        order = next(queue.order for queue in queues if queue.line == ticket.queue_line)
        seq = ledger.draw_seqs(1, now)
        run: RunChange | None = None
        if turn.run is not None and turn.run != order.run:
            run = RunChange(ticket.day, ticket.queue_line, order.run, order.run_seq)
            ledger.note_run(ticket.day, ticket.queue_line, turn.run, seq)
        return begin_call(
            self._house, ledger, clerk, ticket, asked.request_id, now, AuditDeed.CALL_NEXT, run=run, seq=seq
        )


_CALLABLE: Final = frozenset({TicketStatus.WAITING, TicketStatus.ABSENT})


class CallThisTicket:
    """Calls a ticket out of its turn, for a reason that the audit keeps. The line's order is not touched by it."""

    def __init__(self, house: House) -> None:
        self._house = house

    def __call__(self, ledger: Ledger, asked: Sequence[CallThis]) -> Sequence[Call | Refused]:
        """One answer for each request, in order."""
        return [self._call(ledger, one) for one in asked]

    def _call(self, ledger: Ledger, asked: CallThis) -> Call | Refused:
        house = self._house
        now = house.clock.now_ms()
        if asked.counter not in house.rules.counter_of:
            return refuse(Refusal.UNKNOWN_COUNTER)
        clerk = free_clerk(
            house, ledger, asked.counter, asked.session_sha256, asked.request_id, now, StaffDeed.CALL_THIS,
            asked.ticket_id,
        )  # fmt: skip
        if not isinstance(clerk, SessionRecord):
            return clerk
        ticket = ledger.ticket(asked.ticket_id)
        if ticket is None:
            return refuse(Refusal.UNKNOWN_TICKET)
        if ticket.status not in _CALLABLE or ledger.open_call_of(ticket.ticket_id) is not None:
            return refuse(Refusal.WRONG_STATE)
        if house.too_late_to_return(ledger, ticket, now):
            return refuse(Refusal.RETURN_TOO_LATE)
        if ticket.for_counter not in (None, asked.counter) and ticket.for_counter in house.kept_for(ledger, now):
            return refuse(Refusal.FOR_ANOTHER_COUNTER)
        lease = ledger.lease_of(ticket.ticket_id)
        if lease is not None and lease.counter != asked.counter:
            return refuse(Refusal.RESERVED_ELSEWHERE)
        return begin_call(house, ledger, clerk, ticket, asked.request_id, now, AuditDeed.CALL_THIS, Why(asked.reason))


def free_clerk(
    house: House,
    ledger: Ledger,
    counter: int,
    session_sha256: str,
    request_id: str,
    now: int,
    deed: StaffDeed,
    ticket_id: str | None = None,
) -> SessionRecord | Call | Refused:
    """The clerk of a counter that can call now; or the call as it stands if this request made it; or a refusal.

    `ticket_id`: the ticket that the request is about, where it names one.
    """
    clerk = clerk_at(ledger, session_sha256, counter, now, deed)
    if isinstance(clerk, Refused):
        return clerk
    done = ledger.done_before([request_id]).get(request_id)
    if done is not None:
        same = done.type is EventType.CALLED and done.counter == counter and ticket_id in (None, done.ticket_id)
        if not same or done.call_id is None:
            return refuse(Refusal.REQUEST_REUSED)
        return call_as_it_stands(house, ledger, done.call_id)
    if ledger.open_call_at(counter) is not None:
        return refuse(Refusal.CALL_OPEN)
    return refuse(Refusal.COUNTER_PAUSED) if clerk.paused_until_ms > now else clerk


class Recall:
    """Announces an open call once more, not sooner than some seconds after the last time."""

    def __init__(self, house: House) -> None:
        self._house = house

    def __call__(self, ledger: Ledger, asked: Sequence[GoOnWithCall]) -> Sequence[Call | Refused]:
        """One answer for each request, in order."""
        return [self._recall(ledger, one) for one in asked]

    def _recall(self, ledger: Ledger, asked: GoOnWithCall) -> Call | Refused:
        house = self._house
        now = house.clock.now_ms()
        found = open_call(house, ledger, asked.call_id, asked.session_sha256, asked.request_id, EventType.RECALLED, now)
        if not isinstance(found, OpenCall):
            return found
        call = found.call
        if now - call.announced_ms < house.rules.terms.seconds_between_calls * 1000:
            return refuse(Refusal.RECALL_TOO_SOON)
        seq = ledger.draw_seqs(1, now)
        again = replace(call, announced_seq=seq, times=call.times + 1, announced_ms=now)
        ledger.announce_again(call.call_id, seq, again.times, now)
        told = call_event(EventType.RECALLED, again, found.ticket, asked.request_id, seq, now)
        leave_behind(ledger, found.clerk, told, AuditDeed.RECALL)
        return house.call(again, found.ticket)


_ENDS: Final = {
    CallStatus.ABSENT: (TicketStatus.ABSENT, EventType.ABSENT, AuditDeed.ABSENT),
    CallStatus.FINISHED: (TicketStatus.FINISHED, EventType.FINISHED, AuditDeed.FINISH),
}


class EndCall:
    """Ends an open call: nobody came, although called often enough; or the citizen has been served."""

    def __init__(self, house: House, end: CallStatus) -> None:
        """`end`: ABSENT or FINISHED."""
        self._house = house
        self.end = end
        self._status, self._event, self._deed = _ENDS[end]

    def __call__(self, ledger: Ledger, asked: Sequence[GoOnWithCall]) -> Sequence[Call | Refused]:
        """One answer for each request, in order."""
        return [self._end_one(ledger, one) for one in asked]

    def _end_one(self, ledger: Ledger, asked: GoOnWithCall) -> Call | Refused:
        house = self._house
        now = house.clock.now_ms()
        found = open_call(house, ledger, asked.call_id, asked.session_sha256, asked.request_id, self._event, now)
        if not isinstance(found, OpenCall):
            return found
        if self.end is CallStatus.ABSENT and found.call.times < house.rules.terms.calls_before_absent:
            return refuse(Refusal.NOT_CALLED_ENOUGH)
        to = replace(found.ticket, status=self._status)
        return end_call(house, ledger, found, asked.request_id, now, self.end, self._event, to, self._deed)
