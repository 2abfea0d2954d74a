"""The thread that moves what was committed from SQLite's write-ahead log into the database's own pages.

Whoever commits would do it when the log has grown, and everyone who asks meanwhile would wait. Nothing depends on it:
what is in the log is as durable as what is in the pages.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from typing import Final

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

_EVERY_S: Final = 5.0
_STOP_WITHIN_S: Final = 0.5


class Checkpointer:
    """A checkpoint every few seconds, on a connection that waits for nobody and that nobody waits for."""

    def __init__(self, engine: Engine) -> None:
        """`engine` gives connections that begin no transaction by themselves."""
        self._engine = engine
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._work, name="hub-checkpointer", daemon=True)

    def start(self) -> None:
        """Begin. Once only."""
        self._thread.start()

    def stop(self) -> None:
        """End. A checkpoint that takes long goes on until the process ends; the next hub does what it leaves."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(_STOP_WITHIN_S)

    def _work(self) -> None:
        while not self._stopping.wait(_EVERY_S):
            # A full disk or a damaged file: whoever commits next is told so. A damaged connection is not used again.
            with contextlib.suppress(sqlite3.Error, SQLAlchemyError):
                self.checkpoint()

    def checkpoint(self) -> None:
        """Move what can be moved without waiting. Raises what the driver raises."""
        with self._engine.connect() as connection:
            raw = connection.connection.cursor()
            try:
                raw.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
            except sqlite3.Error:
                connection.invalidate()
                raise
            finally:
                raw.close()
