"""The tables of closed lines and of appointments. Part of the one metadata.

A person is a keyed hash here. That nobody books twice, or once too often, and that no slot overflows, are constraints;
a cancelled appointment gives its places back.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ColumnElement,
    Date,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
    literal_column,
)

from ticketing.store.tables import metadata

line_closing: Final = Table(
    "line_closing",
    metadata,
    Column("centre", String(32), nullable=False),
    Column("day", Date, nullable=False),
    Column("line", String(8), nullable=False),
    Column("from_ms", BigInteger, nullable=False),
    Column("until_ms", BigInteger),
    Column("reason", String(24), nullable=False),
    Column("staff_id", String(64), nullable=False),
    PrimaryKeyConstraint("centre", "day", "line"),
)

appointment: Final = Table(
    "appointment",
    metadata,
    Column("appointment_id", String(64), primary_key=True),
    Column("centre", String(32), nullable=False),
    Column("code", String(16), nullable=False),
    Column("person", String(64), nullable=False),
    Column("phone", String(64)),
    Column("line", String(8), nullable=False),
    Column("day", Date, nullable=False),
    Column("slot_ms", BigInteger, nullable=False),
    Column("nth", Integer, nullable=False),
    Column("chair", Integer, nullable=False),
    Column("status", String(16), nullable=False),
    Column("request_id", String(64), nullable=False),
    Column("cancel_request_id", String(64)),
    Column("ticket_id", String(64)),
    UniqueConstraint("centre", "code", name="one_code_once"),
    UniqueConstraint("request_id", name="one_booking_a_request"),
    CheckConstraint("nth >= 0 AND chair >= 0", name="counted_from_nought"),
    Index("appointment_by_phone", "centre", "phone", "day"),
)
key_check: Final = Table(
    "key_check",
    metadata,
    Column("centre", String(32), primary_key=True),
    Column("value", String(64), nullable=False),
)
_STANDS: Final[ColumnElement[bool]] = literal_column("status <> 'cancelled'")
for _name, *_columns in (
    ("one_line_a_day", appointment.c.day, appointment.c.person, appointment.c.line),
    ("so_many_a_day", appointment.c.day, appointment.c.person, appointment.c.nth),
    ("one_person_a_chair", appointment.c.line, appointment.c.slot_ms, appointment.c.chair),
):
    Index(_name, appointment.c.centre, *_columns, unique=True, sqlite_where=_STANDS, postgresql_where=_STANDS)
