"""A family with several numbers is served with one: the others wait no more, their visits belong to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ticketing.deeds.desk import Why, change_or_fail, leave_behind, ticket_event
from ticketing.deeds.house import House
from ticketing.deeds.permission import permitted
from ticketing.domain.answers import CallStatus, EventType, Refused, Ticket, TicketStatus
from ticketing.domain.asked import MergeTickets
from ticketing.domain.audit import AuditDeed
from ticketing.domain.changes import CallChange, Changes, TicketChange
from ticketing.domain.records import SessionRecord, TicketRecord
from ticketing.domain.refusals import Refusal, refuse
from ticketing.domain.rights import StaffDeed
from ticketing.store.port import Ledger

_STILL_HERE: Final = frozenset({TicketStatus.WAITING, TicketStatus.CALLED, TicketStatus.ABSENT})


class MergeFamilies:
    """Merges one ticket into another of the same day; the place of the other stays as it is."""

    def __init__(self, house: House) -> None:
        self._house = house

    def __call__(self, ledger: Ledger, asked: Sequence[MergeTickets]) -> Sequence[Ticket | Refused]:
        """The ticket that goes on, or a refusal, for each request, in order."""
        return [self._merge(ledger, one) for one in asked]

    def _merge(self, ledger: Ledger, asked: MergeTickets) -> Ticket | Refused:
        house = self._house
        now = house.clock.now_ms()
        clerk = permitted(ledger, asked.session_sha256, StaffDeed.MERGE, now)
        if isinstance(clerk, Refused):
            return clerk
        ticket, into = ledger.ticket(asked.ticket_id), ledger.ticket(asked.into_ticket_id)
        if ticket is None or into is None:
            return refuse(Refusal.UNKNOWN_TICKET)
        done = ledger.done_before([asked.request_id]).get(asked.request_id)
        if done is not None:
            if done.type is not EventType.MERGED or done.ticket_id != ticket.ticket_id:
                return refuse(Refusal.REQUEST_REUSED)
            return house.describe(ledger, into, now)
        refusal = self._why_not(ticket, into, now)
        if refusal is not None:
            return refuse(refusal)
        changes = self._carry_out(ledger, clerk, ticket, into, now)
        if isinstance(changes, Refused):
            return changes
        told = ticket_event(EventType.MERGED, ticket, asked.request_id, ledger.draw_seqs(1, now), now)
        leave_behind(ledger, clerk, told, AuditDeed.MERGE, Why(asked.reason, into.label), changes)
        return house.describe(ledger, into, now)

    def _why_not(self, ticket: TicketRecord, into: TicketRecord, now: int) -> Refusal | None:
        if ticket.ticket_id == into.ticket_id or not {ticket.status, into.status} <= _STILL_HERE:
            return Refusal.WRONG_STATE
        return None if ticket.day == into.day == self._house.today(now) else Refusal.RETURN_TOO_LATE

    def _carry_out(
        self, ledger: Ledger, clerk: SessionRecord, ticket: TicketRecord, into: TicketRecord, now: int
    ) -> Changes | Refused:
        call_change: CallChange | None = None
        call = ledger.open_call_of(ticket.ticket_id)
        if call is not None:
            if call.counter != clerk.counter:
                return refuse(Refusal.FOR_ANOTHER_COUNTER)
            ledger.end_call(call.call_id, CallStatus.MERGED, now)
            call_change = CallChange(call, replace(call, status=CallStatus.MERGED, ended_ms=now))
        changed = []
        # Itself first: that is the one of which an undoing tells.
        family = sorted(ledger.visits_of(ticket.ticket_id), key=lambda one: one.ticket_id != ticket.ticket_id)
        for one in family:
            merged = replace(one, status=TicketStatus.MERGED, merged_into=into.ticket_id)
            change_or_fail(ledger, one, merged)
            changed.append(TicketChange(one, merged))
        return Changes(tuple(changed), call_change)
