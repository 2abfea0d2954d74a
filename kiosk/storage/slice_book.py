"""What a counter holds of the queue and what it did with it while the hub was away, in one small file."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from config.event_log import Event, record
from kiosk.domain.series_turns import SeriesTurns
from kiosk.storage.machine_clock import boot_id, uptime_s
from kiosk.storage.small_database import add_column, open_small
from ticketing.client import CallEnd, LeasedSeries, LeasedTicket, OfflineCall, Slice
from ticketing.domain.leases import COUNTER_MAY_CALL_S
from ticketing.domain.pin_lock import NO_FAILURES
from ticketing.domain.records import PinTries

_NOTE_EVERY_S: Final = 60.0
_UNTOLD, _TOLD = 0, 1
_TABLES: Final = """
CREATE TABLE held (one INTEGER PRIMARY KEY CHECK (one = 1), version INTEGER NOT NULL) STRICT;
INSERT INTO held VALUES (1, 0);
CREATE TABLE heard (one INTEGER PRIMARY KEY CHECK (one = 1), boot TEXT NOT NULL, uptime_s REAL NOT NULL) STRICT;
CREATE TABLE tickets (
    position    INTEGER PRIMARY KEY,
    ticket_id   TEXT NOT NULL UNIQUE,
    visit_id    TEXT NOT NULL,
    label       TEXT NOT NULL,
    line        TEXT NOT NULL,
    issued_at   TEXT NOT NULL,
    not_before  TEXT
) STRICT;
CREATE TABLE series (series TEXT PRIMARY KEY, day TEXT NOT NULL, next_number INTEGER NOT NULL) STRICT;
CREATE TABLE used_up (
    series TEXT, day TEXT, number INTEGER NOT NULL, missed TEXT NOT NULL DEFAULT '{}', PRIMARY KEY (series, day)
) STRICT;
CREATE TABLE calls (
    position    INTEGER PRIMARY KEY AUTOINCREMENT,
    call_id     TEXT NOT NULL UNIQUE,
    clerk_id    TEXT NOT NULL,
    day         TEXT NOT NULL,
    label       TEXT NOT NULL,
    called_at   TEXT NOT NULL,
    times       INTEGER NOT NULL,
    how_ended   TEXT NOT NULL,
    ended_at    TEXT,
    ticket_id   TEXT,
    series      TEXT,
    number      INTEGER,
    told        INTEGER NOT NULL DEFAULT 0
) STRICT;
"""
_TRIES: Final = """
CREATE TABLE IF NOT EXISTS pin_tries (
    clerk_id        TEXT PRIMARY KEY,
    failures        INTEGER NOT NULL,
    not_before_ms   INTEGER NOT NULL,
    locked_until_ms INTEGER NOT NULL
) STRICT;
"""
_ADD: Final = """
INSERT INTO calls
    (call_id, clerk_id, day, label, called_at, times, how_ended, ended_at, ticket_id, series, number, told)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (call_id) DO
"""
_KEEP: Final = (
    _ADD + "UPDATE SET times = excluded.times, how_ended = excluded.how_ended, ended_at = excluded.ended_at, told = 0"
)
_KEEP_NEW: Final = _ADD + "NOTHING"
_NOTE: Final = "UPDATE calls SET told = 1 WHERE call_id = ? AND how_ended = ? AND times = ?"
_CALLS: Final = """
SELECT call_id, clerk_id, day, label, called_at, times, how_ended, ended_at, ticket_id, series, number
FROM calls WHERE told <= ? ORDER BY position LIMIT ?
"""


class SliceFile:
    """Implements `kiosk.flows.call_alone.SliceBook` and `sign_in_alone.TriesBook` in SQLite. Any thread."""

    def __init__(
        self,
        path: Path,
        uptime_s: Callable[[], float] = uptime_s,
        boot: Callable[[], str] = boot_id,
    ) -> None:
        """`uptime_s` counts sleep; `boot` names the machine's present run, after another one nothing may be called."""
        self._database = open_small(path, _TABLES)
        # A file of before counters knew who comes later, or went on past a number that nobody came with.
        add_column(self._database, "tickets", "not_before", "TEXT")
        add_column(self._database, "used_up", "missed", "TEXT NOT NULL DEFAULT '{}'")
        self._database.execute(_TRIES)  # nor did they open by themselves
        self._lock = threading.Lock()
        self._uptime_s = uptime_s
        self._boot = boot()
        row = self._database.execute("SELECT uptime_s FROM heard WHERE boot = ?", (self._boot,)).fetchone()
        self._heard_s: float | None = None if row is None else row[0]
        self._noted_s = self._heard_s
        self._slice = self._read_slice()
        self._told: set[OfflineCall] = set()

    def slice(self) -> Slice:
        with self._lock:
            return self._slice

    def keep_slice(self, slice_: Slice) -> None:
        with self._lock:
            if slice_.version > self._slice.version:
                self._replace_slice(slice_)

    def let_go(self) -> None:
        with self._lock:
            self._heard_s = None
            if self._noted_s is None and self._slice == Slice():
                return
            # The hour first: without it nothing is called, whatever becomes of the rest.
            if self._write("DELETE FROM heard", ()):
                self._noted_s = None
                with suppress(OSError):
                    self._replace_slice(Slice())

    def may_call(self) -> bool:
        with self._lock:
            heard_s = self._heard_s
        return heard_s is not None and self._uptime_s() - heard_s < COUNTER_MAY_CALL_S

    def hub_answered(self, asked_s: float) -> None:
        with self._lock:
            self._heard_s = asked_s
            if self._noted_s is None or asked_s - self._noted_s > _NOTE_EVERY_S:
                self._noted_s = asked_s
                self._write("INSERT OR REPLACE INTO heard VALUES (1, ?, ?)", (self._boot, asked_s))

    def uptime_s(self) -> float:
        return self._uptime_s()

    def calls(self) -> tuple[OfflineCall, ...]:
        return self._calls(_TOLD, 10_000)

    def keep_call(self, call: OfflineCall) -> bool:
        with self._lock:
            return self._write(_KEEP, _values(call, _UNTOLD))

    def note_hub_call(self, call: OfflineCall | None) -> None:
        with self._lock:
            self._write("DELETE FROM calls WHERE told = 1 AND how_ended = 'open'", ())
            if call is not None:
                self._write(_KEEP_NEW, _values(call, _TOLD))

    def untold(self, limit: int) -> tuple[OfflineCall, ...]:
        with self._lock:
            told = frozenset(self._told)
        return tuple(call for call in self._calls(_UNTOLD, limit + len(told)) if call not in told)[:limit]

    def note_told(self, calls: tuple[OfflineCall, ...]) -> None:
        with self._lock:
            # Until the disk takes them this process remembers them; what changed meanwhile is told once more.
            self._told.update(calls)
            self._told = {call for call in self._told if not self._write(_NOTE, _as_told(call))}

    def turns(self, series: str, day: date) -> SeriesTurns:
        asked = "SELECT number, missed FROM used_up WHERE series = ? AND day = ?"
        with self._lock:
            row = self._database.execute(asked, (series, day.isoformat())).fetchone()
        if row is None:
            return SeriesTurns()
        return SeriesTurns(row[0], {int(number): times for number, times in json.loads(row[1]).items()})

    def keep_turns(self, series: str, day: date, turns: SeriesTurns) -> None:
        kept = (series, day.isoformat(), turns.came, json.dumps(dict(turns.missed)))
        with self._lock:
            self._write("INSERT OR REPLACE INTO used_up (series, day, number, missed) VALUES (?, ?, ?, ?)", kept)

    def pin_tries(self, clerk_id: str) -> PinTries:
        asked = "SELECT failures, not_before_ms, locked_until_ms FROM pin_tries WHERE clerk_id = ?"
        with self._lock:
            row = self._database.execute(asked, (clerk_id,)).fetchone()
        return NO_FAILURES if row is None else PinTries(*row)

    def note_pin_tries(self, clerk_id: str, tries: PinTries) -> bool:
        noted = (clerk_id, tries.failures, tries.not_before_ms, tries.locked_until_ms)
        with self._lock:
            return self._write("INSERT OR REPLACE INTO pin_tries VALUES (?, ?, ?, ?)", noted)

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._database.close()

    def _calls(self, told: int, limit: int) -> tuple[OfflineCall, ...]:
        """The oldest calls; `told`: _UNTOLD for what the hub has not heard yet, _TOLD for all."""
        with self._lock:
            rows = self._database.execute(_CALLS, (told, limit)).fetchall()
        return tuple(_call(row) for row in rows)

    def _read_slice(self) -> Slice:
        (version,) = self._database.execute("SELECT version FROM held").fetchone()
        asked = "SELECT ticket_id, visit_id, label, line, issued_at, not_before FROM tickets ORDER BY position"
        tickets = self._database.execute(asked).fetchall()
        series = self._database.execute("SELECT series, day, next_number FROM series ORDER BY series").fetchall()
        return Slice(
            version,
            tuple(
                LeasedTicket(row[0], row[1], row[2], row[3], datetime.fromisoformat(row[4]), _moment(row[5]))
                for row in tickets
            ),
            tuple(LeasedSeries(row[0], date.fromisoformat(row[1]), row[2]) for row in series),
        )

    def _replace_slice(self, slice_: Slice) -> None:
        """Raises OSError where the disk does not take it."""
        try:
            self._write_slice(slice_)
        except sqlite3.Error as fault:
            if self._database.in_transaction:
                self._database.rollback()
            record(Event.DISK_FULL, where="slice", error_type=type(fault).__name__)
            raise OSError("the slice could not be kept") from fault
        self._slice = slice_
        self._told.clear()

    def _write_slice(self, slice_: Slice) -> None:
        database = self._database
        database.execute("BEGIN IMMEDIATE")
        database.execute("UPDATE held SET version = ?", (slice_.version,))
        database.execute("DELETE FROM tickets")
        database.execute("DELETE FROM series")
        database.executemany(_NOTE, [_as_told(call) for call in self._told])
        # What the hub has recorded is in its slices from now on.
        database.execute("DELETE FROM calls WHERE told = 1 AND how_ended <> 'open'")
        database.executemany(
            "INSERT INTO tickets (ticket_id, visit_id, label, line, issued_at, not_before) VALUES (?, ?, ?, ?, ?, ?)",
            [
                (one.ticket_id, one.visit_id, one.label, one.line, one.issued_at.isoformat(), _text(one.not_before))
                for one in slice_.tickets
            ],
        )
        database.executemany(
            "INSERT INTO series VALUES (?, ?, ?)",
            [(one.series, one.day.isoformat(), one.next_number) for one in slice_.series],
        )
        database.execute("COMMIT")

    def _write(self, statement: str, values: Sequence[Any]) -> bool:
        try:
            self._database.execute(statement, values)
        except sqlite3.OperationalError as fault:
            record(Event.DISK_FULL, where="slice", error_type=type(fault).__name__)
            return False
        return True


def _values(call: OfflineCall, told: int) -> Sequence[Any]:
    """In the order of _ADD."""
    return (
        call.call_id, call.clerk_id, call.day.isoformat(), call.label, call.called_at.isoformat(), call.times,
        call.end.value, _text(call.ended_at), call.ticket_id, call.series, call.number, told,
    )  # fmt: skip


def _as_told(call: OfflineCall) -> Sequence[Any]:
    """In the order of _NOTE."""
    return (call.call_id, call.end.value, call.times)


def _call(row: Sequence[Any]) -> OfflineCall:
    return OfflineCall(
        call_id=row[0], clerk_id=row[1], day=date.fromisoformat(row[2]), label=row[3],
        called_at=datetime.fromisoformat(row[4]), times=row[5], end=CallEnd(row[6]),
        ended_at=_moment(row[7]), ticket_id=row[8], series=row[9], number=row[10],
    )  # fmt: skip


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
