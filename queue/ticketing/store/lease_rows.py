"""Leases, kiosks' series and early calls, in SQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import Table, bindparam, delete, func, insert, literal_column, select, update

from ticketing.domain.lease_records import CounterLease, EarlyCall, KioskSeries, Lease, SeriesLease
from ticketing.domain.leases import CallEnd
from ticketing.domain.records import TicketRecord
from ticketing.store.lease_tables import counter_lease, early_call, kiosk_series, lease, series_lease
from ticketing.store.queue_rows import CENTRE, TICKETS, QueueRows, ticket_from
from ticketing.store.tables import ticket

_COUNTERS: Final = select(
    counter_lease.c.counter,
    counter_lease.c.confirmed,
    counter_lease.c.offered,
    counter_lease.c.renewals,
    counter_lease.c.device,
).where(counter_lease.c.centre == CENTRE)
_LEASES: Final = select(
    lease.c.ticket_id,
    lease.c.counter,
    lease.c.since_version,
    lease.c.gone_version,
    lease.c.passes_to,
    lease.c.not_before_ms,
).where(lease.c.centre == CENTRE)
LEASE_OF: Final = _LEASES.where(lease.c.ticket_id == bindparam("id"))
LEASES_OF: Final = _LEASES.where(lease.c.counter == bindparam("of_counter"))
_FORGET: Final = delete(lease).where(lease.c.centre == CENTRE, lease.c.ticket_id == bindparam("id"))
_LET_GO: Final = (lease.c.centre == CENTRE, lease.c.counter == bindparam("of_counter"))
_SETTLED: Final = (*_LET_GO, lease.c.gone_version <= bindparam("held"))
_PASS_ON: Final = (
    update(lease)
    .where(*_SETTLED, lease.c.passes_to.is_not(None))
    .values(counter=lease.c.passes_to, since_version=None, gone_version=None, passes_to=None, not_before_ms=None)
)
_SETTLE: Final = delete(lease).where(*_SETTLED, lease.c.passes_to.is_(None))
_FREE: Final = delete(lease).where(*_LET_GO)
_SERIES_OF: Final = (series_lease.c.centre == CENTRE, series_lease.c.counter == bindparam("of_counter"))
_SETTLE_SERIES: Final = delete(series_lease).where(*_SERIES_OF, series_lease.c.gone_version <= bindparam("held"))
_FREE_SERIES: Final = delete(series_lease).where(*_SERIES_OF)
_SERIES_LEASES: Final = select(
    series_lease.c.series, series_lease.c.counter, series_lease.c.since_version, series_lease.c.gone_version
).where(series_lease.c.centre == CENTRE)
FOR_COUNTERS: Final = TICKETS.where(
    ticket.c.day == bindparam("on_day"),
    ticket.c.status == literal_column("'waiting'"),
    ticket.c.for_counter.is_not(None),
).order_by(ticket.c.due_ms, ticket.c.place)
_SERIES: Final = select(kiosk_series.c.series, kiosk_series.c.device).where(kiosk_series.c.centre == CENTRE)
LAST_OF_SERIES: Final = select(func.max(ticket.c.number)).where(
    ticket.c.centre == CENTRE, ticket.c.day == bindparam("on_day"), ticket.c.series == bindparam("of_series")
)
_EARLY_KEY: Final = (
    early_call.c.centre == CENTRE,
    early_call.c.day == bindparam("on_day"),
    early_call.c.series == bindparam("of_series"),
    early_call.c.number == bindparam("of_number"),
)
EARLY: Final = select(
    early_call.c.day, early_call.c.series, early_call.c.number, early_call.c.call_id, early_call.c.counter,
    early_call.c.clerk_id, early_call.c.called_ms, early_call.c.times, early_call.c.how_ended, early_call.c.ended_ms,
).where(*_EARLY_KEY)  # fmt: skip
_FORGET_EARLY: Final = delete(early_call).where(*_EARLY_KEY)


class LeaseRows(QueueRows):
    """The part of the ledger that is about what goes on while the hub is away."""

    def counter_leases(self) -> Mapping[int, CounterLease]:
        rows = self._connection.execute(_COUNTERS, {"of_centre": self._centre})
        return {row[0]: CounterLease(*row) for row in rows}

    def keep_counter_lease(self, counter: CounterLease) -> None:
        self._put(
            counter_lease,
            {"counter": counter.counter},
            {
                "confirmed": counter.confirmed, "offered": counter.offered, "renewals": counter.renewals,
                "device": counter.device,
            },
        )  # fmt: skip

    def leases(self) -> Sequence[Lease]:
        return [Lease(*row) for row in self._connection.execute(_LEASES, {"of_centre": self._centre})]

    def leases_of(self, counter: int) -> Sequence[Lease]:
        asked = {"of_centre": self._centre, "of_counter": counter}
        return [Lease(*row) for row in self._connection.execute(LEASES_OF, asked)]

    def lease_of(self, ticket_id: str) -> Lease | None:
        row = self._connection.execute(LEASE_OF, {"of_centre": self._centre, "id": ticket_id}).first()
        return None if row is None else Lease(*row)

    def keep_lease(self, kept: Lease) -> None:
        self._put(
            lease,
            {"ticket_id": kept.ticket_id},
            {
                "counter": kept.counter, "since_version": kept.since_version, "gone_version": kept.gone_version,
                "passes_to": kept.passes_to, "not_before_ms": kept.not_before_ms,
            },
        )  # fmt: skip

    def forget_lease(self, ticket_id: str) -> None:
        self._connection.execute(_FORGET, {"of_centre": self._centre, "id": ticket_id})

    def settle_leases(self, counter: int, version: int) -> int:
        asked = {"of_centre": self._centre, "of_counter": counter, "held": version}
        settled = self._connection.execute(_PASS_ON, asked).rowcount + self._connection.execute(_SETTLE, asked).rowcount
        self._connection.execute(_SETTLE_SERIES, asked)
        return settled

    def free_counter(self, counter: int) -> int:
        asked = {"of_centre": self._centre, "of_counter": counter}
        return self._connection.execute(_FREE_SERIES, asked).rowcount + self._connection.execute(_FREE, asked).rowcount

    def tickets_for_counters(self, day: date) -> Sequence[TicketRecord]:
        rows = self._connection.execute(FOR_COUNTERS, {"of_centre": self._centre, "on_day": day})
        return [ticket_from(row) for row in rows]

    def series_leases(self) -> Mapping[str, SeriesLease]:
        rows = self._connection.execute(_SERIES_LEASES, {"of_centre": self._centre})
        return {row[0]: SeriesLease(*row) for row in rows}

    def keep_series_lease(self, kept: SeriesLease) -> None:
        self._put(
            series_lease,
            {"series": kept.series},
            {"counter": kept.counter, "since_version": kept.since_version, "gone_version": kept.gone_version},
        )

    def kiosk_series(self) -> Mapping[str, KioskSeries]:
        return {row[0]: KioskSeries(*row) for row in self._connection.execute(_SERIES, {"of_centre": self._centre})}

    def keep_kiosk_series(self, series: KioskSeries) -> None:
        self._put(kiosk_series, {"series": series.series}, {"device": series.device})

    def last_of_series(self, day: date, series: str) -> int:
        asked = {"of_centre": self._centre, "on_day": day, "of_series": series}
        return self._connection.execute(LAST_OF_SERIES, asked).scalar() or 0

    def add_waiting_ticket(self, ticket: TicketRecord) -> None:
        self.add_tickets([ticket])
        self._count(ticket.day, ticket.queue_line, 1, int(ticket.preferred))

    def early_call(self, day: date, series: str, number: int) -> EarlyCall | None:
        asked = {"of_centre": self._centre, "on_day": day, "of_series": series, "of_number": number}
        row = self._connection.execute(EARLY, asked).first()
        return None if row is None else EarlyCall(*row[:8], CallEnd(row[8]), row[9])

    def keep_early_call(self, call: EarlyCall) -> None:
        self._put(
            early_call,
            {"day": call.day, "series": call.series, "number": call.number},
            {
                "call_id": call.call_id, "counter": call.counter, "clerk_id": call.clerk_id,
                "called_ms": call.called_ms, "times": call.times, "how_ended": call.end.value,
                "ended_ms": call.ended_ms,
            },
        )  # fmt: skip

    def forget_early_call(self, call: EarlyCall) -> None:
        asked = {
            "of_centre": self._centre, "on_day": call.day, "of_series": call.series, "of_number": call.number,
        }  # fmt: skip
        self._connection.execute(_FORGET_EARLY, asked)

    def _put(self, table: Table, key: Mapping[str, Any], values: Mapping[str, Any]) -> None:
        """Replace the row of this key in this centre, or add it. Nobody else writes in the centre meanwhile."""
        here = [table.c.centre == self._centre, *(table.c[name] == value for name, value in key.items())]
        if self._connection.execute(update(table).where(*here).values(**values)).rowcount == 0:
            self._connection.execute(insert(table).values(centre=self._centre, **key, **values))
