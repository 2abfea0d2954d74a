"""A family with several numbers is served with one: the others wait no more, their visits belong to it.

Nobody loses a place by it: the ticket that goes on counts from the earlier hour, keeps the nearer promise, and has the
priority class of whoever has one.
"""

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
    """Merges one ticket into another of the same day, which goes on in its own line."""

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
            same = done.type is EventType.MERGED and done.ticket_id == ticket.ticket_id
            if not same or done.visit_id != into.visit_id:
                return refuse(Refusal.REQUEST_REUSED)
            return house.describe(ledger, into, now)
        refusal = self._why_not(ledger, ticket, into, now)
        if refusal is not None:
            return refuse(refusal)
        goes_on = self._going_on(ledger, ticket, into, now)
        changes = self._carry_out(ledger, clerk, ticket, TicketChange(into, goes_on), now)
        if isinstance(changes, Refused):
            return changes
        seq = ledger.draw_seqs(1, now)
        told = ticket_event(EventType.MERGED, ticket, asked.request_id, seq, now, into.visit_id)
        leave_behind(ledger, clerk, told, AuditDeed.MERGE, Why(asked.reason, into.label), changes)
        return house.describe(ledger, goes_on, now)

    def _why_not(self, ledger: Ledger, ticket: TicketRecord, into: TicketRecord, now: int) -> Refusal | None:
        if ticket.ticket_id == into.ticket_id or not {ticket.status, into.status} <= _STILL_HERE:
            return Refusal.WRONG_STATE
        lost = ticket.day != into.day or self._house.too_late_to_return(ledger, into, now)
        return Refusal.RETURN_TOO_LATE if lost else None

    def _carry_out(
        self, ledger: Ledger, clerk: SessionRecord, ticket: TicketRecord, into: TicketChange, now: int
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
            merged = replace(one, status=TicketStatus.MERGED, merged_into=into.before.ticket_id)
            change_or_fail(ledger, one, merged)
            changed.append(TicketChange(one, merged))
        if into.after != into.before:
            change_or_fail(ledger, into.before, into.after)
            changed.append(into)
        return Changes(tuple(changed), call_change)

    def _going_on(self, ledger: Ledger, ticket: TicketRecord, into: TicketRecord, now: int) -> TicketRecord:
        """The ticket that goes on, with what the one that joins it brings along."""
        with_class = into if into.preferred else replace(into, priority=ticket.priority)
        if self._house.too_late_to_return(ledger, ticket, now):
            return with_class  # its place and its promise are gone; who somebody is stays
        promises = [one.promise_until_ms for one in (into, ticket) if one.promise_until_ms is not None]
        return replace(with_class, due_ms=min(into.due_ms, ticket.due_ms), promise_until_ms=min(promises, default=None))
