"""A family goes on with one number, and nobody of it loses anything: not the hour, not the promise, not the class."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from config.texts import Text
from tests.ticketing.conftest import HandClock
from tests.ticketing.desk_in_hand import CENTRE, Desk, new_id
from ticketing.deeds.house import House
from ticketing.deeds.take_ticket import TakeTickets
from ticketing.deeds.watching_promises import WatchPromises
from ticketing.domain.answers import CallStatus, Ticket, TicketStatus
from ticketing.domain.asked import TakeTicket
from ticketing.domain.express import ExpressRule
from ticketing.domain.luck import SystemLuck
from ticketing.domain.records import TicketRecord
from ticketing.domain.rules import CentreRules, PriorityRule, Terms
from ticketing.store.opening import HubStore

EXPRESS = ExpressRule("green", Text("Xanh", "Green"), 0, frozenset(), frozenset({"1.004873"}), 60, 15)


@pytest.fixture
def desk(rules: CentreRules, house: House, store: HubStore, perform: Callable[..., list[Any]]) -> Desk:
    weekday = house.today(house.clock.now_ms()).weekday()
    changed = replace(
        rules,
        terms=Terms(calls_before_absent=1),
        priority_classes=(PriorityRule("over_75"), PriorityRule("pregnant")),
        express=(replace(EXPRESS, weekday=weekday),),
    )
    return Desk(House(changed, house.clock, SystemLuck()), store, perform)


def queue(desk: Desk, counter: int = 1) -> list[str]:
    """Who would be called, in order."""
    return [one.label for one in desk.look(desk.looking.queue, counter)]


def kept(desk: Desk, *tickets: Ticket) -> list[TicketRecord | None]:
    """Everything that the hub keeps of these tickets."""
    with desk.store.reading(CENTRE) as ledger:
        return [ledger.ticket(one.ticket_id) for one in tickets]


def counted(desk: Desk, line: str = "A") -> tuple[int, int]:
    """How many the line counts as waiting, and how many of them with priority."""
    with desk.store.reading(CENTRE) as ledger:
        order = ledger.line_orders(desk.house.today(desk.house.clock.now_ms()))[line]
    return order.waiting, order.preferred


def express(desk: Desk) -> Any:
    """A number for which an hour is promised."""
    asked = TakeTicket("A", new_id(), new_id().replace("-", ""), procedure="1.004873")
    return desk.perform(TakeTickets(desk.house), asked)[0]


def test_who_came_later_counts_from_the_hour_of_who_came_first(desk: Desk, hand_clock: HandClock) -> None:
    mother = desk.take()
    hand_clock.pass_minutes(5)
    desk.take()
    hand_clock.pass_minutes(5)
    child = desk.take()
    session, deed = desk.sign_in(), new_id()
    before = kept(desk, mother, child)
    assert desk.merge(mother, child, session, deed).ahead == 0
    assert queue(desk) == ["A003", "A002"]
    assert counted(desk) == (2, 0)
    desk.undo(deed, session)
    assert kept(desk, mother, child) == before
    assert queue(desk) == ["A001", "A002", "A003"]
    assert counted(desk) == (3, 0)
    desk.merge(child, mother, session)
    assert queue(desk) == ["A001", "A002"], "who came first goes on as before"


def test_an_hour_is_taken_along_into_another_line(desk: Desk, hand_clock: HandClock) -> None:
    mother = desk.take("A")
    hand_clock.pass_minutes(5)
    desk.take("B")
    hand_clock.pass_minutes(5)
    child = desk.take("B")
    desk.merge(mother, child, desk.sign_in())
    assert queue(desk, 3) == ["B002", "B001"]
    assert (counted(desk, "A"), counted(desk, "B")) == ((0, 0), (2, 0))


def test_a_class_goes_along_and_comes_back_when_undone(desk: Desk) -> None:
    daughter, stranger, grandmother = desk.take(), desk.take(), desk.take(priority="over_75")
    session, deed = desk.sign_in(), new_id()
    before = kept(desk, daughter, stranger, grandmother)
    assert counted(desk) == (3, 1)
    assert desk.merge(grandmother, daughter, session, deed).priority == "over_75"
    assert counted(desk) == (2, 1)
    assert queue(desk) == ["A001", "A002"]
    undone = desk.undo(deed, session)
    assert undone.ticket.label == grandmother.label, "it tells of the one that had been merged"
    assert kept(desk, daughter, stranger, grandmother) == before
    assert counted(desk) == (3, 1)
    expecting = desk.take(priority="pregnant")
    assert desk.merge(grandmother, expecting, session).priority == "pregnant", "who has a class keeps it"
    assert counted(desk) == (3, 1)


def test_a_number_that_is_called_already_takes_it_over_as_well(desk: Desk, hand_clock: HandClock) -> None:
    session, deed = desk.sign_in(), new_id()
    young, _stranger, old = desk.take(), desk.take(), desk.take(priority="over_75")
    call = desk.call_this(session, young.ticket_id)
    assert counted(desk) == (2, 1)
    desk.merge(old, young, session, deed)
    assert counted(desk) == (1, 0)
    desk.undo(deed, session)
    assert counted(desk) == (2, 1)
    desk.merge(old, young, session)
    desk.hold(call, session, 5, "correct_form")
    assert counted(desk) == (2, 1)
    hand_clock.pass_minutes(6)
    assert queue(desk) == ["A001", "A002"]
    assert desk.look(desk.looking.ticket, young.ticket_id).priority == "over_75"


def test_the_nearest_promise_of_a_family_is_kept_in_sight(desk: Desk, hand_clock: HandClock) -> None:
    plain, session, deed = desk.take(), desk.sign_in(), new_id()
    promised = express(desk)
    hand_clock.pass_minutes(5)
    later = express(desk)
    before = kept(desk, plain, promised)
    assert desk.merge(promised, plain, session, deed).promise_until == promised.promise_until
    desk.undo(deed, session)
    assert kept(desk, plain, promised) == before
    desk.merge(promised, later, session)
    assert desk.merge(later, plain, session).promise_until == promised.promise_until
    watch = WatchPromises(desk.house)
    hand_clock.pass_minutes(39)
    assert not desk.look(watch.anything_due)
    hand_clock.pass_minutes(1)
    assert desk.look(watch.anything_due), "the one that goes on is of no programme itself"
    desk.perform(watch, None)
    hand_clock.pass_minutes(16)
    desk.perform(watch, None)
    with desk.store.reading(CENTRE) as ledger:
        told = [(one.type.value, one.label) for one in ledger.events_after(0, 100) if one.type.startswith("promise")]
    assert told == [("promise_at_risk", plain.label), ("promise_broken", plain.label)]


def test_nobody_is_merged_into_a_number_whose_place_is_gone(desk: Desk, hand_clock: HandClock) -> None:
    lost, waiting = desk.take(), desk.take()
    session, deed = desk.sign_in(), new_id()
    desk.end(desk.call(session), session, CallStatus.ABSENT)
    hand_clock.pass_minutes(120)
    assert desk.merge(waiting, lost, session, deed).ticket_id == lost.ticket_id
    desk.undo(deed, session)
    hand_clock.pass_minutes(1)
    assert desk.merge(waiting, lost, session).code == "return_too_late"
    assert queue(desk) == [waiting.label]


def test_a_place_that_is_gone_brings_nothing_along_but_who_somebody_is(desk: Desk, hand_clock: HandClock) -> None:
    session = desk.sign_in()
    lost = desk.take(priority="over_75")
    desk.end(desk.call(session), session, CallStatus.ABSENT)
    hand_clock.pass_minutes(121)
    desk.take(priority="over_75")
    hand_clock.pass_minutes(1)
    child = desk.take()
    desk.merge(lost, child, session)
    assert queue(desk) == ["A002", "A003"]
    assert desk.look(desk.looking.ticket, child.ticket_id).priority == "over_75"
    assert desk.look(desk.looking.ticket, lost.ticket_id).status is TicketStatus.MERGED


def test_a_merging_asked_again_is_the_same_one_only_for_the_same_two_numbers(desk: Desk) -> None:
    child, mother, father = desk.take(), desk.take(), desk.take()
    session, request_id = desk.sign_in(), new_id()
    first = desk.merge(child, mother, session, request_id)
    assert desk.merge(child, mother, session, request_id) == first
    assert desk.merge(child, father, session, request_id).code == "request_reused"
    assert desk.merge(father, mother, session, request_id).code == "request_reused"
    desk.merge(mother, father, session)
    assert desk.merge(child, mother, session, request_id).ticket_id == mother.ticket_id, "whatever came after it"
