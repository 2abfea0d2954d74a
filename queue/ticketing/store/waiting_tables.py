"""The table of what was forecast. Part of the one metadata."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, Integer, String, Table

from ticketing.store.tables import metadata

# No index of its own beside the key: ids are made in the order of time, so a row is added at the end, and a day's rows
# are found through its tickets. Every number that somebody took from the hub has one: caps are counted by them.
forecast: Final = Table(
    "forecast",
    metadata,
    Column("ticket_id", String(64), primary_key=True),
    Column("centre", String(32), nullable=False),
    Column("wait_s", Integer, nullable=False),
    Column("spread_s", Integer, nullable=False),
    Column("work_s", Integer, nullable=False),
    Column("p50_s", Integer, nullable=False),
    Column("p90_s", Integer, nullable=False),
    sqlite_with_rowid=False,
)
