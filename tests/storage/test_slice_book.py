"""What a counter holds and did: there after a kill, and no longer its own after a reboot or two hours of silence."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from kiosk.domain.series_turns import SeriesTurns
from kiosk.storage.slice_book import SliceFile
from tests.storage.full_disk import full_disk
from ticketing.client import CallEnd, LeasedSeries, LeasedTicket, OfflineCall, Slice
from ticketing.domain.leases import COUNTER_MAY_CALL_S, HUB_FREES_AFTER_S

NINE = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)


def a_slice(version: int, *numbers: int) -> Slice:
    tickets = tuple(LeasedTicket(f"ticket-{n}", f"{n:032x}", f"A{n:03d}", "A", NINE) for n in numbers)
    return Slice(version, tickets, (LeasedSeries("K1", TODAY, 4),))


def a_call(number: int, end: CallEnd = CallEnd.OPEN) -> OfflineCall:
    ended = None if end is CallEnd.OPEN else NINE
    return OfflineCall(f"call-{number}", "lan", TODAY, f"A{number:03d}", NINE, 1, end, ended, f"ticket-{number}")


@pytest.fixture
def uptime() -> list[float]:
    return [1000.0]


@pytest.fixture
def opened(tmp_path: Path, uptime: list[float]) -> Iterator[Callable[..., SliceFile]]:
    """`opened()` is the file as a process that starts now finds it."""
    books: list[SliceFile] = []

    def again(boot: str = "monday") -> SliceFile:
        for book in books:
            book.close()
        books[:] = [SliceFile(tmp_path / "slice.sqlite3", lambda: uptime[0], lambda: boot)]
        return books[0]

    yield again
    books[0].close()


def test_who_comes_later_is_kept_and_a_file_of_before_is_taken_over(
    opened: Callable[..., SliceFile], tmp_path: Path
) -> None:
    opened().keep_slice(a_slice(5, 1))
    with closing(sqlite3.connect(tmp_path / "slice.sqlite3")) as before:
        before.execute("ALTER TABLE tickets DROP COLUMN not_before")
        before.commit()
    assert opened().slice() == a_slice(5, 1)
    ticket = replace(a_slice(6, 1).tickets[0], not_before=NINE)
    opened().keep_slice(Slice(6, (ticket,)))
    assert opened().slice() == Slice(6, (ticket,))


def test_a_slice_outlives_the_process_and_an_older_one_is_not_taken(opened: Callable[..., SliceFile]) -> None:
    opened().keep_slice(a_slice(5, 1, 2, 3))
    book = opened()
    assert book.slice() == a_slice(5, 1, 2, 3)
    book.keep_slice(a_slice(4, 9))
    book.keep_slice(a_slice(5, 9))
    assert book.slice() == a_slice(5, 1, 2, 3)


def test_calls_outlive_the_process_and_are_told_as_they_stand(opened: Callable[..., SliceFile]) -> None:
    assert opened().keep_call(a_call(1))
    book = opened()
    told = book.untold(10)
    assert told == (a_call(1),)
    assert book.keep_call(a_call(1, CallEnd.FINISHED))
    book.note_told(told)  # as it stood when it was told
    assert book.untold(10) == (a_call(1, CallEnd.FINISHED),)
    book.note_told(book.untold(10))
    assert book.untold(10) == ()
    assert book.calls() == (a_call(1, CallEnd.FINISHED),)
    book.keep_slice(a_slice(6, 2))
    assert book.calls() == ()


def test_the_hubs_own_call_is_remembered_but_not_told(opened: Callable[..., SliceFile]) -> None:
    opened().note_hub_call(a_call(7))
    book = opened()
    assert book.calls() == (a_call(7),)
    assert book.untold(10) == ()
    book.note_hub_call(a_call(8))
    assert book.calls() == (a_call(8),)
    book.note_hub_call(None)
    assert book.calls() == ()


def test_the_right_to_call_ends_before_the_hub_gives_the_tickets_away(
    opened: Callable[..., SliceFile], uptime: list[float]
) -> None:
    book = opened()
    assert not book.may_call()
    book.hub_answered(asked_s=990.0)
    assert book.may_call()
    uptime[0] = 990.0 + COUNTER_MAY_CALL_S - 1
    assert book.may_call()
    uptime[0] = 990.0 + COUNTER_MAY_CALL_S
    assert not book.may_call()
    assert COUNTER_MAY_CALL_S + 300 <= HUB_FREES_AFTER_S


def test_a_restarted_process_may_go_on_and_a_rebooted_machine_may_not(opened: Callable[..., SliceFile]) -> None:
    opened().hub_answered(asked_s=1000.0)
    assert opened().may_call()
    assert not opened(boot="tuesday").may_call()


def test_whose_numbers_of_a_series_came_is_kept_by_day(opened: Callable[..., SliceFile]) -> None:
    book = opened()
    assert book.turns("K1", TODAY) == SeriesTurns()
    book.keep_turns("K1", TODAY, SeriesTurns(4, {2: 1, 6: 3}))
    assert opened().turns("K1", TODAY) == SeriesTurns(4, {2: 1, 6: 3})
    assert opened().turns("K1", date(2026, 11, 24)) == SeriesTurns()


def test_a_file_that_knows_of_nobody_missed_is_taken_over(opened: Callable[..., SliceFile], tmp_path: Path) -> None:
    opened().keep_turns("K1", TODAY, SeriesTurns(4))
    with closing(sqlite3.connect(tmp_path / "slice.sqlite3")) as before:
        before.execute("ALTER TABLE used_up DROP COLUMN missed")
        before.commit()
    assert opened().turns("K1", TODAY) == SeriesTurns(4)


def test_a_full_disk_keeps_the_old_slice_and_makes_no_call(opened: Callable[..., SliceFile]) -> None:
    book = opened()
    book.keep_slice(a_slice(1, 1))
    with full_disk():
        with pytest.raises(OSError, match="slice"):
            book.keep_slice(a_slice(2, 2))
        assert not book.keep_call(a_call(1))
    assert book.slice() == a_slice(1, 1)
    book.keep_slice(replace(a_slice(2, 2)))
    assert opened().slice() == a_slice(2, 2)


def test_what_the_hub_recorded_on_a_full_disk_is_told_no_more_before_the_next_start(
    opened: Callable[..., SliceFile],
) -> None:
    book = opened()
    for number in (1, 2, 3):
        book.keep_call(a_call(number))
    with full_disk():
        book.note_told((a_call(1), a_call(2)))
    assert book.untold(1) == (a_call(3),)
    book.keep_call(a_call(2, CallEnd.FINISHED))
    assert book.untold(10) == (a_call(2, CallEnd.FINISHED), a_call(3)), "what changed since is told"
    book = opened()
    assert len(book.untold(10)) == 3
    with full_disk():
        book.note_told(book.untold(10))
    book.keep_slice(a_slice(6, 2))
    assert opened().untold(10) == (), "what was remembered is put down with the next slice"
