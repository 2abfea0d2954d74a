"""What a counter holds for itself must be found there, whatever line it came from; and it can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import time
from typing import Any

import pytest

from tests.ticketing.desk_in_hand import CENTRE, Desk, new_id, with_supervisor
from ticketing.deeds.hearing_devices import NoteHeard
from ticketing.deeds.house import House
from ticketing.deeds.lease_watch import LeaseWatch
from ticketing.deeds.leasing import FreeLeasesOfCounter, RenewLeases
from ticketing.deeds.looking_over import LookingOver
from ticketing.deeds.sending_home import SendHome
from ticketing.deeds.signing_in import CloseSessions, OpenSessions
from ticketing.domain.answers import CallStatus, NobodyWaiting, TicketStatus
from ticketing.domain.asked import OpenSession
from ticketing.domain.luck import SystemLuck
from ticketing.domain.offline_asked import FreeLeases, RenewLease
from ticketing.domain.opening import LineOpening
from ticketing.domain.records import DeviceRecord
from ticketing.domain.rules import CentreRules, CounterRule, DeviceRole
from ticketing.store.opening import HubStore


@pytest.fixture
def desk(rules: CentreRules, house: House, store: HubStore, perform: Callable[..., list[Any]]) -> Desk:
    """Counter 4 serves no line: it calls only whom it names."""
    changed = replace(rules, counters=(*rules.counters, CounterRule(4, ())))
    return Desk(House(changed, house.clock, SystemLuck()), store, perform)


def waiting(desk: Desk) -> dict[str, int]:
    return {one.letter: one.waiting for one in desk.look(desk.looking.lines) if one.waiting}


def test_a_ticket_of_another_line_is_called_again_by_the_counter_that_holds_it(desk: Desk, hand_clock: Any) -> None:
    lan, minh = desk.sign_in("lan", 1), desk.sign_in("minh", 3)
    ticket = desk.take("A")
    held = desk.hold(desk.call_this(minh, ticket.ticket_id, 3), minh, minutes=5, for_me=True)
    assert (held.ticket.label, held.ticket.queue_line, held.ticket.for_counter) == ("A001", "B", 3)
    assert waiting(desk) == {"B": 1}
    assert [one.label for one in desk.look(desk.looking.queue, 3)] == ["A001"]
    hand_clock.pass_minutes(6)
    assert not hasattr(desk.call(lan), "ticket"), "it waits for counter 3"
    assert desk.call(minh, 3).ticket.label == "A001"
    assert waiting(desk) == {}


def test_a_ticket_of_its_own_line_stays_there(desk: Desk) -> None:
    minh = desk.sign_in("minh", 3)
    desk.take("C")
    held = desk.hold(desk.call(minh, 3), minh, for_me=True)
    assert (held.ticket.queue_line, held.ticket.for_counter) == ("C", 3)
    assert waiting(desk) == {"C": 1}


def test_a_hold_that_changed_the_line_is_taken_back(desk: Desk) -> None:
    minh, deed = desk.sign_in("minh", 3), new_id()
    ticket = desk.take("A")
    desk.hold(desk.call_this(minh, ticket.ticket_id, 3), minh, for_me=True, request_id=deed)
    assert waiting(desk) == {"B": 1}
    undone = desk.undo(deed, minh)
    assert undone.call.status is CallStatus.OPEN
    assert (undone.ticket.status, undone.ticket.queue_line, undone.ticket.for_counter) == (
        TicketStatus.CALLED,
        "A",
        None,
    )
    assert waiting(desk) == {}
    desk.hold(undone.call, minh)
    assert waiting(desk) == {"A": 1}, "held for everybody it waits where it waited"


def test_a_counter_without_lines_holds_for_everybody(desk: Desk, hand_clock: Any) -> None:
    lan, minh = desk.sign_in("lan", 1), desk.sign_in("minh", 4)
    ticket = desk.take("A")
    held = desk.hold(desk.call_this(minh, ticket.ticket_id, 4), minh, minutes=5, for_me=True)
    assert (held.ticket.queue_line, held.ticket.for_counter) == ("A", None)
    hand_clock.pass_minutes(6)
    assert desk.call(lan).ticket.label == "A001"


def test_while_its_counter_pauses_it_is_everybodys(desk: Desk, hand_clock: Any) -> None:
    minh, lan = desk.sign_in("minh", 3), desk.sign_in("lan", 2)
    ticket = desk.take("B")
    desk.transfer(desk.call(minh, 3), minh, counter=3)
    assert desk.call_this(lan, ticket.ticket_id, 2).code == "for_another_counter"
    assert desk.look(desk.looking.queue, 2) == ()
    desk.pause(minh, 3, minutes=30)
    assert [one.label for one in desk.look(desk.looking.queue, 2)] == ["B001"]
    hand_clock.pass_minutes(31)
    assert desk.look(desk.looking.queue, 2) == ()
    desk.pause(minh, 3, minutes=30)
    assert desk.call(lan, 2).ticket.label == "B001"


def test_somebody_of_support_opens_no_counter_and_takes_none_from_its_clerk(desk: Desk) -> None:
    def support_shows_up() -> str:
        return str(desk.perform(OpenSessions(desk.house), OpenSession("hoa", 3))[0].code)

    assert support_shows_up() == "calls_nobody"
    lan = desk.sign_in("lan", 2)
    desk.take("B")
    call = desk.call(lan, 2)
    assert desk.transfer(call, lan, counter=3).code == "counter_closed"
    minh = desk.sign_in("minh", 3)
    assert desk.transfer(call, lan, counter=3).ticket.for_counter == 3
    assert support_shows_up() == "calls_nobody"
    assert desk.call(minh, 3).ticket.label == "B001"


def held_at_counter_3(desk: Desk) -> tuple[str, str]:
    """Somebody of line B is held for counter 3. The sessions of its clerk and of counter 2, which serves B too."""
    minh, lan = desk.sign_in("minh", 3), desk.sign_in("lan", 2)
    desk.take("B")
    desk.hold(desk.call(minh, 3), minh, minutes=1, for_me=True)
    return minh, lan


def test_when_its_machine_has_been_silent_it_is_everybodys(desk: Desk, hand_clock: Any) -> None:
    with desk.store.writing_once(CENTRE) as ledger:
        ledger.enrol("a" * 64, DeviceRecord("Q3", DeviceRole.COUNTER), hand_clock.wall_ms)
    minh, lan = held_at_counter_3(desk)
    renew, heard = RenewLeases(desk.house, LeaseWatch(lambda: hand_clock.mono_s)), NoteHeard(desk.house)
    desk.perform(renew, RenewLease(3, "Q3", 0, wanted=False))
    desk.perform(heard, frozenset({"Q3"}))
    hand_clock.pass_minutes(9)
    assert desk.call(lan, 2) == NobodyWaiting()
    desk.perform(heard, frozenset({"Q3"}))
    hand_clock.pass_minutes(9)
    assert desk.call(lan, 2) == NobodyWaiting()
    hand_clock.pass_minutes(2)
    assert [one.label for one in desk.look(desk.looking.queue, 2)] == ["B001"]
    assert {one.letter: one.counters for one in desk.look(LookingOver(desk.house).now).lines}["B"] == 1
    assert desk.call(lan, 2).ticket.label == "B001"
    assert desk.call(minh, 3) == NobodyWaiting(), "its clerk is signed in still"


def test_when_a_supervisor_vouched_that_nobody_is_there_it_is_everybodys(desk: Desk) -> None:
    desk = Desk(House(with_supervisor(desk.house.rules), desk.house.clock, SystemLuck()), desk.store, desk.perform)
    _, lan = held_at_counter_3(desk)
    mai = desk.sign_in("mai", 0)
    desk.perform(RenewLeases(desk.house, LeaseWatch(lambda: 0.0)), RenewLease(3, "Q3", 0, wanted=True))
    desk.perform(FreeLeasesOfCounter(desk.house), FreeLeases(3, new_id(), mai))
    assert desk.call(lan, 2).ticket.label == "B001"


def test_when_the_last_line_of_its_counter_has_closed_it_is_everybodys(desk: Desk, hand_clock: Any) -> None:
    until_noon = LineOpening(shifts=lambda _day: ((time(8), time(12)),))
    lines = tuple(replace(line, opening=until_noon) for line in desk.house.rules.lines)
    house = House(replace(desk.house.rules, lines=lines), desk.house.clock, SystemLuck())
    desk = Desk(house, desk.store, desk.perform)
    _, lan = held_at_counter_3(desk)
    hand_clock.pass_minutes(59)
    assert desk.call(lan, 2) == NobodyWaiting(), "at 11:59"
    hand_clock.pass_minutes(2)
    assert desk.call(lan, 2).ticket.label == "B001"


def test_who_was_sent_to_a_counter_where_nobody_is_any_more_comes_home_to_the_old_place(
    desk: Desk, hand_clock: Any
) -> None:
    lan, minh = desk.sign_in("lan", 1), desk.sign_in("minh", 3)
    sent = desk.take("A")
    desk.take("A")
    desk.transfer(desk.call(lan), lan, counter=3)
    home = SendHome(desk.house)
    desk.pause(minh, 3, minutes=60)
    for _ in range(4):
        assert not desk.look(home.anybody), "its clerk only pauses"
        hand_clock.pass_minutes(5)
    desk.perform(CloseSessions(desk.house), minh)
    assert not desk.look(home.anybody)
    hand_clock.pass_minutes(9)
    assert not desk.look(home.anybody), "somebody may still come"
    assert {one.letter: one.counters for one in desk.look(LookingOver(desk.house).now).lines}["B"] == 0, "it is seen"
    hand_clock.pass_minutes(1)
    assert desk.look(home.anybody)
    assert desk.perform(home, None) == [1]
    assert desk.perform(home, None) == [0]
    assert waiting(desk) == {"A": 2}
    assert desk.call(lan).ticket.label == sent.label


def test_who_was_sent_to_a_counter_stays_while_another_serves_that_line(desk: Desk, hand_clock: Any) -> None:
    lan, minh = desk.sign_in("lan", 2), desk.sign_in("minh", 3)
    desk.take("A")
    desk.transfer(desk.call(lan, 2), lan, counter=3)
    desk.perform(CloseSessions(desk.house), minh)
    home = SendHome(desk.house)
    assert not desk.look(home.anybody)
    hand_clock.pass_minutes(30)
    assert not desk.look(home.anybody)
    assert desk.call(lan, 2).ticket.queue_line == "B"
