"""Taking numbers: gapless from 1 each local day, one ticket for one request, however often it is asked."""

from __future__ import annotations

from collections.abc import Sequence

from ticketing.deeds.house import House
from ticketing.deeds.line_standings import why_not
from ticketing.domain.answers import EventType, Refused, Ticket, TicketStatus
from ticketing.domain.asked import TakeTicket
from ticketing.domain.audit import NOBODY_OF_STAFF, AuditDeed
from ticketing.domain.records import AuditEntry, EventRecord, TicketRecord
from ticketing.domain.refusals import Refusal, refuse
from ticketing.domain.wait_records import ForecastRecord
from ticketing.store.port import Ledger
from ticketing.waiting.live import range_told


class TakeTickets:
    """Issues the tickets of all requests that share a commit with as few statements as for one."""

    def __init__(self, house: House) -> None:
        self._house = house

    def __call__(self, ledger: Ledger, asked: Sequence[TakeTicket]) -> Sequence[Ticket | Refused]:
        """One answer for each request, in order."""
        now = self._house.clock.now_ms()
        done = ledger.done_before({one.request_id for one in asked})
        fresh = {one.request_id: one for one in reversed(asked) if one.request_id not in done}
        issued = self._issue(ledger, list(reversed(fresh.values())), now)
        answers: list[Ticket | Refused] = []
        for one in asked:
            answer = issued.get(one.request_id)
            if answer is None:
                answer = self._again(ledger, done[one.request_id], now)
            if isinstance(answer, Ticket) and (answer.line != one.line or answer.visit_id != one.visit_id):
                answer = refuse(Refusal.REQUEST_REUSED)
            answers.append(answer)
        return answers

    def _issue(self, ledger: Ledger, fresh: Sequence[TakeTicket], now: int) -> dict[str, Ticket | Refused]:
        house = self._house
        known = house.rules.line_of
        issued: dict[str, Ticket | Refused] = {
            one.request_id: refuse(Refusal.UNKNOWN_LINE) for one in fresh if one.line not in known
        }
        day = house.today(now)
        for one in fresh:
            if one.priority is not None and not house.grants(one.priority, day):
                issued.setdefault(one.request_id, refuse(Refusal.UNKNOWN_PRIORITY))
        wanted = [one for one in fresh if one.request_id not in issued]
        issued |= why_not(house.rules, ledger, wanted, day, now)
        wanted = [one for one in wanted if one.request_id not in issued]
        if not wanted:
            return issued
        seq = ledger.draw_seqs(len(wanted), now)
        by_line: dict[str, list[TakeTicket]] = {}
        for one in wanted:
            by_line.setdefault(one.line, []).append(one)
        tickets: list[TicketRecord] = []
        events: list[EventRecord] = []
        forecasts: list[ForecastRecord] = []
        for line, takers in by_line.items():
            preferred = sum(one.priority is not None for one in takers)
            drawn = ledger.draw_numbers(day, line, len(takers), preferred)
            first = drawn.last - len(takers) + 1
            order = drawn.before
            for index, one in enumerate(takers):
                ticket = TicketRecord(
                    ticket_id=house.luck.new_id(),
                    visit_id=one.visit_id,
                    day=day,
                    line=line,
                    number=first + index,
                    issued_ms=now,
                    status=TicketStatus.WAITING,
                    place=seq,
                    kept=False,
                    held_until_ms=0,
                    page_token=house.luck.new_token(),
                    series=line,
                    queue_line=line,
                    due_ms=now if one.counts_from_ms is None else one.counts_from_ms,
                    priority=one.priority,
                    procedure=one.procedure,
                    promise_until_ms=house.promise_until_ms(line, one.procedure, day, now),
                )
                tickets.append(ticket)
                events.append(_issue_event(ticket, one.request_id))
                ahead = house.before_a_new_one(order, preferred=ticket.preferred)
                order = order.with_another(preferred=ticket.preferred)
                forecast = house.waits.forecast(line, ahead, now)
                forecasts.append(forecast.record_of(ticket.ticket_id))
                issued[one.request_id] = house.ticket_told(ticket, ahead, range_told(forecast), now)
                seq += 1
        ledger.add_tickets(tickets)
        ledger.add_events(events)
        ledger.add_forecasts(forecasts)
        with_priority = [priority_taken(ticket) for ticket in tickets if ticket.preferred]
        if with_priority:
            ledger.add_audit(with_priority)
        return issued

    def _again(self, ledger: Ledger, event: EventRecord, now: int) -> Ticket | Refused:
        if event.type is not EventType.TICKET_ISSUED or event.ticket_id is None:
            return refuse(Refusal.REQUEST_REUSED)
        ticket = ledger.ticket(event.ticket_id)
        return refuse(Refusal.UNKNOWN_TICKET) if ticket is None else self._house.describe(ledger, ticket, now)


def _issue_event(ticket: TicketRecord, request_id: str) -> EventRecord:
    return EventRecord(
        seq=ticket.place,
        request_id=request_id,
        type=EventType.TICKET_ISSUED,
        at_ms=ticket.issued_ms,
        label=ticket.label,
        line=ticket.line,
        ticket_id=ticket.ticket_id,
        call_id=None,
        counter=None,
        times=None,
    )


def priority_taken(ticket: TicketRecord) -> AuditEntry:
    """What the audit keeps of a number that a citizen took with priority."""
    return AuditEntry(
        at_ms=ticket.issued_ms,
        staff_id=NOBODY_OF_STAFF,
        deed=AuditDeed.TAKE_PRIORITY.value,
        label=ticket.label,
        line=ticket.line,
        detail=ticket.priority,
    )
