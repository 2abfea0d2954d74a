"""A copy of a hub's data, wherever they lie: one SQLite file of one moment, checked before it gets its name."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, count
from pathlib import Path
from typing import Final

from ticketing.store.opening import DATABASE_FILE, StartRefused, known_steps

_WAIT_S: Final = 10.0


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


def copy_of_file(source: Path, out: Path) -> Copied | StartRefused:
    """A copy of a hub's file, or of another copy, whether somebody works on it or not."""

    def fill(draft: Path) -> None:
        with connected(source) as whole, connected(draft) as copy:
            whole.backup(copy)

    return write_copy(out, fill, str(source))


def write_copy(out: Path, fill: Callable[[Path], StartRefused | None], source: str) -> Copied | StartRefused:
    """What `fill` wrote into an empty file, checked, durable and under its final name; or why not, and no file.

    `source`: what is copied, for people. `fill` may raise sqlite3.DatabaseError and OSError.
    """
    draft = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
        if (refused := fill(draft)) is not None:
            return refused
        events = _checked(draft, source)
        if isinstance(events, StartRefused):
            return events
        sync(draft)
        draft.replace(out)
        sync(out.parent)
        return Copied(out, out.stat().st_size, events)
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        if code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
            return no_room(out.parent)
        return unsound(source)  # also a database of something else
    except OSError:
        return no_room(out.parent)
    finally:
        for ending in ("", "-journal"):
            draft.with_name(draft.name + ending).unlink(missing_ok=True)


def _checked(draft: Path, source: str) -> int | StartRefused:
    """How many deeds the copy remembers, if it is one."""
    with connected(draft) as copy:
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it
        if copy.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            return unsound(source)
        steps = {row[0] for row in copy.execute("SELECT version_num FROM alembic_version")}
        if not steps:  # the tables were made, but no hub ever finished them
            return unsound(source)
        if not steps <= known_steps():
            return too_new(source)
        return int(copy.execute("SELECT coalesce(sum(seq), 0) FROM centre_mark").fetchone()[0])


def free_name(home: Path, now: datetime) -> Path:
    """Where what stood there before a restore may be kept: two restores of one second keep two files."""
    name = f"{DATABASE_FILE}.before-{now:%Y%m%dT%H%M%S}"
    names = chain((name,), (f"{name}-{nth}" for nth in count(2)))
    return next(path for path in (home / one for one in names) if not path.exists())


@contextmanager
def connected(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that waits ten seconds for others, outside of transactions."""
    with closing(sqlite3.connect(path, timeout=_WAIT_S, isolation_level=None)) as connection:
        yield connection


def sync(path: Path) -> None:
    """Return once the file, or the folder's list of names, would survive a power cut."""
    fd = os.open(path, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def not_there(path: Path) -> StartRefused:
    """A path that somebody gave leads nowhere."""
    return StartRefused(
        8,
        f"Không có {path}. Xin kiểm tra lại đường dẫn. Không có gì bị thay đổi.",
        f"There is no {path}. Please check the path. Nothing was changed.",
    )


def already_there(path: Path) -> StartRefused:
    """Where a backup should go stands something."""
    return StartRefused(
        8,
        f"Đã có tệp {path}; bản sao lưu không ghi đè lên tệp khác. Xin chọn tên mới.",
        f"{path} exists already, and a backup is never written over another file. Choose a new name.",
    )


def hub_runs(where: str) -> StartRefused:
    """Data that somebody works on are not replaced."""
    return StartRefused(
        3,
        f"Có chương trình đang làm việc trên dữ liệu {where}. Xin dừng máy chủ rồi phục hồi lại. "
        "Không có gì bị thay đổi.",
        f"Something is at work on the data in {where}. Stop the hub, then restore again. Nothing was changed.",
    )


def unsound(source: str) -> StartRefused:
    """What should be copied is not whole, or something else."""
    return StartRefused(
        4,
        f"{source} bị hỏng hoặc không phải dữ liệu của máy chủ, nên không sao chép. Xin dùng dữ liệu khác. "
        "Không có gì bị thay đổi.",
        f"{source} is damaged or is not the data of a hub, so it was not copied. Use another one. Nothing was changed.",
    )


def no_room(folder: Path) -> StartRefused:
    """A copy could not be written."""
    return StartRefused(
        5,
        f"Không ghi được vào {folder}: ổ đĩa đã đầy hoặc không cho ghi. Xin dọn bớt rồi làm lại. "
        "Không có gì bị thay đổi.",
        f"Cannot write to {folder}: the disk is full or may not be written. Make room and do it again. "
        "Nothing was changed.",
    )


def too_new(source: str) -> StartRefused:
    """Data with tables that this version does not know."""
    return StartRefused(
        4,
        f"Dữ liệu {source} do phiên bản mới hơn của phần mềm tạo ra. Xin cập nhật phần mềm rồi làm lại.",
        f"The data in {source} were made by a newer version of this software. Update it, then do it again.",
    )
