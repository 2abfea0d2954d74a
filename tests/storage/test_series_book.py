"""The kiosk's own numbers: on disk before anybody hears of them, each wish once, whatever dies in between."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from kiosk.storage.series_book import SeriesFile
from tests.storage.full_disk import full_disk
from ticketing.client import OfflineTicket, RegisteredTicket, SeriesState

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


def wish(index: int, day: date = MONDAY) -> OfflineTicket:
    """A wish for a number; its own is ignored."""
    at = datetime(day.year, day.month, day.day, 2, index % 60, tzinfo=UTC)
    return OfflineTicket("K2", 0, day, "A", f"{index:032x}", f"request-{index}", f"ticket-{index}", at)


def number(book: SeriesFile, index: int, day: date = MONDAY) -> int:
    """The number that this wish gets; `day`: by the machine's clock."""
    given = book.give(wish(index, day))
    assert given is not None
    return given.number


@pytest.fixture
def book(tmp_path: Path) -> Iterator[SeriesFile]:
    file = SeriesFile(tmp_path / "series.sqlite3", "K2")
    yield file
    file.close()


def test_numbers_rise_by_one_and_begin_anew_with_the_hubs_next_day(book: SeriesFile) -> None:
    book.learn(SeriesState("K2", 3, MONDAY))
    assert [number(book, index) for index in range(3)] == [1, 2, 3]
    book.learn(SeriesState("K2", 3, TUESDAY))
    assert number(book, 3) == 4, "the hub has not counted them yet: some may be of its new day"
    book.note_registered([RegisteredTicket(f"request-{index}", "-") for index in range(4)])
    book.learn(SeriesState("K2", 3, TUESDAY, last_number=1))
    assert number(book, 4) == 2
    assert [one.day for one in book.unregistered(10)] == [TUESDAY]


def test_a_clock_that_jumps_begins_no_new_day(book: SeriesFile) -> None:
    book.learn(SeriesState("K2", 3, MONDAY))
    days = [MONDAY, TUESDAY, date(2036, 11, 23), date(2000, 1, 1), MONDAY]
    assert [number(book, index, day) for index, day in enumerate(days)] == [1, 2, 3, 4, 5]
    assert {one.day for one in book.unregistered(10)} == {MONDAY}


def test_a_kiosk_with_an_empty_file_goes_on_after_what_the_hub_knows(book: SeriesFile) -> None:
    book.learn(SeriesState("K2", 3, MONDAY, last_number=12))
    assert number(book, 1) == 13


def test_a_number_is_told_with_its_age_unless_the_machine_was_started_since(tmp_path: Path) -> None:
    uptime, boot = 1000.0, "first"
    path = tmp_path / "series.sqlite3"
    book = SeriesFile(path, "K2", lambda: uptime, lambda: boot)
    book.give(wish(1))
    uptime = 1090.0
    assert [one.age_s for one in book.unregistered(10)] == [90.0]
    book.close()
    boot = "second"
    book = SeriesFile(path, "K2", lambda: uptime, lambda: boot)
    book.give(wish(2))
    uptime = 1100.0
    assert [one.age_s for one in book.unregistered(10)] == [None, 10.0]
    book.close()


def test_a_file_of_before_the_hub_told_its_day_is_taken_over(tmp_path: Path) -> None:
    path = tmp_path / "series.sqlite3"
    book = SeriesFile(path, "K2")
    book.learn(SeriesState("K2", 3))
    book.give(wish(1))
    book.close()
    with closing(sqlite3.connect(path)) as before:
        for table, column in (("known", "day"), ("known", "last_number"), ("numbers", "boot"), ("numbers", "uptime_s")):
            before.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
        before.commit()
    book = SeriesFile(path, "K2")
    assert book.caller() == 3
    assert [(one.number, one.age_s) for one in book.unregistered(10)] == [(1, None)]
    assert number(book, 2) == 2
    book.close()


def test_the_same_wish_gets_the_same_number(book: SeriesFile) -> None:
    first = book.give(wish(1))
    book.give(wish(2))
    assert book.give(wish(1)) == first


def test_a_number_outlives_a_kill(tmp_path: Path) -> None:
    path = tmp_path / "series.sqlite3"
    program = (
        "import os, sys; from pathlib import Path; from tests.storage.test_series_book import wish;"
        "from kiosk.storage.series_book import SeriesFile; book = SeriesFile(Path(sys.argv[1]), 'K2');"
        "[print(book.give(wish(index)).number, flush=True) for index in range(5)]; os.kill(os.getpid(), 9)"
    )
    done = subprocess.run([sys.executable, "-c", program, str(path)], stdout=subprocess.PIPE, text=True, check=False)
    assert done.returncode == -9
    book = SeriesFile(path, "K2")
    assert [str(one.number) for one in book.unregistered(10)] == done.stdout.split()
    sixth = book.give(wish(5))
    assert sixth is not None
    assert sixth.number == 6
    book.close()


def test_what_the_hub_took_is_told_no_more_and_the_rest_stays_in_order(book: SeriesFile) -> None:
    for index in range(4):
        book.give(wish(index))
    book.note_registered(
        [RegisteredTicket("request-0", "K2-001"), RegisteredTicket("request-2", "K2-003", "unknown_line")]
    )
    assert [one.number for one in book.unregistered(10)] == [2, 4]
    assert [one.number for one in book.unregistered(1)] == [2]


def test_a_series_counts_only_once_the_hub_said_that_it_is_this_kiosks(book: SeriesFile, tmp_path: Path) -> None:
    assert not book.admitted()
    book.learn(SeriesState("K2", None))
    assert book.admitted()
    assert book.caller() is None
    book.learn(SeriesState("K2", 3))
    assert book.caller() == 3
    other = SeriesFile(tmp_path / "series.sqlite3", "K5")
    assert not other.admitted()
    other.close()


def test_a_full_disk_gives_no_number_rather_than_one_that_can_be_lost(book: SeriesFile) -> None:
    book.give(wish(1))
    with full_disk():
        assert book.give(wish(2)) is None
    after = book.give(wish(2))
    assert after is not None
    assert after.number == 2


def test_what_the_hub_took_on_a_full_disk_is_told_no_more_before_the_next_start(tmp_path: Path) -> None:
    path = tmp_path / "series.sqlite3"
    book = SeriesFile(path, "K2")
    for index in range(4):
        book.give(wish(index))
    with full_disk():
        book.note_registered([RegisteredTicket("request-0", "K2-001"), RegisteredTicket("request-1", "K2-002")])
        assert [one.number for one in book.unregistered(2)] == [3, 4]
        book.note_registered([RegisteredTicket("request-2", "K2-003")])
        assert [one.number for one in book.unregistered(2)] == [4]
    book.close()
    book = SeriesFile(path, "K2")
    assert [one.number for one in book.unregistered(10)] == [1, 2, 3, 4]
    with full_disk():
        book.note_registered([RegisteredTicket("request-0", "K2-001")])
    book.note_registered([RegisteredTicket("request-3", "K2-004")])
    book.close()
    book = SeriesFile(path, "K2")
    assert [one.number for one in book.unregistered(10)] == [2, 3], "what was remembered is put down with the next"
    book.close()
