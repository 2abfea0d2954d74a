"""Runs the steps on the connection that `opening.py` hands in, inside its transaction."""

from __future__ import annotations

from alembic import context

from ticketing.store.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
