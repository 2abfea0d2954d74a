"""The log of what was written is moved into place beside the writer: nobody waits for it, nothing ends it."""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from tests.ticketing.conftest import CENTRE
from ticketing.store import checkpointer
from ticketing.store.checkpointer import Checkpointer
from ticketing.store.opening import DATABASE_FILE, HubStore


@pytest.fixture(autouse=True)
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkpointer, "_EVERY_S", 0.01)


def write(store: HubStore) -> None:
    with store.writing_once(CENTRE) as ledger:
        ledger.draw_seqs(1, 0)


def in_place(store: HubStore, aside: Path) -> int:
    """How often `write` is found in the database's own pages, without its log."""
    shutil.copy(store.folder / DATABASE_FILE, aside)
    with closing(sqlite3.connect(f"file:{aside}?immutable=1", uri=True)) as pages:
        try:
            found = pages.execute("SELECT seq FROM centre_mark").fetchone()
        except sqlite3.DatabaseError:  # not even the tables are there, or copied in the middle of moving
            return 0
    return 0 if found is None else int(found[0])


def at_once(work: Callable[[], object]) -> None:
    work()


def wait_for(fact: Callable[[], bool]) -> None:
    by = time.monotonic() + 10
    while not fact():
        assert time.monotonic() < by
        time.sleep(0.01)


def test_what_was_committed_comes_into_place_by_itself(file_store: HubStore, tmp_path: Path) -> None:
    write(file_store)
    assert in_place(file_store, tmp_path / "aside") == 0
    moving = file_store.checkpointer()
    assert moving is not None
    moving.start(at_once)
    wait_for(lambda: in_place(file_store, tmp_path / "aside") == 1)
    write(file_store)
    wait_for(lambda: in_place(file_store, tmp_path / "aside") == 2)
    moving.stop()


def test_neither_it_nor_whoever_writes_waits_for_the_other(file_store: HubStore, tmp_path: Path) -> None:
    write(file_store)
    moving = Checkpointer(file_store.readers, file_store.folder / DATABASE_FILE)
    with file_store.writing_once(CENTRE) as ledger:
        ledger.draw_seqs(1, 0)
        begun = time.monotonic()
        moving.checkpoint()
        assert time.monotonic() - begun < 2  # a connection that waited would do so for five seconds
        assert in_place(file_store, tmp_path / "aside") == 1
    moving.checkpoint()
    assert in_place(file_store, tmp_path / "aside") == 2


def test_what_goes_wrong_once_ends_nothing(file_store: HubStore, tmp_path: Path) -> None:
    tried = 0

    def connect() -> sqlite3.Connection:
        nonlocal tried
        tried += 1
        if tried < 3:
            raise sqlite3.OperationalError("disk I/O error")
        return sqlite3.connect(file_store.folder / DATABASE_FILE, isolation_level=None)

    write(file_store)
    moving = Checkpointer(create_engine("sqlite://", creator=connect), file_store.folder / DATABASE_FILE)
    moving.start(at_once)
    wait_for(lambda: in_place(file_store, tmp_path / "aside") == 1)
    moving.stop()
    assert tried == 3
