"""Stillness: a question after 90 s, a countdown any touch extends, then the screen is wiped."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from kiosk.ui.presence import COUNTDOWN_S, QUESTION_AFTER_S, Presence


@dataclass
class Watch:
    now: float = 0.0
    asked: list[int] = field(default_factory=list)
    left: int = 0

    def gone(self) -> None:
        self.left += 1


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def presence(watch: Watch) -> Presence:
    return Presence(watch.asked.append, watch.gone, lambda: watch.now)


def pass_time(watch: Watch, presence: Presence, seconds: float) -> None:
    for _ in range(int(seconds)):
        watch.now += 1
        presence.tick(watching=True)


def test_the_question_comes_after_ninety_seconds_and_the_wipe_after_the_countdown(
    watch: Watch, presence: Presence
) -> None:
    pass_time(watch, presence, QUESTION_AFTER_S - 1)
    assert watch.asked == []
    pass_time(watch, presence, 2)
    assert watch.asked
    pass_time(watch, presence, COUNTDOWN_S)
    assert watch.left == 1


def test_any_touch_takes_the_question_away(watch: Watch, presence: Presence) -> None:
    pass_time(watch, presence, QUESTION_AFTER_S + 20)
    presence.alive()
    assert watch.asked[-1] == 0
    pass_time(watch, presence, QUESTION_AFTER_S - 1)
    assert watch.left == 0


def test_a_machine_at_work_is_not_stillness(watch: Watch, presence: Presence) -> None:
    for _ in range(500):
        watch.now += 1
        presence.tick(watching=False)
    assert (watch.asked, watch.left) == ([], 0)


def test_a_screen_with_nothing_to_lose_is_left_without_a_question(watch: Watch, presence: Presence) -> None:
    presence.leave_quietly_after(40)
    pass_time(watch, presence, 41)
    assert (watch.asked, watch.left) == ([], 1)
