"""Fair order, undoing, and the audit chain."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_WAITING = sa.text("status = 'waiting'")
_MERGED = sa.text("merged_into IS NOT NULL")


def upgrade() -> None:
    """A ticket gets its series, the line it waits in and the hour it counts from; undo and audit get their tables."""
    op.drop_index("ticket_waiting", "ticket", sqlite_where=_WAITING, postgresql_where=_WAITING)
    with op.batch_alter_table("ticket", table_kwargs={"sqlite_with_rowid": False}) as ticket:
        ticket.drop_constraint("one_number_once", type_="unique")
        ticket.add_column(sa.Column("series", sa.String(length=8)))
        ticket.add_column(sa.Column("queue_line", sa.String(length=8)))
        ticket.add_column(sa.Column("due_ms", sa.BigInteger()))
        ticket.add_column(sa.Column("preferred", sa.Boolean()))
        ticket.add_column(sa.Column("priority", sa.String(length=24)))
        ticket.add_column(sa.Column("procedure", sa.String(length=64)))
        ticket.add_column(sa.Column("for_counter", sa.Integer()))
        ticket.add_column(sa.Column("note", sa.String(length=24)))
        ticket.add_column(sa.Column("promise_until_ms", sa.BigInteger()))
        ticket.add_column(sa.Column("merged_into", sa.String(length=64)))
    op.execute("UPDATE ticket SET series = line, queue_line = line, due_ms = issued_ms, preferred = false")
    with op.batch_alter_table("ticket", table_kwargs={"sqlite_with_rowid": False}) as ticket:
        ticket.alter_column("series", existing_type=sa.String(length=8), nullable=False)
        ticket.alter_column("queue_line", existing_type=sa.String(length=8), nullable=False)
        ticket.alter_column("due_ms", existing_type=sa.BigInteger(), nullable=False)
        ticket.alter_column("preferred", existing_type=sa.Boolean(), nullable=False)
        ticket.create_unique_constraint("one_number_once", ["centre", "day", "series", "number"])
    order = ["centre", "day", "queue_line", "preferred", "due_ms", "place"]
    op.create_index("ticket_waiting", "ticket", order, sqlite_where=_WAITING, postgresql_where=_WAITING)
    op.create_index("ticket_merged", "ticket", ["merged_into"], sqlite_where=_MERGED, postgresql_where=_MERGED)
    with op.batch_alter_table("call") as call:
        call.add_column(sa.Column("announced_ms", sa.BigInteger(), nullable=False, server_default="0"))
    op.execute("UPDATE call SET announced_ms = called_ms")
    with op.batch_alter_table("line_day") as line_day:
        line_day.add_column(sa.Column("waiting_preferred", sa.Integer(), nullable=False, server_default="0"))
        line_day.add_column(sa.Column("priority_run", sa.Integer(), nullable=False, server_default="0"))
        line_day.add_column(sa.Column("run_seq", sa.BigInteger(), nullable=False, server_default="0"))
    with op.batch_alter_table("clerk_session") as clerk_session:
        clerk_session.add_column(sa.Column("paused_until_ms", sa.BigInteger(), nullable=False, server_default="0"))
        clerk_session.add_column(sa.Column("pause_reason", sa.String(length=24)))
    with op.batch_alter_table("centre_mark") as centre_mark:
        centre_mark.add_column(sa.Column("audit_no", sa.BigInteger(), nullable=False, server_default="0"))
        centre_mark.add_column(sa.Column("audit_hash", sa.String(length=64), nullable=False, server_default=""))
    op.create_table(
        "undo",
        sa.Column("request_id", sa.String(length=64), nullable=False),
        sa.Column("centre", sa.String(length=32), nullable=False),
        sa.Column("clerk_id", sa.String(length=64), nullable=False),
        sa.Column("counter", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("done_ms", sa.BigInteger(), nullable=False),
        sa.Column("images", sa.Text(), nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("request_id"),
    )
    op.create_index("undo_by_age", "undo", ["centre", "done_ms"], unique=False)
    op.create_table(
        "audit",
        sa.Column("centre", sa.String(length=32), nullable=False),
        sa.Column("no", sa.BigInteger(), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.Column("staff_id", sa.String(length=64), nullable=False),
        sa.Column("deed", sa.String(length=24), nullable=False),
        sa.Column("label", sa.String(length=16), nullable=True),
        sa.Column("line", sa.String(length=8), nullable=True),
        sa.Column("counter", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=24), nullable=True),
        sa.Column("detail", sa.String(length=64), nullable=True),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("centre", "no"),
    )


def downgrade() -> None:
    """The older hub's shape. Tickets of a kiosk's own series cannot go with it: it knows no series."""
    op.drop_table("audit")
    op.drop_index("undo_by_age", table_name="undo")
    op.drop_table("undo")
    with op.batch_alter_table("centre_mark") as centre_mark:
        centre_mark.drop_column("audit_hash")
        centre_mark.drop_column("audit_no")
    with op.batch_alter_table("clerk_session") as clerk_session:
        clerk_session.drop_column("pause_reason")
        clerk_session.drop_column("paused_until_ms")
    with op.batch_alter_table("line_day") as line_day:
        line_day.drop_column("run_seq")
        line_day.drop_column("priority_run")
        line_day.drop_column("waiting_preferred")
    with op.batch_alter_table("call") as call:
        call.drop_column("announced_ms")
    op.drop_index("ticket_merged", "ticket", sqlite_where=_MERGED, postgresql_where=_MERGED)
    op.drop_index("ticket_waiting", "ticket", sqlite_where=_WAITING, postgresql_where=_WAITING)
    op.execute("DELETE FROM ticket WHERE series <> line")
    with op.batch_alter_table("ticket", table_kwargs={"sqlite_with_rowid": False}) as ticket:
        ticket.drop_constraint("one_number_once", type_="unique")
        for name in ("merged_into", "promise_until_ms", "note", "for_counter", "procedure", "priority", "preferred",
                     "due_ms", "queue_line", "series"):  # fmt: skip
            ticket.drop_column(name)
        ticket.create_unique_constraint("one_number_once", ["centre", "day", "line", "number"])
    order = ["centre", "day", "line", "place"]
    op.create_index("ticket_waiting", "ticket", order, sqlite_where=_WAITING, postgresql_where=_WAITING)
