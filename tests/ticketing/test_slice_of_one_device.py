"""A counter's slice belongs to one device: two machines set up as one counter never call the same people."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.ticketing.conftest import HandClock
from tests.ticketing.desk_in_hand import Desk, new_id, with_supervisor
from tests.ticketing.hall import Counter, Hall
from ticketing.client import Call, Unreachable
from ticketing.deeds.house import House
from ticketing.deeds.lease_watch import HEARD_S, LeaseWatch
from ticketing.deeds.leasing import FreeLeasesOfCounter, RenewLeases
from ticketing.deeds.recording import RecordOfflineCalls
from ticketing.deeds.registering import AnnounceKioskSeries
from ticketing.domain.answers import Refused
from ticketing.domain.hub_clock import moment
from ticketing.domain.leases import HUB_FREES_AFTER_S, CallEnd, LeasesFreed, OfflineCall, Recorded, Renewed, Slice
from ticketing.domain.offline_asked import AnnounceSeries, FreeLeases, RenewLease, ReportCall
from ticketing.domain.rules import CentreRules
from ticketing.store.opening import HubStore

MOMENT_MIN = (HEARD_S + 1) / 60


@pytest.fixture(scope="session")
def rules(rules: CentreRules) -> CentreRules:
    return with_supervisor(rules)


@pytest.fixture
def desk(house: House, store: HubStore, perform: Callable[..., list[Any]]) -> Desk:
    made = Desk(house, store, perform)
    made.sign_in("lan", 1)
    return made


@pytest.fixture
def watch(hand_clock: HandClock) -> LeaseWatch:
    return LeaseWatch(lambda: hand_clock.mono_s)


class Machine:
    """A machine set up as counter 1: it keeps the slices that it is offered."""

    def __init__(self, desk: Desk, watch: LeaseWatch, device: str) -> None:
        self.desk, self.device = desk, device
        self.renew = RenewLeases(desk.house, watch)
        self.slice = Slice()

    def beat(self, *, wanted: bool = True) -> list[str] | str:
        """Say what is held, keep what is offered; the labels held now, or the code of the refusal."""
        asked = RenewLease(1, self.device, self.slice.version, wanted)
        answer = self.desk.perform(self.renew, asked)[0]
        if isinstance(answer, Refused):
            return answer.code
        assert isinstance(answer, Renewed)
        self.slice = answer.slice or self.slice
        return [one.label for one in self.slice.tickets]


@pytest.fixture
def first(desk: Desk, watch: LeaseWatch) -> Machine:
    return Machine(desk, watch, "Q1")


@pytest.fixture
def second(desk: Desk, watch: LeaseWatch) -> Machine:
    return Machine(desk, watch, "Q1-new")


def test_a_second_machine_of_the_counter_is_refused_while_the_first_may_call(
    desk: Desk, first: Machine, second: Machine, hand_clock: HandClock
) -> None:
    desk.take()
    assert first.beat() == ["A001"]
    assert second.beat() == "slice_elsewhere"
    hand_clock.pass_minutes(HUB_FREES_AFTER_S / 60 - 1)
    assert second.beat() == "slice_elsewhere", "its silence says nothing"
    assert first.beat() == ["A001"]


def test_the_name_in_another_process_is_the_same_machine(desk: Desk, first: Machine, watch: LeaseWatch) -> None:
    desk.take()
    first.beat()
    assert Machine(desk, watch, "Q1").beat() == ["A001"], "enrolled again under its name, with an empty disk"


def test_when_the_first_has_lapsed_the_second_gets_it_under_a_new_version(
    desk: Desk, first: Machine, second: Machine, hand_clock: HandClock
) -> None:
    desk.take()
    first.beat()
    assert second.beat() == "slice_elsewhere"
    hand_clock.pass_minutes(HUB_FREES_AFTER_S / 60 + 1)
    assert second.beat() == ["A001"]
    assert second.slice.version > first.slice.version
    assert first.beat() == "slice_elsewhere"


def test_freed_by_a_supervisor_it_is_the_next_machines(desk: Desk, first: Machine, second: Machine) -> None:
    supervisor = desk.sign_in("mai", 3)
    desk.take()
    first.beat()
    free = FreeLeasesOfCounter(desk.house)
    assert desk.perform(free, FreeLeases(1, new_id(), supervisor)) == [LeasesFreed(1, 1)]
    assert second.beat() == ["A001"]
    assert first.beat() == "slice_elsewhere"


def test_an_empty_slice_is_freed_from_its_machine_too(desk: Desk, first: Machine, second: Machine) -> None:
    supervisor = desk.sign_in("mai", 3)
    assert first.beat() == []
    assert second.beat() == "slice_elsewhere"
    free = FreeLeasesOfCounter(desk.house)
    assert desk.perform(free, FreeLeases(1, new_id(), supervisor)) == [LeasesFreed(1, 0)]
    assert second.beat() == []


def test_who_holds_nothing_and_is_not_there_makes_way(
    desk: Desk, first: Machine, second: Machine, hand_clock: HandClock
) -> None:
    assert first.beat() == []
    hand_clock.pass_minutes(MOMENT_MIN)
    desk.take()
    assert second.beat() == ["A001"]
    assert first.beat() == "slice_elsewhere"


def test_who_signs_out_and_has_given_all_back_makes_way(desk: Desk, first: Machine, second: Machine) -> None:
    desk.take()
    first.beat()
    assert first.beat(wanted=False) == []
    assert second.beat() == "slice_elsewhere", "it has not said yet that it holds nothing"
    first.beat(wanted=False)
    assert second.beat() == ["A001"]


def test_a_series_is_held_as_tickets_are(desk: Desk, first: Machine, second: Machine, hand_clock: HandClock) -> None:
    desk.perform(AnnounceKioskSeries(desk.house), AnnounceSeries("K1", "K1"))
    first.beat()
    assert [one.series for one in first.slice.series] == ["K1"]
    hand_clock.pass_minutes(MOMENT_MIN)
    assert second.beat() == "slice_elsewhere"


def test_calls_of_a_machine_that_lost_the_slice_are_recorded(
    desk: Desk, first: Machine, second: Machine, hand_clock: HandClock
) -> None:
    ticket = desk.take()
    first.beat()
    called = moment(hand_clock.wall_ms)
    hand_clock.pass_minutes(HUB_FREES_AFTER_S / 60 + 1)
    second.beat()
    made = OfflineCall(new_id(), "lan", ticket.day, ticket.label, called, 1, CallEnd.FINISHED, called, ticket.ticket_id)
    answer = desk.perform(RecordOfflineCalls(desk.house), ReportCall(1, made))[0]
    assert answer.outcome is Recorded.RECORDED


def test_while_the_hub_is_away_one_of_two_machines_calls(
    rules: CentreRules, empty_database: Callable[[], str | None], tmp_path: Path
) -> None:
    hall = Hall(rules, tmp_path, empty_database(), random.Random(7))
    spare = Counter(hall, 1, "lan", "spare")
    for _ in range(6):
        hall.kiosks[0].serve("A")
    for _ in range(5):
        hall.time.pass_s(2)
        hall.beat()
        spare.keeper.beat(0)
    hall.hub_dies()
    hall.time.pass_s(15)
    hall.beat()
    spare.keeper.beat(0)
    assert hall.counters[0].calling.state.now
    assert spare.calling.state.elsewhere
    assert spare.calling.call_next(spare.current) == Unreachable("slice_lapsed")
    called = hall.counters[0].calling.call_next(spare.current)
    assert isinstance(called, Call)
    hall.counters[0].end(called)
    hall.hub_comes()
    hall.quiet(5)
    assert hall.counters[0].calling.state.contested == ()
    spare.book.close()
    hall.close()
