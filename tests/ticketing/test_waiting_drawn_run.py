"""Playing the queue many times: as the means where nothing is uncertain, better where chance decides."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticketing.waiting.day_events import ShiftPlan
from ticketing.waiting.drawn_run import MOST_DRAWN, DrawnRun
from ticketing.waiting.forward_run import CounterState, ForwardRun, Outlook, ServiceTime

AT = 660.0
MORNING_AND_AFTERNOON = ((480.0, 720.0), (780.0, 1020.0))
THREE = ShiftPlan(dict.fromkeys((1, 2, 3), MORNING_AND_AFTERNOON), dict.fromkeys((1, 2, 3), frozenset("AB")))
CERTAIN = {"A": ServiceTime(5.3, 0.0), "B": ServiceTime(11.9, 0.0)}
USUAL = {"A": ServiceTime(5.0, 13.0), "B": ServiceTime(12.0, 75.0)}


def busy(*left: float, share: float = 0.0) -> list[CounterState]:
    """Counters 1, 2, …, each busy for so many minutes more."""
    return [CounterState(n, AT + minutes, minutes, share * minutes * minutes) for n, minutes in enumerate(left, 1)]


def outlooks(run: DrawnRun | ForwardRun, services: str) -> list[Outlook | None]:
    """What each in the queue may expect, and who comes after them."""
    seen = []
    for service in services:
        seen.append(run.outlook("A"))
        run.serve("A", service)
    return [*seen, run.outlook("A")]


@given(st.lists(st.floats(0, 40), min_size=3, max_size=3), st.text("AB", max_size=30))
def test_where_nothing_is_uncertain_every_play_is_that_of_the_means(left: Sequence[float], services: str) -> None:
    drawn = outlooks(DrawnRun(AT, busy(*left), THREE, CERTAIN), services)
    means = outlooks(ForwardRun(AT, busy(*left), THREE, CERTAIN), services)
    for ours, theirs in zip(drawn, means, strict=True):
        assert ours is not None
        assert theirs is not None
        assert ours.wait == pytest.approx(theirs.wait, abs=1e-6)
        assert ours.spread == pytest.approx(0, abs=1e-6)


def test_the_first_free_of_several_comes_sooner_than_each() -> None:
    first = DrawnRun(AT, busy(10, 10, 10, share=0.7), THREE, USUAL).outlook("A")
    assert first is not None
    assert 3 < first.wait < 6, "the median of the smallest of three"


def test_the_same_hall_has_the_same_outlook() -> None:
    runs = [DrawnRun(AT, busy(3, 8, 20, share=0.7), THREE, USUAL) for _ in range(2)]
    assert outlooks(runs[0], "ABBAB" * 20) == outlooks(runs[1], "ABBAB" * 20)


def test_far_back_it_goes_on_with_the_means() -> None:
    plan = ShiftPlan(dict.fromkeys((1, 2, 3), ((480.0, 3000.0),)), THREE.skills)
    seen = outlooks(DrawnRun(AT, busy(3, 8, 20, share=0.7), plan, USUAL), "A" * (MOST_DRAWN + 60))
    waits = [one.wait for one in seen if one is not None]
    assert len(waits) == len(seen)
    assert waits == sorted(waits)
    spreads = [one.spread for one in seen if one is not None]
    assert spreads[-1] > spreads[MOST_DRAWN] > spreads[10]
    assert waits[-1] == pytest.approx((MOST_DRAWN + 60) * 5 / 3, rel=0.1)


def test_a_break_is_waited_through_and_is_no_work() -> None:
    seen = outlooks(DrawnRun(715.0, (), THREE, USUAL), "A")
    assert seen == [None, None], "no counters"
    idle = [CounterState(counter, 715.0, 0.0, 0.0) for counter in (1, 2, 3)]
    last = outlooks(DrawnRun(715.0, idle, THREE, USUAL), "B" * 9)[-1]
    assert last is not None
    assert last.wait > 65
    assert last.work == pytest.approx(last.wait - 60, abs=15)


def test_who_works_no_more_today_calls_nobody() -> None:
    plan = ShiftPlan({1: ((480.0, 670.0),), 2: MORNING_AND_AFTERNOON}, {1: frozenset("A"), 2: frozenset("B")})
    run = DrawnRun(AT, [CounterState(1, AT + 30, 30, 0.0), CounterState(2, AT, 0.0, 0.0)], plan, CERTAIN)
    assert (run.outlook("A"), run.outlook_at(1), run.working_for("A")) == (None, None, 0)
    run.serve("A", "A")
    run.serve("Z", "A")
    run.serve("A", "A", 9)
    run.serve("B", "A", 2)
    there = run.outlook_at(2)
    assert there is not None
    assert there.wait == pytest.approx(5.3)
    assert run.working_for("B") == 1


def test_at_closing_time_who_has_a_number_is_still_served() -> None:
    plan = THREE.from_now_on(1015.0, {1: 1015.0}, frozenset("AB"))
    late = DrawnRun(1015.0, [CounterState(1, 1015.0, 0.0, 0.0)], plan, CERTAIN)
    last = outlooks(late, "BBBB")[-1]
    assert last is not None
    assert math.isclose(last.wait, 4 * 11.9)
