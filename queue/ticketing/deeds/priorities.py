"""Giving a ticket a priority class, or taking it away: by staff, with a reason that the audit keeps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ticketing.deeds.desk import Why, change_or_fail, leave_behind, ticket_event
from ticketing.deeds.house import House
from ticketing.deeds.permission import permitted
from ticketing.domain.answers import EventType, Refused, Ticket, TicketStatus
from ticketing.domain.asked import SetPriority
from ticketing.domain.audit import AuditDeed
from ticketing.domain.changes import Changes, TicketChange
from ticketing.domain.refusals import Refusal, refuse
from ticketing.domain.rights import StaffDeed
from ticketing.store.port import Ledger

_MAY_CHANGE: Final = frozenset({TicketStatus.WAITING, TicketStatus.CALLED, TicketStatus.ABSENT})


class SetPriorities:
    """Changes the class; the hour that the ticket counts from stays."""

    def __init__(self, house: House) -> None:
        self._house = house

    def __call__(self, ledger: Ledger, asked: Sequence[SetPriority]) -> Sequence[Ticket | Refused]:
        """One answer for each request, in order."""
        return [self._set(ledger, one) for one in asked]

    def _set(self, ledger: Ledger, asked: SetPriority) -> Ticket | Refused:
        house = self._house
        now = house.clock.now_ms()
        clerk = permitted(ledger, asked.session_sha256, StaffDeed.SET_PRIORITY, now)
        if isinstance(clerk, Refused):
            return clerk
        ticket = ledger.ticket(asked.ticket_id)
        if ticket is None:
            return refuse(Refusal.UNKNOWN_TICKET)
        done = ledger.done_before([asked.request_id]).get(asked.request_id)
        if done is not None:
            if done.type is not EventType.PRIORITY_SET or done.ticket_id != ticket.ticket_id:
                return refuse(Refusal.REQUEST_REUSED)
            return house.describe(ledger, ticket, now)
        if asked.priority is not None and not house.grants(asked.priority, house.today(now)):
            return refuse(Refusal.UNKNOWN_PRIORITY)
        if ticket.status not in _MAY_CHANGE or ticket.day != house.today(now):
            return refuse(Refusal.WRONG_STATE)
        to = replace(ticket, priority=asked.priority)
        change_or_fail(ledger, ticket, to)
        told = ticket_event(EventType.PRIORITY_SET, to, asked.request_id, ledger.draw_seqs(1, now), now)
        why = Why(asked.reason, asked.priority)
        leave_behind(ledger, clerk, told, AuditDeed.SET_PRIORITY, why, Changes((TicketChange(ticket, to),)))
        return house.describe(ledger, to, now)
