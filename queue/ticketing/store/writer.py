"""One writer thread with group commit: whoever asks while a commit is under way shares the next one.

An answer is handed out only after the commit that carries it is durable. Deeds that fail take nobody with them; a
database that cannot write (a full disk) answers everyone with StoreTrouble, and the writer goes on with the next.
"""

from __future__ import annotations

import queue
import sqlite3
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Generic, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from ticketing.domain.records import EventRecord
from ticketing.store.port import Ledger
from ticketing.store.sql_ledger import SqlLedger
from ticketing.store.trouble import StoreTrouble, trouble_of

_A = TypeVar("_A")
_R = TypeVar("_R")

Deed = Callable[[Ledger, Sequence[_A]], Sequence[_R]]
"""Carries out all requests of its kind that share a transaction; one answer for each, in order."""

_MOST_IN_A_COMMIT: Final = 256
_QUIET_AFTER_S: Final = 0.25


@dataclass(frozen=True)
class Failed:
    """A bug stopped this one deed; its part of the transaction was rolled back."""

    error: Exception


@dataclass(slots=True)
class _Job(Generic[_A, _R]):
    deed: Deed[_A, _R]
    asked: _A
    settle: Callable[[_R | StoreTrouble | Failed], None]
    brief: bool


@dataclass(frozen=True)
class Committed:
    """A commit that is durable: `settle()` hands out its answers, `events` are to be told."""

    settle: Callable[[], None]
    events: Sequence[EventRecord]


_Answers = list[tuple["_Job[Any, Any]", Any]]

Elsewhere = Callable[[Callable[[], Committed]], Committed]
"""Carries something out on another thread and waits for it: its answer is returned, its error raised."""


class GroupCommitWriter:
    """The only one of this process who writes to the database."""

    def __init__(
        self,
        engine: Engine,
        enter: Callable[[Connection], SqlLedger],
        folder: Path,
        deliver: Callable[[Committed], None],
        tidy_up: Callable[[Connection], None],
        most_in_a_commit: int = _MOST_IN_A_COMMIT,
        elsewhere: Elsewhere | None = None,
    ) -> None:
        """`enter` gives the ledger of a transaction that has just begun; it keeps everyone else from writing.

        `deliver` is called on the writer's thread after each commit; it must call `settle()` somewhere, soon.
        `tidy_up` is called in quiet moments; nothing depends on it.
        `elsewhere`: where brief deeds are carried out. In Python one thread works at a time: on the thread that asks
        for them they need not wait for their turn after every statement. Beginning and committing stay here.
        """
        self._engine = engine
        self._enter = enter
        self._folder = folder
        self._deliver = deliver
        self._tidy_up = tidy_up
        self._most = most_in_a_commit
        self._elsewhere = elsewhere
        self._inbox: queue.SimpleQueue[_Job[Any, Any] | None] = queue.SimpleQueue()
        self._stopping = False
        self._thread = threading.Thread(target=self._write, name="hub-writer", daemon=True)

    def start(self) -> None:
        """Begin to write. Once only."""
        self._thread.start()

    def submit(
        self,
        deed: Deed[_A, _R],
        asked: _A,
        settle: Callable[[_R | StoreTrouble | Failed], None],
        *,
        brief: bool = False,
    ) -> None:
        """Carry the deed out with the next commit. `settle` gets its answer, wherever `deliver` runs it.

        `brief`: it takes a fraction of a millisecond, however much waits or is kept.
        """
        if self._stopping:
            settle(StoreTrouble("stopping"))
            return
        self._inbox.put(_Job(deed, asked, settle, brief))

    def stop(self) -> None:
        """Finish what was submitted, then end the thread."""
        self._stopping = True
        self._inbox.put(None)
        if self._thread.is_alive():
            self._thread.join()

    def _write(self) -> None:
        connection: Connection | None = None
        going_on = True
        untidy = False
        while going_on:
            jobs, going_on = self._gather()
            if not jobs:
                if connection is not None and untidy:
                    untidy = False
                    connection = self._tidied(connection)
                continue
            untidy = True
            try:
                if connection is None:
                    connection = self._engine.connect()
                committed = self._commit(connection, jobs)
            except Exception as error:  # noqa: BLE001  whatever it is, everyone must get an answer
                committed = _all_get(jobs, trouble_of(error, self._folder) or Failed(error))
                # A connection that failed in the middle may not even roll back: begin again with a fresh one.
                if connection is not None:
                    _drop(connection)
                    connection = None
            self._deliver(committed)
        if connection is not None:
            connection.close()

    def _tidied(self, connection: Connection) -> Connection | None:
        """The connection after a quiet moment; None where it is no longer good. This thread must outlive everything."""
        try:
            self._tidy_up(connection)
        except (sqlite3.Error, SQLAlchemyError):  # a damaged file; whoever asks next is told so
            _drop(connection)
            return None
        return connection

    def _gather(self) -> tuple[list[_Job[Any, Any]], bool]:
        """Everyone who is waiting now, nobody after a quiet moment; False when the writer is to end after these."""
        jobs: list[_Job[Any, Any]] = []
        try:
            job = self._inbox.get(timeout=_QUIET_AFTER_S)
        except queue.Empty:
            return jobs, True
        while job is not None:
            jobs.append(job)
            if len(jobs) == self._most:
                return jobs, True
            try:
                job = self._inbox.get_nowait()
            except queue.Empty:
                return jobs, True
        return jobs, False

    def _commit(self, connection: Connection, jobs: Sequence[_Job[Any, Any]]) -> Committed:
        """All jobs in one transaction. Raises what the database raises when it cannot write at all."""
        try:
            with connection.begin():
                if self._elsewhere is not None and all(job.brief for job in jobs):
                    return self._elsewhere(lambda: self._carry_out_together(connection, jobs))
                return self._carry_out_together(connection, jobs)
        except Exception as error:
            if trouble_of(error, self._folder) is not None:
                raise
        # Somebody's deed has a bug. Nothing was kept, so all begin again, each behind a savepoint of its own.
        with connection.begin():
            return self._carry_out_singly(connection, jobs)

    def _carry_out_together(self, connection: Connection, jobs: Sequence[_Job[Any, Any]]) -> Committed:
        groups: dict[Deed[Any, Any], list[_Job[Any, Any]]] = {}
        for job in jobs:
            groups.setdefault(job.deed, []).append(job)
        ledger = self._enter(connection)
        answers: _Answers = []
        for deed, group in groups.items():
            answers.extend(zip(group, deed(ledger, [job.asked for job in group]), strict=True))
        return Committed(lambda: _settle(answers), ledger.told)

    def _carry_out_singly(self, connection: Connection, jobs: Sequence[_Job[Any, Any]]) -> Committed:
        answers: _Answers = []
        events: list[EventRecord] = []
        for job in jobs:
            ledger = self._enter(connection)
            try:
                with connection.begin_nested():
                    answers.append((job, job.deed(ledger, [job.asked])[0]))
            except Exception as error:
                if trouble_of(error, self._folder) is not None:
                    raise
                answers.append((job, Failed(error)))
            else:
                events.extend(ledger.told)
        return Committed(lambda: _settle(answers), events)


def _drop(connection: Connection) -> None:
    """Close it whatever state it is in."""
    connection.invalidate()
    connection.close()


def _settle(answers: _Answers) -> None:
    for job, answer in answers:
        job.settle(answer)


def _all_get(jobs: Sequence[_Job[Any, Any]], trouble: StoreTrouble | Failed) -> Committed:
    return Committed(lambda: _settle([(job, trouble) for job in jobs]), ())
