"""The log of what was written is moved into place beside the writer: nobody waits for it, nothing ends it."""

from __future__ import annotations

import errno
import os
import queue
import shutil
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from tests.ticketing.conftest import CENTRE
from ticketing.store import checkpointer
from ticketing.store.checkpointer import Checkpointer
from ticketing.store.opening import DATABASE_FILE, READERS, HubStore
from ticketing.store.write_back import write_back


@pytest.fixture(autouse=True)
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkpointer, "_LOOK_EVERY_S", 0.01)
    monkeypatch.setattr(checkpointer, "_MOVE_EVERY_S", 0.01)


@pytest.fixture
def moving(file_store: HubStore, monkeypatch: pytest.MonkeyPatch) -> Checkpointer:
    """Its thread is not started; every log is a large one to it."""
    monkeypatch.setattr(checkpointer, "_LARGE_PAGES", 0)
    moving = file_store.checkpointer()
    assert moving is not None
    return moving


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
    moving = checkpointer.connect(file_store.folder / DATABASE_FILE)
    with file_store.writing_once(CENTRE) as ledger:
        ledger.draw_seqs(1, 0)
        begun = time.monotonic()
        checkpointer.checkpoint(moving)
        assert time.monotonic() - begun < 2  # a connection that waited would do so for five seconds
        assert in_place(file_store, tmp_path / "aside") == 1
    checkpointer.checkpoint(moving)
    assert in_place(file_store, tmp_path / "aside") == 2
    moving.close()


def test_what_goes_wrong_once_ends_nothing(
    file_store: HubStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = 0

    def connect(database: Path) -> sqlite3.Connection:
        nonlocal tried
        tried += 1
        if tried < 3:
            raise sqlite3.OperationalError("disk I/O error")
        return at_first(database)

    write(file_store)
    at_first = checkpointer.connect
    monkeypatch.setattr(checkpointer, "connect", connect)
    moving = Checkpointer(file_store.folder / DATABASE_FILE)
    moving.start(at_once)
    wait_for(lambda: in_place(file_store, tmp_path / "aside") == 1)
    moving.stop()
    assert tried == 3


def test_a_log_that_grows_long_is_moved_before_its_time(
    file_store: HubStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checkpointer, "_MOVE_EVERY_S", 1000)
    monkeypatch.setattr(checkpointer, "_GROWN_BYTES", 100_000)
    moving = file_store.checkpointer()
    assert moving is not None
    write(file_store)
    moving.start(at_once)
    time.sleep(0.2)
    assert in_place(file_store, tmp_path / "aside") == 0
    for _ in range(50):
        write(file_store)
    wait_for(lambda: in_place(file_store, tmp_path / "aside") > 0)
    moving.stop()


class Rush:
    """A thread that commits without a pause, and does between two commits what it is asked."""

    def __init__(self, store: HubStore) -> None:
        self._store = store
        self._asked: queue.SimpleQueue[Callable[[], object]] = queue.SimpleQueue()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._write_on)

    def __enter__(self) -> Rush:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def between_commits(self, work: Callable[[], object]) -> None:
        self._asked.put(work)

    def _write_on(self) -> None:
        while not self._over.is_set():
            write(self._store)
            if not self._asked.empty():
                self._asked.get()()


def times_begun(store: HubStore) -> int:
    """How often the log was begun again from its start: https://www.sqlite.org/fileformat2.html#walformat."""
    with (store.folder / f"{DATABASE_FILE}-wal").open("rb") as log:
        return int.from_bytes(log.read(16)[12:16])


def test_a_large_log_is_begun_again_although_somebody_writes_without_a_pause(
    file_store: HubStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checkpointer, "_LARGE_PAGES", 50)
    moving = file_store.checkpointer()
    assert moving is not None
    with Rush(file_store) as rush:
        first = times_begun(file_store)
        moving.start(rush.between_commits)
        wait_for(lambda: times_begun(file_store) >= first + 3)
        moving.stop()
    with file_store.reading(CENTRE) as ledger:
        written = ledger.mark().seq
    file_store.close()
    with closing(sqlite3.connect(file_store.folder / DATABASE_FILE)) as database:
        assert database.execute("SELECT seq FROM centre_mark").fetchone() == (written,)
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_disk_that_loses_what_was_written_keeps_its_log(
    file_store: HubStore, moving: Checkpointer, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    tried = threading.Event()

    def lost(_fd: int, _portion: int) -> None:
        assert not tried.is_set()
        tried.set()
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(checkpointer, "write_back", lost)
    write(file_store)
    moving.start(asked.append)
    assert tried.wait(10)
    time.sleep(0.2)
    moving.stop()
    assert asked == []


def test_readers_that_take_their_time_keep_no_commit_waiting(file_store: HubStore, moving: Checkpointer) -> None:
    took: list[float] = []

    def at_once_timed(work: Callable[[], object]) -> None:
        begun = time.monotonic()
        work()
        took.append(time.monotonic() - begun)

    with ExitStack() as readers:
        for _ in range(READERS):
            readers.enter_context(file_store.readers.connect())
        write(file_store)
        moving.start(at_once_timed)
        wait_for(lambda: bool(took))
        moving.stop()
    assert took[0] < 2  # a reader's connection would be waited for for five seconds


def test_a_hub_that_is_stopped_meanwhile_asks_for_nothing_more(
    file_store: HubStore, moving: Checkpointer, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    entered, go_on = threading.Event(), threading.Event()

    def slow_disk(_fd: int, _portion: int) -> None:
        entered.set()
        go_on.wait(10)

    monkeypatch.setattr(checkpointer, "write_back", slow_disk)
    write(file_store)
    moving.start(asked.append)
    assert entered.wait(10)
    moving.stop()
    go_on.set()
    moving.stop()
    assert asked == []


def test_a_portion_at_a_time_or_a_file_that_cannot_be_synced(tmp_path: Path) -> None:
    path = tmp_path / "pages"
    path.write_bytes(bytes(100_000))
    with path.open("rb") as file:
        write_back(file.fileno(), 4096)
    reading, writing = os.pipe()
    with pytest.raises(OSError, match="Invalid argument"):
        write_back(writing, 4096)
    os.close(reading)
    os.close(writing)
