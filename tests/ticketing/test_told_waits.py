"""Whether a wait may be told in minutes: by closing time, or within the hour; numbers, lines and pages say the same."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import time
from typing import Any

import pytest

from ticketing.client import Ticket
from ticketing.deeds.forecasting import Forecasting
from ticketing.deeds.house import House
from ticketing.deeds.pages import Pages
from ticketing.deeds.take_ticket import TakeTickets
from ticketing.domain.asked import TakeTicket
from ticketing.domain.hub_clock import HubClock
from ticketing.domain.luck import SystemLuck
from ticketing.domain.opening import LineOpening
from ticketing.domain.page_answers import PageState
from ticketing.domain.page_key import PageKey
from ticketing.domain.rules import CentreRules, CounterRule, LineRule
from ticketing.store.opening import HubStore
from ticketing.waiting.live import WaitRange

CENTRE = "H26-CN03"
HOURS = LineOpening(shifts=lambda _day: ((time(8), time(12)), (time(13), time(17))))


def house_with(rules: CentreRules, clock: Any, opening: LineOpening) -> House:
    """One counter for line A; it is 11:00."""
    hub_clock = HubClock(rules.timezone, lambda: clock.wall_ms, lambda: clock.mono_s, clock.apart.append)
    alone = replace(rules, lines=(LineRule("A", 6.0, opening),), counters=(CounterRule(1, ("A",)),))
    return House(alone, hub_clock, SystemLuck())


def told(house: House, high_min: int, clock: Any) -> bool:
    return house._may_be_told("A", WaitRange(0, high_min), clock.wall_ms)


def test_nothing_beyond_the_end_of_the_working_day_is_told_as_minutes(rules: CentreRules, hand_clock: Any) -> None:
    house = house_with(rules, hand_clock, HOURS)
    assert told(house, 6 * 60, hand_clock)
    assert not told(house, 6 * 60 + 1, hand_clock)
    hand_clock.pass_minutes(350)  # 16:50
    assert told(house, 60, hand_clock), "who has a number when the doors close is served"
    assert not told(house, 61, hand_clock)


def test_without_hours_the_day_ends_at_midnight_and_without_shifts_at_once(rules: CentreRules, hand_clock: Any) -> None:
    always = house_with(rules, hand_clock, LineOpening())
    assert told(always, 13 * 60, hand_clock)
    assert not told(always, 13 * 60 + 1, hand_clock)
    never = house_with(rules, hand_clock, LineOpening(shifts=lambda _day: ()))
    assert told(never, 60, hand_clock)
    assert not told(never, 61, hand_clock)


@pytest.fixture
def crowd(rules: CentreRules, hand_clock: Any, store: HubStore) -> Callable[[], tuple[House, list[Ticket]]]:
    """Three hundred people in a line that one counter serves; nobody is signed in."""

    def come() -> tuple[House, list[Ticket]]:
        house = house_with(rules, hand_clock, HOURS)
        asked = [TakeTicket("A", str(uuid.uuid4()), secrets.token_hex(16)) for _ in range(300)]
        with store.writing_once(CENTRE) as ledger:
            tickets = TakeTickets(house)(ledger, asked)
        assert all(isinstance(ticket, Ticket) for ticket in tickets)
        return house, [ticket for ticket in tickets if isinstance(ticket, Ticket)]

    return come


def test_three_hundred_wait_and_the_last_is_told_no_minutes(
    crowd: Callable[[], tuple[House, list[Ticket]]], store: HubStore
) -> None:
    house, tickets = crowd()
    first, last = tickets[0], tickets[-1]
    assert first.wait_told
    assert last.wait_high_min > 6 * 60
    assert not last.wait_told
    with store.reading(CENTRE) as ledger:
        now = house.clock.now_ms()
        assert not house.line(ledger, "A", now).wait_told
        page = Pages(house).state(ledger, PageKey(last.line, last.number, last.page_token))
    assert isinstance(page, PageState)
    assert not page.wait_told


def test_after_hours_with_nobody_at_work_no_minutes_are_told(
    crowd: Callable[[], tuple[House, list[Ticket]]], store: HubStore, hand_clock: Any
) -> None:
    house, tickets = crowd()
    hand_clock.pass_minutes(365)  # 17:05
    with store.reading(CENTRE) as ledger:
        Forecasting(house).look(ledger)
        told = [Pages(house).state(ledger, PageKey(one.line, one.number, one.page_token)) for one in tickets[:4]]
        line = house.line(ledger, "A", house.clock.now_ms())
    assert not line.wait_told
    ranges = [one.wait_low_min for one in told if isinstance(one, PageState) and not one.wait_told]
    assert len(ranges) == 4
    assert ranges == sorted(set(ranges)), "staff see that who is further back waits longer"
