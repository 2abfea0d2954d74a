"""Group commit: many answers in one commit, none before it, a bug takes nobody with it, a full disk is told."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError

from ticketing.domain.answers import EventType
from ticketing.domain.records import EventRecord
from ticketing.store.opening import DATABASE_FILE, HubStore
from ticketing.store.port import Ledger
from ticketing.store.trouble import StoreTrouble
from ticketing.store.writer import Committed, Failed, GroupCommitWriter

CENTRE = "H26-CN03"


class Office:
    """A writer on a loop of its own, whose answers and commits are noted."""

    def __init__(self, store: HubStore, folder: Path, *, brief: bool = False) -> None:
        self.brief = brief
        self.commits: list[Committed] = []
        self.answers: dict[str, Any] = {}
        self.expected = 0
        self._stopped = False
        self._loop = asyncio.Runner()
        self.writer = self._loop.run(self._made(store, folder, brief=brief))

    async def _made(self, store: HubStore, folder: Path, *, brief: bool) -> GroupCommitWriter:
        enter = partial(store.ledger_on, centre=CENTRE)
        writer = GroupCommitWriter(
            asyncio.get_running_loop(),
            store.writing,
            enter,
            folder,
            self._hand_out,
            patience=store.patience if brief else None,
        )
        writer.start()
        return writer

    def _hand_out(self, committed: Committed) -> None:
        self.commits.append(committed)
        committed.settle()

    def submit(self, deed: Callable[..., Any], *names: str) -> None:
        self.expected += len(names)
        self._loop.run(self._submit(deed, names))

    async def _submit(self, deed: Callable[..., Any], names: Sequence[str]) -> None:
        """At once; names that begin with "long" are of deeds that may take their time."""
        for name in names:
            brief = self.brief and not name.startswith("long")
            self.writer.submit(deed, name, partial(self.answers.__setitem__, name), brief=brief)

    def run(self, within_s: float = 10) -> dict[str, Any]:
        """Until everyone has an answer."""
        self._loop.run(self._answered(within_s))
        return self.answers

    async def _answered(self, within_s: float) -> None:
        async with asyncio.timeout(within_s):
            while len(self.answers) < self.expected:
                await asyncio.sleep(0.005)

    def between_commits(self, work: Callable[[], object]) -> None:
        """At once, as another thread would have it."""
        self._loop.get_loop().call_soon_threadsafe(self.writer.between_commits, work)

    def stop(self) -> None:
        if not self._stopped:
            self._stopped = True
            self._loop.run(self.writer.stop())

    def close(self) -> None:
        self.stop()
        self._loop.close()


@pytest.fixture(params=["thread", "loop"])
def office(request: pytest.FixtureRequest, store: HubStore, tmp_path: Path) -> Iterator[Office]:
    """A writer that carries deeds out on its thread, and one that does so on the loop."""
    made = Office(store, tmp_path, brief=request.param == "loop")
    # The connection is made with the first deed: what follows may be done on the loop.
    made.submit(nothing, "first")
    made.run()
    made.commits.clear()
    yield made
    made.close()


def nothing(_ledger: Ledger, asked: Sequence[str]) -> Sequence[str]:
    return asked


def note(ledger: Ledger, asked: Sequence[str]) -> Sequence[str]:
    first = ledger.draw_seqs(len(asked), 0)
    ledger.add_events(
        [
            EventRecord(first + i, name, EventType.FINISHED, 0, None, None, None, None, None, None)
            for i, name in enumerate(asked)
        ]
    )
    if "bug" in asked:
        raise LookupError("a bug")
    return [f"{name} done" for name in asked]


def kept(store: HubStore) -> list[str]:
    with store.reading(CENTRE) as ledger:
        return [one.request_id for one in ledger.events_after(0, 100)]


def test_everyone_who_waits_shares_one_commit(store: HubStore, tmp_path: Path) -> None:
    office = Office(store, tmp_path, brief=True)
    names = [f"request-{i}" for i in range(50)]
    office.submit(note, *names)
    assert office.run() == {name: f"{name} done" for name in names}
    assert len(office.commits) == 1
    assert [one.request_id for one in office.commits[0].events] == names
    assert kept(store) == names
    office.close()


def test_a_crowd_of_long_deeds_lets_brief_ones_come_between(store: HubStore, tmp_path: Path) -> None:
    office = Office(store, tmp_path, brief=True)
    long = [f"long {i}" for i in range(10)]
    office.submit(note, *long, "brief")
    assert len(office.run()) == 11
    commits = [[one.request_id for one in commit.events] for commit in office.commits]
    assert "brief" in (commits[0] if store.patience is None else commits[1])
    assert [name for commit in commits for name in commit if name != "brief"] == long
    assert max(len(commit) for commit in commits) <= 5
    office.close()


def test_a_bug_takes_nobody_with_it_and_leaves_no_gap(office: Office, store: HubStore) -> None:
    office.submit(note, "one", "bug", "two")
    answers = office.run()
    assert isinstance(answers["bug"], Failed)
    assert (answers["one"], answers["two"]) == ("one done", "two done")
    assert kept(store) == ["one", "two"]
    assert [one.seq for one in office.commits[0].events] == [1, 2]


def test_a_full_disk_is_told_to_everyone_and_the_writer_lives_on(office: Office, store: HubStore) -> None:
    full = [True]

    def needs_room(ledger: Ledger, asked: Sequence[str]) -> Sequence[str]:
        answers = note(ledger, asked)
        if full[0]:
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise OperationalError("INSERT", None, error)
        return answers

    office.submit(needs_room, "one", "two")
    answers = office.run()
    assert answers["one"] == answers["two"] == StoreTrouble("disk_full")
    assert kept(store) == []
    full[0] = False
    office.submit(needs_room, "three")
    assert office.run()["three"] == "three done"
    assert kept(store) == ["three"]


def test_after_stopping_everyone_is_told_so(office: Office, store: HubStore) -> None:
    office.submit(note, "one")
    office.run()
    office.stop()
    office.submit(note, "late")
    assert office.answers["late"] == StoreTrouble("stopping")


def test_brief_deeds_are_carried_out_on_the_loop_and_others_on_the_thread(file_store: HubStore) -> None:
    threads: dict[str, int] = {}

    def where(_ledger: Ledger, asked: Sequence[str]) -> Sequence[str]:
        threads.update(dict.fromkeys(asked, threading.get_ident()))
        return asked

    office = Office(file_store, file_store.folder, brief=True)
    office.submit(nothing, "first")
    office.run()
    office.submit(where, "long", "brief")
    office.run()
    office.close()
    assert threads["brief"] == threading.get_ident() != threads["long"]


def test_while_another_process_writes_everyone_waits_and_the_loop_goes_on(file_store: HubStore) -> None:
    office = Office(file_store, file_store.folder, brief=True)
    office.submit(nothing, "first")
    office.run()
    other = sqlite3.connect(file_store.folder / DATABASE_FILE, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    office.submit(note, "one")
    begun = time.monotonic()
    with pytest.raises(TimeoutError):
        office.run(within_s=0.5)
    assert time.monotonic() - begun < 3  # the loop was not held for as long as the writer waits
    other.execute("COMMIT")
    other.close()

    assert office.run()["one"] == "one done"
    office.close()
    assert kept(file_store) == ["one"]


def test_a_brief_deed_does_not_wait_for_a_long_one(file_store: HubStore) -> None:
    office = Office(file_store, file_store.folder, brief=True)
    order: list[str] = []

    def deed(_ledger: Ledger, asked: Sequence[str]) -> Sequence[str]:
        order.extend(asked)
        return asked

    office.submit(deed, "brief 1", "long", "brief 2")
    office.run()
    office.close()
    assert order == ["brief 1", "brief 2", "long"]


@pytest.mark.parametrize("brief", [False, True])
def test_what_is_done_between_commits_meets_no_transaction(file_store: HubStore, brief: bool) -> None:
    office = Office(file_store, file_store.folder, brief=brief)
    other = sqlite3.connect(file_store.folder / DATABASE_FILE, timeout=0, check_same_thread=False)
    seen: list[int] = []

    def look() -> None:
        assert threading.current_thread().name == "hub-writer"
        other.execute("BEGIN IMMEDIATE")  # refused where one is open
        seen.append(other.execute("SELECT count(*) FROM event").fetchone()[0])
        other.rollback()
        raise LookupError("a bug")

    office.between_commits(look)  # while nobody asks
    office.submit(note, "one")
    office.run()
    office.between_commits(look)
    office.submit(note, "two", "three")
    assert office.run()["three"] == "three done"
    office.stop()
    office.between_commits(look)
    office.close()
    other.close()
    assert seen == [0, 1]
    assert kept(file_store) == ["one", "two", "three"]


def test_the_database_itself_refuses_what_must_not_happen(store: HubStore) -> None:
    """Not code but constraints: a number twice, a ticket at two counters, a counter with two calls, a deed twice."""
    call = (
        "INSERT INTO call (call_id, centre, day, ticket_id, counter, clerk_id, called_ms, announced_seq, times, status,"
        " announced_ms) VALUES ('{}', 'c', '2026-11-22', '{}', {}, 'lan', 0, 1, 1, 'open', 0)"
    )
    ticket = (
        "INSERT INTO ticket (ticket_id, centre, visit_id, day, line, number, issued_ms, status, place, kept,"
        " held_until_ms, page_token, series, queue_line, due_ms, preferred) VALUES ('{}', 'c', 'v', '2026-11-22', 'A',"
        " {}, 0, 'waiting', 1, FALSE, 0, 't', '{}', 'A', 0, FALSE)"
    )
    event = "INSERT INTO event (centre, seq, request_id, type, at_ms) VALUES ('c', {}, '{}', 'called', 0)"

    with store.writing.connect() as connection, connection.begin():

        def refuses(statement: str) -> None:
            with pytest.raises(IntegrityError), connection.begin_nested():
                connection.exec_driver_sql(statement)

        connection.exec_driver_sql(call.format("call-1", "ticket-1", 1))
        refuses(call.format("call-2", "ticket-1", 2))
        refuses(call.format("call-3", "ticket-2", 1))
        connection.exec_driver_sql(ticket.format("ticket-1", 1, "A"))
        refuses(ticket.format("ticket-2", 1, "A"))
        connection.exec_driver_sql(ticket.format("ticket-3", 1, "K2"))
        refuses(ticket.format("ticket-4", 1, "K2"))
        connection.exec_driver_sql(event.format(1, "request-1"))
        refuses(event.format(2, "request-1"))
        refuses(event.format(1, "request-2"))
