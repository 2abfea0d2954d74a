"""A small SQLite file of one process: WAL, every commit synced, its folder entry too."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

_VERSION = 1


def open_small(path: Path, tables: str) -> sqlite3.Connection:
    """Open or make the file with these tables; safe between threads that take turns. Raises sqlite3.DatabaseError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    database = sqlite3.connect(path, timeout=5, isolation_level=None, check_same_thread=False)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = FULL")
    (version,) = database.execute("PRAGMA user_version").fetchone()
    if version == 0:
        database.executescript(f"BEGIN IMMEDIATE; {tables} PRAGMA user_version = {_VERSION}; COMMIT;")
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    return database


def add_column(database: sqlite3.Connection, table: str, name: str, kind: str) -> None:
    """A file that was made before the table had this column gets it."""
    known = database.execute("SELECT 1 FROM pragma_table_info(?) WHERE name = ?", (table, name)).fetchone()
    if not known:
        database.execute(f"ALTER TABLE {table} ADD COLUMN {name} {kind}")
