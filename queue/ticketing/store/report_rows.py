"""What reports are counted from, in SQL."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from sqlalchemy import Connection, bindparam, literal_column, select

from ticketing.domain.answers import CallStatus, TicketStatus
from ticketing.domain.report_records import CallFact, TicketFact
from ticketing.store.queue_rows import CENTRE
from ticketing.store.tables import call, ticket
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

    def report_calls(self, first: date, last: date) -> Sequence[CallFact]:
        asked = {"of_centre": self._centre, "first_day": first, "last_day": last}
        return [
            CallFact(row[0], row[1], row[2], row[3], CallStatus(row[4]), row[5])
            for row in self._connection.execute(REPORT_CALLS, asked)
        ]
