"""Forecasts and what became of them, and the hall as a forecast sees it, in SQL."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import date
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import Connection, bindparam, func, literal_column, select

from ticketing.domain.answers import CallStatus, EventType
from ticketing.domain.records import label_of
from ticketing.domain.wait_records import ForecastRecord, JudgedWait, PastCall, PausedCounter, QueuedTicket
from ticketing.store.many_rows import ManyRows
from ticketing.store.prepared import Prepared
from ticketing.store.queue_rows import CENTRE
from ticketing.store.tables import call, event, ticket
from ticketing.store.waiting_tables import forecast

_ADD_FORECASTS: Final = ManyRows(forecast, "ticket_id", "centre", "wait_s", "spread_s", "work_s", "p50_s", "p90_s")
_FORECAST: Final = (
    forecast.c.ticket_id, forecast.c.wait_s, forecast.c.spread_s, forecast.c.work_s, forecast.c.p50_s, forecast.c.p90_s,
)  # fmt: skip
# A call that was taken back at once ended nobody's wait.
_COUNTS: Final = call.c.status != literal_column("'undone'")
_earlier: Final = call.alias("earlier")
_FIRST_CALL: Final = (
    select(func.min(call.c.called_ms)).where(call.c.ticket_id == ticket.c.ticket_id, _COUNTS).scalar_subquery()
)
JUDGED: Final = (
    select(ticket.c.line, ticket.c.procedure, ticket.c.issued_ms, _FIRST_CALL, *_FORECAST)
    .join(forecast, forecast.c.ticket_id == ticket.c.ticket_id)
    .where(ticket.c.centre == CENTRE, ticket.c.day == bindparam("on_day"), ~ticket.c.kept)
    .order_by(ticket.c.issued_ms, ticket.c.place)
)
QUEUED: Final = (
    select(ticket.c.queue_line, ticket.c.procedure, ticket.c.due_ms, ticket.c.for_counter)
    .where(
        ticket.c.centre == CENTRE,
        ticket.c.day == bindparam("on_day"),
        ticket.c.queue_line == bindparam("of_line"),
        ticket.c.preferred == bindparam("with_priority"),
        ticket.c.status == literal_column("'waiting'"),
    )
    .order_by(ticket.c.due_ms, ticket.c.place)
    .limit(bindparam("most"))
)
# Whoever fetches rows from SQLite must be given Python's lock again for each of them: six hundred times, while numbers
# are issued. So they are fetched as one.
_ROWS: Final = QUEUED.add_columns(ticket.c.place).subquery()
QUEUED_IN_FILE: Final = Prepared(select(func.json_group_array(func.json_array(*_ROWS.c))))
_TURN: Final = itemgetter(2, 4)  # due_ms, place
_FIRST_OF_ITS_TICKET: Final = ~(
    select(_earlier.c.call_id)
    .where(
        _earlier.c.ticket_id == call.c.ticket_id,
        _earlier.c.called_ms < call.c.called_ms,
        _earlier.c.status != literal_column("'undone'"),
    )
    .exists()
)
_CALLS: Final = (
    select(
        call.c.call_id, call.c.ticket_id, ticket.c.line, ticket.c.number, ticket.c.series, call.c.day, call.c.counter,
        ticket.c.queue_line, ticket.c.procedure, ticket.c.issued_ms, call.c.called_ms, call.c.ended_ms, call.c.status,
        _FIRST_OF_ITS_TICKET, ticket.c.kept, *_FORECAST,
    )
    .join(ticket, ticket.c.ticket_id == call.c.ticket_id)
    .outerjoin(forecast, forecast.c.ticket_id == call.c.ticket_id)
    .where(call.c.centre == CENTRE)
)  # fmt: skip
THESE_CALLS: Final = _CALLS.where(call.c.call_id.in_(bindparam("ids", expanding=True)))
LAST_CALLS_SINCE: Final = (
    _CALLS.where(call.c.day >= bindparam("since_day"), _COUNTS)
    .order_by(call.c.day.desc(), call.c.announced_seq.desc())
    .limit(bindparam("most"))
)
CALLS_OF_DAY: Final = _CALLS.where(call.c.day == bindparam("on_day"), _COUNTS).order_by(
    call.c.called_ms, call.c.announced_seq
)
_DAYS: Final = select(ticket.c.day).where(ticket.c.centre == CENTRE).distinct().order_by(ticket.c.day)
_PAUSES: Final = (
    select(event.c.type, event.c.counter, event.c.at_ms)
    .where(
        event.c.centre == CENTRE,
        event.c.type.in_((EventType.PAUSED.value, EventType.RESUMED.value)),
        event.c.at_ms >= bindparam("from_ms"),
        event.c.at_ms < bindparam("to_ms"),
    )
    .order_by(event.c.seq)
)
OPEN_CALLS: Final = _CALLS.where(call.c.status == literal_column("'open'"))


class WaitingRows:
    """The part of the ledger that is about forecasts."""

    def __init__(self, connection: Connection, centre: str) -> None:
        """`connection` is inside a transaction."""
        self._connection = connection
        self._centre = centre

    def add_forecasts(self, forecasts: Sequence[ForecastRecord]) -> None:
        centre = self._centre
        _ADD_FORECASTS.insert(
            self._connection,
            [(f.ticket_id, centre, f.wait_s, f.spread_s, f.work_s, f.p50_s, f.p90_s) for f in forecasts],
        )

    def judged_waits(self, day: date) -> Sequence[JudgedWait]:
        rows = self._connection.execute(JUDGED, {"of_centre": self._centre, "on_day": day})
        return [JudgedWait(row[0], row[1], row[2], row[3], _told(row[4:])) for row in rows]

    def queued(self, day: date, line: str, *, preferred: bool, most: int) -> Sequence[QueuedTicket]:
        asked = {
            "of_centre": self._centre, "on_day": day, "of_line": line, "with_priority": preferred, "most": most,
        }  # fmt: skip
        if self._connection.dialect.name == "sqlite":
            ((rows,),) = QUEUED_IN_FILE.rows(self._connection, **asked)
            return [QueuedTicket(*row[:4]) for row in sorted(json.loads(rows), key=_TURN)]
        return [QueuedTicket(*row) for row in self._connection.execute(QUEUED, asked)]

    def calls_under_way(self) -> Sequence[PastCall]:
        return [_past(row) for row in self._connection.execute(OPEN_CALLS, {"of_centre": self._centre})]

    def these_calls(self, call_ids: Collection[str]) -> Sequence[PastCall]:
        asked = {"of_centre": self._centre, "ids": list(call_ids)}
        return [_past(row) for row in self._connection.execute(THESE_CALLS, asked)]

    def calls_of_day(self, day: date) -> Sequence[PastCall]:
        return [
            _past(row) for row in self._connection.execute(CALLS_OF_DAY, {"of_centre": self._centre, "on_day": day})
        ]

    def days_with_tickets(self) -> Sequence[date]:
        return [row[0] for row in self._connection.execute(_DAYS, {"of_centre": self._centre})]

    def pauses_between(self, from_ms: int, to_ms: int) -> Sequence[PausedCounter]:
        asked = {"of_centre": self._centre, "from_ms": from_ms, "to_ms": to_ms}
        since: dict[int, int] = {}
        pauses = []
        for kind, counter, at_ms in self._connection.execute(_PAUSES, asked):
            if kind == EventType.PAUSED.value:
                since.setdefault(counter, at_ms)
            elif counter in since:
                pauses.append(PausedCounter(counter, since.pop(counter), at_ms))
        return [*pauses, *(PausedCounter(counter, at_ms, None) for counter, at_ms in since.items())]

    def last_calls_since(self, day: date, most: int) -> Sequence[PastCall]:
        asked = {"of_centre": self._centre, "since_day": day, "most": most}
        return [_past(row) for row in self._connection.execute(LAST_CALLS_SINCE, asked)][::-1]


def _told(row: Sequence[Any]) -> ForecastRecord:
    return ForecastRecord(row[0], row[1], row[2], row[3], row[4], row[5])


def _past(row: Sequence[Any]) -> PastCall:
    told = None if row[15] is None else _told(row[15:])
    return PastCall(
        call_id=row[0], ticket_id=row[1], label=label_of(row[2], row[3], row[4]), day=row[5], counter=row[6],
        line=row[7], procedure=row[8], issued_ms=row[9], called_ms=row[10], ended_ms=row[11],
        status=CallStatus(row[12]), first=bool(row[13]), kept=row[14], forecast=told,
    )  # fmt: skip
