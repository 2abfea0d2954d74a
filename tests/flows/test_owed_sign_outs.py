"""Who signs out while the hub is away: told when it is back, before anybody signs in, and nobody waits for it twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from kiosk.flows.call_alone import CallingAlone
from kiosk.flows.counter_link import CounterLink
from kiosk.flows.hold_slice import SliceKeeper
from kiosk.flows.owed_sign_outs import OwedSignOuts
from kiosk.flows.sign_in_alone import SignInAlone
from kiosk.storage.slice_book import SliceFile
from tests.flows.hub_given import AWAY, RULES, a_session
from tests.flows.test_call_alone import Hub
from ticketing.client import ClerkSession, Refused, SignedOut, Unreachable


@dataclass
class Door:
    """Where the hub hears who comes and goes. asked: in order, what it was asked, heard or not."""

    away: bool = False
    asked: list[str] = field(default_factory=list)

    def end(self, session: str) -> SignedOut | Refused | Unreachable:
        self.asked.append(f"end {session}")
        return AWAY if self.away else SignedOut()


class Link(CounterLink):
    """A counter's link whose line leads to the door."""

    def __init__(self, door: Door, calling: CallingAlone, alone: SignInAlone) -> None:
        self.door = door
        super().__init__("http://hub", "token", calling, alone)

    def _ask(self, method: str, path: str, *asked: Any) -> Any:
        deed = path.rsplit("/", 1)[1]
        self.door.asked.append(deed)
        if self.door.away:
            return AWAY
        return a_session() if deed == "sign-in" else SignedOut()

    def end_session(self, session: str) -> SignedOut | Refused | Unreachable:
        return self.door.end(session)


class Counter:
    """A counter without its screen."""

    def __init__(self, folder: Path) -> None:
        self.door, self.hub = Door(), Hub()
        self.book = SliceFile(folder / "slice.sqlite3")
        self.calling = CallingAlone(3, self.book, lambda: datetime.now(UTC), lambda: "id", lambda _state: None)
        alone = SignInAlone(RULES, self.book, lambda: datetime.now(UTC))
        self.link = Link(self.door, self.calling, alone)
        self.keeper = SliceKeeper(3, self.hub, self.book, self.calling, when_heard=self.link.tell_sign_outs)
        assert isinstance(self.link.sign_in("lan", "246810", 3), ClerkSession)
        self.keeper.beat(0)
        self.door.asked.clear()

    def hub_goes(self) -> None:
        self.door.away = self.hub.away = True

    def hub_comes(self) -> None:
        self.door.away = self.hub.away = False


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    made = Counter(tmp_path)
    yield made
    made.book.close()


def test_the_hub_is_told_as_soon_as_it_answers_and_once(counter: Counter) -> None:
    counter.hub_goes()
    assert counter.link.sign_out() == AWAY
    counter.keeper.beat(0)
    assert counter.door.asked == ["sign-out"]
    counter.hub_comes()
    counter.keeper.beat(0)
    counter.keeper.beat(0)
    assert counter.door.asked == ["sign-out", "end token"]


def test_a_counter_whose_slice_is_refused_tells_too(counter: Counter) -> None:
    counter.hub_goes()
    counter.link.sign_out()
    counter.hub_comes()
    counter.hub.refusal = Refused("slice_elsewhere", "Máy khác giữ.", "Another machine holds it.")
    counter.keeper.beat(0)
    assert counter.door.asked == ["sign-out", "end token"]


def test_it_is_told_before_anybody_signs_in(counter: Counter) -> None:
    counter.hub_goes()
    counter.link.sign_out()
    counter.hub_comes()
    assert isinstance(counter.link.sign_in("minh", "135791", 3), ClerkSession)
    assert counter.door.asked == ["sign-out", "end token", "sign-in"]
    assert counter.calling.wanted
    counter.keeper.beat(0)
    assert counter.door.asked[3:] == []


def test_who_signs_in_while_the_hub_is_away_waits_for_it_once(counter: Counter) -> None:
    counter.hub_goes()
    counter.link.sign_out()
    assert counter.link.sign_in("minh", "135791", 3) == AWAY
    assert counter.door.asked == ["sign-out", "end token"]
    assert not counter.calling.wanted


def test_who_was_signed_out_is_owed_nothing(counter: Counter) -> None:
    assert counter.link.sign_out() == SignedOut()
    counter.hub_goes()
    assert counter.link.sign_out() == AWAY, "nobody is signed in"
    counter.hub_comes()
    assert counter.link.tell_sign_outs() is None
    assert counter.door.asked == ["sign-out", "sign-out"]


def test_what_the_hub_refuses_is_not_told_for_ever() -> None:
    door = Door()
    told = OwedSignOuts(lambda session: door.end(session) and Refused("no_token", "Không.", "No."))
    told.owe("token")
    assert told.tell() is None
    assert told.tell() is None
    assert door.asked == ["end token"]
