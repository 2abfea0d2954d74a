"""A counter that is no more, or nobody's, keeps nobody: who was called to it or waited for it is everybody's again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.ticketing.desk_in_hand import Desk, new_id, with_supervisor
from ticketing.deeds.house import House
from ticketing.deeds.leasing import FreeLeasesOfCounter
from ticketing.deeds.settling_in import SettleIn
from ticketing.domain.answers import CallStatus, EventType, TicketStatus
from ticketing.domain.luck import SystemLuck
from ticketing.domain.offline_asked import FreeLeases
from ticketing.domain.rules import CentreRules, CounterRule
from ticketing.store.opening import HubStore

CENTRE = "H26-CN03"


@pytest.fixture
def desk(rules: CentreRules, house: House, store: HubStore, perform: Callable[..., list[Any]]) -> Desk:
    return Desk(House(with_supervisor(rules), house.clock, SystemLuck()), store, perform)


def with_counters(desk: Desk, *counters: CounterRule) -> Desk:
    """The hub begins again, with other counters."""
    rules = replace(desk.house.rules, counters=counters)
    return Desk(House(rules, desk.house.clock, SystemLuck()), desk.store, desk.perform)


def test_a_counter_whose_skills_changed_gives_back_what_waits_for_it(desk: Desk) -> None:
    minh, an = desk.sign_in("minh", 3), desk.sign_in("lan", 2)
    desk.take("B")
    desk.transfer(desk.call(minh, 3), minh, counter=3)
    desk = with_counters(desk, CounterRule(2, ("A", "B")), CounterRule(3, ("C",)))
    assert getattr(desk.call(an, 2), "ticket", None) is None, "it still waits for counter 3"
    assert desk.perform(SettleIn(desk.house), None) == [1]
    assert desk.call(an, 2).ticket.label == "B001"
    assert desk.perform(SettleIn(desk.house), None) == [0]


def test_a_counter_that_is_no_more_lets_go_of_everything(desk: Desk) -> None:
    lan, minh = desk.sign_in("lan", 1), desk.sign_in("minh", 2)
    called, second = desk.take("A"), desk.take("A")
    desk.transfer(desk.call(minh, 2), minh, counter=1)
    assert desk.call(lan, 1).ticket.label == called.label
    desk.transfer(desk.call(minh, 2), minh, counter=1)
    desk = with_counters(desk, CounterRule(2, ("A", "B")))
    assert desk.perform(SettleIn(desk.house), None) == [4], "a session, a call, two tickets"
    assert desk.pause(lan, 1).code == "not_signed_in"
    for label in (called.label, second.label):
        call = desk.call(minh, 2)
        assert call.ticket.label == label
        desk.end(call, minh, CallStatus.FINISHED)


def test_who_goes_to_another_counter_leaves_nobody_called_at_the_old_one(desk: Desk) -> None:
    lan = desk.sign_in("lan", 1)
    ticket = desk.take("A")
    desk.take("A")
    desk.call(lan, 1)
    lan = desk.sign_in("lan", 2)
    assert desk.look(desk.looking.ticket, ticket.ticket_id).status is TicketStatus.WAITING
    with desk.store.reading(CENTRE) as ledger:
        assert [one.type for one in ledger.events_after(0, 10)][-1] is EventType.KEPT
    assert desk.call(lan, 2).ticket.label == ticket.label, "it is called first, by its old place"


def test_who_comes_to_a_counter_goes_on_with_whoever_is_called_there(desk: Desk) -> None:
    lan = desk.sign_in("lan", 1)
    ticket = desk.take("A")
    call = desk.call(lan, 1)
    desk.sign_in("lan", 1)
    minh = desk.sign_in("minh", 1)
    assert desk.look(desk.looking.ticket, ticket.ticket_id).status is TicketStatus.CALLED
    assert desk.hold(call, minh).ticket.status is TicketStatus.WAITING


def test_freeing_a_dead_counter_frees_whom_it_had_called(desk: Desk) -> None:
    lan, mai, minh = desk.sign_in("lan", 1), desk.sign_in("mai", 0), desk.sign_in("minh", 2)
    ticket = desk.take("A")
    desk.call(lan, 1)
    free, asked = FreeLeasesOfCounter(desk.house), FreeLeases(1, new_id(), mai)
    desk.perform(free, asked)
    assert desk.call(minh, 2).ticket.label == ticket.label
    desk.perform(free, asked)
    assert desk.look(desk.looking.ticket, ticket.ticket_id).status is TicketStatus.CALLED, "told again, done once"
    with desk.store.reading(CENTRE) as ledger:
        freed = [row.entry for row in ledger.audit_after(0, 20) if row.entry.deed == "free_leases"]
    assert [(one.label, one.counter) for one in freed] == [(ticket.label, 1)]
