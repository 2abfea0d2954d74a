"""Numbers, tickets, calls, events, drafts, devices and clerks: the queue as it first was."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "call",
        sa.Column("call_id", sa.String(length=64), nullable=False),
        sa.Column("centre", sa.String(length=32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("ticket_id", sa.String(length=64), nullable=False),
        sa.Column("counter", sa.Integer(), nullable=False),
        sa.Column("clerk_id", sa.String(length=64), nullable=False),
        sa.Column("called_ms", sa.BigInteger(), nullable=False),
        sa.Column("announced_seq", sa.BigInteger(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("ended_ms", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("call_id"),
    )
    op.create_index("call_announced", "call", ["centre", "day", "announced_seq"], unique=False)
    op.create_index("call_by_ticket", "call", ["ticket_id"], unique=False)
    op.create_index(
        "one_counter_holds_a_ticket",
        "call",
        ["centre", "ticket_id"],
        unique=True,
        sqlite_where=sa.text("status = 'open'"),
        postgresql_where=sa.text("status = 'open'"),
    )
    op.create_index(
        "one_open_call_a_counter",
        "call",
        ["centre", "counter"],
        unique=True,
        sqlite_where=sa.text("status = 'open'"),
        postgresql_where=sa.text("status = 'open'"),
    )
    op.create_table(
        "centre_mark",
        sa.Column("centre", sa.String(length=32), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("centre"),
    )
    op.create_table(
        "clerk_session",
        sa.Column("token_sha256", sa.String(length=64), nullable=False),
        sa.Column("centre", sa.String(length=32), nullable=False),
        sa.Column("clerk_id", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("counter", sa.Integer(), nullable=False),
        sa.Column("expires_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("token_sha256"),
        sa.UniqueConstraint("centre", "clerk_id", name="one_counter_a_clerk"),
        sa.UniqueConstraint("centre", "counter", name="one_clerk_a_counter"),
    )
    op.create_table(
        "device",
        sa.Column("token_sha256", sa.String(length=64), nullable=False),
        sa.Column("centre", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("enrolled_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("token_sha256"),
        sa.UniqueConstraint("centre", "name", name="one_token_a_device"),
    )
    op.create_table(
        "draft",
        sa.Column("centre", sa.String(length=32), nullable=False),
        sa.Column("visit_id", sa.String(length=64), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.String(length=64), nullable=False),
        sa.Column("expires_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("centre", "visit_id"),
    )
    op.create_index("draft_expiry", "draft", ["expires_ms"], unique=False)
    op.create_table(
        "event",
        sa.Column("centre", sa.String(length=32), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("request_id", sa.String(length=64), nullable=False),
        sa.Column("type", sa.String(length=24), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.Column("label", sa.String(length=16), nullable=True),
        sa.Column("line", sa.String(length=8), nullable=True),
        sa.Column("ticket_id", sa.String(length=64), nullable=True),
        sa.Column("call_id", sa.String(length=64), nullable=True),
        sa.Column("counter", sa.Integer(), nullable=True),
        sa.Column("times", sa.Integer(), nullable=True),
        sa.Column("visit_id", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("centre", "seq"),
        sa.UniqueConstraint("request_id", name="one_request_once"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "line_day",
        sa.Column("centre", sa.String(length=32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("line", sa.String(length=8), nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.Column("waiting", sa.Integer(), nullable=False),
        sa.CheckConstraint("waiting >= 0", name="waiting_not_negative"),
        sa.PrimaryKeyConstraint("centre", "day", "line"),
    )
    op.create_table(
        "pin_tries",
        sa.Column("centre", sa.String(length=32), nullable=False),
        sa.Column("clerk_id", sa.String(length=64), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("not_before_ms", sa.BigInteger(), nullable=False),
        sa.Column("locked_until_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("centre", "clerk_id"),
    )
    op.create_table(
        "ticket",
        sa.Column("ticket_id", sa.String(length=64), nullable=False),
        sa.Column("centre", sa.String(length=32), nullable=False),
        sa.Column("visit_id", sa.String(length=64), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("line", sa.String(length=8), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("issued_ms", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("kept", sa.Boolean(), nullable=False),
        sa.Column("held_until_ms", sa.BigInteger(), nullable=False),
        sa.Column("page_token", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("ticket_id"),
        sa.UniqueConstraint("centre", "day", "line", "number", name="one_number_once"),
        sqlite_with_rowid=False,
    )
    op.create_index("ticket_by_visit", "ticket", ["centre", "visit_id"], unique=False)
    op.create_index(
        "ticket_waiting",
        "ticket",
        ["centre", "day", "line", "place"],
        unique=False,
        sqlite_where=sa.text("status = 'waiting'"),
        postgresql_where=sa.text("status = 'waiting'"),
    )
    op.create_table(
        "visit_dossier",
        sa.Column("centre", sa.String(length=32), nullable=False),
        sa.Column("visit_id", sa.String(length=64), nullable=False),
        sa.Column("dossier_id", sa.String(length=64), nullable=False),
        sa.Column("told_seq", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("centre", "visit_id", "dossier_id"),
    )


def downgrade() -> None:
    """Take them away."""
    op.drop_table("visit_dossier")
    op.drop_index(
        "ticket_waiting",
        table_name="ticket",
        sqlite_where=sa.text("status = 'waiting'"),
        postgresql_where=sa.text("status = 'waiting'"),
    )
    op.drop_index("ticket_by_visit", table_name="ticket")
    op.drop_table("ticket")
    op.drop_table("pin_tries")
    op.drop_table("line_day")
    op.drop_table("event")
    op.drop_index("draft_expiry", table_name="draft")
    op.drop_table("draft")
    op.drop_table("device")
    op.drop_table("clerk_session")
    op.drop_table("centre_mark")
    op.drop_index(
        "one_open_call_a_counter",
        table_name="call",
        sqlite_where=sa.text("status = 'open'"),
        postgresql_where=sa.text("status = 'open'"),
    )
    op.drop_index(
        "one_counter_holds_a_ticket",
        table_name="call",
        sqlite_where=sa.text("status = 'open'"),
        postgresql_where=sa.text("status = 'open'"),
    )
    op.drop_index("call_by_ticket", table_name="call")
    op.drop_index("call_announced", table_name="call")
    op.drop_table("call")
