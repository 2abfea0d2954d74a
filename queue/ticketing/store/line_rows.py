"""Closed lines and appointments, in SQL."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, bindparam, delete, func, insert, literal_column, or_, select, union_all, update

from ticketing.domain.booking import AppointmentRecord, AppointmentStatus
from ticketing.domain.opening import ClosingReason, LineClosing
from ticketing.store.lease_tables import kiosk_series
from ticketing.store.line_tables import appointment, key_check, line_closing
from ticketing.store.prepared import Prepared
from ticketing.store.queue_rows import CENTRE
from ticketing.store.tables import ticket
from ticketing.store.waiting_tables import forecast

_CLOSINGS: Final = Prepared(
    select(
        line_closing.c.line, line_closing.c.from_ms, line_closing.c.until_ms, line_closing.c.reason,
        line_closing.c.staff_id,
    ).where(line_closing.c.centre == CENTRE, line_closing.c.day == bindparam("on_day"))
)  # fmt: skip
_CLOSE: Final = insert(line_closing)
_THIS_CLOSING: Final = (
    line_closing.c.centre == CENTRE,
    line_closing.c.day == bindparam("on_day"),
    line_closing.c.line == bindparam("of_line"),
)
_DROP_CLOSING: Final = delete(line_closing).where(*_THIS_CLOSING)
_WITHDRAW: Final = _DROP_CLOSING.where(line_closing.c.from_ms >= bindparam("at_ms"))
_END_CLOSING: Final = (
    update(line_closing)
    .where(*_THIS_CLOSING, or_(line_closing.c.until_ms.is_(None), line_closing.c.until_ms > bindparam("at_ms")))
    .values(until_ms=bindparam("at_ms"))
)
# Whoever takes a number is told a forecast with it; a quick service's number, called as it was given, has none. Kiosks'
# own numbers are found by their series: the day's tickets are many, theirs are few.
TAKEN: Final = union_all(
    select(ticket.c.line, func.count())
    .join(forecast, forecast.c.ticket_id == ticket.c.ticket_id)
    .where(
        ticket.c.centre == CENTRE,
        ticket.c.day == bindparam("on_day"),
        ticket.c.series.in_(bindparam("of_lines", expanding=True)),
    )
    .group_by(ticket.c.line),
    select(ticket.c.line, func.count())
    .where(
        ticket.c.centre == CENTRE,
        ticket.c.day == bindparam("on_day"),
        ticket.c.series.in_(select(kiosk_series.c.series).where(kiosk_series.c.centre == CENTRE)),
        ticket.c.series != ticket.c.line,
    )
    .group_by(ticket.c.line),
)
_COLUMNS: Final = (
    appointment.c.appointment_id, appointment.c.code, appointment.c.person, appointment.c.phone, appointment.c.line,
    appointment.c.day, appointment.c.slot_ms, appointment.c.nth, appointment.c.chair, appointment.c.status,
    appointment.c.request_id, appointment.c.cancel_request_id, appointment.c.ticket_id,
)  # fmt: skip
_APPOINTMENTS: Final = select(*_COLUMNS).where(appointment.c.centre == CENTRE)
# A literal, not a parameter: only then may the databases use the indexes of what was not cancelled.
_STANDS: Final = appointment.c.status != literal_column("'cancelled'")
_BY_ID: Final = _APPOINTMENTS.where(appointment.c.appointment_id == bindparam("id"))
_BY_REQUEST: Final = _APPOINTMENTS.where(appointment.c.request_id == bindparam("id"))
_OF_PERSON: Final = _APPOINTMENTS.where(
    appointment.c.day == bindparam("on_day"), appointment.c.person == bindparam("by"), _STANDS
)
_FOUND: Final = _APPOINTMENTS.where(
    appointment.c.day == bindparam("on_day"),
    _STANDS,
    or_(
        appointment.c.code == bindparam("code"),
        appointment.c.person == bindparam("by"),
        appointment.c.phone == bindparam("at_phone"),
    ),
).order_by(appointment.c.slot_ms)
_CHAIRS: Final = select(appointment.c.slot_ms, appointment.c.chair).where(
    appointment.c.centre == CENTRE,
    appointment.c.line == bindparam("of_line"),
    appointment.c.slot_ms >= bindparam("first"),
    appointment.c.slot_ms <= bindparam("last"),
    _STANDS,
)
_CODE_TAKEN: Final = select(appointment.c.code).where(
    appointment.c.centre == CENTRE, appointment.c.code == bindparam("code")
)
_TO_COME: Final = (
    select(func.count())
    .select_from(appointment)
    .where(
        appointment.c.centre == CENTRE,
        appointment.c.day == bindparam("on_day"),
        appointment.c.line == bindparam("of_line"),
        appointment.c.slot_ms >= bindparam("since"),
        appointment.c.status == AppointmentStatus.BOOKED.value,
        _STANDS,
    )
)
_BOOK: Final = insert(appointment)
_CANCEL: Final = (
    update(appointment)
    .where(appointment.c.appointment_id == bindparam("id"), appointment.c.status == AppointmentStatus.BOOKED.value)
    .values(status=AppointmentStatus.CANCELLED.value, cancel_request_id=bindparam("by_request"))
)
_CHECK_IN: Final = (
    update(appointment)
    .where(appointment.c.appointment_id == bindparam("id"), appointment.c.status == AppointmentStatus.BOOKED.value)
    .values(status=AppointmentStatus.CHECKED_IN.value, ticket_id=bindparam("gets"))
)
_ERASE: Final = delete(appointment).where(appointment.c.centre == CENTRE, appointment.c.day < bindparam("before"))
_PROMISED: Final = (
    select(ticket.c.ticket_id, ticket.c.promise_until_ms)
    .where(
        ticket.c.centre == CENTRE,
        ticket.c.day == bindparam("on_day"),
        ticket.c.status.in_(("waiting", "called")),
        ticket.c.promise_until_ms <= bindparam("until"),
    )
    .order_by(ticket.c.promise_until_ms)
)


_STANDING: Final = (
    select(appointment.c.appointment_id)
    .where(appointment.c.centre == CENTRE, appointment.c.day >= bindparam("since"), _STANDS)
    .limit(1)
)
_CHECK: Final = select(key_check.c.value).where(key_check.c.centre == CENTRE)
_DROP_CHECK: Final = delete(key_check).where(key_check.c.centre == CENTRE)
_NOTE_CHECK: Final = insert(key_check)


class LineRows:
    """The part of the ledger that is about opening, appointments and promises."""

    def __init__(self, connection: Connection, centre: str) -> None:
        """`connection` is inside a transaction."""
        self._connection = connection
        self._centre = centre

    def line_closings(self, day: date) -> Mapping[str, LineClosing]:
        rows = _CLOSINGS.rows(self._connection, of_centre=self._centre, on_day=day)
        return {row[0]: LineClosing(day, row[0], row[1], row[2], ClosingReason(row[3]), row[4]) for row in rows}

    def close_line(self, closing: LineClosing) -> None:
        self._connection.execute(
            _DROP_CLOSING, {"of_centre": self._centre, "on_day": closing.day, "of_line": closing.line}
        )
        row = {
            "centre": self._centre, "day": closing.day, "line": closing.line, "from_ms": closing.from_ms,
            "until_ms": closing.until_ms, "reason": closing.reason.value, "staff_id": closing.staff_id,
        }  # fmt: skip
        self._connection.execute(_CLOSE, row)

    def open_line(self, day: date, line: str, at_ms: int) -> None:
        asked = {"of_centre": self._centre, "on_day": day, "of_line": line, "at_ms": at_ms}
        self._connection.execute(_WITHDRAW, asked)
        self._connection.execute(_END_CLOSING, asked)

    def numbers_taken(self, day: date, lines: Collection[str]) -> Mapping[str, int]:
        asked = {"of_centre": self._centre, "on_day": day, "of_lines": list(lines)}
        taken: Counter[str] = Counter()
        for line, numbers in self._connection.execute(TAKEN, asked):
            taken[line] += numbers
        return taken

    def appointment(self, appointment_id: str) -> AppointmentRecord | None:
        return self._one(_BY_ID, {"id": appointment_id})

    def appointment_of_request(self, request_id: str) -> AppointmentRecord | None:
        return self._one(_BY_REQUEST, {"id": request_id})

    def appointments_of(self, day: date, person: str) -> Sequence[AppointmentRecord]:
        return self._many(_OF_PERSON, {"on_day": day, "by": person})

    def find_appointments(
        self, day: date, code: str | None, person: str | None, phone: str | None
    ) -> Sequence[AppointmentRecord]:
        return self._many(_FOUND, {"on_day": day, "code": code, "by": person, "at_phone": phone})

    def chairs_taken(self, line: str, first_ms: int, last_ms: int) -> Mapping[int, Collection[int]]:
        taken: dict[int, set[int]] = {}
        asked = {"of_centre": self._centre, "of_line": line, "first": first_ms, "last": last_ms}
        for slot_ms, chair in self._connection.execute(_CHAIRS, asked):
            taken.setdefault(slot_ms, set()).add(chair)
        return taken

    def is_code_taken(self, code: str) -> bool:
        asked = {"of_centre": self._centre, "code": code}
        return self._connection.execute(_CODE_TAKEN, asked).first() is not None

    def appointments_to_come(self, day: date, line: str, since_ms: int) -> int:
        asked = {"of_centre": self._centre, "on_day": day, "of_line": line, "since": since_ms}
        return int(self._connection.execute(_TO_COME, asked).scalar_one())

    def book(self, record: AppointmentRecord) -> None:
        self._connection.execute(
            _BOOK,
            {
                "appointment_id": record.appointment_id, "centre": self._centre, "code": record.code,
                "person": record.person, "phone": record.phone, "line": record.line, "day": record.day,
                "slot_ms": record.slot_ms, "nth": record.nth, "chair": record.chair, "status": record.status.value,
                "request_id": record.request_id,
            },
        )  # fmt: skip

    def cancel_appointment(self, appointment_id: str, request_id: str) -> bool:
        asked = {"id": appointment_id, "by_request": request_id}
        return self._connection.execute(_CANCEL, asked).rowcount == 1

    def use_appointment(self, appointment_id: str, ticket_id: str) -> bool:
        return self._connection.execute(_CHECK_IN, {"id": appointment_id, "gets": ticket_id}).rowcount == 1

    def erase_appointments_before(self, day: date) -> int:
        return self._connection.execute(_ERASE, {"of_centre": self._centre, "before": day}).rowcount

    def is_anything_booked(self, since: date) -> bool:
        return self._connection.execute(_STANDING, {"of_centre": self._centre, "since": since}).first() is not None

    def key_check(self) -> str | None:
        found: str | None = self._connection.execute(_CHECK, {"of_centre": self._centre}).scalar()
        return found

    def note_key_check(self, value: str) -> None:
        self._connection.execute(_DROP_CHECK, {"of_centre": self._centre})
        self._connection.execute(_NOTE_CHECK, {"centre": self._centre, "value": value})

    def promises_until(self, day: date, until_ms: int) -> Sequence[tuple[str, int]]:
        asked = {"of_centre": self._centre, "on_day": day, "until": until_ms}
        return [(row[0], row[1]) for row in self._connection.execute(_PROMISED, asked)]

    def _one(self, statement: Any, asked: Mapping[str, object]) -> AppointmentRecord | None:
        found = self._many(statement, asked)
        return found[0] if found else None

    def _many(self, statement: Any, asked: Mapping[str, object]) -> Sequence[AppointmentRecord]:
        rows = self._connection.execute(statement, {"of_centre": self._centre, **asked})
        return [
            AppointmentRecord(
                appointment_id=row[0], code=row[1], person=row[2], phone=row[3], line=row[4], day=row[5],
                slot_ms=row[6], nth=row[7], chair=row[8], status=AppointmentStatus(row[9]), request_id=row[10],
                cancel_request_id=row[11], ticket_id=row[12],
            )
            for row in rows
        ]  # fmt: skip
