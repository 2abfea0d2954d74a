"""The outbox's database file: what it holds, and how it is opened by two processes at once."""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from city.frames import sync_folder

VERSION: Final = 1

# An errand is one thing still to be done; the row goes when it is done. A dossier's row outlives its errands, so that
# the station can show the dossier code; its manifest goes with the last parcel.
_TABLES: Final = """
CREATE TABLE dossiers (
    dossier_id      TEXT PRIMARY KEY,
    content_sha256  TEXT NOT NULL,
    manifest        BLOB,
    closed_at       REAL NOT NULL,
    announced       INTEGER NOT NULL DEFAULT 0,
    code            TEXT,
    coded_at        REAL
) STRICT;
CREATE TABLE parcels (
    parcel_id       TEXT PRIMARY KEY,
    dossier_id      TEXT NOT NULL REFERENCES dossiers ON DELETE CASCADE,
    sha256          TEXT NOT NULL,
    bytes           INTEGER NOT NULL,
    upload_url      TEXT,
    confirmed_at    REAL,
    UNIQUE (dossier_id, sha256)
) STRICT;
CREATE TABLE errands (
    errand_id       INTEGER PRIMARY KEY,
    kind            TEXT NOT NULL CHECK (kind IN ('announce', 'carry', 'fetch_code', 'tell_hub')),
    dossier_id      TEXT REFERENCES dossiers ON DELETE CASCADE,
    parcel_id       TEXT REFERENCES parcels ON DELETE CASCADE,
    request_id      TEXT UNIQUE,
    message         TEXT,
    parked          INTEGER NOT NULL DEFAULT 0,
    attempts        INTEGER NOT NULL DEFAULT 0,
    due_at          REAL NOT NULL,
    lease           TEXT,
    leased_until    REAL,
    trouble         TEXT,
    trouble_at      REAL
) STRICT;
CREATE INDEX errands_due ON errands (parked, due_at);
CREATE INDEX errands_of_dossier ON errands (dossier_id);
CREATE INDEX errands_of_parcel ON errands (parcel_id);
CREATE TABLE sweeps (one INTEGER PRIMARY KEY CHECK (one = 1), count INTEGER NOT NULL) STRICT;
INSERT INTO sweeps VALUES (1, 0);
"""


def open_database(path: Path) -> sqlite3.Connection:
    """Open or make the database: WAL, every commit synced, ten seconds of patience with the other process."""
    database = sqlite3.connect(path, timeout=10, isolation_level=None, check_same_thread=False)
    database.row_factory = sqlite3.Row
    # Turning to WAL does not wait for others, whatever the timeout says: two first starts at once need a lock.
    with file_lock(path.with_name("schema.lock")):
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = FULL")
        database.execute("PRAGMA foreign_keys = ON")
        (version,) = database.execute("PRAGMA user_version").fetchone()
        if version == 0:
            database.executescript(f"BEGIN IMMEDIATE; {_TABLES} PRAGMA user_version = {VERSION}; COMMIT;")
            sync_folder(path.parent)
        elif version != VERSION:
            database.close()
            raise ValueError(f"{path} was written by another version of this software ({version}, not {VERSION})")
    return database


@contextmanager
def transaction(database: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """One writing transaction; whatever is raised inside undoes it."""
    database.execute("BEGIN IMMEDIATE")
    try:
        yield database
    except BaseException:
        database.rollback()
        raise
    try:
        database.execute("COMMIT")
    except sqlite3.Error:
        # A commit that failed for want of space leaves the transaction open.
        if database.in_transaction:
            database.rollback()
        raise


@contextmanager
def file_lock(path: Path, *, shared: bool = False) -> Iterator[None]:
    """Hold the lock file; the kernel lets go of it when the process dies."""
    fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(fd, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)
        yield
    finally:
        os.close(fd)


@contextmanager
def file_lock_if_free(path: Path) -> Iterator[bool]:
    """Hold the lock file alone if nobody else holds it; says whether we do."""
    fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(fd)
