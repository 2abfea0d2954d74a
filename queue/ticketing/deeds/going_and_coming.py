"""A citizen leaves the line, comes later, or is here again; asked for at a kiosk, on a phone or at a counter."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar, Final, Generic, TypeVar

from ticketing.deeds.desk import change_or_fail, leave_behind, ticket_event
from ticketing.deeds.house import House
from ticketing.deeds.permission import permitted
from ticketing.domain.answers import CallStatus, EventType, Refused, Ticket, TicketStatus
from ticketing.domain.asked import ComeBack, ComeLater, LeaveLine
from ticketing.domain.audit import AuditDeed
from ticketing.domain.changes import Changes, TicketChange
from ticketing.domain.reasons import CitizenReason
from ticketing.domain.records import SessionRecord, TicketRecord
from ticketing.domain.refusals import Refusal, refuse
from ticketing.domain.rights import StaffDeed
from ticketing.store.port import Ledger

_NOT_CALLED: Final = frozenset({TicketStatus.WAITING, TicketStatus.ABSENT})
_AUDITED: Final = {EventType.CAME_BACK: AuditDeed.COME_BACK, EventType.LEFT: AuditDeed.LEAVE}

_A = TypeVar("_A", ComeBack, ComeLater, LeaveLine)


class _CitizensDeed(ABC, Generic[_A]):
    """What the three have in common: done once for each request, and told.

    Where staff asked for it, it is audited and can be undone like every deed of theirs.
    """

    event: ClassVar[EventType]
    possible: ClassVar[frozenset[TicketStatus]] = _NOT_CALLED

    def __init__(self, house: House) -> None:
        self._house = house

    def __call__(self, ledger: Ledger, asked: Sequence[_A]) -> Sequence[Ticket | Refused]:
        """One answer for each request, in order."""
        return [self._do(ledger, one, self._house.clock.now_ms()) for one in asked]

    @abstractmethod
    def _becomes(self, ledger: Ledger, ticket: TicketRecord, asked: _A, now: int) -> TicketRecord | Refused:
        """The ticket afterwards, or why not."""

    def _do(self, ledger: Ledger, asked: _A, now: int) -> Ticket | Refused:
        ticket = ledger.ticket(asked.ticket_id)
        if ticket is None:
            return refuse(Refusal.UNKNOWN_TICKET)
        done = ledger.done_before([asked.request_id]).get(asked.request_id)
        if done is not None:
            if done.type is not self.event or done.ticket_id != ticket.ticket_id:
                return refuse(Refusal.REQUEST_REUSED)
            return self._house.describe(ledger, ticket, now)
        clerk = _clerk(ledger, asked, now)
        if isinstance(clerk, Refused):
            return clerk
        if ticket.status not in self.possible:
            return refuse(Refusal.WRONG_STATE)
        to = self._becomes(ledger, ticket, asked, now)
        if isinstance(to, Refused):
            return to
        change_or_fail(ledger, ticket, to)
        told = ticket_event(self.event, to, asked.request_id, ledger.draw_seqs(1, now), now)
        if clerk is None:
            ledger.add_events([told])
        else:
            changes = Changes((TicketChange(ticket, to),))
            leave_behind(ledger, clerk, told, _AUDITED[self.event], changes=changes)
        return self._house.describe(ledger, to, now)


class ComeBacks(_CitizensDeed[ComeBack]):
    """An absent or postponed ticket waits in its old place and may be called from now on."""

    event = EventType.CAME_BACK

    def _becomes(self, ledger: Ledger, ticket: TicketRecord, _asked: ComeBack, now: int) -> TicketRecord | Refused:
        if self._house.too_late_to_return(ledger, ticket, now):
            return refuse(Refusal.RETURN_TOO_LATE)
        return replace(ticket, status=TicketStatus.WAITING, held_until_ms=0, note=None)


class ComeLaters(_CitizensDeed[ComeLater]):
    """The ticket is passed over for some minutes while others wait; its place stays."""

    event = EventType.POSTPONED
    possible = _NOT_CALLED | {TicketStatus.CALLED}

    def _becomes(self, ledger: Ledger, ticket: TicketRecord, asked: ComeLater, now: int) -> TicketRecord | Refused:
        if self._house.too_late_to_return(ledger, ticket, now):
            return refuse(Refusal.RETURN_TOO_LATE)
        if asked.minutes > self._house.rules.terms.hold_max_min:
            return refuse(Refusal.TOO_LONG)
        call = ledger.open_call_of(ticket.ticket_id)
        if call is not None:
            ledger.end_call(call.call_id, CallStatus.KEPT, now)
        until, why = now + asked.minutes * 60_000, CitizenReason.COME_LATER.value
        return replace(ticket, status=TicketStatus.WAITING, kept=True, held_until_ms=until, note=why)


class LeaveLines(_CitizensDeed[LeaveLine]):
    """The ticket waits no more. One that is called is the counter's to end."""

    event = EventType.LEFT

    def _becomes(self, _ledger: Ledger, ticket: TicketRecord, _asked: LeaveLine, _now: int) -> TicketRecord:
        return replace(ticket, status=TicketStatus.LEFT)


def _clerk(ledger: Ledger, asked: ComeBack | ComeLater | LeaveLine, now: int) -> SessionRecord | Refused | None:
    """The member of staff who asks for it; None where the citizen does. Who may not is refused, not passed over."""
    session = None if isinstance(asked, ComeLater) else asked.session_sha256
    return None if session is None else permitted(ledger, session, StaffDeed.BRING_BACK, now)
