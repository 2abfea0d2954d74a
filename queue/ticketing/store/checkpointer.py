"""The thread that moves what was committed from SQLite's write-ahead log into the database's own pages.

Whoever commits would do it when the log has grown, and everyone who asks meanwhile would wait. Nothing depends on it:
what is in the log is as durable as what is in the pages.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from ticketing.store.write_back import write_back

_EVERY_S: Final = 1.0
_STOP_WITHIN_S: Final = 0.5
_LARGE_PAGES: Final = 16_000  # 64 MB
_PORTION: Final = 256 * 1024
_MOST_ROUNDS: Final = 9
_BRIEF_S: Final = 0.02

BetweenCommits = Callable[[Callable[[], object]], None]
"""Has something done while nobody writes, soon. May be called on any thread."""


class Checkpointer:
    """A checkpoint every second, on a connection that waits for nobody.

    A log that was moved wholly is begun again by whoever writes next. In a rush it never is: something is committed
    while it is moved. So a large log is moved in rounds, each with what was committed during the last one, until the
    rest is so little that it can be moved between two commits.
    """

    def __init__(self, engine: Engine, database: Path) -> None:
        """`engine` gives connections to the file `database` that begin no transaction by themselves."""
        self._engine = engine
        self._database = database
        self._fd: int | None = None
        self._stopping = threading.Event()
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
        while not self._stopping.wait(_EVERY_S):
            # A full disk or a damaged file: whoever commits next is told so. A damaged connection is not used again.
            with contextlib.suppress(sqlite3.Error, SQLAlchemyError, OSError):
                if self.checkpoint() > _LARGE_PAGES and self._little_is_left():
                    between_commits(self._move_the_rest)

    def checkpoint(self) -> int:
        """Move what can be moved without waiting. Gives the log's length in pages. Raises what the driver raises."""
        with self._engine.connect() as connection:
            raw = connection.connection.cursor()
            try:
                _refused, pages, _moved = raw.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
            except sqlite3.Error:
                connection.invalidate()
                raise
            finally:
                raw.close()
        return int(pages)

    def _little_is_left(self) -> bool:
        """Move in rounds. False: the hub is being stopped."""
        if self._fd is None:
            # Never closed: a process that closes a file lets go of all its locks on it, SQLite's too.
            self._fd = os.open(self._database, os.O_RDONLY | os.O_CLOEXEC)
        for fewer in range(_MOST_ROUNDS):
            began = time.monotonic()
            if fewer:
                self.checkpoint()
            write_back(self._fd, _PORTION << fewer)
            if self._stopping.is_set():
                return False
            if time.monotonic() - began < _BRIEF_S:
                break
        return True

    def _move_the_rest(self) -> None:
        with contextlib.suppress(sqlite3.Error, SQLAlchemyError):
            self.checkpoint()
