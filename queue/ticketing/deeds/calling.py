"""Calling: next, again, absent, finished. Only a signed-in clerk, only at the clerk's own counter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ticketing.deeds.house import House
from ticketing.domain.answers import Call, CallStatus, EventType, NobodyWaiting, Refused, TicketStatus
from ticketing.domain.asked import CallNext, GoOnWithCall
from ticketing.domain.records import CallRecord, EventRecord, SessionRecord, TicketRecord
from ticketing.domain.refusals import Refusal, refuse
from ticketing.domain.rules import CALLING_ROLES
from ticketing.store.port import Ledger


class CallNextTicket:
    """Calls the next ticket to a counter. That nobody else holds it is a constraint of the database."""

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
        clerk = _clerk_at(ledger, asked.session_sha256, asked.counter, now)
        if isinstance(clerk, Refused):
            return clerk
        done = ledger.done_before([asked.request_id]).get(asked.request_id)
        if done is not None:
            if done.type is not EventType.CALLED or done.counter != asked.counter or done.call_id is None:
                return refuse(Refusal.REQUEST_REUSED)
            return _as_it_stands(house, ledger, done.call_id)
        if ledger.open_call_at(asked.counter) is not None:
            return refuse(Refusal.CALL_OPEN)
        ticket = ledger.next_waiting(house.today(now), rule.lines, now)
        if ticket is None:
            return NobodyWaiting()
        called = replace(ticket, status=TicketStatus.CALLED)
        if not ledger.move_ticket(ticket, TicketStatus.CALLED):
            raise AssertionError("a waiting ticket changed inside the writer's transaction")
        call = CallRecord(
            call_id=house.luck.new_id(),
            ticket_id=ticket.ticket_id,
            day=ticket.day,
            counter=asked.counter,
            clerk_id=clerk.clerk_id,
            called_ms=now,
            announced_seq=ledger.draw_seqs(1, now),
            times=1,
            status=CallStatus.OPEN,
            ended_ms=None,
        )
        ledger.add_call(call)
        ledger.add_events([call_event(EventType.CALLED, call, called, asked.request_id, call.announced_seq, now)])
        return house.call(call, called)


class Recall:
    """Announces an open call once more."""

    def __init__(self, house: House) -> None:
        self._house = house

    def __call__(self, ledger: Ledger, asked: Sequence[GoOnWithCall]) -> Sequence[Call | Refused]:
        """One answer for each request, in order."""
        return [self._recall(ledger, one) for one in asked]

    def _recall(self, ledger: Ledger, asked: GoOnWithCall) -> Call | Refused:
        house = self._house
        now = house.clock.now_ms()
        found = _open_call(house, ledger, asked, EventType.RECALLED, now)
        if not isinstance(found, tuple):
            return found
        call, ticket = found
        seq = ledger.draw_seqs(1, now)
        again = replace(call, announced_seq=seq, times=call.times + 1)
        ledger.announce_again(call.call_id, seq, again.times)
        ledger.add_events([call_event(EventType.RECALLED, again, ticket, asked.request_id, seq, now)])
        return house.call(again, ticket)


_ENDS: Final = {
    CallStatus.ABSENT: (TicketStatus.ABSENT, EventType.ABSENT),
    CallStatus.FINISHED: (TicketStatus.FINISHED, EventType.FINISHED),
}


class EndCall:
    """Ends an open call: nobody came, or the citizen has been served."""

    def __init__(self, house: House, end: CallStatus) -> None:
        """`end`: ABSENT or FINISHED."""
        self._house = house
        self.end = end
        self._ticket_status, self._event = _ENDS[end]

    def __call__(self, ledger: Ledger, asked: Sequence[GoOnWithCall]) -> Sequence[Call | Refused]:
        """One answer for each request, in order."""
        return [self._end_one(ledger, one) for one in asked]

    def _end_one(self, ledger: Ledger, asked: GoOnWithCall) -> Call | Refused:
        house = self._house
        now = house.clock.now_ms()
        found = _open_call(house, ledger, asked, self._event, now)
        if not isinstance(found, tuple):
            return found
        call, ticket = found
        if not ledger.move_ticket(ticket, self._ticket_status):
            raise AssertionError("a called ticket changed inside the writer's transaction")
        ledger.end_call(call.call_id, self.end, now)
        ended = replace(call, status=self.end, ended_ms=now)
        moved = replace(ticket, status=self._ticket_status)
        seq = ledger.draw_seqs(1, now)
        ledger.add_events([call_event(self._event, ended, moved, asked.request_id, seq, now)])
        return house.call(ended, moved)


def call_event(
    type_: EventType, call: CallRecord, ticket: TicketRecord, request_id: str, seq: int, now_ms: int
) -> EventRecord:
    """What is told about a call."""
    return EventRecord(
        seq=seq,
        request_id=request_id,
        type=type_,
        at_ms=now_ms,
        label=ticket.label,
        line=ticket.line,
        ticket_id=ticket.ticket_id,
        call_id=call.call_id,
        counter=call.counter,
        times=call.times,
    )


def _clerk_at(ledger: Ledger, session_sha256: str, counter: int, now: int) -> SessionRecord | Refused:
    session = ledger.session(session_sha256, now)
    if session is None:
        return refuse(Refusal.NOT_SIGNED_IN)
    if session.role not in CALLING_ROLES:
        return refuse(Refusal.NOT_ALLOWED)
    return session if session.counter == counter else refuse(Refusal.NOT_YOUR_COUNTER)


def _open_call(
    house: House, ledger: Ledger, asked: GoOnWithCall, event: EventType, now: int
) -> tuple[CallRecord, TicketRecord] | Call | Refused:
    """The open call and its ticket; the call as it stands if this request was carried out already; or a refusal."""
    call = ledger.call(asked.call_id)
    if call is None:
        # Whoever is not signed in learns only that.
        known = ledger.session(asked.session_sha256, now)
        return refuse(Refusal.NOT_SIGNED_IN if known is None else Refusal.UNKNOWN_CALL)
    clerk = _clerk_at(ledger, asked.session_sha256, call.counter, now)
    if isinstance(clerk, Refused):
        return clerk
    done = ledger.done_before([asked.request_id]).get(asked.request_id)
    if done is not None:
        if done.type is not event or done.call_id != asked.call_id:
            return refuse(Refusal.REQUEST_REUSED)
        return _as_it_stands(house, ledger, asked.call_id)
    ticket = ledger.ticket(call.ticket_id)
    if call.status is not CallStatus.OPEN or ticket is None:
        return refuse(Refusal.WRONG_STATE)
    return call, ticket


def _as_it_stands(house: House, ledger: Ledger, call_id: str) -> Call | Refused:
    call = ledger.call(call_id)
    ticket = None if call is None else ledger.ticket(call.ticket_id)
    if call is None or ticket is None:
        return refuse(Refusal.UNKNOWN_CALL)
    return house.call(call, ticket)
