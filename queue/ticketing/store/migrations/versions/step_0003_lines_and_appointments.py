"""Lines that close, and appointments."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_STANDS = sa.text("status <> 'cancelled'")
_UNIQUE = (
    ("one_line_a_day", ["centre", "day", "person", "line"]),
    ("so_many_a_day", ["centre", "day", "person", "nth"]),
    ("one_person_a_chair", ["centre", "line", "slot_ms", "chair"]),
)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "line_closing",
        sa.Column("centre", sa.String(length=32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("line", sa.String(length=8), nullable=False),
        sa.Column("from_ms", sa.BigInteger(), nullable=False),
        sa.Column("until_ms", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.String(length=24), nullable=False),
        sa.Column("staff_id", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("centre", "day", "line"),
    )
    op.create_table(
        "appointment",
        sa.Column("appointment_id", sa.String(length=64), nullable=False),
        sa.Column("centre", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("phone", sa.String(length=64), nullable=True),
        sa.Column("line", sa.String(length=8), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("slot_ms", sa.BigInteger(), nullable=False),
        sa.Column("nth", sa.Integer(), nullable=False),
        sa.Column("chair", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("request_id", sa.String(length=64), nullable=False),
        sa.Column("cancel_request_id", sa.String(length=64), nullable=True),
        sa.Column("ticket_id", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("appointment_id"),
        sa.UniqueConstraint("centre", "code", name="one_code_once"),
        sa.UniqueConstraint("request_id", name="one_booking_a_request"),
        sa.CheckConstraint("nth >= 0 AND chair >= 0", name="counted_from_nought"),
    )
    op.create_table(
        "key_check",
        sa.Column("centre", sa.String(length=32), nullable=False),
        sa.Column("value", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("centre"),
    )
    op.create_index("appointment_by_phone", "appointment", ["centre", "phone", "day"], unique=False)
    for name, columns in _UNIQUE:
        op.create_index(name, "appointment", columns, unique=True, sqlite_where=_STANDS, postgresql_where=_STANDS)


def downgrade() -> None:
    """Take them away; who booked must be told."""
    op.drop_table("key_check")
    op.drop_table("appointment")
    op.drop_table("line_closing")
