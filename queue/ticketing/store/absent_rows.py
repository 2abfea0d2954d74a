"""Who was called in vain, in SQL."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Final

from sqlalchemy import Connection, bindparam, func, literal_column, select

from ticketing.domain.records import TicketRecord
from ticketing.store.queue_rows import CENTRE, TICKET_COLUMNS, ticket_from
from ticketing.store.tables import call, ticket

_ENDED: Final = (
    select(call.c.ticket_id, func.max(call.c.ended_ms).label("ended_ms"))
    .where(call.c.centre == CENTRE, call.c.day == bindparam("on_day"), call.c.status == literal_column("'absent'"))
    .group_by(call.c.ticket_id)
    .subquery()
)
_ABSENT: Final = (
    select(*TICKET_COLUMNS, _ENDED.c.ended_ms)
    .join(_ENDED, _ENDED.c.ticket_id == ticket.c.ticket_id)
    .where(
        ticket.c.centre == CENTRE,
        ticket.c.day == bindparam("on_day"),
        ticket.c.status == literal_column("'absent'"),
        ticket.c.queue_line.in_(bindparam("of_lines", expanding=True)),
        _ENDED.c.ended_ms >= bindparam("since"),
    )
    .order_by(_ENDED.c.ended_ms, ticket.c.place)
    .limit(bindparam("most"))
)


class AbsentRows:
    """The part of the ledger that is about absent tickets."""

    def __init__(self, connection: Connection, centre: str) -> None:
        """`connection` is inside a transaction."""
        self._connection = connection
        self._centre = centre

    def absent_since(
        self, day: date, lines: Collection[str], since_ms: int, most: int
    ) -> Sequence[tuple[TicketRecord, int]]:
        asked = {
            "of_centre": self._centre, "on_day": day, "of_lines": sorted(lines), "since": since_ms, "most": most
        }  # fmt: skip
        rows = self._connection.execute(_ABSENT, asked)
        return [(ticket_from(row[:-1]), row[-1]) for row in rows]
