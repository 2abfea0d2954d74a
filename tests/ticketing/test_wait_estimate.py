"""The first, simple estimate is a range that grows with the people ahead and shrinks with the counters."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ticketing.waiting.estimate import estimate


def test_ten_ahead_two_counters_six_minutes() -> None:
    wait = estimate(ahead=10, minutes_per_visit=6, open_counters=2)
    assert wait.low_min <= 30 <= wait.high_min
    assert (wait.low_min, wait.high_min) == (20, 38)


def test_nobody_ahead_may_be_called_at_once() -> None:
    assert estimate(0, 6, 3).low_min == 0


@given(st.integers(0, 5000), st.floats(0.5, 480), st.integers(0, 100))
def test_a_range_in_order_that_grows_with_the_queue(ahead: int, minutes: float, counters: int) -> None:
    now, later = estimate(ahead, minutes, counters), estimate(ahead + 1, minutes, counters)
    assert 0 <= now.low_min <= now.high_min
    assert now.high_min <= later.high_min + 1
    assert now.low_min <= later.low_min
