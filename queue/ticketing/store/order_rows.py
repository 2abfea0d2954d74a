"""The order in which tickets wait, in SQL: who is next in a line, and how many are before somebody."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Final

from sqlalchemy import Connection, bindparam, exists, func, literal_column, or_, select, tuple_, update

from ticketing.domain.fair_order import LineQueue
from ticketing.domain.reasons import CitizenReason
from ticketing.domain.records import LineOrder, TicketRecord
from ticketing.store.lease_tables import lease
from ticketing.store.queue_rows import CENTRE, TICKETS, ticket_from
from ticketing.store.tables import call, line_day, ticket

# A literal, not a parameter: only then may the databases use the index of waiting tickets.
_IS_WAITING: Final = ticket.c.status == literal_column("'waiting'")
_IN_LINE: Final = (
    ticket.c.centre == CENTRE,
    ticket.c.day == bindparam("on_day"),
    ticket.c.queue_line == bindparam("of_line"),
    ticket.c.preferred == bindparam("with_priority"),
    _IS_WAITING,
)
AHEAD: Final = select(func.count()).where(
    *_IN_LINE, tuple_(ticket.c.due_ms, ticket.c.place) < tuple_(bindparam("due"), bindparam("before"))
)
_FOR_US: Final = or_(
    ticket.c.for_counter.is_(None),
    ticket.c.for_counter == bindparam("at_counter"),
    ticket.c.for_counter.not_in(bindparam("kept_for", expanding=True)),
)
# What another counter may call by itself while the hub is away, nobody else may call (decision 31).
_IS_OURS: Final = ~exists().where(lease.c.ticket_id == ticket.c.ticket_id, lease.c.counter != bindparam("at_counter"))
# Who stands at a counter is called by no other, whatever the ticket's own row says: one that is wrong must not stop the
# line behind it.
_CALLED_NOWHERE: Final = ~exists().where(
    call.c.centre == CENTRE, call.c.ticket_id == ticket.c.ticket_id, call.c.status == literal_column("'open'")
)
_WAITING: Final = TICKETS.where(*_IN_LINE[1:], _FOR_US).order_by(ticket.c.due_ms, ticket.c.place)
_ANY_FREE: Final = _WAITING.where(ticket.c.held_until_ms <= bindparam("now")).limit(bindparam("most"))
_ANY_HELD: Final = _WAITING.where(ticket.c.held_until_ms > bindparam("now")).limit(bindparam("most"))
# Who asked to come later may be at home: shown among those that are held, but not called before the hour.
_IS_NEAR: Final = or_(ticket.c.note.is_(None), ticket.c.note != CitizenReason.COME_LATER.value)
# By (held, the one to be called).
_ANY: Final = {
    (False, False): _ANY_FREE,
    (False, True): _ANY_FREE,
    (True, False): _ANY_HELD,
    (True, True): _ANY_HELD.where(_IS_NEAR),
}
# Who is about to be called is locked; a row in somebody else's hand is passed over, not waited for. SQLite has one
# writer and no such locks: there this says nothing.
_OURS: Final = {
    (held, called): found.where(_IS_OURS, _CALLED_NOWHERE).with_for_update(skip_locked=True, of=ticket)
    if called
    else found.where(_IS_OURS, _CALLED_NOWHERE)
    for (held, called), found in _ANY.items()
}
FREE: Final = _OURS[False, False]
_ORDERS: Final = select(
    line_day.c.line, line_day.c.waiting, line_day.c.waiting_preferred, line_day.c.priority_run, line_day.c.run_seq
).where(line_day.c.centre == CENTRE, line_day.c.day == bindparam("on_day"))
_NOTE_RUN: Final = (
    update(line_day)
    .where(line_day.c.centre == CENTRE, line_day.c.day == bindparam("on_day"), line_day.c.line == bindparam("of_line"))
    .values(priority_run=bindparam("so_many"), run_seq=bindparam("by_seq"))
)
_NOBODY: Final = LineOrder(0, 0, 0, 0)


class OrderRows:
    """The part of the ledger that is about whose turn it is."""

    def __init__(self, connection: Connection, centre: str) -> None:
        """`connection` is inside a transaction."""
        self._connection = connection
        self._centre = centre

    def line_orders(self, day: date) -> Mapping[str, LineOrder]:
        rows = self._connection.execute(_ORDERS, {"of_centre": self._centre, "on_day": day})
        return {row[0]: LineOrder(row[1], row[2], row[3], row[4]) for row in rows}

    def note_run(self, day: date, line: str, run: int, seq: int) -> None:
        asked = {"of_centre": self._centre, "on_day": day, "of_line": line, "so_many": run, "by_seq": seq}
        self._connection.execute(_NOTE_RUN, asked)

    def before_in_class(self, ticket: TicketRecord) -> int:
        asked = {
            "of_centre": self._centre, "on_day": ticket.day, "of_line": ticket.queue_line,
            "with_priority": ticket.preferred, "due": ticket.due_ms, "before": ticket.place,
        }  # fmt: skip
        return int(self._connection.execute(AHEAD, asked).scalar_one())

    def line_queues(
        self,
        day: date,
        lines: Collection[str],
        counter: int,
        now_ms: int,
        *,
        kept_for: Collection[int],
        held: bool,
        most: int,
        whoever_leases: bool = False,
    ) -> Sequence[LineQueue]:
        chosen = (_ANY if whoever_leases else _OURS)[held, most == 1]
        orders = self.line_orders(day)
        queues = []
        for line in lines:
            order = orders.get(line, _NOBODY)
            found: dict[bool, Sequence[TicketRecord]] = {}
            # Each class from its own end of the index, and only where somebody waits: a long queue costs nothing.
            for preferred, waiting in ((True, order.preferred), (False, order.waiting - order.preferred)):
                if waiting == 0:
                    continue
                asked = {
                    "of_centre": self._centre, "on_day": day, "of_line": line, "with_priority": preferred,
                    "at_counter": counter, "kept_for": list(kept_for), "now": now_ms, "most": most,
                }  # fmt: skip
                found[preferred] = [ticket_from(row) for row in self._connection.execute(chosen, asked)]
            queues.append(LineQueue(line, tuple(found.get(True, ())), tuple(found.get(False, ())), order))
        return queues
