"""The numbers that a kiosk gave by itself: one small file, every number on disk before it is shown."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from config.event_log import Event, record
from kiosk.storage.machine_clock import boot_id, uptime_s
from kiosk.storage.small_database import add_column, open_small
from ticketing.client import OfflineTicket, RegisteredTicket, SeriesState

_KEPT_DAYS: Final = 14
_TABLES: Final = """
CREATE TABLE numbers (
    day         TEXT NOT NULL,
    number      INTEGER NOT NULL CHECK (number > 0),
    series      TEXT NOT NULL,
    line        TEXT NOT NULL,
    visit_id    TEXT NOT NULL,
    request_id  TEXT NOT NULL UNIQUE,
    ticket_id   TEXT NOT NULL UNIQUE,
    issued_at   TEXT NOT NULL,
    priority    TEXT,
    procedure   TEXT,
    told        INTEGER NOT NULL DEFAULT 0,
    refusal     TEXT NOT NULL DEFAULT '',
    boot        TEXT,
    uptime_s    REAL,
    PRIMARY KEY (day, number)
) STRICT;
CREATE INDEX untold ON numbers (day, number) WHERE told = 0;
CREATE TABLE known (
    one         INTEGER PRIMARY KEY CHECK (one = 1),
    series      TEXT NOT NULL,
    counter     INTEGER,
    day         TEXT,
    last_number INTEGER NOT NULL DEFAULT 0
) STRICT;
"""
_KEEP: Final = (
    "INSERT INTO numbers (series, number, day, line, visit_id, request_id, ticket_id, issued_at, priority, procedure,"
    " boot, uptime_s) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_NUMBERS: Final = """
    SELECT series, number, day, line, visit_id, request_id, ticket_id, issued_at, priority, procedure, boot, uptime_s
    FROM numbers
"""
_UNTOLD: Final = _NUMBERS + "WHERE told = 0 ORDER BY day, number LIMIT ?"
_OF_REQUEST: Final = _NUMBERS + "WHERE request_id = ?"


class SeriesFile:
    """Implements `kiosk.flows.own_series.SeriesBook` in SQLite. Any thread."""

    def __init__(
        self,
        path: Path,
        series: str,
        uptime_s: Callable[[], float] = uptime_s,
        boot: Callable[[], str] = boot_id,
    ) -> None:
        """Open or make the file at `path`. `uptime_s` counts sleep; `boot` names the machine's present run."""
        self._database = open_small(path, _TABLES)
        # A file of before the hub told its day, and kiosks how long ago a number was given.
        add_column(self._database, "known", "day", "TEXT")
        add_column(self._database, "known", "last_number", "INTEGER NOT NULL DEFAULT 0")
        add_column(self._database, "numbers", "boot", "TEXT")
        add_column(self._database, "numbers", "uptime_s", "REAL")
        self._uptime_s = uptime_s
        self._boot = boot()
        self._series = series
        self._lock = threading.Lock()
        self._refusals: dict[str, str] = {}

    def admitted(self) -> bool:
        with self._lock:
            row = self._database.execute("SELECT series FROM known").fetchone()
        return row is not None and row[0] == self._series

    def caller(self) -> int | None:
        with self._lock:
            row = self._database.execute("SELECT counter FROM known WHERE series = ?", (self._series,)).fetchone()
        return None if row is None else row[0]

    def learn(self, state: SeriesState) -> None:
        with self._lock:
            before = self._database.execute("SELECT series, counter, day, last_number FROM known").fetchone()
            day, last = (None, 0) if before is None else before[2:]
            # Numbers that the hub has not counted yet may be of its new day: until it has, they go on rising.
            if state.day is not None and not self._unregistered(1):
                day, last = state.day.isoformat(), state.last_number
            known = (state.series, state.counter, day, last)
            if known != before:
                self._write(
                    "INSERT OR REPLACE INTO known (one, series, counter, day, last_number) VALUES (1, ?, ?, ?, ?)",
                    known,
                )

    def give(self, wish: OfflineTicket) -> OfflineTicket | None:
        with self._lock:
            given = self._of_request(wish.request_id)
            if given is not None:
                return given
            # The hub's day, not this machine's: a clock that jumps begins no new day.
            day, told = self._database.execute("SELECT day, last_number FROM known").fetchone() or (None, 0)
            day = day or wish.day.isoformat()
            (last,) = self._database.execute("SELECT max(number) FROM numbers WHERE day = ?", (day,)).fetchone()
            kept = replace(wish, number=max(last or 0, told) + 1, day=date.fromisoformat(day))
            done = self._write(
                _KEEP,
                (
                    kept.series, kept.number, day, kept.line, kept.visit_id, kept.request_id, kept.ticket_id,
                    kept.issued_at.isoformat(), kept.priority, kept.procedure, self._boot, self._uptime_s(),
                ),
            )  # fmt: skip
        return kept if done else None

    def unregistered(self, limit: int) -> tuple[OfflineTicket, ...]:
        with self._lock:
            return self._unregistered(limit)

    def note_registered(self, answers: Sequence[RegisteredTicket]) -> None:
        with self._lock:
            # Until the disk takes them this process remembers them; the next one tells them again, and the hub knows.
            self._refusals.update((answer.request_id, answer.code) for answer in answers)
            try:
                self._database.execute("BEGIN IMMEDIATE")
                self._database.executemany(
                    "UPDATE numbers SET told = 1, refusal = ? WHERE request_id = ?",
                    [(code, request_id) for request_id, code in self._refusals.items()],
                )
                self._forget_old()
                self._database.execute("COMMIT")
            except sqlite3.Error as fault:
                if self._database.in_transaction:
                    self._database.rollback()
                record(Event.DISK_FULL, where="series", error_type=type(fault).__name__)
                return
            self._refusals.clear()

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._database.close()

    def _unregistered(self, limit: int) -> tuple[OfflineTicket, ...]:
        rows = self._database.execute(_UNTOLD, (limit + len(self._refusals),)).fetchall()
        now_s = self._uptime_s()
        left = (replace(_ticket(row), age_s=now_s - row[11] if row[10] == self._boot else None) for row in rows)
        return tuple(one for one in left if one.request_id not in self._refusals)[:limit]

    def _of_request(self, request_id: str) -> OfflineTicket | None:
        row = self._database.execute(_OF_REQUEST, (request_id,)).fetchone()
        return None if row is None else _ticket(row)

    def _forget_old(self) -> None:
        (newest,) = self._database.execute("SELECT max(day) FROM numbers").fetchone()
        if newest is not None:
            before = (date.fromisoformat(newest) - timedelta(days=_KEPT_DAYS)).isoformat()
            self._database.execute("DELETE FROM numbers WHERE told = 1 AND day < ?", (before,))

    def _write(self, statement: str, values: Sequence[Any]) -> bool:
        try:
            self._database.execute(statement, values)
        except sqlite3.OperationalError as fault:
            record(Event.DISK_FULL, where="series", error_type=type(fault).__name__)
            return False
        return True


def _ticket(row: Sequence[Any]) -> OfflineTicket:
    return OfflineTicket(
        series=row[0], number=row[1], day=date.fromisoformat(row[2]), line=row[3], visit_id=row[4], request_id=row[5],
        ticket_id=row[6], issued_at=datetime.fromisoformat(row[7]), priority=row[8], procedure=row[9],
    )  # fmt: skip
