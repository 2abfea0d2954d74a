"""From when a reserved ticket may be called, where its citizen asked to come later."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Counters are told with their next slice."""
    with op.batch_alter_table("lease") as lease:
        lease.add_column(sa.Column("not_before_ms", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    """Forget it again."""
    with op.batch_alter_table("lease") as lease:
        lease.drop_column("not_before_ms")
