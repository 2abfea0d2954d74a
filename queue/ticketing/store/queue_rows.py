"""Numbers, tickets and events, in SQL."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import BindParameter, Connection, Select, bindparam, func, insert, literal_column, select, update

from ticketing.domain.answers import EventType, TicketStatus
from ticketing.domain.records import ClockMark, DrawnNumbers, EventRecord, TicketRecord
from ticketing.store.many_rows import ManyRows
from ticketing.store.tables import centre_mark, event, line_day, ticket

TICKET_COLUMNS: Final = (
    ticket.c.ticket_id, ticket.c.visit_id, ticket.c.day, ticket.c.line, ticket.c.number, ticket.c.issued_ms,
    ticket.c.status, ticket.c.place, ticket.c.kept, ticket.c.held_until_ms, ticket.c.page_token,
)  # fmt: skip
_EVENT_COLUMNS: Final = (
    event.c.seq, event.c.request_id, event.c.type, event.c.at_ms, event.c.label, event.c.line, event.c.ticket_id,
    event.c.call_id, event.c.counter, event.c.times, event.c.visit_id,
)  # fmt: skip

CENTRE: Final[BindParameter[str]] = bindparam("of_centre")
# A literal, not a parameter: only then may the databases use the index of waiting tickets.
_IS_WAITING: Final = ticket.c.status == literal_column("'waiting'")

_MARK: Final = select(centre_mark.c.seq, centre_mark.c.at_ms).where(centre_mark.c.centre == CENTRE)
_DRAW_SEQS: Final = (
    update(centre_mark)
    .where(centre_mark.c.centre == CENTRE)
    .values(seq=centre_mark.c.seq + bindparam("more"), at_ms=bindparam("now"))
    .returning(centre_mark.c.seq)
)
_FIRST_MARK: Final = insert(centre_mark)
DONE: Final = select(*_EVENT_COLUMNS).where(event.c.request_id.in_(bindparam("ids", expanding=True)))
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
_DRAW_NUMBERS: Final = (
    update(line_day)
    .where(line_day.c.centre == CENTRE, line_day.c.day == bindparam("on_day"), line_day.c.line == bindparam("of_line"))
    .values(last_number=line_day.c.last_number + bindparam("more"), waiting=line_day.c.waiting + bindparam("more"))
    .returning(line_day.c.last_number, line_day.c.waiting)
)
_FIRST_NUMBERS: Final = insert(line_day)
_COUNT_WAITING: Final = (
    update(line_day)
    .where(line_day.c.centre == CENTRE, line_day.c.day == bindparam("on_day"), line_day.c.line == bindparam("of_line"))
    .values(waiting=line_day.c.waiting + bindparam("more"))
)
_WAITING_BY_LINE: Final = select(line_day.c.line, line_day.c.waiting).where(
    line_day.c.centre == CENTRE, line_day.c.day == bindparam("on_day")
)
_ADD_TICKETS: Final = ManyRows(
    ticket, "ticket_id", "centre", "visit_id", "day", "line", "number", "issued_ms", "status", "place", "kept",
    "held_until_ms", "page_token",
)  # fmt: skip
_TICKETS: Final = select(*TICKET_COLUMNS).where(ticket.c.centre == CENTRE)
_TICKET: Final = _TICKETS.where(ticket.c.ticket_id == bindparam("id"))
OF_VISIT: Final = _TICKETS.where(ticket.c.visit_id == bindparam("id")).order_by(ticket.c.place.desc()).limit(1)
AHEAD: Final = select(func.count()).where(
    ticket.c.centre == CENTRE,
    ticket.c.day == bindparam("on_day"),
    ticket.c.line == bindparam("of_line"),
    _IS_WAITING,
    ticket.c.place < bindparam("before"),
)
_WAITING: Final = _TICKETS.where(
    ticket.c.day == bindparam("on_day"), ticket.c.line == bindparam("of_line"), _IS_WAITING
).order_by(ticket.c.place)
FREE: Final = _WAITING.where(ticket.c.held_until_ms <= bindparam("now")).limit(bindparam("most"))
_HELD: Final = _WAITING.where(ticket.c.held_until_ms > bindparam("now")).limit(bindparam("most"))
# Who is about to be called is locked; a row in somebody else's hand is passed over, not waited for. SQLite has one
# writer and no such locks: there this says nothing.
_NEXT_FREE: Final = FREE.with_for_update(skip_locked=True)
_NEXT_HELD: Final = _HELD.with_for_update(skip_locked=True)
_MOVE: Final = (
    update(ticket)
    .where(ticket.c.ticket_id == bindparam("id"), ticket.c.status == bindparam("was"))
    .values(status=bindparam("to"))
)
_HOLD: Final = (
    update(ticket)
    .where(ticket.c.ticket_id == bindparam("id"))
    .values(kept=bindparam("is_kept"), held_until_ms=bindparam("until"))
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
        asked = {"of_centre": self._centre, "more": count, "now": at_ms}
        last = self._connection.execute(_DRAW_SEQS, asked).scalar()
        if last is None:
            self._connection.execute(_FIRST_MARK, {"centre": self._centre, "seq": count, "at_ms": at_ms})
            return 1
        return int(last) - count + 1

    def done_before(self, request_ids: Collection[str]) -> Mapping[str, EventRecord]:
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

    def draw_numbers(self, day: date, line: str, count: int) -> DrawnNumbers:
        asked = {"of_centre": self._centre, "on_day": day, "of_line": line, "more": count}
        row = self._connection.execute(_DRAW_NUMBERS, asked).first()
        if row is None:
            first = {"centre": self._centre, "day": day, "line": line, "last_number": count, "waiting": count}
            self._connection.execute(_FIRST_NUMBERS, first)
            return DrawnNumbers(count, 0)
        return DrawnNumbers(row[0], row[1] - count)

    def add_tickets(self, tickets: Sequence[TicketRecord]) -> None:
        centre = self._centre
        _ADD_TICKETS.insert(
            self._connection,
            [
                (
                    t.ticket_id, centre, t.visit_id, t.day.isoformat(), t.line, t.number, t.issued_ms, t.status.value,
                    t.place, t.kept, t.held_until_ms, t.page_token,
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

    def ahead_of(self, ticket: TicketRecord) -> int:
        asked = {"of_centre": self._centre, "on_day": ticket.day, "of_line": ticket.line, "before": ticket.place}
        return int(self._connection.execute(AHEAD, asked).scalar_one())

    def waiting_by_line(self, day: date) -> Mapping[str, int]:
        rows = self._connection.execute(_WAITING_BY_LINE, {"of_centre": self._centre, "on_day": day})
        return {row[0]: row[1] for row in rows}

    def next_waiting(self, day: date, lines: Collection[str], now_ms: int) -> TicketRecord | None:
        first = self._in_order((_NEXT_FREE, _NEXT_HELD), day, lines, now_ms, 1)
        return first[0] if first else None

    def queue_of(self, day: date, lines: Collection[str], now_ms: int, limit: int) -> Sequence[TicketRecord]:
        return self._in_order((FREE, _HELD), day, lines, now_ms, limit)

    def _in_order(
        self, selects: Sequence[Select[Any]], day: date, lines: Collection[str], now_ms: int, limit: int
    ) -> Sequence[TicketRecord]:
        found: list[TicketRecord] = []
        for select_some in selects:
            some: list[TicketRecord] = []
            # Line by line, each from its own end of the index: a long queue elsewhere costs nothing.
            for line in lines:
                asked = {
                    "of_centre": self._centre, "on_day": day, "of_line": line, "now": now_ms,
                    "most": limit - len(found),
                }  # fmt: skip
                some.extend(ticket_from(row) for row in self._connection.execute(select_some, asked))
            some.sort(key=lambda waiting: waiting.place)
            found.extend(some[: limit - len(found)])
            if len(found) == limit:
                break
        return found

    def move_ticket(self, ticket: TicketRecord, to: TicketStatus) -> bool:
        asked = {"id": ticket.ticket_id, "was": ticket.status.value, "to": to.value}
        if self._connection.execute(_MOVE, asked).rowcount != 1:
            return False
        more = (to is TicketStatus.WAITING) - (ticket.status is TicketStatus.WAITING)
        if more:
            counted = {"of_centre": self._centre, "on_day": ticket.day, "of_line": ticket.line, "more": more}
            self._connection.execute(_COUNT_WAITING, counted)
        return True

    def hold_place(self, ticket_id: str, *, kept: bool, until_ms: int) -> None:
        self._connection.execute(_HOLD, {"id": ticket_id, "is_kept": kept, "until": until_ms})


def ticket_from(row: Sequence[Any]) -> TicketRecord:
    """The ticket of a row of TICKET_COLUMNS."""
    return TicketRecord(
        ticket_id=row[0], visit_id=row[1], day=row[2], line=row[3], number=row[4], issued_ms=row[5],
        status=TicketStatus(row[6]), place=row[7], kept=row[8], held_until_ms=row[9], page_token=row[10],
    )  # fmt: skip


def _event(row: Sequence[Any]) -> EventRecord:
    return EventRecord(
        seq=row[0], request_id=row[1], type=EventType(row[2]), at_ms=row[3], label=row[4], line=row[5],
        ticket_id=row[6], call_id=row[7], counter=row[8], times=row[9], visit_id=row[10],
    )  # fmt: skip
