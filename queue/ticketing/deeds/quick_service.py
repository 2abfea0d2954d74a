"""A small matter at the counter: a number, issued and called at once, so that it is counted like every other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ticketing.deeds.calling import free_clerk
from ticketing.deeds.desk import Why, begin_call, ticket_event
from ticketing.deeds.house import House
from ticketing.domain.answers import Call, EventType, Refused, TicketStatus
from ticketing.domain.asked import QuickService
from ticketing.domain.audit import AuditDeed
from ticketing.domain.records import SessionRecord, TicketRecord
from ticketing.domain.refusals import Refusal, refuse
from ticketing.domain.rights import StaffDeed
from ticketing.store.port import Ledger


class ServeQuickly:
    """Issues the next number of a line and calls it; nobody who waits is overtaken in the line's own order.

    Nobody waits with it, so nothing is forecast for it: by that the daily cap knows that nobody took it.
    """

    def __init__(self, house: House) -> None:
        self._house = house

    def __call__(self, ledger: Ledger, asked: Sequence[QuickService]) -> Sequence[Call | Refused]:
        """One answer for each request, in order."""
        return [self._serve(ledger, one) for one in asked]

    def _serve(self, ledger: Ledger, asked: QuickService) -> Call | Refused:
        house = self._house
        now = house.clock.now_ms()
        if asked.counter not in house.rules.counter_of:
            return refuse(Refusal.UNKNOWN_COUNTER)
        clerk = free_clerk(
            house, ledger, asked.counter, asked.session_sha256, asked.request_id, now, StaffDeed.QUICK
        )  # fmt: skip
        if not isinstance(clerk, SessionRecord):
            return clerk
        day = house.today(now)
        if not house.has_line(asked.line, day):
            return refuse(Refusal.UNKNOWN_LINE)
        place = ledger.draw_seqs(1, now)
        ticket = TicketRecord(
            ticket_id=house.luck.new_id(),
            visit_id=house.luck.new_id().replace("-", ""),
            day=day,
            line=asked.line,
            number=ledger.draw_numbers(day, asked.line, 1).last,
            issued_ms=now,
            status=TicketStatus.WAITING,
            place=place,
            kept=False,
            held_until_ms=0,
            page_token=house.luck.new_token(),
            series=asked.line,
            queue_line=asked.line,
            due_ms=now,
        )
        ledger.add_tickets([ticket])
        # Two events of one deed: the request is remembered by its call.
        ledger.add_events([ticket_event(EventType.TICKET_ISSUED, ticket, house.luck.new_id(), place, now)])
        # A number that was given stays given: undone, its citizen has left.
        gone = replace(ticket, status=TicketStatus.LEFT)
        return begin_call(
            house, ledger, clerk, ticket, asked.request_id, now, AuditDeed.QUICK, Why(asked.reason), if_undone=gone
        )
