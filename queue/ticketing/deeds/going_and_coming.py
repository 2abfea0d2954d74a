"""A citizen leaves the line, comes later, or is here again; asked for at a kiosk, on a phone or at a counter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ticketing.deeds.desk import change_or_fail, ticket_event
from ticketing.deeds.house import House
from ticketing.deeds.permission import permitted
from ticketing.domain.answers import CallStatus, EventType, Refused, Ticket, TicketStatus
from ticketing.domain.asked import ComeBack, ComeLater, LeaveLine
from ticketing.domain.audit import AuditDeed
from ticketing.domain.reasons import CitizenReason
from ticketing.domain.records import AuditEntry, SessionRecord, TicketRecord
from ticketing.domain.refusals import Refusal, refuse
from ticketing.domain.rights import StaffDeed
from ticketing.store.port import Ledger

_NOT_CALLED: Final = frozenset({TicketStatus.WAITING, TicketStatus.ABSENT})
_STILL_HERE: Final = _NOT_CALLED | {TicketStatus.CALLED}


class ComeBacks:
    """An absent or postponed ticket waits in its old place and may be called from now on."""

    def __init__(self, house: House) -> None:
        self._house = house

    def __call__(self, ledger: Ledger, asked: Sequence[ComeBack]) -> Sequence[Ticket | Refused]:
        """One answer for each request, in order."""
        return [self._come(ledger, one) for one in asked]

    def _come(self, ledger: Ledger, asked: ComeBack) -> Ticket | Refused:
        house = self._house
        now = house.clock.now_ms()
        ticket = _ticket(house, ledger, asked.ticket_id, asked.request_id, EventType.CAME_BACK, now)
        if not isinstance(ticket, TicketRecord):
            return ticket
        if ticket.status not in _NOT_CALLED:
            return refuse(Refusal.WRONG_STATE)
        if house.too_late_to_return(ledger, ticket, now):
            return refuse(Refusal.RETURN_TOO_LATE)
        to = replace(ticket, status=TicketStatus.WAITING, held_until_ms=0, note=None)
        _change(ledger, ticket, to, EventType.CAME_BACK, asked.request_id, now)
        _audit(ledger, asked.session_sha256, AuditDeed.COME_BACK, to, now)
        return house.describe(ledger, to, now)


class ComeLaters:
    """The ticket is passed over for some minutes while others wait; its place stays."""

    def __init__(self, house: House) -> None:
        self._house = house

    def __call__(self, ledger: Ledger, asked: Sequence[ComeLater]) -> Sequence[Ticket | Refused]:
        """One answer for each request, in order."""
        return [self._postpone(ledger, one) for one in asked]

    def _postpone(self, ledger: Ledger, asked: ComeLater) -> Ticket | Refused:
        house = self._house
        now = house.clock.now_ms()
        ticket = _ticket(house, ledger, asked.ticket_id, asked.request_id, EventType.POSTPONED, now)
        if not isinstance(ticket, TicketRecord):
            return ticket
        if ticket.status not in _STILL_HERE:
            return refuse(Refusal.WRONG_STATE)
        if house.too_late_to_return(ledger, ticket, now):
            return refuse(Refusal.RETURN_TOO_LATE)
        if asked.minutes > house.rules.terms.hold_max_min:
            return refuse(Refusal.TOO_LONG)
        call = ledger.open_call_of(ticket.ticket_id)
        if call is not None:
            ledger.end_call(call.call_id, CallStatus.KEPT, now)
        to = replace(
            ticket,
            status=TicketStatus.WAITING,
            kept=True,
            held_until_ms=now + asked.minutes * 60_000,
            note=CitizenReason.COME_LATER.value,
        )
        _change(ledger, ticket, to, EventType.POSTPONED, asked.request_id, now)
        return house.describe(ledger, to, now)


class LeaveLines:
    """The ticket waits no more. One that is called is the counter's to end."""

    def __init__(self, house: House) -> None:
        self._house = house

    def __call__(self, ledger: Ledger, asked: Sequence[LeaveLine]) -> Sequence[Ticket | Refused]:
        """One answer for each request, in order."""
        return [self._leave(ledger, one) for one in asked]

    def _leave(self, ledger: Ledger, asked: LeaveLine) -> Ticket | Refused:
        house = self._house
        now = house.clock.now_ms()
        ticket = _ticket(house, ledger, asked.ticket_id, asked.request_id, EventType.LEFT, now)
        if not isinstance(ticket, TicketRecord):
            return ticket
        if ticket.status not in _NOT_CALLED:
            return refuse(Refusal.WRONG_STATE)
        to = replace(ticket, status=TicketStatus.LEFT)
        _change(ledger, ticket, to, EventType.LEFT, asked.request_id, now)
        _audit(ledger, asked.session_sha256, AuditDeed.LEAVE, to, now)
        return house.describe(ledger, to, now)


def _ticket(
    house: House, ledger: Ledger, ticket_id: str, request_id: str, event: EventType, now: int
) -> TicketRecord | Ticket | Refused:
    """The ticket; or its answer if this request was carried out already; or a refusal."""
    ticket = ledger.ticket(ticket_id)
    if ticket is None:
        return refuse(Refusal.UNKNOWN_TICKET)
    done = ledger.done_before([request_id]).get(request_id)
    if done is None:
        return ticket
    if done.type is not event or done.ticket_id != ticket_id:
        return refuse(Refusal.REQUEST_REUSED)
    return house.describe(ledger, ticket, now)


def _change(ledger: Ledger, was: TicketRecord, to: TicketRecord, event: EventType, request_id: str, now: int) -> None:
    change_or_fail(ledger, was, to)
    ledger.add_events([ticket_event(event, to, request_id, ledger.draw_seqs(1, now), now)])


def _audit(ledger: Ledger, session_sha256: str | None, deed: AuditDeed, ticket: TicketRecord, now: int) -> None:
    """Where a member of staff asked for it, the audit says who."""
    clerk = None if session_sha256 is None else permitted(ledger, session_sha256, StaffDeed.BRING_BACK, now)
    if isinstance(clerk, SessionRecord):
        entry = AuditEntry(now, clerk.clerk_id, deed.value, ticket.label, ticket.queue_line, clerk.counter or None)
        ledger.add_audit([entry])
