"""Taking a deed back: what it changed becomes what it was, if nothing of it has changed since."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ticketing.deeds.desk import Why, call_event, change_or_fail, leave_behind, ticket_event
from ticketing.deeds.house import House
from ticketing.deeds.leasing import InTheWay
from ticketing.domain.answers import CallStatus, EventType, Refused, Undone
from ticketing.domain.asked import UndoDeed
from ticketing.domain.audit import AuditDeed
from ticketing.domain.changes import Pause, UndoRecord
from ticketing.domain.records import EventRecord, SessionRecord
from ticketing.domain.refusals import Refusal, refuse
from ticketing.store.port import Ledger

_UNDOINGS: Final = frozenset({EventType.CALL_UNDONE, EventType.UNDONE})


class UndoDeeds:
    """Undoes a deed of the same clerk at the same counter, a few seconds after it."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._in_the_way = InTheWay(house)

    def __call__(self, ledger: Ledger, asked: Sequence[UndoDeed]) -> Sequence[Undone | Refused]:
        """One answer for each request, in order."""
        return [self._undo(ledger, one) for one in asked]

    def _undo(self, ledger: Ledger, asked: UndoDeed) -> Undone | Refused:
        now = self._house.clock.now_ms()
        clerk = ledger.session(asked.session_sha256, now)
        if clerk is None:
            return refuse(Refusal.NOT_SIGNED_IN)
        deed = ledger.undo_of(asked.deed_request_id)
        done = ledger.done_before([asked.request_id]).get(asked.request_id)
        if done is not None:
            if done.type not in _UNDOINGS or (deed is not None and not _is_about(done, deed)):
                return refuse(Refusal.REQUEST_REUSED)
            return self._as_it_stands(ledger, done, now)
        if deed is None or deed.clerk_id != clerk.clerk_id or deed.counter != clerk.counter:
            return refuse(Refusal.UNDO_TOO_LATE)
        late = now - deed.done_ms > self._house.rules.terms.undo_s * 1000
        if late or deed.undone or self._moved_on(ledger, deed, clerk):
            return refuse(Refusal.UNDO_TOO_LATE)
        if self._in_the_way.undoing(ledger, deed.request_id) is not None:
            return refuse(Refusal.RESERVED_ELSEWHERE)
        self._take_back(ledger, deed, clerk, now)
        event = _event(ledger, deed, asked.request_id, now)
        leave_behind(ledger, clerk, event, AuditDeed.UNDO, Why(None, deed.request_id))
        return self._as_it_stands(ledger, event, now)

    def _moved_on(self, ledger: Ledger, deed: UndoRecord, clerk: SessionRecord) -> bool:
        """Whether anything that the deed changed is not as the deed left it."""
        changes = deed.changes
        if any(ledger.ticket(one.after.ticket_id) != one.after for one in changes.tickets):
            return True
        if changes.call is not None:
            if ledger.call(changes.call.after.call_id) != changes.call.after:
                return True
            if changes.call.before is not None and ledger.open_call_at(changes.call.before.counter) is not None:
                return True
        return changes.pause is not None and changes.pause.after != Pause(clerk.paused_until_ms, clerk.pause_reason)

    def _take_back(self, ledger: Ledger, deed: UndoRecord, clerk: SessionRecord, now: int) -> None:
        changes = deed.changes
        if changes.call is not None and changes.call.before is None:
            ledger.end_call(changes.call.after.call_id, CallStatus.UNDONE, now)
        for one in changes.tickets:
            change_or_fail(ledger, one.after, one.before)
        if changes.call is not None and changes.call.before is not None:
            ledger.restore_call(changes.call.before)
        if changes.run is not None:
            run = changes.run
            if ledger.line_orders(run.day)[run.line].run_seq == deed.seq:
                ledger.note_run(run.day, run.line, run.run, run.run_seq)
        if changes.pause is not None:
            ledger.pause_session(clerk.token_sha256, changes.pause.before)
        ledger.mark_undone(deed.request_id)

    def _as_it_stands(self, ledger: Ledger, event: EventRecord, now: int) -> Undone:
        house = self._house
        ticket = None if event.ticket_id is None else ledger.ticket(event.ticket_id)
        call = None if event.call_id is None else ledger.call(event.call_id)
        return Undone(
            None if call is None or ticket is None else house.call(call, ticket),
            None if ticket is None else house.describe(ledger, ticket, now),
        )


def _is_about(event: EventRecord, deed: UndoRecord) -> bool:
    """Whether this event told of undoing this very deed."""
    changes = deed.changes
    if changes.call is not None:
        return event.call_id == changes.call.after.call_id
    if changes.tickets:
        return event.ticket_id == changes.tickets[0].after.ticket_id
    return event.ticket_id is None and event.counter == deed.counter


def _event(ledger: Ledger, deed: UndoRecord, request_id: str, now: int) -> EventRecord:
    changes, seq = deed.changes, ledger.draw_seqs(1, now)
    if changes.call is not None:
        type_ = EventType.CALL_UNDONE if changes.call.before is None else EventType.UNDONE
        return call_event(type_, changes.call.after, changes.tickets[0].before, request_id, seq, now)
    if changes.tickets:
        return ticket_event(EventType.UNDONE, changes.tickets[0].before, request_id, seq, now)
    return EventRecord(seq, request_id, EventType.UNDONE, now, counter=deed.counter)
