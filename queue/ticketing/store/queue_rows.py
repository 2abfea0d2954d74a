"""Numbers, tickets and events, in SQL."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import BindParameter, Connection, bindparam, func, insert, or_, select, update

from ticketing.domain.answers import EventType, TicketStatus
from ticketing.domain.records import ClockMark, DrawnNumbers, EventRecord, LineOrder, TicketRecord
from ticketing.store.many_rows import ManyRows
from ticketing.store.prepared import Prepared
from ticketing.store.tables import centre_mark, event, line_day, ticket

TICKET_COLUMNS: Final = (
    ticket.c.ticket_id, ticket.c.visit_id, ticket.c.day, ticket.c.line, ticket.c.number, ticket.c.issued_ms,
    ticket.c.status, ticket.c.place, ticket.c.kept, ticket.c.held_until_ms, ticket.c.page_token, ticket.c.series,
    ticket.c.queue_line, ticket.c.due_ms, ticket.c.priority, ticket.c.procedure, ticket.c.for_counter, ticket.c.note,
    ticket.c.promise_until_ms, ticket.c.merged_into,
)  # fmt: skip
_EVENT_COLUMNS: Final = (
    event.c.seq, event.c.request_id, event.c.type, event.c.at_ms, event.c.label, event.c.line, event.c.ticket_id,
    event.c.call_id, event.c.counter, event.c.times, event.c.visit_id,
)  # fmt: skip

CENTRE: Final[BindParameter[str]] = bindparam("of_centre")
_MARK: Final = select(centre_mark.c.seq, centre_mark.c.at_ms).where(centre_mark.c.centre == CENTRE)
_DRAW_SEQS: Final = Prepared(
    update(centre_mark)
    .where(centre_mark.c.centre == CENTRE)
    .values(seq=centre_mark.c.seq + bindparam("more"), at_ms=bindparam("now"))
    .returning(centre_mark.c.seq)
)
_FIRST_MARK: Final = insert(centre_mark)
DONE: Final = select(*_EVENT_COLUMNS).where(event.c.request_id.in_(bindparam("ids", expanding=True)))
# SQLite takes any number of ids as one value, so that its text is always the same.
DONE_IN_FILE: Final = Prepared(
    select(*_EVENT_COLUMNS).where(
        event.c.request_id.in_(select(func.json_each(bindparam("ids")).table_valued("value").c.value))
    )
)
AFTER: Final = (
    select(*_EVENT_COLUMNS)
    .where(event.c.centre == CENTRE, event.c.seq > bindparam("after"))
    .order_by(event.c.seq)
    .limit(bindparam("most"))
)
_ADD_EVENTS: Final = ManyRows(
    event, "centre", "seq", "request_id", "type", "at_ms", "label", "line", "ticket_id", "call_id", "counter", "times",
    "visit_id",
)  # fmt: skip
_DRAW_NUMBERS: Final = Prepared(
    update(line_day)
    .where(line_day.c.centre == CENTRE, line_day.c.day == bindparam("on_day"), line_day.c.line == bindparam("of_line"))
    .values(
        last_number=line_day.c.last_number + bindparam("more"),
        waiting=line_day.c.waiting + bindparam("more"),
        waiting_preferred=line_day.c.waiting_preferred + bindparam("more_preferred"),
    )
    .returning(
        line_day.c.last_number, line_day.c.waiting, line_day.c.waiting_preferred, line_day.c.priority_run,
        line_day.c.run_seq,
    )
)  # fmt: skip
_FIRST_NUMBERS: Final = insert(line_day)
_COUNT_WAITING: Final = (
    update(line_day)
    .where(line_day.c.centre == CENTRE, line_day.c.day == bindparam("on_day"), line_day.c.line == bindparam("of_line"))
    .values(
        waiting=line_day.c.waiting + bindparam("more"),
        waiting_preferred=line_day.c.waiting_preferred + bindparam("more_preferred"),
    )
)
_WAITING_BY_LINE: Final = select(line_day.c.line, line_day.c.waiting).where(
    line_day.c.centre == CENTRE, line_day.c.day == bindparam("on_day")
)
_ADD_TICKETS: Final = ManyRows(
    ticket, "ticket_id", "centre", "visit_id", "day", "line", "number", "issued_ms", "status", "place", "kept",
    "held_until_ms", "page_token", "series", "queue_line", "due_ms", "preferred", "priority", "procedure",
    "for_counter", "note", "promise_until_ms",
)  # fmt: skip
TICKETS: Final = select(*TICKET_COLUMNS).where(ticket.c.centre == CENTRE)
_TICKET: Final = TICKETS.where(ticket.c.ticket_id == bindparam("id"))
OF_VISIT: Final = TICKETS.where(ticket.c.visit_id == bindparam("id")).order_by(ticket.c.place.desc()).limit(1)
_VISITS: Final = TICKETS.where(
    or_(ticket.c.ticket_id == bindparam("id"), ticket.c.merged_into == bindparam("id"))
).order_by(ticket.c.place)
_CHANGE: Final = (
    update(ticket)
    .where(ticket.c.ticket_id == bindparam("id"), ticket.c.status == bindparam("was"))
    .values(
        status=bindparam("to_status"),
        queue_line=bindparam("to_line"),
        due_ms=bindparam("to_due"),
        kept=bindparam("to_kept"),
        held_until_ms=bindparam("to_held"),
        preferred=bindparam("to_preferred"),
        priority=bindparam("to_priority"),
        for_counter=bindparam("to_counter"),
        note=bindparam("to_note"),
        promise_until_ms=bindparam("to_promise"),
        merged_into=bindparam("to_merged"),
    )
)


class QueueRows:
    """The part of the ledger that is about numbers, tickets and events."""

    def __init__(self, connection: Connection, centre: str) -> None:
        """`connection` is inside a transaction."""
        self._connection = connection
        self._centre = centre
        self.told: list[EventRecord] = []
        """The events added in this transaction, in order."""

    def mark(self) -> ClockMark:
        row = self._connection.execute(_MARK, {"of_centre": self._centre}).first()
        return ClockMark(0, 0) if row is None else ClockMark(row[0], row[1])

    def draw_seqs(self, count: int, at_ms: int) -> int:
        drawn = _DRAW_SEQS.rows(self._connection, of_centre=self._centre, more=count, now=at_ms)
        if not drawn:
            self._connection.execute(_FIRST_MARK, {"centre": self._centre, "seq": count, "at_ms": at_ms})
            return 1
        return int(drawn[0][0]) - count + 1

    def done_before(self, request_ids: Collection[str]) -> Mapping[str, EventRecord]:
        rows: Iterable[Sequence[Any]]
        if self._connection.dialect.name == "sqlite":
            rows = DONE_IN_FILE.rows(self._connection, ids=json.dumps(list(request_ids)))
        else:
            rows = self._connection.execute(DONE, {"ids": list(request_ids)})
        return {row[1]: _event(row) for row in rows}

    def add_events(self, events: Sequence[EventRecord]) -> None:
        centre = self._centre
        _ADD_EVENTS.insert(
            self._connection,
            [
                (
                    centre, e.seq, e.request_id, e.type.value, e.at_ms, e.label, e.line, e.ticket_id, e.call_id,
                    e.counter, e.times, e.visit_id,
                )
                for e in events
            ],
        )  # fmt: skip
        self.told.extend(events)

    def events_after(self, seq: int, limit: int) -> Sequence[EventRecord]:
        rows = self._connection.execute(AFTER, {"of_centre": self._centre, "after": seq, "most": limit})
        return [_event(row) for row in rows]

    def draw_numbers(self, day: date, line: str, count: int, preferred: int = 0) -> DrawnNumbers:
        drawn = _DRAW_NUMBERS.rows(
            self._connection, of_centre=self._centre, on_day=day, of_line=line, more=count, more_preferred=preferred
        )
        if not drawn:
            self._begin_line(day, line, count, count, preferred)
            return DrawnNumbers(count, LineOrder(0, 0, 0, 0))
        row = drawn[0]
        return DrawnNumbers(row[0], LineOrder(row[1] - count, row[2] - preferred, row[3], row[4]))

    def _begin_line(self, day: date, line: str, last_number: int, waiting: int, preferred: int) -> None:
        first = {
            "centre": self._centre, "day": day, "line": line, "last_number": last_number, "waiting": waiting,
            "waiting_preferred": preferred,
        }  # fmt: skip
        self._connection.execute(_FIRST_NUMBERS, first)

    def add_tickets(self, tickets: Sequence[TicketRecord]) -> None:
        centre = self._centre
        _ADD_TICKETS.insert(
            self._connection,
            [
                (
                    t.ticket_id, centre, t.visit_id, t.day.isoformat(), t.line, t.number, t.issued_ms, t.status.value,
                    t.place, t.kept, t.held_until_ms, t.page_token, t.series, t.queue_line, t.due_ms, t.preferred,
                    t.priority, t.procedure, t.for_counter, t.note, t.promise_until_ms,
                )
                for t in tickets
            ],
        )  # fmt: skip

    def ticket(self, ticket_id: str) -> TicketRecord | None:
        row = self._connection.execute(_TICKET, {"of_centre": self._centre, "id": ticket_id}).first()
        return None if row is None else ticket_from(row)

    def ticket_of_visit(self, visit_id: str) -> TicketRecord | None:
        row = self._connection.execute(OF_VISIT, {"of_centre": self._centre, "id": visit_id}).first()
        return None if row is None else ticket_from(row)

    def visits_of(self, ticket_id: str) -> Sequence[TicketRecord]:
        rows = self._connection.execute(_VISITS, {"of_centre": self._centre, "id": ticket_id})
        return [ticket_from(row) for row in rows]

    def waiting_by_line(self, day: date) -> Mapping[str, int]:
        rows = self._connection.execute(_WAITING_BY_LINE, {"of_centre": self._centre, "on_day": day})
        return {row[0]: row[1] for row in rows}

    def change_ticket(self, was: TicketRecord, to: TicketRecord) -> bool:
        asked = {
            "id": was.ticket_id, "was": was.status.value, "to_status": to.status.value, "to_line": to.queue_line,
            "to_due": to.due_ms, "to_kept": to.kept, "to_held": to.held_until_ms, "to_preferred": to.preferred,
            "to_priority": to.priority, "to_counter": to.for_counter, "to_note": to.note,
            "to_promise": to.promise_until_ms, "to_merged": to.merged_into,
        }  # fmt: skip
        if self._connection.execute(_CHANGE, asked).rowcount != 1:
            return False
        before, after = _counted(was), _counted(to)
        if before != after:
            if before is not None:
                self._count(was.day, before[0], -1, -before[1])
            if after is not None:
                self._count(to.day, after[0], 1, after[1])
        return True

    def _count(self, day: date, line: str, more: int, more_preferred: int) -> None:
        asked = {
            "of_centre": self._centre, "on_day": day, "of_line": line, "more": more, "more_preferred": more_preferred,
        }  # fmt: skip
        if self._connection.execute(_COUNT_WAITING, asked).rowcount == 0:
            self._begin_line(day, line, 0, more, more_preferred)


def _counted(ticket: TicketRecord) -> tuple[str, int] | None:
    """Where a ticket counts as waiting, and whether (1) or not (0) with priority."""
    return (ticket.queue_line, int(ticket.preferred)) if ticket.status is TicketStatus.WAITING else None


def ticket_from(row: Sequence[Any]) -> TicketRecord:
    """The ticket of a row of TICKET_COLUMNS."""
    return TicketRecord(
        ticket_id=row[0], visit_id=row[1], day=row[2], line=row[3], number=row[4], issued_ms=row[5],
        status=TicketStatus(row[6]), place=row[7], kept=row[8], held_until_ms=row[9], page_token=row[10],
        series=row[11], queue_line=row[12], due_ms=row[13], priority=row[14], procedure=row[15], for_counter=row[16],
        note=row[17], promise_until_ms=row[18], merged_into=row[19],
    )  # fmt: skip


def _event(row: Sequence[Any]) -> EventRecord:
    return EventRecord(
        seq=row[0], request_id=row[1], type=EventType(row[2]), at_ms=row[3], label=row[4], line=row[5],
        ticket_id=row[6], call_id=row[7], counter=row[8], times=row[9], visit_id=row[10],
    )  # fmt: skip
