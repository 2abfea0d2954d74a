"""When each device was last heard, and what couriers still have to send."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_HOURS = ("heard_ms", "told_ms", "oldest_ms")
_COUNTS = ("dossiers_waiting", "refused")


def upgrade() -> None:
    """Nothing is known of a device until it is heard."""
    with op.batch_alter_table("device") as device:
        for name in _HOURS:
            device.add_column(sa.Column(name, sa.BigInteger(), nullable=True))
        for name in _COUNTS:
            device.add_column(sa.Column(name, sa.Integer(), nullable=True))


def downgrade() -> None:
    """Forget it again."""
    with op.batch_alter_table("device") as device:
        for name in (*_COUNTS, *_HOURS):
            device.drop_column(name)
