"""One writer with group commit: whoever asks while a commit is under way shares the next one.

An answer is handed out only after the commit that carries it is durable. Deeds that fail take nobody with them; a
database that cannot write (a full disk) answers everyone with StoreTrouble, and the writer goes on with the next.

The event loop decides what is done next, a thread waits for the disk. In Python one thread works at a time, so brief
deeds are carried out on the loop itself, where they need not wait for their turn after every statement.
"""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final, Generic, TypeVar

from sqlalchemy import Connection, Engine, RootTransaction

from ticketing.domain.records import EventRecord
from ticketing.store.port import Ledger
from ticketing.store.sql_ledger import SqlLedger
from ticketing.store.trouble import StoreTrouble, trouble_of

_A = TypeVar("_A")
_R = TypeVar("_R")

Deed = Callable[[Ledger, Sequence[_A]], Sequence[_R]]
"""Carries out all requests of its kind that share a transaction; one answer for each, in order."""

_MOST_IN_A_COMMIT: Final = 256
_MOST_LONG_IN_A_COMMIT: Final = 4
"""Deeds that are not brief may take tens of milliseconds each, and whoever takes a number waits for all of them."""


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


_Waiting = _Job[Any, Any]
_Answers = list[tuple[_Waiting, Any]]
_Begun = tuple[RootTransaction, Committed]


class GroupCommitWriter:
    """The only one of this process who writes to the database. Called on the event loop's thread only."""

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        engine: Engine,
        enter: Callable[[Connection], SqlLedger],
        folder: Path,
        hand_out: Callable[[Committed], None],
        *,
        most_in_a_commit: int = _MOST_IN_A_COMMIT,
        patience: Callable[[Connection, bool], None] | None = None,
        tell: Callable[[Sequence[EventRecord]], None] | None = None,
    ) -> None:
        """`enter` gives the ledger of a transaction that has just begun; it keeps everyone else from writing.

        `hand_out` is called on the loop after each commit; it must call `settle()`.
        `patience(connection, long)`: whether the connection waits long for another process that writes. Given where
        brief deeds may be carried out on the loop, which cannot wait.
        `tell` hears on the writer's thread what was committed.
        """
        self._engine = engine
        self._enter = enter
        self._folder = folder
        self._hand_out = hand_out
        self._most = most_in_a_commit
        self._patience = patience
        self._tell = tell
        self._loop = loop
        self._waiting: list[_Waiting] = []
        self._between: Callable[[], object] | None = None
        self._long_last = False
        self._at_work = False  # while it is, the connection is the thread's, but for what `_begun_here` does
        self._stopping = False
        self._at_rest = asyncio.Event()
        self._at_rest.set()
        self._connection: Connection | None = None
        self._steps: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._follow, name="hub-writer", daemon=True)

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
        """Carry the deed out with the next commit. `settle` gets its answer, when `hand_out` settles the commit.

        `brief`: it takes a fraction of a millisecond, however much waits or is kept (asked again, some milliseconds).
        """
        if self._stopping:
            settle(StoreTrouble("stopping"))
            return
        self._waiting.append(_Job(deed, asked, settle, brief))
        if not self._at_work:
            self._at_work = True
            self._at_rest.clear()
            self._loop.call_soon(self._next)  # whoever else asks in this turn of the loop comes along

    def between_commits(self, work: Callable[[], object]) -> None:
        """Have the thread do it while no transaction is open. It takes milliseconds; what it raises is let go."""
        if self._stopping:
            return
        self._between = work
        if not self._at_work:
            self._at_work = True
            self._at_rest.clear()
            self._next()

    async def stop(self) -> None:
        """Finish what was submitted, then end the thread."""
        self._stopping = True
        await self._at_rest.wait()
        self._steps.put(None)
        if self._thread.is_alive():
            await asyncio.to_thread(self._thread.join)

    def _next(self) -> None:
        """The thread is free: give it what waits."""
        if self._between is not None:
            work, self._between = self._between, None
            self._steps.put(partial(self._do_between, work))
            return
        if not self._waiting:
            self._at_work = False
            self._at_rest.set()
            return
        jobs, self._waiting = self._parted()
        here = self._patience is not None and jobs[0].brief
        self._steps.put(partial(self._complete, jobs, self._begun_here(jobs) if here else None))

    def _parted(self) -> tuple[list[_Waiting], list[_Waiting]]:
        """Who shares the next commit, and who waits on. Brief deeds and others do not share one where it matters: they
        take turns, if both wait."""
        apart = self._patience is not None
        brief_next = self._waiting[0].brief if not self._long_last else any(job.brief for job in self._waiting)
        taken: list[_Waiting] = []
        left: list[_Waiting] = []
        long = 0
        for job in self._waiting:
            fits = len(taken) < self._most and (job.brief or long < _MOST_LONG_IN_A_COMMIT)
            if fits and (not apart or job.brief is brief_next):
                taken.append(job)
                long += not job.brief
            else:
                left.append(job)
        self._long_last = apart and not brief_next
        return taken, left

    def _completed(self, committed: Committed) -> None:
        """First the thread gets its next work, then everyone the answers."""
        self._next()
        self._hand_out(committed)

    def _begun_here(self, jobs: Sequence[_Waiting]) -> _Begun | None:
        """All jobs carried out in a transaction that is still to be committed. None: let the thread do it all."""
        if self._connection is None:
            return None
        begun = _tried(partial(self._begin, self._connection, jobs))
        return None if isinstance(begun, Exception) else begun

    def _begin(self, connection: Connection, jobs: Sequence[_Waiting]) -> _Begun:
        transaction = connection.begin()
        try:
            return transaction, self._carry_out_together(connection, jobs)
        except BaseException:
            transaction.rollback()
            raise

    def _follow(self) -> None:
        """The thread: one step after the other."""
        while (step := self._steps.get()) is not None:
            step()
        if self._connection is not None:
            self._connection.close()

    def _do_between(self, work: Callable[[], object]) -> None:
        _tried(work)
        self._loop.call_soon_threadsafe(self._next)

    def _complete(self, jobs: Sequence[_Waiting], begun: _Begun | None) -> None:
        committed = _tried(partial(self._committed, jobs, begun))
        if isinstance(committed, Exception):
            committed = _all_get(jobs, trouble_of(committed, self._folder) or Failed(committed))
            self._drop()
        self._loop.call_soon_threadsafe(self._completed, committed)
        if self._tell is not None and committed.events:
            self._tell(committed.events)

    def _committed(self, jobs: Sequence[_Waiting], begun: _Begun | None) -> Committed:
        if begun is None:
            return self._commit(self._connected(), jobs)
        transaction, committed = begun
        transaction.commit()
        return committed

    def _connected(self) -> Connection:
        if self._connection is None:
            self._connection = self._engine.connect()
            if self._patience is not None:
                self._patience(self._connection, False)
        return self._connection

    def _drop(self) -> None:
        """A connection that failed in the middle may not even roll back: begin again with a fresh one."""
        if self._connection is not None:
            self._connection.invalidate()
            self._connection.close()
            self._connection = None

    def _commit(self, connection: Connection, jobs: Sequence[_Waiting]) -> Committed:
        """All jobs in one transaction. Raises what the database raises when it cannot write at all."""
        try:
            with self._transaction(connection):
                return self._carry_out_together(connection, jobs)
        except Exception as error:
            if trouble_of(error, self._folder) is not None:
                raise
        # Somebody's deed has a bug. Nothing was kept, so all begin again, each behind a savepoint of its own.
        with self._transaction(connection):
            return self._carry_out_singly(connection, jobs)

    @contextmanager
    def _transaction(self, connection: Connection) -> Iterator[None]:
        """A transaction, waited for."""
        if self._patience is None:
            with connection.begin():
                yield
            return
        self._patience(connection, True)
        with connection.begin():
            self._patience(connection, False)
            yield

    def _carry_out_together(self, connection: Connection, jobs: Sequence[_Waiting]) -> Committed:
        groups: dict[Deed[Any, Any], list[_Waiting]] = {}
        for job in jobs:
            groups.setdefault(job.deed, []).append(job)
        ledger = self._enter(connection)
        answers: _Answers = []
        for deed, group in groups.items():
            answers.extend(zip(group, deed(ledger, [job.asked for job in group]), strict=True))
        return Committed(lambda: _settle(answers), ledger.told)

    def _carry_out_singly(self, connection: Connection, jobs: Sequence[_Waiting]) -> Committed:
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


def _tried(work: Callable[[], _R]) -> _R | Exception:
    """What it returns, or what it raised."""
    try:
        return work()
    except Exception as error:  # noqa: BLE001  whatever it is, everyone must get an answer
        return error


def _settle(answers: _Answers) -> None:
    for job, answer in answers:
        job.settle(answer)


def _all_get(jobs: Sequence[_Waiting], trouble: StoreTrouble | Failed) -> Committed:
    return Committed(lambda: _settle([(job, trouble) for job in jobs]), ())
