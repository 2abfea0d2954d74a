"""Opening the hub's database: undamaged, in today's shape; or a sentence why not. A file of SQLite is opened here."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import QueuePool

from ticketing.domain.records import EventRecord
from ticketing.store.checkpointer import Checkpointer
from ticketing.store.port import Ledger
from ticketing.store.prepared import ask_file
from ticketing.store.sql_ledger import SqlLedger
from ticketing.store.trouble import StoreTrouble, trouble_of

if TYPE_CHECKING:
    from ticketing.store.neighbours import Neighbours

DATABASE_FILE: Final = "hub.sqlite3"
READERS: Final = 8
_LONG_MS: Final = 5000
_HARDLY_MS: Final = 20
_LARGE_BYTES: Final = 64 << 20  # less is read in some tenths of a second


@dataclass(frozen=True)
class StartRefused:
    """The hub cannot start here, or its data cannot be touched now.

    `exit_code`: 2 a database of an unknown kind, 3 another hub at work, 4 damaged data, 5 a disk that cannot be
    written, 6 a port in use, 7 a database server that cannot be used, 8 a file that is missing or in the way.
    """

    exit_code: int
    vi: str
    en: str


@dataclass(frozen=True)
class HubStore:
    """The open database: one engine for the writer, one for readers that never wait for it.

    As it stands, a file of SQLite, on which one hub works; `postgres.PostgresStore` is the database of many.
    """

    folder: Path
    writing: Engine
    readers: Engine

    def ledger_on(self, connection: Connection, centre: str) -> SqlLedger:
        """The ledger of a transaction that has just begun: until it ends, nobody else writes in this centre."""
        return SqlLedger(connection, centre)

    @property
    def patience(self) -> Callable[[Connection, bool], None] | None:
        """Lets a connection wait long, or hardly, for another process that writes (`hub-enrol`).

        None where a transaction crosses a network: nothing of it is brief.
        """
        return _wait_for_others

    def neighbours(
        self,
        centre: str,  # noqa: ARG002  the promise of every store
        since: int,  # noqa: ARG002
        hear: Callable[[Sequence[EventRecord]], None],  # noqa: ARG002
    ) -> Neighbours | None:
        """Whoever tells this hub what all hubs of its centre did after `since`; None if it is the only one."""
        return None

    def damage(self) -> StartRefused | None:
        """What is wrong with a large file that was opened in haste. Takes seconds."""
        path = self.folder / DATABASE_FILE
        if not _is_large(path):
            return None
        try:
            with self.readers.connect() as connection:
                return None if _is_sound(connection) else _damaged(path)
        except DatabaseError as error:
            # A full disk is no damage: whoever writes is told of it.
            return None if trouble_of(error, self.folder) == StoreTrouble("disk_full") else _damaged(path)

    def checkpointer(self) -> Checkpointer | None:
        """Whoever moves the log of what was written into place; None where that is the server's affair."""
        return Checkpointer(self.folder / DATABASE_FILE)

    @contextmanager
    def reading(self, centre: str) -> Iterator[Ledger]:
        """A ledger on one snapshot; whatever it is asked to write is refused by the database."""
        with self.readers.connect() as connection, connection.begin():
            yield SqlLedger(connection, centre)

    @contextmanager
    def writing_once(self, centre: str) -> Iterator[Ledger]:
        """A short transaction of another process than the hub's (enrolling a device)."""
        with self.writing.connect() as connection, connection.begin():
            yield self.ledger_on(connection, centre)

    def close(self) -> None:
        """Let go of every connection."""
        self.readers.dispose()
        self.writing.dispose()


class HubLock:
    """Held by the one hub that works on a folder; the system lets go of it when the process dies."""

    def __init__(self, fd: int) -> None:
        self._fd = fd

    @classmethod
    def take(cls, home: Path) -> HubLock | StartRefused:
        """Take it, or say that another hub has it."""
        fd = os.open(home / "hub.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(fd)
            return StartRefused(
                3,
                f"Một máy chủ khác đang chạy trên cùng dữ liệu ({home}). "
                "Xin dùng máy chủ đó, hoặc dừng nó rồi chạy lại. Không có gì bị mất.",
                f"Another hub is already running on this data ({home}). "
                "Use that one, or stop it and start again. Nothing is lost.",
            )
        return cls(fd)

    def release(self) -> None:
        """Let another hub start."""
        os.close(self._fd)


def open_store(home: Path, database: str | None = None, *, in_haste: bool = False) -> HubStore | StartRefused:
    """Open `database` (a postgresql:// address; None is the file in `home`), brought to today's shape if need be.

    `in_haste`: people wait. A large file is not read whole for damage first; `damage()` must do that afterwards.
    """
    if database is None:
        return _open_file(home, in_haste)
    from ticketing.store.postgres import open_postgres  # its driver is loaded only where it is used

    return open_postgres(home, database)


def _open_file(home: Path, in_haste: bool) -> HubStore | StartRefused:
    path = home / DATABASE_FILE
    url = URL.create("sqlite", database=str(path))
    # Brief deeds use the writer's connection on the event loop's thread, between two steps of the writer's own.
    lent = {"check_same_thread": False}
    writing = create_engine(url, poolclass=QueuePool, pool_size=1, max_overflow=0, connect_args=lent)
    readers = create_engine(url, poolclass=QueuePool, pool_size=READERS, max_overflow=0, pool_timeout=5)
    event.listen(writing, "connect", _prepare_writing)
    event.listen(writing, "begin", _begin_immediate)
    event.listen(readers, "connect", _prepare_reading)
    event.listen(readers, "begin", _begin)
    try:
        with shaping(home):
            # A walk through years of data: a hub that is at work on them writes on meanwhile.
            with readers.connect() as connection, connection.begin():
                if not (in_haste and _is_large(path)) and not _is_sound(connection):
                    return _damaged(path)
                in_shape = (
                    inspect(connection).has_table("alembic_version") and taken_steps(connection) == newest_steps()
                )
            if not in_shape:
                with writing.connect() as connection, connection.begin():
                    bring_into_shape(connection)
                readers.dispose()  # theirs was of a file that perhaps had no write-ahead log yet
    except DatabaseError as error:
        if trouble_of(error, home) == StoreTrouble("disk_full"):
            return _full(home)
        return _damaged(path)
    return HubStore(home, writing, readers)


def _is_large(path: Path) -> bool:
    """Whether to look through the whole file takes longer than people should wait. Years of data take seconds."""
    return path.stat().st_size > _LARGE_BYTES


def _is_sound(connection: Connection) -> bool:
    return bool(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one() == "ok")


def _wait_for_others(connection: Connection, long: bool) -> None:
    raw = connection.connection.cursor()
    raw.execute(f"PRAGMA busy_timeout={_LONG_MS if long else _HARDLY_MS}")
    raw.close()


def _prepare_writing(raw: Any, _record: object) -> None:
    """A connection that commits durably: WAL alone may lose the last commits in a power cut, FULL may not."""
    raw.isolation_level = None  # we say BEGIN ourselves
    for pragma in (
        f"busy_timeout={_LONG_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "secure_delete=ON",
        # Whoever commits when the log is moved into place waits for it, and so do all who ask meanwhile. The
        # checkpointer comes before it has grown to 512 MB; nor is it made smaller before the hub stops.
        "wal_autocheckpoint=128000",
        "cache_size=-16384",
        "temp_store=MEMORY",  # nothing of the database in other files than its own
    ):
        raw.execute(f"PRAGMA {pragma}").close()


def _prepare_reading(raw: Any, _record: object) -> None:
    raw.isolation_level = None
    for pragma in (f"busy_timeout={_LONG_MS}", "temp_store=MEMORY", "query_only=ON"):
        raw.execute(f"PRAGMA {pragma}").close()


def _begin_immediate(connection: Connection) -> None:
    ask_file(connection, "BEGIN IMMEDIATE", ())


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def bring_into_shape(connection: Connection, step: str = "head") -> None:
    """Take the steps of Alembic up to this one that this database has not taken yet, inside the transaction."""
    config = _alembic()
    config.attributes["connection"] = connection
    command.upgrade(config, step)


def taken_steps(connection: Connection) -> frozenset[str]:
    """The ids of the steps that this database stands at."""
    return frozenset(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalars())


def newest_steps() -> frozenset[str]:
    """The ids of the last steps that this version knows."""
    return frozenset(ScriptDirectory.from_config(_alembic()).get_heads())


def known_steps() -> frozenset[str]:
    """The ids of all steps that this version knows."""
    return frozenset(step.revision for step in ScriptDirectory.from_config(_alembic()).walk_revisions())


def _alembic() -> Config:
    config = Config()
    config.set_main_option("script_location", str(files("ticketing.store") / "migrations"))
    return config


@contextmanager
def shaping(home: Path) -> Iterator[None]:
    """One process at a time brings the tables into shape: the hub, or `hub-enrol` before it."""
    fd = os.open(home / "shape.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX)
        yield
    finally:
        os.close(fd)


def _damaged(path: Path) -> StartRefused:
    return StartRefused(
        4,
        f"Tệp dữ liệu {path} bị hỏng nên máy chủ không làm việc trên tệp này. Xin phục hồi bản sao lưu gần nhất bằng "
        "`motcua hub-restore` (tệp hỏng được giữ lại) rồi chạy lại, và báo cán bộ kỹ thuật.",
        f"The data file {path} is damaged, so the hub does not work on it. Put the latest backup back with "
        "`motcua hub-restore` (the damaged file is kept), start again, and tell a technician.",
    )


def _full(home: Path) -> StartRefused:
    return StartRefused(
        5,
        f"Ổ đĩa chứa {home} đã đầy nên máy chủ không khởi động. Xin dọn bớt ổ đĩa rồi chạy lại. Không có gì bị mất.",
        f"The disk that holds {home} is full, so the hub does not start. Make room and start again. Nothing is lost.",
    )
