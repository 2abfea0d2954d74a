"""A supervisor closes a line: who booked in it is told when to come, and is not late by it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.ticketing.booth_in_hand import HOA, LAN, MINH, Booth, with_appointments
from tests.ticketing.conftest import HandClock
from ticketing.deeds.house import House
from ticketing.domain.answers import Ticket
from ticketing.domain.rules import CentreRules
from ticketing.store.opening import HubStore


@pytest.fixture(scope="session")
def rules(rules: CentreRules) -> CentreRules:
    return with_appointments(rules)


@pytest.fixture
def booth(house: House, store: HubStore, perform: Callable[..., list[Any]], hand_clock: HandClock) -> Booth:
    booth = Booth(house, store, perform, hand_clock)
    booth.move_to(8, 10)
    return booth


def test_a_line_closed_for_the_rest_of_the_day_is_closed_for_everybody_and_says_so(booth: Booth) -> None:
    made, evening = booth.book(), booth.book(MINH, booth.ms(16))
    booth.close(booth.ms(9), None)
    booth.move_to(10)
    refused = booth.check_in(made.code)
    assert refused.code == "line_closed"
    assert "for the rest of today" in refused.message_en
    assert "đến hết hôm nay" in refused.message_vi
    booth.move_to(11, 30)
    assert "for the rest of today" in booth.check_in(made.code).message_en, "not late while nobody could come"
    booth.close(booth.ms(16), booth.ms(17))
    booth.move_to(16, 5)
    assert "for the rest of today" in booth.check_in(evening.code).message_en, "nobody serves after 17:00"
    booth.move_to(17, 5)
    assert booth.check_in(evening.code).code == "not_open_now"


def test_a_closing_keeps_the_place_of_who_booked_until_it_is_over_and_the_tolerance_with_it(booth: Booth) -> None:
    early, inside = booth.book(LAN, booth.ms(9, 30), "B"), booth.book(MINH, booth.ms(10), "B")
    booth.close(booth.ms(9, 40), booth.ms(11), "B")
    for _ in range(2):
        booth.take("B")
    for minute in (40, 59):
        booth.move_to(10, minute)
        assert "between 11:00 and 11:15" in booth.check_in(early.code).message_en
        assert "từ 11:00 đến 11:15" in booth.check_in(inside.code).message_vi
    booth.move_to(11)
    assert booth.take("B").code == "line_full"
    assert booth.book(HOA, booth.ms(13), "B").code == "slot_full"
    assert booth.due(booth.check_in(early.code)) == booth.ms(9, 30)
    booth.move_to(11, 15)
    assert booth.take("B").code == "line_full"
    assert booth.due(booth.check_in(inside.code)) == booth.ms(10)


def test_who_does_not_come_in_time_after_a_closing_is_late_and_the_room_is_given_away(booth: Booth) -> None:
    late, came_and_went = booth.book(line="B"), booth.book(MINH, booth.ms(9), "B")
    booth.close(booth.ms(9, 50), booth.ms(11), "B")
    for _ in range(2):
        booth.take("B")
    booth.move_to(11, 16)
    assert isinstance(booth.take("B"), Ticket)
    mine = booth.check_in(late.code)
    assert booth.due(mine) == booth.ms(11, 16), "a number like anybody's"
    assert booth.check_in(came_and_went.code).code == "line_full"


def test_a_closing_that_a_supervisor_ends_made_nobody_late_either(booth: Booth) -> None:
    made = booth.book()
    booth.close(booth.ms(9, 50), None)
    booth.move_to(10, 40)
    booth.open()
    booth.take()
    booth.move_to(10, 55)
    mine = booth.check_in(made.code)
    assert (booth.due(mine), mine.ahead) == (booth.ms(10), 0)


def test_a_closing_that_was_withdrawn_before_it_began_changes_nothing(booth: Booth) -> None:
    made = booth.book()
    booth.close(booth.ms(9, 50), booth.ms(11))
    booth.open()
    booth.move_to(10, 16)
    assert booth.due(booth.check_in(made.code)) == booth.ms(10, 16)


def test_a_closed_line_does_not_stand_in_the_way_of_another_appointment(booth: Booth) -> None:
    booth.book(LAN, booth.ms(10), "A")
    booth.book(LAN, booth.ms(10, 30), "B")
    booth.close(booth.ms(9, 50), booth.ms(12))
    booth.move_to(10, 10)
    assert booth.check_in(person=LAN).line == "B"
    assert booth.check_in(person=LAN).code == "line_closed"
