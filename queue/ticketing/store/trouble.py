"""What a database may answer instead of doing the deed, as values."""

from __future__ import annotations

import shutil
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

_FULL_BELOW_BYTES: Final = 1 << 20
_SERVER_DISK_FULL: Final = "53100"
# Connection, a transaction ended from outside, a server that only reads, conflicts between transactions, resources,
# locks, shutting down, its operating system, a damaged page. What is left are bugs of ours.
_SERVER_TROUBLES: Final = ("08", "25006", "25P03", "40", "53", "55P03", "57", "58", "XX")


@dataclass(frozen=True)
class StoreTrouble:
    """Nothing of the deed was kept; asking again later may help."""

    reason: Literal["disk_full", "store_broken", "stopping"]


def trouble_of(error: BaseException, folder: Path) -> StoreTrouble | None:
    """What the error means, or None if it is a bug of ours. `folder` is where the database lies.

    An error that came out of dealing with another one means what that one means: SQLite may have given up the whole
    transaction, and then its savepoints are not found.
    """
    found = _trouble(error, folder)
    if found is None and error.__context__ is not None:
        return trouble_of(error.__context__, folder)
    return found


def _trouble(error: BaseException, folder: Path) -> StoreTrouble | None:
    if isinstance(error, NoConnectionFree):  # every reader is at work for longer than people wait
        return StoreTrouble("store_broken")
    if not isinstance(error, DBAPIError):
        return None
    cause = error.orig
    if not isinstance(cause, sqlite3.Error):
        return _trouble_of_server(error)
    if isinstance(cause, sqlite3.ProgrammingError | sqlite3.IntegrityError):
        return None
    code = getattr(cause, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code == sqlite3.SQLITE_FULL:
        return StoreTrouble("disk_full")
    if code in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN):
        # A full disk may also show as an I/O error, for instance when the index of the WAL cannot grow.
        full = shutil.disk_usage(folder).free < _FULL_BELOW_BYTES
        return StoreTrouble("disk_full" if full else "store_broken")
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB,
                sqlite3.SQLITE_READONLY):  # fmt: skip
        return StoreTrouble("store_broken")
    return None


def _trouble_of_server(error: DBAPIError) -> StoreTrouble | None:
    """The same for a PostgreSQL, by its SQLSTATE (appendix A of its manual); a lost connection has none."""
    state: str | None = getattr(error.orig, "sqlstate", None)
    if state is None:
        lost = error.connection_invalidated or isinstance(error, OperationalError)
        return StoreTrouble("store_broken") if lost else None
    if state == _SERVER_DISK_FULL:
        return StoreTrouble("disk_full")
    return StoreTrouble("store_broken") if state.startswith(_SERVER_TROUBLES) else None
