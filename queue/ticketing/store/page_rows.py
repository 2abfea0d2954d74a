"""A ticket by its printed number, which its phone page is found by, in SQL."""

from __future__ import annotations

from datetime import date
from typing import Final

from sqlalchemy import Connection, bindparam, select

from ticketing.domain.records import TicketRecord
from ticketing.store.queue_rows import CENTRE, TICKET_COLUMNS, ticket_from
from ticketing.store.tables import ticket

# Served by the constraint that keeps numbers unique: page tokens need no index, so issuing stays cheap.
OF_NUMBER: Final = select(*TICKET_COLUMNS).where(
    ticket.c.centre == CENTRE,
    ticket.c.day == bindparam("on_day"),
    ticket.c.series == bindparam("of_series"),
    ticket.c.number == bindparam("of_number"),
)


class PageRows:
    """The part of the ledger that phone pages need."""

    def __init__(self, connection: Connection, centre: str) -> None:
        """`connection` is inside a transaction."""
        self._connection = connection
        self._centre = centre

    def ticket_of_number(self, day: date, series: str, number: int) -> TicketRecord | None:
        asked = {"of_centre": self._centre, "on_day": day, "of_series": series, "of_number": number}
        row = self._connection.execute(OF_NUMBER, asked).first()
        return None if row is None else ticket_from(row)
