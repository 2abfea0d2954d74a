"""What somebody who looks over the centre asks for, in SQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from sqlalchemy import Connection, bindparam, func, literal_column, select

from ticketing.domain.records import label_of
from ticketing.domain.report_records import CounterFact, OpenCallFact
from ticketing.store.queue_rows import CENTRE
from ticketing.store.tables import call, clerk_session, ticket

_WAITS: Final = ticket.c.status == literal_column("'waiting'")
_OLDEST: Final = (
    select(ticket.c.queue_line, func.min(ticket.c.issued_ms))
    .where(ticket.c.centre == CENTRE, ticket.c.day == bindparam("on_day"), _WAITS)
    .group_by(ticket.c.queue_line)
)
_PROMISES: Final = select(ticket.c.queue_line, ticket.c.promise_until_ms).where(
    ticket.c.centre == CENTRE,
    ticket.c.day == bindparam("on_day"),
    ticket.c.status.in_([literal_column("'waiting'"), literal_column("'called'")]),
    ticket.c.promise_until_ms.is_not(None),
)
_COUNTERS: Final = select(
    clerk_session.c.counter, clerk_session.c.clerk_id, clerk_session.c.paused_until_ms, clerk_session.c.pause_reason
).where(
    clerk_session.c.centre == CENTRE,
    clerk_session.c.expires_ms > bindparam("now"),
    clerk_session.c.counter.is_not(None),
)
_OPEN_CALLS: Final = (
    select(call.c.counter, call.c.called_ms, call.c.times, ticket.c.line, ticket.c.number, ticket.c.series)
    .join(ticket, ticket.c.ticket_id == call.c.ticket_id)
    .where(call.c.centre == CENTRE, call.c.status == literal_column("'open'"))
)


class OverviewRows:
    """The part of the ledger that looks over the whole centre."""

    def __init__(self, connection: Connection, centre: str) -> None:
        """`connection` is inside a transaction."""
        self._connection = connection
        self._centre = centre

    def oldest_waiting(self, day: date) -> Mapping[str, int]:
        asked = {"of_centre": self._centre, "on_day": day}
        return {row[0]: row[1] for row in self._connection.execute(_OLDEST, asked)}

    def promises(self, day: date) -> Sequence[tuple[str, int]]:
        asked = {"of_centre": self._centre, "on_day": day}
        return [(row[0], row[1]) for row in self._connection.execute(_PROMISES, asked)]

    def counters_now(self, now_ms: int) -> Sequence[CounterFact]:
        asked = {"of_centre": self._centre, "now": now_ms}
        return [CounterFact(*row) for row in self._connection.execute(_COUNTERS, asked)]

    def open_calls(self) -> Sequence[OpenCallFact]:
        rows = self._connection.execute(_OPEN_CALLS, {"of_centre": self._centre})
        return [OpenCallFact(row[0], row[1], row[2], label_of(row[3], row[4], row[5])) for row in rows]
