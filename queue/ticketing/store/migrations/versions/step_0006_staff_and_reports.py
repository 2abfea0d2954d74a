"""Badges, and staff who look over the whole centre from no counter."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the tables of badges; a session may be without a counter."""
    op.create_table(
        "badge",
        sa.Column("badge_sha256", sa.String(length=64), nullable=False),
        sa.Column("centre", sa.String(length=32), nullable=False),
        sa.Column("clerk_id", sa.String(length=64), nullable=False),
        sa.Column("made_ms", sa.BigInteger(), nullable=False),
        sa.Column("revoked_ms", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("badge_sha256"),
    )
    op.create_index(
        "one_badge_a_clerk",
        "badge",
        ["centre", "clerk_id"],
        unique=True,
        sqlite_where=sa.text("revoked_ms IS NULL"),
        postgresql_where=sa.text("revoked_ms IS NULL"),
    )
    op.create_table(
        "badge_tries",
        sa.Column("centre", sa.String(length=32), nullable=False),
        sa.Column("device", sa.String(length=64), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("not_before_ms", sa.BigInteger(), nullable=False),
        sa.Column("locked_until_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("centre", "device"),
    )
    with op.batch_alter_table("clerk_session") as session:
        session.alter_column("counter", existing_type=sa.Integer(), nullable=True)


def downgrade() -> None:
    """Take them away; sessions without a counter end."""
    op.execute("DELETE FROM clerk_session WHERE counter IS NULL")
    with op.batch_alter_table("clerk_session") as session:
        session.alter_column("counter", existing_type=sa.Integer(), nullable=False)
    op.drop_table("badge_tries")
    op.drop_index(
        "one_badge_a_clerk",
        table_name="badge",
        sqlite_where=sa.text("revoked_ms IS NULL"),
        postgresql_where=sa.text("revoked_ms IS NULL"),
    )
    op.drop_table("badge")
