"""What a counter holds for itself must be found there, whatever line it came from; and it can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.ticketing.desk_in_hand import Desk, new_id
from ticketing.deeds.house import House
from ticketing.deeds.signing_in import OpenSessions
from ticketing.domain.answers import CallStatus, TicketStatus
from ticketing.domain.asked import OpenSession
from ticketing.domain.luck import SystemLuck
from ticketing.domain.rules import CentreRules, CounterRule
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
