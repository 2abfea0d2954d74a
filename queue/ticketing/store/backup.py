"""Backing a hub up while it runs, and putting a copy back while none does; what stood there before is kept.

Here for a hub on its file; `server_copy.py` does it for hubs on PostgreSQL. The copies are the same (`copy_file.py`).
"""

from __future__ import annotations

import os
import sqlite3
from datetime import datetime
from pathlib import Path
from typing import Final

from ticketing.store.copy_file import (
    Copied,
    Restored,
    already_there,
    connected,
    copy_of_file,
    free_name,
    hub_runs,
    not_there,
    sync,
)
from ticketing.store.opening import DATABASE_FILE, HubLock, StartRefused, shaping

_DAMAGE: Final = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def back_up(home: Path, out: Path, database: str | None = None) -> Copied | StartRefused:
    """Copy the hub's data of this moment to `out`, whether the hub runs or not; never over another file.

    `database`: a postgresql:// address; None is the file in `home`.
    """
    if database is None and not (home / DATABASE_FILE).is_file():
        return not_there(home / DATABASE_FILE)
    if out.exists():
        return already_there(out)
    if not out.parent.is_dir():
        return not_there(out.parent)
    if database is None:
        return copy_of_file(home / DATABASE_FILE, out)
    from ticketing.store.server_copy import back_up_server  # its driver is loaded only where it is used

    return back_up_server(database, out)


def restore(home: Path, source: Path, now: datetime, database: str | None = None) -> Restored | StartRefused:
    """Put a copy in the place of the hub's data. Refused while a hub runs; a copy that is no good changes nothing.

    What stood there is kept in `home`, also where the data lie in `database`.
    """
    if not source.is_file():
        return not_there(source)
    fresh = home / f".{DATABASE_FILE}.restoring"
    lock = HubLock.take(home) if database is None else None
    if isinstance(lock, StartRefused):
        return hub_runs(str(home))
    try:
        with shaping(home):
            fresh.unlink(missing_ok=True)
            copied = copy_of_file(source, fresh)
            if isinstance(copied, StartRefused):
                return copied
            if database is None:
                return _put_in_place(fresh, home, now, copied.events)
            from ticketing.store.server_copy import restore_server

            return restore_server(database, copied, source, home, now)
    finally:
        fresh.unlink(missing_ok=True)
        if lock is not None:
            lock.release()


def _put_in_place(fresh: Path, home: Path, now: datetime, events: int) -> Restored | StartRefused:
    path = home / DATABASE_FILE
    before: Path | None = None
    if path.exists():
        before = free_name(home, now)
        if not _set_aside(path, before):
            return hub_runs(str(home))
    fresh.replace(path)
    sync(home)
    return Restored(events, before)


def _set_aside(path: Path, before: Path) -> bool:
    """Keep the hub's file under another name too, and leave no write-ahead log of it: SQLite would put that log's pages
    into whatever file comes next. False if somebody is working on it."""
    try:
        with connected(path) as old:
            old.execute("PRAGMA locking_mode=EXCLUSIVE")
            old.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF not in _DAMAGE:
            return False
    for ending in ("-wal", "-shm"):  # still there only beside a damaged file
        left = path.with_name(path.name + ending)
        if left.exists():
            left.replace(before.with_name(before.name + ending))
    os.link(path, before)
    return True
