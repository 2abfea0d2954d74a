"""Who may call whom while the hub is away."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "counter_lease",
        sa.Column("centre", sa.String(length=32), nullable=False),
        sa.Column("counter", sa.Integer(), nullable=False),
        sa.Column("confirmed", sa.Integer(), nullable=False),
        sa.Column("offered", sa.Integer(), nullable=False),
        sa.Column("renewals", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("centre", "counter"),
    )
    op.create_table(
        "lease",
        sa.Column("ticket_id", sa.String(length=64), nullable=False),
        sa.Column("centre", sa.String(length=32), nullable=False),
        sa.Column("counter", sa.Integer(), nullable=False),
        sa.Column("since_version", sa.Integer(), nullable=True),
        sa.Column("gone_version", sa.Integer(), nullable=True),
        sa.Column("passes_to", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("ticket_id"),
    )
    op.create_index("lease_by_counter", "lease", ["centre", "counter"], unique=False)
    op.create_table(
        "kiosk_series",
        sa.Column("centre", sa.String(length=32), nullable=False),
        sa.Column("series", sa.String(length=8), nullable=False),
        sa.Column("device", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("centre", "series"),
    )
    op.create_table(
        "series_lease",
        sa.Column("centre", sa.String(length=32), nullable=False),
        sa.Column("series", sa.String(length=8), nullable=False),
        sa.Column("counter", sa.Integer(), nullable=False),
        sa.Column("since_version", sa.Integer(), nullable=False),
        sa.Column("gone_version", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("centre", "series"),
    )
    op.create_table(
        "early_call",
        sa.Column("centre", sa.String(length=32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("series", sa.String(length=8), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.String(length=64), nullable=False),
        sa.Column("counter", sa.Integer(), nullable=False),
        sa.Column("clerk_id", sa.String(length=64), nullable=False),
        sa.Column("called_ms", sa.BigInteger(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("how_ended", sa.String(length=16), nullable=False),
        sa.Column("ended_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("centre", "day", "series", "number"),
    )


def downgrade() -> None:
    """Take them away."""
    for table in ("early_call", "series_lease", "kiosk_series", "lease", "counter_lease"):
        op.drop_table(table)
