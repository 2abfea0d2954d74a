"""Forecasts and what became of them, in SQL."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from sqlalchemy import Connection, bindparam, func, select

from ticketing.domain.wait_records import ForecastRecord, JudgedWait
from ticketing.store.many_rows import ManyRows
from ticketing.store.queue_rows import CENTRE
from ticketing.store.tables import call, ticket
from ticketing.store.waiting_tables import forecast

_ADD_FORECASTS: Final = ManyRows(forecast, "ticket_id", "centre", "wait_s", "spread_s", "p50_s", "p90_s")
_FIRST_CALL: Final = select(func.min(call.c.called_ms)).where(call.c.ticket_id == ticket.c.ticket_id).scalar_subquery()
JUDGED: Final = (
    select(
        ticket.c.line, ticket.c.issued_ms, _FIRST_CALL, forecast.c.ticket_id, forecast.c.wait_s, forecast.c.spread_s,
        forecast.c.p50_s, forecast.c.p90_s,
    )
    .join(forecast, forecast.c.ticket_id == ticket.c.ticket_id)
    .where(ticket.c.centre == CENTRE, ticket.c.day == bindparam("on_day"))
    .order_by(ticket.c.issued_ms)
)  # fmt: skip


class WaitingRows:
    """The part of the ledger that is about forecasts."""

    def __init__(self, connection: Connection, centre: str) -> None:
        """`connection` is inside a transaction."""
        self._connection = connection
        self._centre = centre

    def add_forecasts(self, forecasts: Sequence[ForecastRecord]) -> None:
        centre = self._centre
        _ADD_FORECASTS.insert(
            self._connection, [(f.ticket_id, centre, f.wait_s, f.spread_s, f.p50_s, f.p90_s) for f in forecasts]
        )

    def judged_waits(self, day: date) -> Sequence[JudgedWait]:
        rows = self._connection.execute(JUDGED, {"of_centre": self._centre, "on_day": day})
        return [JudgedWait(row[0], None, row[1], row[2], ForecastRecord(*row[3:])) for row in rows]
