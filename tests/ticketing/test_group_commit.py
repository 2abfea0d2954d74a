"""Group commit: many answers in one commit, none before it, a bug takes nobody with it, a full disk is told."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError, OperationalError

from ticketing.domain.answers import EventType
from ticketing.domain.records import EventRecord
from ticketing.store.opening import HubStore
from ticketing.store.port import Ledger
from ticketing.store.trouble import StoreTrouble
from ticketing.store.writer import Committed, Failed, GroupCommitWriter

CENTRE = "H26-CN03"


class Office:
    """A writer whose answers and commits are noted."""

    def __init__(
        self,
        store: HubStore,
        folder: Path,
        elsewhere: ThreadPoolExecutor | None = None,
        tidy_up: Callable[[Connection], None] | None = None,
    ) -> None:
        self.brief = elsewhere is not None
        self.commits: list[Committed] = []
        self.answers: dict[str, Any] = {}
        self.all_here = threading.Event()
        self.expected = 0
        enter = partial(store.ledger_on, centre=CENTRE)
        self.writer = GroupCommitWriter(
            store.writing, enter, folder, self._deliver, tidy_up or store.tidy_up,
            elsewhere=None if elsewhere is None else lambda work: elsewhere.submit(work).result(),
        )  # fmt: skip

    def _deliver(self, committed: Committed) -> None:
        self.commits.append(committed)
        committed.settle()
        if len(self.answers) == self.expected:
            self.all_here.set()

    def submit(self, deed: Callable[..., Any], *names: str) -> None:
        self.expected += len(names)
        for name in names:
            self.writer.submit(deed, name, partial(self.answers.__setitem__, name), brief=self.brief)

    def run(self) -> dict[str, Any]:
        self.writer.start()
        assert self.all_here.wait(10)
        return self.answers


@pytest.fixture(params=["here", "elsewhere"])
def office(request: pytest.FixtureRequest, store: HubStore, tmp_path: Path) -> Iterator[Office]:
    """A writer that carries deeds out on its own thread, and one that lends them to another."""
    with ThreadPoolExecutor(1) as other:
        made = Office(store, tmp_path, other if request.param == "elsewhere" else None)
        yield made
        made.writer.stop()


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


def test_everyone_who_waits_shares_one_commit(office: Office, store: HubStore) -> None:
    names = [f"request-{i}" for i in range(50)]
    office.submit(note, *names)
    assert office.run() == {name: f"{name} done" for name in names}
    assert len(office.commits) == 1
    assert [one.request_id for one in office.commits[0].events] == names
    assert kept(store) == names


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
    assert set(office.run().values()) == {StoreTrouble("disk_full")}
    assert kept(store) == []
    full[0] = False
    office.all_here.clear()
    office.submit(needs_room, "three")
    assert office.all_here.wait(10)
    assert office.answers["three"] == "three done"
    assert kept(store) == ["three"]


def test_a_quiet_moment_that_goes_wrong_ends_nothing(store: HubStore, tmp_path: Path) -> None:
    tidied = threading.Event()

    def tidy_up(_connection: Connection) -> None:
        tidied.set()
        raise sqlite3.DatabaseError("database disk image is malformed")

    office = Office(store, tmp_path, tidy_up=tidy_up)
    office.submit(note, "one")
    office.run()
    assert tidied.wait(10)
    office.all_here.clear()
    office.submit(note, "two")
    assert office.all_here.wait(10)
    office.writer.stop()
    assert kept(store) == ["one", "two"]


def test_after_stopping_everyone_is_told_so(office: Office, store: HubStore) -> None:
    office.submit(note, "one")
    office.run()
    office.writer.stop()
    office.submit(note, "late")
    assert office.answers["late"] == StoreTrouble("stopping")


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
