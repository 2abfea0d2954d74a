"""Which device holds a counter's slice of the queue."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Nobody knows whose a slice is until the next question: who asks first keeps it."""
    with op.batch_alter_table("counter_lease") as counter_lease:
        counter_lease.add_column(sa.Column("device", sa.String(length=64), nullable=True))


def downgrade() -> None:
    """Forget it again."""
    with op.batch_alter_table("counter_lease") as counter_lease:
        counter_lease.drop_column("device")
