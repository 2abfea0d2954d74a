"""What is taken back, and what is told again, must not give two counters one ticket, nor show somebody else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.ticketing.conftest import HandClock
from tests.ticketing.desk_in_hand import Desk, new_id, with_supervisor
from ticketing.deeds.house import House
from ticketing.deeds.lease_watch import ASKED_FOR_S, LeaseWatch
from ticketing.deeds.leasing import FreeLeasesOfCounter, InTheWay, RenewLeases, WithdrawForCall
from ticketing.deeds.looking_for_absent import LookForAbsent
from ticketing.domain.answers import CallStatus, NobodyWaiting, TicketStatus, Undone
from ticketing.domain.leases import LeasesFreed, Renewed, Slice
from ticketing.domain.offline_asked import FreeLeases, MakeWay, RenewLease
from ticketing.domain.rules import CentreRules
from ticketing.store.opening import HubStore


@pytest.fixture(scope="session")
def rules(rules: CentreRules) -> CentreRules:
    return with_supervisor(rules)


@pytest.fixture
def desk(house: House, store: HubStore, perform: Callable[..., list[Any]]) -> Desk:
    return Desk(house, store, perform)


class Holder:
    """A counter's machine: it keeps the slices that it is offered."""

    def __init__(self, desk: Desk, counter: int, watch: LeaseWatch) -> None:
        self.desk, self.counter = desk, counter
        self.renew = RenewLeases(desk.house, watch)
        self.slice = Slice()

    def beat(self) -> list[str]:
        """Say what is held, keep what is offered; the labels held now."""
        asked = RenewLease(self.counter, f"Q{self.counter}", self.slice.version, wanted=True)
        answer = self.desk.perform(self.renew, asked)[0]
        assert isinstance(answer, Renewed)
        if answer.slice is not None:
            self.slice = answer.slice
        return [one.label for one in self.slice.tickets]


@pytest.mark.parametrize("deed", ["hold", "transfer"])
def test_a_call_is_not_opened_again_while_another_counter_may_call_the_ticket(desk: Desk, deed: str) -> None:
    here, there = desk.sign_in("lan", 1), desk.sign_in("minh", 2)
    watch = LeaseWatch(lambda: 0.0)
    other = Holder(desk, 2, watch)
    ticket = desk.take()
    call = desk.call(here)
    request_id = new_id()
    if deed == "hold":
        desk.hold(call, here, request_id=request_id)
    else:
        desk.transfer(call, here, line="B", request_id=request_id)
    assert other.beat() == [ticket.label]
    assert desk.undo(request_id, here).code == "reserved_elsewhere"

    lease = desk.look(InTheWay(desk.house).undoing, request_id)
    assert lease is not None
    assert lease.ticket_id == ticket.ticket_id
    assert desk.perform(WithdrawForCall(watch), MakeWay(ticket.ticket_id, 1)) == [False]
    assert other.beat() == []
    other.beat()
    assert desk.look(InTheWay(desk.house).undoing, request_id) is None
    undone = desk.undo(request_id, here)
    assert isinstance(undone, Undone)
    assert undone.call is not None
    assert undone.call.status is CallStatus.OPEN
    assert desk.call(there, 2) == NobodyWaiting()


def test_who_lets_go_late_is_not_given_it_again_before_the_call_is_opened(desk: Desk, hand_clock: HandClock) -> None:
    """The machine is busy: the first try to take it back has ended before the holder says that it let go."""
    here, _ = desk.sign_in("lan", 1), desk.sign_in("minh", 2)
    watch = LeaseWatch(lambda: hand_clock.mono_s)
    mine, other = Holder(desk, 1, watch), Holder(desk, 2, watch)
    ticket = desk.take()
    request_id = new_id()
    desk.transfer(desk.call(here), here, counter=2, request_id=request_id)
    for _ in range(3):
        assert (mine.beat(), other.beat()) == ([], [ticket.label])
    assert desk.perform(WithdrawForCall(watch), MakeWay(ticket.ticket_id, 1)) == [False]
    assert other.beat() == [], "at rest until now, it hears of it with its next question"
    for _ in range(3):
        assert other.beat() == []
        assert mine.beat() == [ticket.label]
    assert isinstance(desk.undo(request_id, here), Undone)


def test_a_ticket_that_was_asked_for_and_not_called_goes_back(desk: Desk, hand_clock: HandClock) -> None:
    here, _ = desk.sign_in("lan", 1), desk.sign_in("minh", 2)
    watch = LeaseWatch(lambda: hand_clock.mono_s)
    mine, other = Holder(desk, 1, watch), Holder(desk, 2, watch)
    ticket = desk.take()
    desk.transfer(desk.call(here), here, counter=2)
    assert other.beat() == [ticket.label]
    desk.perform(WithdrawForCall(watch), MakeWay(ticket.ticket_id, 1))
    hand_clock.pass_minutes((ASKED_FOR_S + 1) / 60)
    for _ in range(4):
        mine.beat()
        other.beat()
        hand_clock.pass_minutes(2 / 60)
    assert (mine.beat(), other.beat()) == ([], [ticket.label])


def test_freeing_told_again_leaves_alone_what_the_counter_has_reserved_since(desk: Desk) -> None:
    desk.sign_in("lan", 1)
    supervisor = desk.sign_in("mai", 3)
    holder = Holder(desk, 1, LeaseWatch(lambda: 0.0))
    ticket = desk.take()
    assert holder.beat() == [ticket.label]
    free, asked = FreeLeasesOfCounter(desk.house), FreeLeases(1, new_id(), supervisor)
    assert desk.perform(free, asked) == [LeasesFreed(1, 1)]
    holder.beat()
    assert holder.beat() == [ticket.label], "the counter is back"
    assert desk.perform(free, asked) == [LeasesFreed(1, 0)]
    assert desk.call_this(supervisor, ticket.ticket_id, 3).code == "reserved_elsewhere"
    assert desk.perform(free, FreeLeases(2, asked.request_id, supervisor))[0].code == "request_reused"


def test_nobody_who_was_not_called_before_midnight_stays_reserved(desk: Desk, hand_clock: HandClock) -> None:
    watch = LeaseWatch(lambda: hand_clock.mono_s)
    holder = Holder(desk, 1, watch)
    desk.sign_in("lan", 1)
    desk.take()
    desk.take()
    assert holder.beat() == ["A001", "A002"]
    hand_clock.pass_minutes(13 * 60)
    desk.sign_in("lan", 1)
    assert holder.beat() == []
    tomorrow = desk.take()
    for _ in range(2):
        hand_clock.pass_minutes(0.1)
        assert holder.beat() == [tomorrow.label]
    assert [one.ticket_id for one in desk.look(lambda ledger: ledger.leases())] == [tomorrow.ticket_id]


def test_undoing_a_merge_shows_the_ticket_that_was_merged_not_one_of_its_family(desk: Desk) -> None:
    clerk = desk.sign_in()
    grandmother, mother, uncle = desk.take(), desk.take(), desk.take()
    desk.merge(grandmother, mother, clerk)
    call = desk.call(clerk)
    assert call.ticket.label == mother.label
    request_id = new_id()
    desk.merge(mother, uncle, clerk, request_id)
    undone = desk.undo(request_id, clerk)
    assert isinstance(undone, Undone)
    assert undone.ticket is not None
    assert (undone.ticket.label, undone.ticket.status) == (mother.label, TicketStatus.CALLED)
    assert undone.call is not None
    assert undone.call.ticket.label == mother.label


def test_who_was_taken_out_of_the_line_by_mistake_is_back_in_the_old_place(desk: Desk) -> None:
    ticket, other = desk.take(), desk.take()
    clerk, deed = desk.sign_in(), new_id()
    before = desk.look(lambda ledger: ledger.ticket(ticket.ticket_id))
    desk.leave(ticket, deed, clerk)
    undone = desk.undo(deed, clerk)
    assert isinstance(undone, Undone)
    assert undone.ticket is not None
    assert (undone.ticket.label, undone.ticket.status) == (ticket.label, TicketStatus.WAITING)
    assert desk.look(lambda ledger: ledger.ticket(ticket.ticket_id)) == before
    assert [one.label for one in desk.look(desk.looking.queue, 1)] == [ticket.label, other.label]
    assert [row.entry.deed for row in desk.look(lambda ledger: ledger.audit_after(0, 10))][-2:] == ["leave", "undo"]


def test_who_was_let_wait_again_by_mistake_is_absent_again_for_as_long_as_before(
    desk: Desk, hand_clock: HandClock
) -> None:
    ticket, clerk, deed = desk.take(), desk.sign_in(), new_id()
    call = desk.call(clerk)
    for _ in range(2):
        hand_clock.pass_minutes(1)
        desk.recall(call, clerk)
    assert desk.end(call, clerk, CallStatus.ABSENT).status is CallStatus.ABSENT
    absent = desk.look(LookForAbsent(desk.house).at_counter, 1)
    assert desk.come_back(ticket, clerk, deed).status is TicketStatus.WAITING
    assert desk.undo(deed, clerk).ticket.status is TicketStatus.ABSENT
    assert desk.look(LookForAbsent(desk.house).at_counter, 1) == absent
    assert desk.call(clerk) == NobodyWaiting()


def test_what_citizens_do_themselves_no_clerk_undoes(desk: Desk) -> None:
    ticket, clerk, deeds = desk.take(), desk.sign_in(), [new_id(), new_id()]
    desk.come_back(ticket, request_id=deeds[0])
    desk.leave(ticket, deeds[1])
    assert [desk.undo(deed, clerk).code for deed in deeds] == ["undo_too_late"] * 2
