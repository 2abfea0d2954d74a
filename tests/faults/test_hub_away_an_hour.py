"""The hub is away for an hour of a working day: kiosks issue, counters call; then all of it is one day without a seam.

The clocks are in the hand. Hub, store, counters and kiosks are the real ones; only the wire between them is the test's.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.ticketing.hall import CENTRE, Citizen, Counter, Hall
from ticketing.domain.answers import Call, CallStatus, StaffRole, TicketStatus
from ticketing.domain.rules import CentreRules, CounterRule, LineRule, StaffRule

MINUTE_S = 60.0
BEFORE_MIN, AWAY_MIN = 30, 60
COUNTERS = (("A",), ("A", "B"), ("B", "C"), ("A", "B", "C"))
RULES = CentreRules(
    centre_id=CENTRE,
    timezone=ZoneInfo("Asia/Ho_Chi_Minh"),
    lines=(LineRule("A", 8.0), LineRule("B", 8.0), LineRule("C", 8.0)),
    counters=tuple(CounterRule(number, lines) for number, lines in enumerate(COUNTERS, start=1)),
    staff=tuple(StaffRule(f"clerk-{number}", "-", StaffRole.CLERK, "-") for number in range(1, len(COUNTERS) + 1)),
)


class Day:
    """Somebody comes every 100 s or so; each counter serves a person for about 8 minutes."""

    def __init__(self, hall: Hall) -> None:
        self.hall = hall
        self.free_at = dict.fromkeys((counter.number for counter in hall.counters), hall.time.uptime_s)
        self.next_comes = hall.time.uptime_s
        self.called: dict[int, list[tuple[int, Citizen]]] = {counter.number: [] for counter in hall.counters}

    def go_on(self, minutes: float, *, people: bool = True) -> None:
        """So many minutes, in steps of ten seconds."""
        hall = self.hall
        until = hall.time.uptime_s + minutes * MINUTE_S
        while hall.time.uptime_s < until:
            hall.time.pass_s(10)
            hall.beat()
            now = hall.time.uptime_s
            while people and self.next_comes <= now:
                hall.luck.choice(hall.kiosks).serve(hall.luck.choice("AABBC"))
                self.next_comes += hall.luck.expovariate(1 / 100)
            for counter in hall.counters:
                if self.free_at[counter.number] <= now:
                    self._turn(counter)

    def since(self, since_ms: int) -> dict[int, list[Citizen]]:
        """Whom each counter called after that hour, in order."""
        return {number: [one for at, one in called if at > since_ms] for number, called in self.called.items()}

    def _turn(self, counter: Counter) -> None:
        """Finish whoever is here and call the next."""
        call = counter.calling.current_call(counter.current)
        if isinstance(call, Call):
            counter.end(call)
        counter.work()
        call = counter.calling.current_call(counter.current)
        if isinstance(call, Call) and (citizen := self.hall.holder(call.ticket.label)) is not None:
            self.called[counter.number].append((self.hall.time.now_ms, citizen))
            self.free_at[counter.number] = self.hall.time.uptime_s + self.hall.luck.uniform(4, 12) * MINUTE_S


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    made = Hall(RULES, tmp_path, None, random.Random(7))
    yield made
    made.close()


def lose_the_hub(hall: Hall) -> None:
    """Until every counter goes on alone."""
    hall.hub_dies()
    for _ in range(3):
        hall.time.pass_s(5)
        hall.beat()


def test_an_hour_without_the_hub_leaves_no_double_and_no_lost_place(hall: Hall) -> None:
    for _ in range(12):
        hall.luck.choice(hall.kiosks).serve(hall.luck.choice("AABBC"))
    day = Day(hall)
    day.go_on(BEFORE_MIN)
    came_before = set(hall.citizens)
    waited_before = [one for one in hall.citizens.values() if not one.called]
    hall.hub_dies()
    lost_ms = hall.time.now_ms
    day.go_on(AWAY_MIN)
    back_ms = hall.time.now_ms
    meanwhile = set(hall.citizens) - came_before
    alone = day.since(lost_ms)

    # Everybody who came got a number; every counter went on, the longest waiting first, a kiosk's numbers after them.
    assert len(meanwhile) > 20
    assert all(label.startswith(("K1-", "K2-")) for label in meanwhile)
    for counter in hall.counters:
        assert len(alone[counter.number]) > 5 or counter.calling.state.left == 0, f"{counter.number} stood still"
    assert sum("-" in one.label for called in alone.values() for one in called) > 5, "nobody called the kiosks' numbers"
    for counter_number, called in alone.items():
        for earlier, later in pairwise(called):
            assert earlier.came_ms <= later.came_ms, f"counter {counter_number}: {earlier} before {later}"
    assert all(one.called for one in waited_before), "somebody who waited when the hub went away was passed over"

    hall.hub_comes()
    assert hall.hub is not None
    day.go_on(1, people=False)
    states = [counter.calling.state for counter in hall.counters]
    assert not any(state.now or state.contested for state in states)
    assert sum(state.told for state in states) > 0
    with hall.hub.store.reading(CENTRE) as ledger:
        today = hall.hub.house.today(hall.time.now_ms)
        for citizen in hall.citizens.values():
            series, _, number = citizen.label.rpartition("-")
            named = (series, int(number)) if series else (citizen.label[0], int(citizen.label[1:]))
            ticket = ledger.ticket_of_number(today, *named)
            assert ticket is not None, f"the hub never heard of {citizen.label}"
            assert abs(ticket.due_ms - citizen.came_ms) < 1000, f"{citizen.label} has lost its place"
            assert (ticket.status is TicketStatus.FINISHED) == bool(citizen.served)
        recorded = [call for call, _ in ledger.last_calls(today, 10_000) if lost_ms < call.called_ms <= back_ms]
        assert len(recorded) == sum(len(called) for called in alone.values())
        assert all(call.status in (CallStatus.FINISHED, CallStatus.OPEN) for call in recorded)

    day.go_on(15)
    hall.empty()
    assert all(len(citizen.served) == 1 for citizen in hall.citizens.values())


def test_who_is_not_there_when_called_holds_up_nobody_and_keeps_the_place(hall: Hall) -> None:
    lose_the_hub(hall)
    out, *others = [hall.kiosks[0].serve("A") for _ in range(4)]
    out.is_here = False
    for _ in range(40):
        hall.time.pass_s(20)
        hall.beat()
        for counter in hall.counters:
            counter.work()
    assert out.called
    assert [len(one.served) for one in (out, *others)] == [0, 1, 1, 1]

    out.is_here = True
    hall.hub_comes()
    assert hall.hub is not None
    hall.quiet()
    with hall.hub.store.reading(CENTRE) as ledger:
        ticket = ledger.ticket_of_number(hall.hub.house.today(hall.time.now_ms), "K1", 1)
    assert ticket is not None
    assert abs(ticket.due_ms - out.came_ms) < 1000
    hall.empty()
    assert all(len(one.served) == 1 for one in (out, *others))


@pytest.mark.parametrize(
    "off",
    [timedelta(days=-1), timedelta(hours=-2), timedelta(hours=2), timedelta(days=1), timedelta(days=3650)],
    ids=str,
)
def test_a_kiosk_whose_clock_jumps_gives_no_number_twice_and_everybody_keeps_the_place(
    hall: Hall, off: timedelta
) -> None:
    kiosk = hall.kiosks[0]
    came = []
    for clock_is_off in (timedelta(), off, timedelta()):
        kiosk.clock_is_off = clock_is_off
        lose_the_hub(hall)
        for _ in range(3):
            came.append(kiosk.serve("A"))
            hall.time.pass_s(60)
        hall.hub_comes()
        hall.quiet()
    assert [one.label for one in came] == [f"K1-{number:03d}" for number in range(1, 10)]
    assert hall.hub is not None
    with hall.hub.store.reading(CENTRE) as ledger:
        today = hall.hub.house.today(hall.time.now_ms)
        for number, citizen in enumerate(came, start=1):
            ticket = ledger.ticket_of_number(today, "K1", number)
            assert ticket is not None, f"{citizen.label} is of another day"
            assert abs(ticket.due_ms - citizen.came_ms) < 1000, f"{citizen.label} has lost its place"
    hall.empty()
    assert all(len(citizen.served) == 1 for citizen in came)


def test_a_kiosk_that_starts_with_an_old_clock_gives_no_number_twice_and_nobody_waits_in_another_day(
    hall: Hall,
) -> None:
    kiosk = hall.kiosks[0]
    lose_the_hub(hall)
    came = [kiosk.serve("A"), kiosk.serve("A")]
    kiosk.boot, kiosk.clock_is_off = "second", timedelta(days=-9000)
    kiosk.kill()
    came += [kiosk.serve("A"), kiosk.serve("A")]
    kiosk.boot = "third"
    kiosk.kill()
    hall.hub_comes()
    hall.quiet()
    hall.empty()
    assert [one.label for one in came] == ["K1-001", "K1-002", "K1-003", "K1-004"]
