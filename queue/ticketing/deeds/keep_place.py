"""Keeping one's place: nobody loses it for being busy with a form, or for coming a little late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ticketing.deeds.desk import call_event, ticket_event
from ticketing.deeds.house import House
from ticketing.domain.answers import CallStatus, EventType, Refused, Ticket, TicketStatus
from ticketing.domain.asked import KeepPlace
from ticketing.domain.records import CallRecord, EventRecord, TicketRecord
from ticketing.domain.refusals import Refusal, refuse
from ticketing.store.port import Ledger

_MAY_KEEP: Final = frozenset({TicketStatus.WAITING, TicketStatus.CALLED, TicketStatus.ABSENT})


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
        if ticket.status not in _MAY_KEEP:
            return refuse(Refusal.WRONG_STATE)
        if house.too_late_to_return(ledger, ticket, now):
            return refuse(Refusal.RETURN_TOO_LATE)
        # The newest may be one that a counter made without the hub and told late, while another has the ticket called.
        call = ledger.open_call_of(ticket.ticket_id) or ledger.last_call_of(ticket.ticket_id)
        held_until = 0
        if ticket.status is not TicketStatus.WAITING:
            held_until = now + house.rules.terms.held_min * 60_000
            if call is not None and call.status is CallStatus.OPEN:
                ledger.end_call(call.call_id, CallStatus.KEPT, now)
        kept = replace(
            ticket, status=TicketStatus.WAITING, kept=True, held_until_ms=max(held_until, ticket.held_until_ms)
        )
        if not ledger.change_ticket(ticket, kept):
            raise AssertionError("a ticket changed inside the writer's transaction")
        ledger.add_events([_kept_event(kept, call, asked.request_id, ledger.draw_seqs(1, now), now)])
        return house.describe(ledger, kept, now)


def _kept_event(ticket: TicketRecord, call: CallRecord | None, request_id: str, seq: int, now: int) -> EventRecord:
    if call is not None:
        return call_event(EventType.KEPT, call, ticket, request_id, seq, now)
    return ticket_event(EventType.KEPT, ticket, request_id, seq, now)
