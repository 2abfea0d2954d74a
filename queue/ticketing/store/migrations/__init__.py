"""Alembic's steps: how the tables came to their shape, for every database."""
