"""The thread that moves what was committed from SQLite's write-ahead log into the database's own pages.

Whoever commits would do it when the log has grown, and everyone who asks meanwhile would wait. Nothing depends on it:
what is in the log is as durable as what is in the pages.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Final

from config.event_log import Event, record
from ticketing.store.write_back import write_back

_LOOK_EVERY_S: Final = 1.0
_MOVE_EVERY_S: Final = 8.0
_GROWN_BYTES: Final = 384 << 20
_NICE: Final = 10  # of -20 to 19: see setpriority(2)
_STOP_WITHIN_S: Final = 0.5
_LARGE_PAGES: Final = 16_000  # 64 MB
_PORTION: Final = 256 * 1024
_MOST_ROUNDS: Final = 9
_BRIEF_S: Final = 0.02

BetweenCommits = Callable[[Callable[[], object]], None]
"""Has something done while nobody writes, soon. May be called on any thread."""


class Checkpointer:
    """A checkpoint every eight seconds, on a connection of its own that waits for nobody.

    A rush seldom lasts longer, and a page that was changed a hundred times is moved once: the later, the less there is
    to do. Sooner only where the log has become the longest ever, and long. Whoever asks for numbers comes first at the
    processor. A log that was moved wholly is begun again by whoever writes next. In a rush it never is: something is
    committed while it is moved. So a large log is moved in rounds, each with what was committed during the last one,
    until the rest is so little that it can be moved between two commits.
    """

    def __init__(self, database: Path) -> None:
        """`database`: the file."""
        self._database = database
        self._log = database.with_name(f"{database.name}-wal")
        self._fd: int | None = None
        self._stopping = threading.Event()
        self._rest_moved = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, between_commits: BetweenCommits) -> None:
        """Begin. Once only."""
        self._thread = threading.Thread(
            target=self._work, args=(between_commits,), name="hub-checkpointer", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """End. A checkpoint that takes long goes on until the process ends; the next hub does what it leaves."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join(_STOP_WITHIN_S)

    def _work(self, between_commits: BetweenCommits) -> None:
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)  # of this thread alone
        while self._rest():
            # A full disk or a damaged file: whoever commits next is told so. A damaged connection is not used again.
            try:
                with closing(connect(self._database)) as connection:
                    self._move_on(connection, between_commits)
            except sqlite3.Error:
                continue
            except OSError as fault:
                # What was written did not reach the disk. The log has it still: nothing more is moved out of it.
                record(Event.UNEXPECTED, error_type=type(fault).__name__, where="checkpointer")
                return

    def _move_on(self, connection: sqlite3.Connection, between_commits: BetweenCommits) -> None:
        """Again and again, until something goes wrong or the hub stops."""
        before = 0
        while True:
            pages = checkpoint(connection)
            if pages > _LARGE_PAGES and pages != before and self._little_is_left(connection):
                self._rest_moved.clear()
                between_commits(lambda: self._move_the_rest(connection))
                while not self._rest_moved.wait(_STOP_WITHIN_S):
                    if self._stopping.is_set():
                        return
            before = pages
            if not self._rest():
                return

    def _rest(self) -> bool:
        """Until it is time to move what came since. False: the hub is being stopped."""
        until = time.monotonic() + _MOVE_EVERY_S
        longest = max(self._log_bytes(), _GROWN_BYTES)
        while time.monotonic() < until and self._log_bytes() <= longest:
            if self._stopping.wait(_LOOK_EVERY_S):
                return False
        return not self._stopping.is_set()

    def _log_bytes(self) -> int:
        """How long the log has ever been: it is not made shorter when it begins again."""
        try:
            return self._log.stat().st_size
        except FileNotFoundError:
            return 0

    def _little_is_left(self, connection: sqlite3.Connection) -> bool:
        """Move in rounds. False: the disk is too slow for what is written, or the hub is being stopped."""
        if self._fd is None:
            # Never closed: a process that closes a file lets go of all its locks on it, SQLite's too.
            self._fd = os.open(self._database, os.O_RDONLY | os.O_CLOEXEC)
        for fewer in range(_MOST_ROUNDS):
            began = time.monotonic()
            # The first has just been: once more at once, SQLite would find all moved, and sync it all in a rush.
            if fewer:
                checkpoint(connection)
            write_back(self._fd, _PORTION << fewer)
            if self._stopping.is_set():
                return False
            if time.monotonic() - began < _BRIEF_S:
                return True
        return False

    def _move_the_rest(self, connection: sqlite3.Connection) -> None:
        """On the writer's thread; this one waits meanwhile, so that the connection is one thread's at a time."""
        try:
            if not self._stopping.is_set():
                checkpoint(connection)
        finally:
            self._rest_moved.set()


def connect(database: Path) -> sqlite3.Connection:
    """A connection that waits for nobody and begins no transaction by itself."""
    return sqlite3.connect(database, timeout=0, isolation_level=None, check_same_thread=False)


def checkpoint(connection: sqlite3.Connection) -> int:
    """Move what can be moved without waiting. Gives the log's length in pages. Raises sqlite3.Error."""
    with closing(connection.execute("PRAGMA wal_checkpoint(PASSIVE)")) as answer:
        _refused, pages, _moved = answer.fetchone()
    return int(pages)
