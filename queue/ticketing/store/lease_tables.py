"""The tables of what goes on while the hub is away. Part of the one metadata.

That a ticket is reserved for one counter, and a series for one counter, are primary keys.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Column, Date, Index, Integer, PrimaryKeyConstraint, String, Table

from ticketing.store.tables import metadata

counter_lease: Final = Table(
    "counter_lease",
    metadata,
    Column("centre", String(32), nullable=False),
    Column("counter", Integer, nullable=False),
    Column("confirmed", Integer, nullable=False),
    Column("offered", Integer, nullable=False),
    Column("renewals", BigInteger, nullable=False),
    Column("device", String(64)),
    PrimaryKeyConstraint("centre", "counter"),
)

lease: Final = Table(
    "lease",
    metadata,
    Column("ticket_id", String(64), primary_key=True),
    Column("centre", String(32), nullable=False),
    Column("counter", Integer, nullable=False),
    Column("since_version", Integer),
    Column("gone_version", Integer),
    Column("passes_to", Integer),
    Column("not_before_ms", BigInteger),
    Index("lease_by_counter", "centre", "counter"),
)

kiosk_series: Final = Table(
    "kiosk_series",
    metadata,
    Column("centre", String(32), nullable=False),
    Column("series", String(8), nullable=False),
    Column("device", String(64), nullable=False),
    PrimaryKeyConstraint("centre", "series"),
)

series_lease: Final = Table(
    "series_lease",
    metadata,
    Column("centre", String(32), nullable=False),
    Column("series", String(8), nullable=False),
    Column("counter", Integer, nullable=False),
    Column("since_version", Integer, nullable=False),
    Column("gone_version", Integer),
    PrimaryKeyConstraint("centre", "series"),
)

early_call: Final = Table(
    "early_call",
    metadata,
    Column("centre", String(32), nullable=False),
    Column("day", Date, nullable=False),
    Column("series", String(8), nullable=False),
    Column("number", Integer, nullable=False),
    Column("call_id", String(64), nullable=False),
    Column("counter", Integer, nullable=False),
    Column("clerk_id", String(64), nullable=False),
    Column("called_ms", BigInteger, nullable=False),
    Column("times", Integer, nullable=False),
    Column("how_ended", String(16), nullable=False),
    Column("ended_ms", BigInteger, nullable=False),
    PrimaryKeyConstraint("centre", "day", "series", "number"),
)
