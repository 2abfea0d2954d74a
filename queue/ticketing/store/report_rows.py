"""What reports are counted from, in SQL."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from sqlalchemy import Connection, bindparam, func, literal_column, select

from ticketing.domain.answers import CallStatus, EventType, TicketStatus
from ticketing.domain.report_records import CallFact, MoveFact, TicketFact
from ticketing.store.queue_rows import CENTRE
from ticketing.store.tables import call, event, ticket
from ticketing.store.waiting_tables import forecast

REPORT_TICKETS: Final = (
    select(
        ticket.c.ticket_id, ticket.c.day, ticket.c.line, ticket.c.issued_ms, ticket.c.status, forecast.c.p50_s,
        forecast.c.p90_s, ticket.c.promise_until_ms, ticket.c.kept,
    )
    .outerjoin(forecast, forecast.c.ticket_id == ticket.c.ticket_id)
    .where(ticket.c.centre == CENTRE, ticket.c.day >= bindparam("first_day"), ticket.c.day <= bindparam("last_day"))
    .order_by(ticket.c.issued_ms, ticket.c.place)
)  # fmt: skip
REPORT_CALLS: Final = (
    select(call.c.ticket_id, call.c.day, call.c.counter, call.c.called_ms, call.c.status, call.c.ended_ms)
    .where(
        call.c.centre == CENTRE,
        call.c.day >= bindparam("first_day"),
        call.c.day <= bindparam("last_day"),
        call.c.status != literal_column("'undone'"),
    )
    .order_by(call.c.called_ms)
)
# A deed that was taken back has left its event, but its call goes on or ended otherwise. From the first call on: events
# are many and go back for years.
REPORT_MOVES: Final = (
    select(event.c.call_id, event.c.ticket_id, event.c.line, event.c.type)
    .join(call, call.c.call_id == event.c.call_id)
    .where(
        event.c.centre == CENTRE,
        event.c.seq
        >= select(func.min(call.c.announced_seq))
        .where(call.c.centre == CENTRE, call.c.day >= bindparam("first_day"), call.c.day <= bindparam("last_day"))
        .scalar_subquery(),
        event.c.type.in_((EventType.TRANSFERRED.value, EventType.HELD.value)),
        call.c.status == event.c.type,
        call.c.day >= bindparam("first_day"),
        call.c.day <= bindparam("last_day"),
    )
    .order_by(event.c.seq)
)


class ReportRows:
    """The part of the ledger that reports look at."""

    def __init__(self, connection: Connection, centre: str) -> None:
        """`connection` is inside a transaction."""
        self._connection = connection
        self._centre = centre

    def report_tickets(self, first: date, last: date) -> Sequence[TicketFact]:
        asked = {"of_centre": self._centre, "first_day": first, "last_day": last}
        return [
            TicketFact(row[0], row[1], row[2], row[3], TicketStatus(row[4]), row[5], row[6], row[7], row[8])
            for row in self._connection.execute(REPORT_TICKETS, asked)
        ]

    def report_moves(self, first: date, last: date) -> Sequence[MoveFact]:
        asked = {"of_centre": self._centre, "first_day": first, "last_day": last}
        last_of_call: dict[str, MoveFact] = {}
        for call_id, ticket_id, line, type_ in self._connection.execute(REPORT_MOVES, asked):
            last_of_call.pop(call_id, None)  # it was taken back, and then done after all
            last_of_call[call_id] = MoveFact(ticket_id, line, type_ == EventType.TRANSFERRED)
        return list(last_of_call.values())

    def report_calls(self, first: date, last: date) -> Sequence[CallFact]:
        asked = {"of_centre": self._centre, "first_day": first, "last_day": last}
        return [
            CallFact(row[0], row[1], row[2], row[3], CallStatus(row[4]), row[5])
            for row in self._connection.execute(REPORT_CALLS, asked)
        ]
