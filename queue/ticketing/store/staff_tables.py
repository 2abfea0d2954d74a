"""The tables of badges: whose they are, and how often a device has held up a wrong one. Part of the one metadata."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Column, Index, Integer, PrimaryKeyConstraint, String, Table

from ticketing.store.tables import metadata

badge: Final = Table(
    "badge",
    metadata,
    Column("badge_sha256", String(64), primary_key=True),
    Column("centre", String(32), nullable=False),
    Column("clerk_id", String(64), nullable=False),
    Column("made_ms", BigInteger, nullable=False),
    Column("revoked_ms", BigInteger),
)
Index(
    "one_badge_a_clerk",
    badge.c.centre, badge.c.clerk_id,
    unique=True,
    sqlite_where=badge.c.revoked_ms.is_(None),
    postgresql_where=badge.c.revoked_ms.is_(None),
)  # fmt: skip

badge_tries: Final = Table(
    "badge_tries",
    metadata,
    Column("centre", String(32), nullable=False),
    Column("device", String(64), nullable=False),
    Column("failures", Integer, nullable=False),
    Column("not_before_ms", BigInteger, nullable=False),
    Column("locked_until_ms", BigInteger, nullable=False),
    PrimaryKeyConstraint("centre", "device"),
)
