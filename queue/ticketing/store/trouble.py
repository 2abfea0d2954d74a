"""What a database may answer instead of doing the deed, as values."""

from __future__ import annotations

import shutil
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from sqlalchemy.exc import DBAPIError

_FULL_BELOW_BYTES: Final = 1 << 20


@dataclass(frozen=True)
class StoreTrouble:
    """Nothing of the deed was kept; asking again later may help."""

    reason: Literal["disk_full", "store_broken", "stopping"]


def trouble_of(error: BaseException, folder: Path) -> StoreTrouble | None:
    """What the error means, or None if it is a bug of ours. `folder` is where the database lies."""
    if not isinstance(error, DBAPIError):
        return None
    cause = error.orig
    if not isinstance(cause, sqlite3.Error) or isinstance(cause, sqlite3.ProgrammingError | sqlite3.IntegrityError):
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
