"""The tables. Every row has its centre; times are milliseconds since 1970 UTC; nothing is personal.

What must never happen is a constraint here, not a check in code: a number twice, a ticket held by two counters, a
counter with two open calls, a request carried out twice.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    literal_column,
)

metadata: Final = MetaData()

_CENTRE, _ID, _HASH, _CODE = String(32), String(64), String(64), String(24)

centre_mark: Final = Table(
    "centre_mark",
    metadata,
    Column("centre", _CENTRE, primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("audit_no", BigInteger, nullable=False, default=0),
    Column("audit_hash", _HASH, nullable=False, default=""),
)

line_day: Final = Table(
    "line_day",
    metadata,
    Column("centre", _CENTRE, nullable=False),
    Column("day", Date, nullable=False),
    Column("line", String(8), nullable=False),
    Column("last_number", Integer, nullable=False),
    Column("waiting", Integer, nullable=False),
    Column("waiting_preferred", Integer, nullable=False, default=0),
    # How many with priority the line's order gave in a row, and the deed that changed it last (0: none).
    Column("priority_run", Integer, nullable=False, default=0),
    Column("run_seq", BigInteger, nullable=False, default=0),
    PrimaryKeyConstraint("centre", "day", "line"),
    CheckConstraint("waiting >= 0", name="waiting_not_negative"),
)

ticket: Final = Table(
    "ticket",
    metadata,
    Column("ticket_id", _ID, primary_key=True),
    Column("centre", _CENTRE, nullable=False),
    Column("visit_id", _ID, nullable=False),
    Column("day", Date, nullable=False),
    Column("line", String(8), nullable=False),
    Column("number", Integer, nullable=False),
    Column("issued_ms", BigInteger, nullable=False),
    Column("status", String(16), nullable=False),
    Column("place", BigInteger, nullable=False),
    Column("kept", Boolean, nullable=False),
    Column("held_until_ms", BigInteger, nullable=False),
    Column("page_token", _ID, nullable=False),
    # `line`, `series` and `number` are printed and never change; the ticket waits in `queue_line`.
    Column("series", String(8), nullable=False),
    Column("queue_line", String(8), nullable=False),
    Column("due_ms", BigInteger, nullable=False),
    Column("preferred", Boolean, nullable=False),
    Column("priority", _CODE),
    Column("procedure", _ID),
    Column("for_counter", Integer),
    Column("note", _CODE),
    Column("promise_until_ms", BigInteger),
    Column("merged_into", _ID),
    UniqueConstraint("centre", "day", "series", "number", name="one_number_once"),
    Index("ticket_by_visit", "centre", "visit_id"),
    sqlite_with_rowid=False,
)
# Only the waiting ones are indexed: calling stays quick on the busiest evening, and issuing stays cheap.
Index(
    "ticket_waiting",
    ticket.c.centre, ticket.c.day, ticket.c.queue_line, ticket.c.preferred, ticket.c.due_ms, ticket.c.place,
    sqlite_where=ticket.c.status == literal_column("'waiting'"),
    postgresql_where=ticket.c.status == literal_column("'waiting'"),
)  # fmt: skip
Index(
    "ticket_merged",
    ticket.c.merged_into,
    sqlite_where=ticket.c.merged_into.is_not(None),
    postgresql_where=ticket.c.merged_into.is_not(None),
)

call: Final = Table(
    "call",
    metadata,
    Column("call_id", _ID, primary_key=True),
    Column("centre", _CENTRE, nullable=False),
    Column("day", Date, nullable=False),
    Column("ticket_id", _ID, nullable=False),
    Column("counter", Integer, nullable=False),
    Column("clerk_id", _ID, nullable=False),
    Column("called_ms", BigInteger, nullable=False),
    Column("announced_seq", BigInteger, nullable=False),
    Column("times", Integer, nullable=False),
    Column("status", String(16), nullable=False),
    Column("ended_ms", BigInteger),
    Column("announced_ms", BigInteger, nullable=False),
    Index("call_by_ticket", "ticket_id"),
    Index("call_announced", "centre", "day", "announced_seq"),
)
Index(
    "one_counter_holds_a_ticket",
    call.c.centre, call.c.ticket_id,
    unique=True,
    sqlite_where=call.c.status == literal_column("'open'"),
    postgresql_where=call.c.status == literal_column("'open'"),
)  # fmt: skip
Index(
    "one_open_call_a_counter",
    call.c.centre, call.c.counter,
    unique=True,
    sqlite_where=call.c.status == literal_column("'open'"),
    postgresql_where=call.c.status == literal_column("'open'"),
)  # fmt: skip

event: Final = Table(
    "event",
    metadata,
    Column("centre", _CENTRE, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("request_id", _ID, nullable=False),
    Column("type", String(24), nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("label", String(16)),
    Column("line", String(8)),
    Column("ticket_id", _ID),
    Column("call_id", _ID),
    Column("counter", Integer),
    Column("times", Integer),
    Column("visit_id", _ID),
    PrimaryKeyConstraint("centre", "seq"),
    # Not with the centre before it: SQLite would then rather walk the primary key of the centre, event by event.
    UniqueConstraint("request_id", name="one_request_once"),
    sqlite_with_rowid=False,
)

draft: Final = Table(
    "draft",
    metadata,
    Column("centre", _CENTRE, nullable=False),
    Column("visit_id", _ID, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("request_id", _ID, nullable=False),
    Column("expires_ms", BigInteger, nullable=False),
    PrimaryKeyConstraint("centre", "visit_id"),
    Index("draft_expiry", "expires_ms"),
)

visit_dossier: Final = Table(
    "visit_dossier",
    metadata,
    Column("centre", _CENTRE, nullable=False),
    Column("visit_id", _ID, nullable=False),
    Column("dossier_id", _ID, nullable=False),
    Column("told_seq", BigInteger, nullable=False),
    Column("position", Integer, nullable=False),
    PrimaryKeyConstraint("centre", "visit_id", "dossier_id"),
)

device: Final = Table(
    "device",
    metadata,
    Column("token_sha256", _HASH, primary_key=True),
    Column("centre", _CENTRE, nullable=False),
    Column("name", String(64), nullable=False),
    Column("role", String(16), nullable=False),
    Column("enrolled_ms", BigInteger, nullable=False),
    Column("heard_ms", BigInteger),  # when it was last heard
    Column("told_ms", BigInteger),  # of couriers: when they last told what they have to send, and what it was
    Column("dossiers_waiting", Integer),
    Column("refused", Integer),
    Column("oldest_ms", BigInteger),
    UniqueConstraint("centre", "name", name="one_token_a_device"),
)

clerk_session: Final = Table(
    "clerk_session",
    metadata,
    Column("token_sha256", _HASH, primary_key=True),
    Column("centre", _CENTRE, nullable=False),
    Column("clerk_id", _ID, nullable=False),
    Column("role", String(16), nullable=False),
    Column("counter", Integer),  # nobody's where somebody looks over the whole centre
    Column("expires_ms", BigInteger, nullable=False),
    Column("paused_until_ms", BigInteger, nullable=False, default=0),
    Column("pause_reason", _CODE),
    UniqueConstraint("centre", "clerk_id", name="one_counter_a_clerk"),
    UniqueConstraint("centre", "counter", name="one_clerk_a_counter"),
)

pin_tries: Final = Table(
    "pin_tries",
    metadata,
    Column("centre", _CENTRE, nullable=False),
    Column("clerk_id", _ID, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("not_before_ms", BigInteger, nullable=False),
    Column("locked_until_ms", BigInteger, nullable=False),
    PrimaryKeyConstraint("centre", "clerk_id"),
)

undo: Final = Table(
    "undo",
    metadata,
    Column("request_id", _ID, primary_key=True),
    Column("centre", _CENTRE, nullable=False),
    Column("clerk_id", _ID, nullable=False),
    Column("counter", Integer, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("done_ms", BigInteger, nullable=False),
    Column("images", Text, nullable=False),
    Column("undone", Boolean, nullable=False),
    Index("undo_by_age", "centre", "done_ms"),
)

audit: Final = Table(
    "audit",
    metadata,
    Column("centre", _CENTRE, nullable=False),
    Column("no", BigInteger, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("staff_id", _ID, nullable=False),
    Column("deed", _CODE, nullable=False),
    Column("label", String(16)),
    Column("line", String(8)),
    Column("counter", Integer),
    Column("reason", _CODE),
    Column("detail", _ID),
    Column("hash", _HASH, nullable=False),
    PrimaryKeyConstraint("centre", "no"),
)
