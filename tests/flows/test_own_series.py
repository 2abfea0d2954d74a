"""The kiosk without the hub: a number all the same, told truthfully, and registered in order when the hub is back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from config.texts import Text
from kiosk.domain.dossier_code import DossierCode
from kiosk.domain.journey import Intent, NumberGiven, NumberNotGiven, Place
from kiosk.flows.own_series import OwnSeries, SeriesBook
from kiosk.flows.take_number import take_number
from kiosk.storage.series_book import SeriesFile
from tests.storage.full_disk import full_disk
from ticketing.client import OfflineTicket, Refused, RegisteredTicket, SeriesState, Ticket, Unreachable, series_label

NOW = datetime(2026, 11, 23, 2, 42, tzinfo=UTC)
AWAY = Unreachable("no_connection")


def intent(index: int = 1) -> Intent:
    return Intent("A", f"request-{index}", DossierCode(f"{index:032x}", b"z" * 32))


@dataclass
class Book:
    """A series in memory."""

    state: SeriesState | None = None
    numbers: dict[str, OfflineTicket] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)
    full: bool = False

    def admitted(self) -> bool:
        return self.state is not None

    def caller(self) -> int | None:
        return self.state.counter if self.state else None

    def learn(self, state: SeriesState) -> None:
        self.state = state

    def give(self, wish: OfflineTicket) -> OfflineTicket | None:
        if self.full:
            return None
        return self.numbers.setdefault(wish.request_id, replace(wish, number=len(self.numbers) + 1))

    def unregistered(self, limit: int) -> tuple[OfflineTicket, ...]:
        return tuple(one for one in self.numbers.values() if one.request_id not in self.told)[:limit]

    def note_registered(self, answers: Sequence[RegisteredTicket]) -> None:
        self.told.update(answer.request_id for answer in answers)


@dataclass
class Hub:
    """A hub that may be away."""

    away: bool = False
    loses_answers: int = 0
    known: dict[str, str] = field(default_factory=dict)
    refuses: str = ""
    asked: int = 0

    def take_ticket(
        self, line: str, request_id: str, visit_id: str, *, priority: str | None = None, procedure: str | None = None
    ) -> Ticket | Refused | Unreachable:
        return AWAY if self.away else Refused("line_closed", "-", "-")

    def check_in(
        self,
        visit_id: str,
        request_id: str,
        *,
        code: str | None = None,
        identity_number: str | None = None,
        phone: str | None = None,
        priority: str | None = None,
        procedure: str | None = None,
    ) -> Ticket | Refused | Unreachable:
        return AWAY

    def announce_series(self, series: str) -> SeriesState | Refused | Unreachable:
        return AWAY if self.away else SeriesState(series, 3)

    def register_offline_tickets(
        self, tickets: Sequence[OfflineTicket]
    ) -> tuple[RegisteredTicket, ...] | Refused | Unreachable:
        if self.away:
            return AWAY
        self.asked += 1
        for one in tickets:
            self.known.setdefault(one.request_id, series_label(one.series, one.number))
        if self.loses_answers:
            self.loses_answers -= 1
            return Unreachable("timeout")
        return tuple(RegisteredTicket(one.request_id, self.known[one.request_id], self.refuses) for one in tickets)


def own(book: SeriesBook, hub: Hub) -> OwnSeries:
    ids = count(1)
    return OwnSeries("K2", book, hub, lambda: NOW, lambda: f"ticket-{next(ids)}")


def test_while_the_hub_is_away_the_kiosk_gives_its_own_number_and_names_the_counter() -> None:
    book, hub = Book(), Hub()
    series = own(book, hub)
    series.meet_hub()
    hub.away = True
    given = take_number(hub, intent(), series)
    assert given == NumberGiven(Place("ticket-1", "K2-001", "A", 0, 0, 0, without_hub=True, counter=3))
    assert take_number(hub, intent(), series) == given


def test_a_refusal_of_the_hub_is_no_reason_for_an_own_number() -> None:
    book, hub = Book(SeriesState("K2", 3)), Hub()
    assert take_number(hub, intent(), own(book, hub)) == NumberNotGiven("line_closed", Text("-", "-"))
    assert not book.numbers


def test_a_kiosk_the_hub_never_met_gives_nothing_and_nor_does_one_that_cannot_write() -> None:
    hub = Hub(away=True)
    assert take_number(hub, intent(), own(Book(), hub)) == NumberNotGiven("unreachable")
    assert take_number(hub, intent(), own(Book(SeriesState("K2", 3), full=True), hub)) == NumberNotGiven("unreachable")


def test_numbers_are_registered_in_order_once_though_an_answer_is_lost() -> None:
    book, hub = Book(SeriesState("K2", 3)), Hub(away=True, loses_answers=1)
    series = own(book, hub)
    for index in range(45):
        series.give(intent(index))
    assert series.meet_hub() == 0
    hub.away = False
    assert series.meet_hub() == 0
    assert series.meet_hub() == 45
    assert list(hub.known.values()) == [f"K2-{number:03d}" for number in range(1, 46)]
    assert series.meet_hub() == 0


def test_what_the_hub_refuses_for_good_is_not_told_for_ever() -> None:
    book, hub = Book(SeriesState("K2", 3)), Hub(refuses="unknown_line")
    series = own(book, hub)
    series.give(intent())
    assert series.meet_hub() == 0
    assert not book.unregistered(1)


def test_a_kiosk_whose_disk_is_full_tells_every_number_once(tmp_path: Path) -> None:
    book, hub = SeriesFile(tmp_path / "series.sqlite3", "K2"), Hub()
    series = own(book, hub)
    series.meet_hub()
    for index in range(45):
        series.give(intent(index))
    with full_disk():
        assert series.meet_hub() == 45
        assert series.meet_hub() == 0
    assert hub.asked == 3
    assert len(hub.known) == 45
    book.close()
