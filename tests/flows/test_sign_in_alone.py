"""Opening a counter while the hub is away: for who may call there, and no easier to guess than at the hub."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kiosk.flows.sign_in_alone import SignInAlone
from kiosk.storage.slice_book import SliceFile
from tests.flows.hub_given import RULES
from tests.storage.full_disk import full_disk
from ticketing.client import ClerkSession, Refused, StaffRole, Unreachable
from ticketing.domain.pin import is_pin


@dataclass
class Door:
    """The door of counter 3, and its clock. `again()` is the door as a new process finds it."""

    file: Path
    now: datetime = datetime(2026, 11, 23, 9, 0, tzinfo=RULES.timezone)
    book: SliceFile = field(init=False)

    def __post_init__(self) -> None:
        self.book = SliceFile(self.file)

    def again(self) -> None:
        self.book.close()
        self.book = SliceFile(self.file)

    def try_pin(self, pin: str, clerk_id: str = "lan") -> ClerkSession | str:
        answer = SignInAlone(RULES, self.book, lambda: self.now).sign_in(clerk_id, pin, 3)
        assert not isinstance(answer, Unreachable)
        return answer.code if isinstance(answer, Refused) else answer


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    opened = Door(tmp_path / "slice.sqlite3")
    yield opened
    opened.book.close()


def test_a_clerk_comes_in_by_pin_without_a_token(door: Door) -> None:
    session = ClerkSession("", "lan", "Lan", StaffRole.CLERK, 3, door.now + timedelta(hours=12))
    assert door.try_pin("246810") == session


def test_nobody_else_comes_in(door: Door) -> None:
    assert door.try_pin("112358", "hoa") == "calls_nobody"
    assert door.try_pin("112358") == "wrong_pin"
    assert door.try_pin("246810", "nobody") == "wrong_pin"


def test_wrong_pins_slow_down_and_lock_and_a_new_process_forgets_none(door: Door) -> None:
    for pause_s in (0, 0, 2, 5):
        assert door.try_pin("000000") == "wrong_pin"
        door.again()
        if pause_s:
            assert door.try_pin("246810") == "too_soon"
            door.now += timedelta(seconds=pause_s)
    assert door.try_pin("000000") == "wrong_pin"
    door.again()
    assert door.try_pin("246810") == "locked"
    door.now += timedelta(minutes=15)
    assert isinstance(door.try_pin("246810"), ClerkSession)


def test_a_right_pin_forgives(door: Door) -> None:
    for _ in range(2):
        for _ in range(2):
            assert door.try_pin("000000") == "wrong_pin"
        assert isinstance(door.try_pin("246810"), ClerkSession)


def test_where_a_try_cannot_be_counted_no_pin_is_looked_at(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []

    def look(pin_hash: str, pin: str) -> bool:
        looked.append(pin)
        return is_pin(pin_hash, pin)

    monkeypatch.setattr("kiosk.flows.sign_in_alone.is_pin", look)
    with full_disk():
        answer = SignInAlone(RULES, door.book, lambda: door.now).sign_in("lan", "246810", 3)
    assert answer == Unreachable("disk_full")
    assert looked == []
    assert isinstance(door.try_pin("246810"), ClerkSession)
