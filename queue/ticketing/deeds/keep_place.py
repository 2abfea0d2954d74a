"""Keeping one's place: nobody loses it for being busy with a form, or for coming a little late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ticketing.deeds.calling import call_event
from ticketing.deeds.house import House
from ticketing.domain.answers import CallStatus, EventType, Refused, Ticket, TicketStatus
from ticketing.domain.asked import KeepPlace
from ticketing.domain.records import CallRecord, EventRecord, TicketRecord
from ticketing.domain.refusals import Refusal, refuse
from ticketing.store.port import Ledger


class KeepPlaces:
    """Puts a called or absent ticket back to its old place, passed over for a few minutes while others wait."""

    def __init__(self, house: House) -> None:
        self._house = house

    def __call__(self, ledger: Ledger, asked: Sequence[KeepPlace]) -> Sequence[Ticket | Refused]:
        """One answer for each request, in order."""
        return [self._keep(ledger, one) for one in asked]

    def _keep(self, ledger: Ledger, asked: KeepPlace) -> Ticket | Refused:
        house = self._house
        now = house.clock.now_ms()
        ticket = ledger.ticket(asked.ticket_id)
        if ticket is None:
            return refuse(Refusal.UNKNOWN_TICKET)
        done = ledger.done_before([asked.request_id]).get(asked.request_id)
        if done is not None:
            if done.type is not EventType.KEPT or done.ticket_id != asked.ticket_id:
                return refuse(Refusal.REQUEST_REUSED)
            return house.describe(ledger, ticket, now)
        call = ledger.last_call_of(ticket.ticket_id)
        refusal = self._why_not(ticket, call, now)
        if refusal is not None:
            return refuse(refusal)
        held_until = 0
        if ticket.status is not TicketStatus.WAITING:
            held_until = now + house.rules.terms.held_min * 60_000
            if call is not None and call.status is CallStatus.OPEN:
                ledger.end_call(call.call_id, CallStatus.KEPT, now)
            if not ledger.move_ticket(ticket, TicketStatus.WAITING):
                raise AssertionError("a ticket changed inside the writer's transaction")
        ledger.hold_place(ticket.ticket_id, kept=True, until_ms=max(held_until, ticket.held_until_ms))
        kept = replace(ticket, status=TicketStatus.WAITING, kept=True)
        ledger.add_events([_kept_event(kept, call, asked.request_id, ledger.draw_seqs(1, now), now)])
        return house.describe(ledger, kept, now)

    def _why_not(self, ticket: TicketRecord, call: CallRecord | None, now: int) -> Refusal | None:
        if ticket.status is TicketStatus.FINISHED:
            return Refusal.WRONG_STATE
        if ticket.day != self._house.today(now):
            return Refusal.RETURN_TOO_LATE
        if ticket.status is TicketStatus.ABSENT and call is not None and call.ended_ms is not None:
            late = now - call.ended_ms > self._house.rules.terms.return_within_min * 60_000
            return Refusal.RETURN_TOO_LATE if late else None
        return None


def _kept_event(ticket: TicketRecord, call: CallRecord | None, request_id: str, seq: int, now: int) -> EventRecord:
    if call is not None:
        return call_event(EventType.KEPT, call, ticket, request_id, seq, now)
    return EventRecord(
        seq=seq,
        request_id=request_id,
        type=EventType.KEPT,
        at_ms=now,
        label=ticket.label,
        line=ticket.line,
        ticket_id=ticket.ticket_id,
        call_id=None,
        counter=None,
        times=None,
    )
