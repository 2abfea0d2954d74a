"""A deal of a whole queue that takes its time is not made anew for every counter that asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

import pytest

from tests.ticketing.conftest import HandClock
from tests.ticketing.desk_in_hand import Desk
from ticketing.deeds import leasing
from ticketing.deeds.house import House
from ticketing.deeds.lease_watch import LeaseWatch
from ticketing.deeds.leasing import RenewLeases
from ticketing.domain.dealing import Dealt, deal
from ticketing.domain.leases import Renewed, Slice
from ticketing.domain.offline_asked import RenewLease
from ticketing.store.opening import HubStore

SLOW_S = 0.5


@pytest.fixture
def deals(hand_clock: HandClock, monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """When the queue was dealt; each time takes half a second."""
    made: list[float] = []

    def slow(tickets: Sequence[Dealt], lines_of: Mapping[int, AbstractSet[str]], most: int) -> dict[str, int]:
        made.append(hand_clock.mono_s)
        hand_clock.mono_s += SLOW_S
        return deal(tickets, lines_of, most)

    monkeypatch.setattr(leasing, "deal", slow)
    return made


def test_a_plan_that_took_long_serves_ten_times_as_long(
    house: House, store: HubStore, perform: Callable[..., list[Any]], hand_clock: HandClock, deals: list[float]
) -> None:
    desk = Desk(house, store, perform)
    desk.sign_in("lan", 1)
    renew, held = RenewLeases(house, LeaseWatch(lambda: hand_clock.mono_s)), Slice()

    def beat() -> int:
        nonlocal held
        answer = perform(renew, RenewLease(1, "Q1", held.version, wanted=True))[0]
        assert isinstance(answer, Renewed)
        held = answer.slice or held
        return len(held.tickets)

    desk.take()
    assert beat() == 1
    begun = hand_clock.mono_s
    while hand_clock.mono_s < begun + 10 * SLOW_S - 1:
        desk.take()
        assert beat() == 1
        hand_clock.mono_s += 0.5
    assert len(deals) == 1
    hand_clock.mono_s += 2
    assert beat() > 1
    assert len(deals) == 2
