"""Recording what counters did while the hub was away: every call once, with its real hours, under who made it.

A counter calls only what it had reserved, so what it did stands. Where it cannot stand (its reservation had lapsed and
somebody else called the ticket; the citizen left the line by phone) the report is noted and changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from ticketing.deeds.desk import call_event, change_or_fail, put_back
from ticketing.deeds.house import House
from ticketing.domain.answers import CallStatus, EventType, Refused, TicketStatus
from ticketing.domain.audit import AuditDeed
from ticketing.domain.hub_clock import moment
from ticketing.domain.lease_records import EarlyCall
from ticketing.domain.leases import CallEnd, OfflineCall, Recorded, RecordedCall
from ticketing.domain.offline_asked import ReportCall
from ticketing.domain.records import AuditEntry, CallRecord, TicketRecord
from ticketing.domain.refusals import Refusal, refuse
from ticketing.store.port import Ledger

_TICKET_AFTER: Final = {
    CallEnd.OPEN: TicketStatus.CALLED,
    CallEnd.ABSENT: TicketStatus.ABSENT,
    CallEnd.FINISHED: TicketStatus.FINISHED,
    CallEnd.KEPT: TicketStatus.WAITING,
}
_UNKNOWN_CLERK: Final = "-"


class Recording:
    """Puts one reported call where it belongs."""

    def __init__(self, house: House) -> None:
        self._house = house

    def record(self, ledger: Ledger, counter: int, one: OfflineCall, now: int) -> Recorded:
        """What became of it."""
        done = ledger.done_before([one.call_id, _end_id(one)])
        end = done.get(_end_id(one))
        if end is not None:
            return Recorded.RECORDED if end.type is EventType.CALL_END_RECORDED else Recorded.CONTESTED
        known = ledger.call(one.call_id)
        if known is not None and known.counter == counter:
            self._go_on(ledger, known, one, now)
            return self._told_before(ledger, known, one)
        if known is not None or done:
            return Recorded.CONTESTED  # the id is another counter's call, or was used for something else
        if self._is_old_news(ledger, one):
            return Recorded.RECORDED
        if one.series is not None and one.end is CallEnd.ABSENT:
            # A number that was called blindly, and nobody came: perhaps nobody had it then.
            self._keep_for_kiosk(ledger, counter, one, now)
            return Recorded.RECORDED
        ticket = self._ticket(ledger, one)
        if ticket is None:
            return self._keep_for_kiosk(ledger, counter, one, now)
        return self._on_ticket(ledger, counter, one, ticket, now)

    def join_early_call(self, ledger: Ledger, ticket: TicketRecord, now: int) -> None:
        """A number was registered; if a counter called it before, that call is its."""
        early = ledger.early_call(ticket.day, ticket.series, ticket.number)
        if early is None or early.end is CallEnd.ABSENT:
            return
        ledger.forget_early_call(early)
        self._on_ticket(ledger, early.counter, _as_reported(early, ticket), ticket, now, joined=True)

    def _told_before(self, ledger: Ledger, call: CallRecord, one: OfflineCall) -> Recorded:
        """What was served here but does not stand as served is contested, however often it is told."""
        ticket = ledger.ticket(call.ticket_id)
        stands = one.end is not CallEnd.FINISHED or (ticket is not None and ticket.status is TicketStatus.FINISHED)
        return Recorded.RECORDED if stands else Recorded.CONTESTED

    def _ticket(self, ledger: Ledger, one: OfflineCall) -> TicketRecord | None:
        if one.ticket_id is not None:
            return ledger.ticket(one.ticket_id)
        if one.series is not None and one.number is not None:
            return ledger.ticket_of_number(one.day, one.series, one.number)
        return None

    def _is_old_news(self, ledger: Ledger, one: OfflineCall) -> bool:
        """Whether this report was overtaken on its way: the hub knows already how the call ended, or of a later one."""
        if one.series is None or one.number is None or one.end not in (CallEnd.OPEN, CallEnd.ABSENT):
            return False
        early = ledger.early_call(one.day, one.series, one.number)
        if early is None:
            return False
        if early.call_id == one.call_id:
            return early.end is not CallEnd.OPEN
        return early.called_ms >= _ms(one.called_at)

    def _keep_for_kiosk(self, ledger: Ledger, counter: int, one: OfflineCall, now: int) -> Recorded:
        if one.series is None or one.number is None:
            return Recorded.CONTESTED
        called, ended = _hours(one, 0, now)
        ledger.keep_early_call(
            EarlyCall(
                one.day, one.series, one.number, one.call_id, counter, self._clerk(one), called, one.times, one.end,
                ended or called,
            )
        )  # fmt: skip
        return Recorded.WAITS_FOR_KIOSK

    def _on_ticket(
        self, ledger: Ledger, counter: int, one: OfflineCall, ticket: TicketRecord, now: int, *, joined: bool = False
    ) -> Recorded:
        open_call = ledger.open_call_of(ticket.ticket_id)
        if open_call is not None and open_call.counter == counter:
            # The hub had called it here, and only its answer was lost: the two are one call.
            self._go_on(ledger, open_call, one, now)
            return Recorded.RECORDED
        status = _TICKET_AFTER[one.end]
        stands = open_call is None and (
            ticket.status is TicketStatus.WAITING
            or (ticket.status is TicketStatus.ABSENT and one.end is CallEnd.FINISHED)
        )
        if not stands and one.end is CallEnd.OPEN:
            return Recorded.CONTESTED
        if not joined or one.end is CallEnd.OPEN:
            # What was joined is long over there; what is open there now is another matter. Else somebody was called
            # here by the hub, and the counter never heard of it.
            unseen = ledger.open_call_at(counter)
            if unseen is not None and unseen.call_id != one.call_id and unseen.ticket_id != ticket.ticket_id:
                put_back(self._house, ledger, unseen, now)
        called, ended = _hours(one, ticket.issued_ms, now)
        seq = ledger.draw_seqs(1, now)
        call = CallRecord(
            call_id=one.call_id,
            ticket_id=ticket.ticket_id,
            day=ticket.day,
            counter=counter,
            clerk_id=self._clerk(one),
            called_ms=called,
            announced_seq=seq,
            times=one.times,
            status=CallStatus(one.end.value),
            ended_ms=ended,
            announced_ms=called,
        )
        ledger.add_call(call)
        after = replace(ticket, status=status, held_until_ms=0, note=None) if stands else ticket
        if stands:
            change_or_fail(ledger, ticket, after)
        ledger.add_events([call_event(EventType.CALL_RECORDED, call, after, one.call_id, seq, now)])
        self._audit(ledger, call, after, now)
        return Recorded.RECORDED if stands else Recorded.CONTESTED

    def _go_on(self, ledger: Ledger, call: CallRecord, one: OfflineCall, now: int) -> None:
        """The call is known already; if it is still open here and was ended there, it ends now."""
        ticket = ledger.ticket(call.ticket_id)
        if call.status is not CallStatus.OPEN or one.end is CallEnd.OPEN or ticket is None:
            return
        _, ended = _hours(one, call.called_ms, now)
        # Nobody came with a number of a kiosk's series: it waits on, in its place.
        end = CallEnd.KEPT if one.series is not None and one.end is CallEnd.ABSENT else one.end
        ledger.end_call(call.call_id, CallStatus(end.value), ended or now)
        after = replace(ticket, status=_TICKET_AFTER[end])
        change_or_fail(ledger, ticket, after)
        closed = replace(call, status=CallStatus(end.value), ended_ms=ended or now)
        seq = ledger.draw_seqs(1, now)
        ledger.add_events([call_event(EventType.CALL_END_RECORDED, closed, after, _end_id(one), seq, now)])
        self._audit(ledger, closed, after, now)

    def _clerk(self, one: OfflineCall) -> str:
        return one.clerk_id if one.clerk_id in self._house.rules.staff_of else _UNKNOWN_CLERK

    def _audit(self, ledger: Ledger, call: CallRecord, ticket: TicketRecord, now: int) -> None:
        deed, detail = AuditDeed.CALL_OFFLINE.value, call.status.value
        ledger.add_audit(
            [AuditEntry(now, call.clerk_id, deed, ticket.label, ticket.queue_line, call.counter, detail=detail)]
        )


class RecordOfflineCalls:
    """Records what a counter reports, in its order."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._recording = Recording(house)

    def __call__(self, ledger: Ledger, asked: Sequence[ReportCall]) -> Sequence[RecordedCall | Refused]:
        """One answer for each call, in order."""
        return [self._record(ledger, one) for one in asked]

    def _record(self, ledger: Ledger, asked: ReportCall) -> RecordedCall | Refused:
        if asked.counter not in self._house.rules.counter_of:
            return refuse(Refusal.UNKNOWN_COUNTER)
        now = self._house.clock.now_ms()
        outcome = self._recording.record(ledger, asked.counter, asked.call, now)
        return RecordedCall(asked.call.call_id, asked.call.label, outcome)


def _hours(one: OfflineCall, not_before_ms: int, now: int) -> tuple[int, int | None]:
    """When it was called and ended, kept between what is possible: clocks of counters may be wrong."""
    called = min(max(_ms(one.called_at), not_before_ms), now)
    if one.end is CallEnd.OPEN:
        return called, None
    return called, now if one.ended_at is None else min(max(_ms(one.ended_at), called), now)


def _end_id(one: OfflineCall) -> str:
    """The request id under which the end of a call is remembered that the hub had begun."""
    return f"{one.call_id}-end"


def _ms(at: datetime) -> int:
    return int(at.timestamp() * 1000)


def _as_reported(early: EarlyCall, ticket: TicketRecord) -> OfflineCall:
    return OfflineCall(
        call_id=early.call_id,
        clerk_id=early.clerk_id,
        day=early.day,
        label=ticket.label,
        called_at=moment(early.called_ms),
        times=early.times,
        end=early.end,
        ended_at=moment(early.ended_ms),
        ticket_id=ticket.ticket_id,
    )
