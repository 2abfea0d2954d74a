"""The hub's time never goes backwards, whatever the wall clock does."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from ticketing.domain.hub_clock import LEAP_BELIEVED_AFTER_S, HubClock

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=HANOI).timestamp() * 1000)


class Hands:
    def __init__(self, wall_ms: int) -> None:
        self.wall_ms = wall_ms
        self.mono_s = 0.0
        self.told: list[float] = []
        self.clock = HubClock(HANOI, lambda: self.wall_ms, lambda: self.mono_s, self.told.append)


def test_a_clock_set_back_is_told_once_and_time_goes_on_at_its_own_speed() -> None:
    hands = Hands(at("2026-11-23 09:00"))
    assert hands.clock.now_ms() == at("2026-11-23 09:00")
    hands.wall_ms, hands.mono_s = at("2026-11-22 09:00"), 60
    assert hands.clock.now_ms() == at("2026-11-23 09:01")
    hands.mono_s = 120
    assert hands.clock.now_ms() == at("2026-11-23 09:02")
    assert hands.clock.day_of(hands.clock.now_ms()) == date(2026, 11, 23)
    assert len(hands.told) == 1


def test_it_is_told_again_after_the_wall_clock_had_caught_up() -> None:
    hands = Hands(at("2026-11-23 09:00"))
    hands.clock.now_ms()
    hands.wall_ms = at("2026-11-23 08:00")
    hands.clock.now_ms()
    hands.wall_ms = at("2026-11-23 10:00")
    assert hands.clock.now_ms() == at("2026-11-23 10:00")
    hands.wall_ms = at("2026-11-23 08:00")
    hands.clock.now_ms()
    assert len(hands.told) == 2


def test_a_restart_with_a_clock_behind_goes_on_from_the_last_known_hour() -> None:
    hands = Hands(at("2026-11-20 09:00"))
    hands.clock.start_from(at("2026-11-23 16:00"))
    assert hands.clock.day_of(hands.clock.now_ms()) == date(2026, 11, 23)


def test_a_leap_ahead_is_not_followed_and_leaves_no_trace_when_it_is_taken_back() -> None:
    hands = Hands(at("2026-11-23 09:00"))
    hands.clock.now_ms()
    hands.wall_ms, hands.mono_s = at("2026-11-24 09:00"), 60
    assert hands.clock.now_ms() == at("2026-11-23 09:01")
    hands.mono_s = LEAP_BELIEVED_AFTER_S
    assert hands.clock.now_ms() == at("2026-11-23 09:10")
    hands.wall_ms = at("2026-11-23 09:10")
    assert hands.clock.now_ms() == at("2026-11-23 09:10")
    assert hands.told == [23 * 3600 + 59 * 60]


def test_a_leap_that_stands_is_believed() -> None:
    hands = Hands(at("2026-11-23 09:00"))
    hands.clock.now_ms()
    hands.wall_ms = at("2026-11-23 12:00")
    hands.clock.now_ms()
    hands.wall_ms, hands.mono_s = at("2026-11-23 12:10"), LEAP_BELIEVED_AFTER_S
    assert hands.clock.now_ms() == at("2026-11-23 12:10")


def test_a_night_without_questions_is_no_leap() -> None:
    hands = Hands(at("2026-11-23 17:00"))
    hands.clock.now_ms()
    hands.wall_ms, hands.mono_s = at("2026-11-24 07:30"), 14.5 * 3600
    assert hands.clock.now_ms() == at("2026-11-24 07:30")
    assert hands.told == []


def test_a_clock_that_started_wrong_is_put_right_at_once() -> None:
    hands = Hands(at("2020-01-01 00:00"))
    hands.clock.start_from(at("2026-11-22 17:00"))
    hands.clock.now_ms()
    hands.wall_ms, hands.mono_s = at("2026-11-23 07:30"), 30
    assert hands.clock.now_ms() == at("2026-11-23 07:30")
    assert len(hands.told) == 1


def test_small_corrections_are_not_told() -> None:
    hands = Hands(at("2026-11-23 09:00"))
    first = hands.clock.now_ms()
    hands.wall_ms -= 400
    assert hands.clock.now_ms() >= first
    assert hands.told == []


def test_the_day_is_the_one_of_hanoi() -> None:
    hands = Hands(0)
    assert hands.clock.day_of(at("2026-11-23 23:59")) == date(2026, 11, 23)
    assert hands.clock.day_of(at("2026-11-24 00:00")) == date(2026, 11, 24)
    assert hands.clock.end_of_day_ms(at("2026-11-23 15:00"), 1) == at("2026-11-25 00:00")


@given(st.lists(st.tuples(st.integers(-10_000_000, 10_000_000), st.floats(0, 1000)), max_size=30))
def test_never_backwards(steps: list[tuple[int, float]]) -> None:
    hands = Hands(at("2026-11-23 09:00"))
    last, last_day = 0, date.min
    for wall_step, mono_step in steps:
        hands.wall_ms = max(0, hands.wall_ms + wall_step)
        hands.mono_s += mono_step
        now = hands.clock.now_ms()
        assert now >= last
        assert hands.clock.day_of(now) >= last_day
        last, last_day = now, hands.clock.day_of(now)
