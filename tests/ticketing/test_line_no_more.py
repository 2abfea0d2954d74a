"""A line that was taken out of the configuration during the day strands nobody who waits in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.ticketing.desk_in_hand import Desk, with_supervisor
from ticketing.deeds.house import House
from ticketing.deeds.lease_watch import LeaseWatch
from ticketing.deeds.leasing import InTheWay, RenewLeases
from ticketing.deeds.looking_for_absent import LookForAbsent
from ticketing.deeds.looking_over import LookingOver
from ticketing.deeds.settling_in import SettleIn
from ticketing.domain.answers import CallStatus, LineStanding, NobodyWaiting
from ticketing.domain.luck import SystemLuck
from ticketing.domain.offline_asked import RenewLease
from ticketing.domain.rules import CentreRules, CounterRule, LineRule
from ticketing.store.opening import HubStore


@pytest.fixture
def desk(rules: CentreRules, house: House, store: HubStore, perform: Callable[..., list[Any]]) -> Desk:
    """Three wait in B, one of them for counter 3, and then there is no line B any more. Counter 4 serves no line."""
    before = Desk(House(with_supervisor(rules), house.clock, SystemLuck()), store, perform)
    minh = before.sign_in("minh", 3)
    for _ in range(3):
        before.take("B")
    before.transfer(before.call(minh, 3), minh, counter=3)
    lines = tuple(line for line in before.house.rules.lines if line.letter != "B")
    counters = (CounterRule(1, ("A",)), CounterRule(2, ("A",)), CounterRule(3, ("C",)), CounterRule(4, ()))
    after = replace(before.house.rules, lines=lines, counters=counters)
    desk = Desk(House(after, house.clock, SystemLuck()), store, perform)
    desk.perform(SettleIn(desk.house), None)
    return desk


def test_every_counter_calls_them_in_their_old_places_and_sends_them_on(desk: Desk, hand_clock: Any) -> None:
    hand_clock.pass_minutes(5)
    desk.take("A")
    lan, minh = desk.sign_in("lan", 1), desk.sign_in("minh", 3)
    labels = ["B001", "B002", "B003"]
    assert [one.label for one in desk.look(desk.looking.queue, 1)] == [*labels, "A001"]
    assert [one.label for one in desk.look(desk.looking.queue, 3)] == labels
    call = desk.call(lan, 1)
    assert call.ticket.label == "B001"
    assert desk.transfer(call, lan, line="C").ticket.queue_line == "C"
    assert desk.call(minh, 3).ticket.label == "B001", "sent on, it is still before the others"
    assert desk.call(lan, 1).ticket.label == "B002"


def test_a_counter_without_lines_still_calls_nobody_in_turn(desk: Desk) -> None:
    minh = desk.sign_in("minh", 4)
    assert desk.call(minh, 4) == NobodyWaiting()
    assert desk.look(desk.looking.queue, 4) == ()


def test_the_supervisor_sees_the_line_and_who_serves_it(desk: Desk) -> None:
    desk.sign_in("lan", 1)
    lines = {one.letter: one for one in desk.look(LookingOver(desk.house).now).lines}
    gone = lines["B"]
    assert (gone.waiting, gone.counters, gone.open, gone.state) == (3, 2, False, LineStanding.CLOSED)
    assert gone.notice is not None
    assert "no longer here" in gone.notice.en
    mai = desk.sign_in("mai", 0)
    assert {one.label for one in desk.look(desk.looking.everybody_waiting, mai)} == {"B001", "B002", "B003"}


def test_when_nobody_waits_in_it_any_more_it_is_not_shown(desk: Desk) -> None:
    lan = desk.sign_in("lan", 1)
    for _ in range(3):
        desk.end(desk.call(lan, 1), lan, CallStatus.FINISHED)
    assert [one.letter for one in desk.look(LookingOver(desk.house).now).lines] == ["A", "C"]


def test_who_was_called_in_vain_comes_back_to_any_counter(desk: Desk) -> None:
    lan, mai = desk.sign_in("lan", 1), desk.sign_in("mai", 0)
    absent = desk.end(desk.call(lan, 1), lan, CallStatus.ABSENT).ticket
    look = LookForAbsent(desk.house)
    for found in (desk.look(look.at_counter, 1), desk.look(look.for_staff, mai)):
        assert [one.label for one in found] == [absent.label]
    desk.come_back(absent, mai)
    assert desk.call(lan, 1).ticket.label == absent.label


def test_they_are_dealt_out_for_the_hubs_absence_too(desk: Desk) -> None:
    desk.sign_in("lan", 1)
    renewed = desk.perform(RenewLeases(desk.house, LeaseWatch(lambda: 0.0)), RenewLease(1, "Q1", 0, wanted=True))[0]
    assert [one.label for one in renewed.slice.tickets] == ["B001", "B002", "B003"]
    lease = desk.look(InTheWay(desk.house).next, 3)
    assert lease is not None
    assert lease.counter == 1


def test_a_board_of_another_line_shows_their_calls(desk: Desk) -> None:
    desk.call(desk.sign_in("lan", 1), 1)
    assert [one.label for one in desk.look(desk.looking.board, ["A"]).last] == ["B001"]


def test_a_line_that_stays_and_lost_all_its_counters_is_called_too(desk: Desk) -> None:
    lines = (*desk.house.rules.lines, LineRule("B", 20.0))
    house = House(replace(desk.house.rules, lines=lines), desk.house.clock, SystemLuck())
    desk = Desk(house, desk.store, desk.perform)
    lan = desk.sign_in("lan", 1)
    assert {one.letter: one.counters for one in desk.look(LookingOver(house).now).lines}["B"] == 2
    assert desk.call(lan, 1).ticket.label == "B001"
