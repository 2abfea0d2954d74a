"""What all deeds at a counter share: who asks, which call is open, and what every deed leaves behind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ticketing.deeds.house import House
from ticketing.deeds.permission import permitted
from ticketing.domain.answers import Call, CallStatus, EventType, Refused, TicketStatus
from ticketing.domain.audit import AuditDeed
from ticketing.domain.changes import CallChange, Changes, RunChange, TicketChange, UndoRecord
from ticketing.domain.records import AuditEntry, CallRecord, EventRecord, SessionRecord, TicketRecord
from ticketing.domain.refusals import Refusal, refuse
from ticketing.domain.rights import StaffDeed
from ticketing.store.port import Ledger


@dataclass(frozen=True, slots=True)
class Why:
    """What the audit says besides who, what and when: a reason code, and a detail such as where a ticket went."""

    reason: str | None = None
    detail: str | None = None


NO_REASON = Why()


def clerk_at(
    ledger: Ledger, session_sha256: str, counter: int, now: int, deed: StaffDeed = StaffDeed.CALL
) -> SessionRecord | Refused:
    """Whoever is signed in at this counter and may do this."""
    session = permitted(ledger, session_sha256, deed, now)
    if isinstance(session, Refused):
        return session
    return session if session.counter == counter else refuse(Refusal.NOT_YOUR_COUNTER)


@dataclass(frozen=True, slots=True)
class OpenCall:
    """An open call, its ticket, and the clerk who asks for something with it."""

    clerk: SessionRecord
    call: CallRecord
    ticket: TicketRecord


def open_call(
    house: House,
    ledger: Ledger,
    call_id: str,
    session_sha256: str,
    request_id: str,
    event: EventType,
    now: int,
    deed: StaffDeed = StaffDeed.CALL,
) -> OpenCall | Call | Refused:
    """The open call; or the call as it stands if this request was carried out already; or a refusal."""
    call = ledger.call(call_id)
    if call is None:
        # Whoever is not signed in learns only that.
        known = ledger.session(session_sha256, now)
        return refuse(Refusal.NOT_SIGNED_IN if known is None else Refusal.UNKNOWN_CALL)
    clerk = clerk_at(ledger, session_sha256, call.counter, now, deed)
    if isinstance(clerk, Refused):
        return clerk
    done = ledger.done_before([request_id]).get(request_id)
    if done is not None:
        if done.type is not event or done.call_id != call_id:
            return refuse(Refusal.REQUEST_REUSED)
        return call_as_it_stands(house, ledger, call_id)
    ticket = ledger.ticket(call.ticket_id)
    if call.status is not CallStatus.OPEN or ticket is None:
        return refuse(Refusal.WRONG_STATE)
    return OpenCall(clerk, call, ticket)


def call_as_it_stands(house: House, ledger: Ledger, call_id: str) -> Call | Refused:
    """The call now."""
    call = ledger.call(call_id)
    ticket = None if call is None else ledger.ticket(call.ticket_id)
    if call is None or ticket is None:
        return refuse(Refusal.UNKNOWN_CALL)
    return house.call(call, ticket)


def begin_call(
    house: House,
    ledger: Ledger,
    clerk: SessionRecord,
    ticket: TicketRecord,
    request_id: str,
    now: int,
    deed: AuditDeed,
    why: Why = NO_REASON,
    run: RunChange | None = None,
    seq: int | None = None,
    if_undone: TicketRecord | None = None,
) -> Call:
    """Call a ticket to the clerk's counter. That nobody else holds it is a constraint of the database.

    `run`: how the line's run was, if the deed changes it; `seq`: one that was drawn already; `if_undone`: what the
    ticket becomes then, if not what it was.
    """
    called = replace(ticket, status=TicketStatus.CALLED, held_until_ms=0, note=None)
    change_or_fail(ledger, ticket, called)
    drawn = ledger.draw_seqs(1, now) if seq is None else seq
    call = CallRecord(
        call_id=house.luck.new_id(),
        ticket_id=ticket.ticket_id,
        day=ticket.day,
        counter=clerk.counter,
        clerk_id=clerk.clerk_id,
        called_ms=now,
        announced_seq=drawn,
        times=1,
        status=CallStatus.OPEN,
        ended_ms=None,
        announced_ms=now,
    )
    ledger.add_call(call)
    changes = Changes((TicketChange(if_undone or ticket, called),), CallChange(None, call), run)
    leave_behind(ledger, clerk, call_event(EventType.CALLED, call, called, request_id, drawn, now), deed, why, changes)
    return house.call(call, called)


def end_call(
    house: House,
    ledger: Ledger,
    found: OpenCall,
    request_id: str,
    now: int,
    end: CallStatus,
    event: EventType,
    to: TicketRecord,
    deed: AuditDeed,
    why: Why = NO_REASON,
    others: Iterable[TicketChange] = (),
) -> Call:
    """End an open call and let its ticket become `to`. `others`: tickets that the deed changed as well."""
    change_or_fail(ledger, found.ticket, to)
    ledger.end_call(found.call.call_id, end, now)
    ended = replace(found.call, status=end, ended_ms=now)
    changes = Changes((TicketChange(found.ticket, to), *others), CallChange(found.call, ended))
    told = call_event(event, ended, to, request_id, ledger.draw_seqs(1, now), now)
    leave_behind(ledger, found.clerk, told, deed, why, changes)
    return house.call(ended, to)


def put_back(house: House, ledger: Ledger, call: CallRecord | None, now: int) -> TicketRecord | None:
    """Nobody goes on with this open call: its ticket waits again, in its old place. Returns it, if there is one."""
    ticket = None if call is None else ledger.ticket(call.ticket_id)
    if call is None or ticket is None:
        return None
    ledger.end_call(call.call_id, CallStatus.KEPT, now)
    after = replace(ticket, status=TicketStatus.WAITING, held_until_ms=0)
    change_or_fail(ledger, ticket, after)
    closed = replace(call, status=CallStatus.KEPT, ended_ms=now)
    seq = ledger.draw_seqs(1, now)
    ledger.add_events([call_event(EventType.KEPT, closed, after, house.luck.new_id(), seq, now)])
    return after


def leave_behind(
    ledger: Ledger,
    clerk: SessionRecord,
    event: EventRecord,
    deed: AuditDeed,
    why: Why = NO_REASON,
    changes: Changes | None = None,
) -> None:
    """The event, the audit, and what is needed to undo the deed; all in its own transaction."""
    ledger.add_events([event])
    ledger.add_audit(
        [
            AuditEntry(
                at_ms=event.at_ms,
                staff_id=clerk.clerk_id,
                deed=deed.value,
                label=event.label,
                line=event.line,
                counter=clerk.counter or None,
                reason=why.reason,
                detail=why.detail,
            )
        ]
    )
    if changes is not None:
        ledger.keep_undo(UndoRecord(event.request_id, clerk.clerk_id, clerk.counter, event.seq, event.at_ms, changes))


def change_or_fail(ledger: Ledger, was: TicketRecord, to: TicketRecord) -> None:
    """Change a ticket that was read in this very transaction."""
    if not ledger.change_ticket(was, to):
        raise AssertionError("a ticket changed inside the writer's transaction")


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
        line=ticket.queue_line,
        ticket_id=ticket.ticket_id,
        call_id=call.call_id,
        counter=call.counter,
        times=call.times,
    )


def ticket_event(
    type_: EventType, ticket: TicketRecord, request_id: str, seq: int, now_ms: int, visit_id: str | None = None
) -> EventRecord:
    """What is told about a ticket."""
    return EventRecord(
        seq=seq,
        request_id=request_id,
        type=type_,
        at_ms=now_ms,
        label=ticket.label,
        line=ticket.queue_line,
        ticket_id=ticket.ticket_id,
        visit_id=visit_id,
    )
