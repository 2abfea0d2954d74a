"""Copies of the hub's file: one made while the hub runs, and one put back while none does.

A copy is one SQLite file of one moment, checked before it gets its name. What stood there before a restore is kept
beside it. A hub on PostgreSQL is backed up by its server's own means (docs/operations.md).
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, count
from pathlib import Path
from typing import Final

from ticketing.store.opening import DATABASE_FILE, HubLock, StartRefused, known_steps, shaping

_WAIT_S: Final = 10.0
_DAMAGE: Final = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


@dataclass(frozen=True)
class Copied:
    """A whole and checked copy. `events`: how many deeds it remembers."""

    path: Path
    bytes: int
    events: int


@dataclass(frozen=True)
class Restored:
    """The hub's data are those of the copy again. `before`: where what stood there is kept, if there was anything."""

    events: int
    before: Path | None


def back_up(home: Path, out: Path) -> Copied | StartRefused:
    """Copy the hub's file of this moment to `out`, whether the hub runs or not; never over another file."""
    path = home / DATABASE_FILE
    if not path.is_file():
        return _not_there(path)
    if out.exists():
        return _already_there(out)
    if not out.parent.is_dir():
        return _not_there(out.parent)
    return _copy(path, out)


def restore(home: Path, source: Path, now: datetime) -> Restored | StartRefused:
    """Put a copy in the place of the hub's file. Refused while a hub runs; a copy that is no good changes nothing."""
    if not source.is_file():
        return _not_there(source)
    lock = HubLock.take(home)
    if isinstance(lock, StartRefused):
        return _hub_runs(home)
    path, fresh = home / DATABASE_FILE, home / f".{DATABASE_FILE}.restoring"
    try:
        with shaping(home):
            fresh.unlink(missing_ok=True)
            copied = _copy(source, fresh)
            if isinstance(copied, StartRefused):
                return copied
            before: Path | None = None
            if path.exists():
                before = _free_name(home, now)
                if not _set_aside(path, before):
                    return _hub_runs(home)
            fresh.replace(path)
            _sync(home)
            return Restored(copied.events, before)
    finally:
        fresh.unlink(missing_ok=True)
        lock.release()


def _copy(source: Path, out: Path) -> Copied | StartRefused:
    """A copy of one moment under its final name, durable; or why not, and no file."""
    unfinished = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        os.close(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
        with _connected(source) as whole, _connected(unfinished) as copy:
            whole.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it
            if copy.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                return _unsound(source)
            steps = {row[0] for row in copy.execute("SELECT version_num FROM alembic_version")}
            if not steps:  # the tables were made, but no hub ever finished them
                return _unsound(source)
            if not steps <= known_steps():
                return _too_new(source)
            events = int(copy.execute("SELECT coalesce(sum(seq), 0) FROM centre_mark").fetchone()[0])
        _sync(unfinished)
        unfinished.replace(out)
        _sync(out.parent)
        return Copied(out, out.stat().st_size, events)
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        if code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
            return _no_room(out.parent)
        return _unsound(source)  # also a database of something else
    except OSError:
        return _no_room(out.parent)
    finally:
        for ending in ("", "-journal"):
            unfinished.with_name(unfinished.name + ending).unlink(missing_ok=True)


def _free_name(home: Path, now: datetime) -> Path:
    """Where what stood in `home` may be kept: two restores of one second keep two files."""
    name = f"{DATABASE_FILE}.before-{now:%Y%m%dT%H%M%S}"
    names = chain((name,), (f"{name}-{nth}" for nth in count(2)))
    return next(path for path in (home / one for one in names) if not path.exists())


def _set_aside(path: Path, before: Path) -> bool:
    """Keep the hub's file under another name too, and leave no write-ahead log of it: SQLite would put that log's pages
    into whatever file comes next. False if somebody is working on it."""
    try:
        with _connected(path) as old:
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


@contextmanager
def _connected(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, timeout=_WAIT_S, isolation_level=None)) as connection:
        yield connection


def _sync(path: Path) -> None:
    fd = os.open(path, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def _not_there(path: Path) -> StartRefused:
    return StartRefused(
        8,
        f"Không có {path}. Xin kiểm tra lại đường dẫn. Không có gì bị thay đổi.",
        f"There is no {path}. Please check the path. Nothing was changed.",
    )


def _already_there(path: Path) -> StartRefused:
    return StartRefused(
        8,
        f"Đã có tệp {path}; bản sao lưu không ghi đè lên tệp khác. Xin chọn tên mới.",
        f"{path} exists already, and a backup is never written over another file. Choose a new name.",
    )


def _hub_runs(home: Path) -> StartRefused:
    return StartRefused(
        3,
        f"Có chương trình đang làm việc trên dữ liệu {home}. Xin dừng máy chủ rồi phục hồi lại. "
        "Không có gì bị thay đổi.",
        f"Something is at work on the data in {home}. Stop the hub, then restore again. Nothing was changed.",
    )


def _unsound(source: Path) -> StartRefused:
    return StartRefused(
        4,
        f"Tệp {source} bị hỏng hoặc không phải dữ liệu của máy chủ, nên không sao chép. Xin dùng tệp khác. "
        "Không có gì bị thay đổi.",
        f"{source} is damaged or is not the data of a hub, so it was not copied. Use another file. "
        "Nothing was changed.",
    )


def _no_room(folder: Path) -> StartRefused:
    return StartRefused(
        5,
        f"Không ghi được vào {folder}: ổ đĩa đã đầy hoặc không cho ghi. Xin dọn bớt rồi làm lại. "
        "Không có gì bị thay đổi.",
        f"Cannot write to {folder}: the disk is full or may not be written. Make room and do it again. "
        "Nothing was changed.",
    )


def _too_new(source: Path) -> StartRefused:
    return StartRefused(
        4,
        f"Bản sao {source} do phiên bản mới hơn của phần mềm tạo ra. Xin cập nhật phần mềm rồi phục hồi lại.",
        f"The copy {source} was made by a newer version of this software. Update it, then restore again.",
    )
