"""When lines give numbers: hours, last numbers, caps, closings, and the words people are told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from random import Random
from zoneinfo import ZoneInfo

import pytest

from config.centre import Centre, load_centre
from config.folder import shipped_folder
from ticketing.domain.answers import LineStanding
from ticketing.domain.opening import ALWAYS_OPEN, ClosingReason, LineClosing, LineOpening, Standing, standing
from ticketing.settings import rules_of

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
MONDAY = date(2026, 11, 23)
FREE = frozenset({date(2026, 11, 24), date(2026, 11, 28), date(2026, 11, 29)})  # a holiday and a weekend
OFFICE = LineOpening(
    shifts=lambda day: () if day in FREE else ((time(8), time(12)), (time(13), time(17))),
    before_opening_min=30,
    last_before_close_min=10,
    notice_min=30,
)


def at(hour: int, minute: int = 0, day: date = MONDAY) -> int:
    return int(datetime.combine(day, time(hour, minute), ZONE).timestamp() * 1000)


def closing(from_ms: int, until_ms: int | None = None) -> LineClosing:
    return LineClosing(MONDAY, "A", from_ms, until_ms, ClosingReason.STAFF_AWAY, "mai")


@pytest.mark.parametrize(
    ("now", "state", "opens", "words"),
    [
        (at(7, 29), LineStanding.CLOSED, at(7, 30), "at 07:30 today"),
        (at(7, 30), LineStanding.OPEN, None, ""),
        (at(11, 59), LineStanding.OPEN, None, ""),
        (at(12, 0), LineStanding.CLOSED, at(12, 30), "at 12:30 today"),
        (at(12, 30), LineStanding.OPEN, None, ""),
        (at(16, 19), LineStanding.OPEN, None, ""),
        (at(16, 20), LineStanding.CLOSING, None, "given at 16:50"),
        (at(16, 49), LineStanding.CLOSING, None, "given at 16:50"),
        # Tuesday is a holiday here: Wednesday is the day after tomorrow.
        (at(16, 50), LineStanding.CLOSED, at(7, 30, date(2026, 11, 25)), "at 07:30 on Wednesday, 25/11"),
        (at(9, 0, date(2026, 11, 24)), LineStanding.CLOSED, at(7, 30, date(2026, 11, 25)), "at 07:30 tomorrow"),
        (at(9, 0, date(2026, 11, 28)), LineStanding.CLOSED, at(7, 30, date(2026, 11, 30)), "Monday, 30/11"),
    ],
)
def test_the_clock_opens_and_closes_a_line(now: int, state: LineStanding, opens: int | None, words: str) -> None:
    found = standing(OFFICE, None, None, now, ZONE)
    assert (found.state, found.opens_ms, found.takes_numbers) == (state, opens, state is not LineStanding.CLOSED)
    assert words in (found.notice.en if found.notice else "")
    if state is LineStanding.CLOSED:
        assert found.refused().code == "not_open_now"


def test_a_full_line_gives_numbers_again_the_next_working_day() -> None:
    found = standing(OFFICE, None, 0, at(10), ZONE)
    assert (found.state, found.opens_ms) == (LineStanding.FULL, at(7, 30, date(2026, 11, 25)))
    assert found.refused().code == "line_full"
    assert standing(OFFICE, None, 1, at(10), ZONE).state is LineStanding.OPEN


@pytest.mark.parametrize(("now", "code"), [(at(7), "not_open_now"), (at(10), "line_full"), (at(12), "not_open_now")])
def test_a_full_line_promises_nothing_more_for_today_before_its_hours_and_at_lunch(now: int, code: str) -> None:
    found = standing(OFFICE, None, 0, now, ZONE)
    assert found.opens_ms == at(7, 30, date(2026, 11, 25))
    assert found.refused().code == code
    assert "on Wednesday, 25/11" in found.refused().message_en


def test_a_full_line_that_is_closed_by_hand_is_not_open_again_when_the_closing_ends() -> None:
    shut = standing(OFFICE, closing(at(10), at(14)), 0, at(10, 30), ZONE)
    assert (shut.refused().code, shut.opens_ms) == ("line_closed", at(7, 30, date(2026, 11, 25)))


def test_a_closing_after_the_last_number_says_nothing() -> None:
    for late in (closing(at(16, 50)), closing(at(17))):
        assert standing(OFFICE, late, None, at(9), ZONE).notice is None
        soon = standing(OFFICE, late, None, at(16, 30), ZONE)
        assert soon.notice is not None
        assert "given at 16:50" in soon.notice.en
    before = standing(OFFICE, closing(at(16, 40)), None, at(16, 30), ZONE)
    assert before.notice is not None
    assert "until 16:40" in before.notice.en


def test_a_supervisors_closing_is_announced_then_holds_then_ends() -> None:
    until_two = closing(at(11), at(14))
    before = standing(OFFICE, until_two, None, at(10), ZONE)
    assert before.state is LineStanding.CLOSING
    assert before.notice is not None
    assert "until 11:00" in before.notice.en
    shut = standing(OFFICE, until_two, None, at(11), ZONE)
    assert (shut.state, shut.opens_ms) == (LineStanding.CLOSED, at(14))
    assert shut.refused().code == "line_closed"
    assert "are served" in shut.refused().message_en
    assert standing(OFFICE, until_two, None, at(14), ZONE).state is LineStanding.OPEN
    rest_of_day = standing(OFFICE, closing(at(11)), None, at(16), ZONE)
    assert rest_of_day.opens_ms == at(7, 30, date(2026, 11, 25))


def test_a_line_without_hours_is_always_open_but_can_be_closed() -> None:
    assert standing(ALWAYS_OPEN, None, None, at(3), ZONE).state is LineStanding.OPEN
    shut = standing(ALWAYS_OPEN, closing(at(2)), None, at(3), ZONE)
    assert (shut.state, shut.opens_ms) == (LineStanding.CLOSED, at(0, 0, date(2026, 11, 24)))


def test_the_hour_that_is_told_is_the_first_one(seeds: Callable[..., Iterator[int]]) -> None:
    """Whatever the hours: a number can be had at the hour that is told, and not a moment before."""
    told = 0
    for seed in seeds(short=200, long=3000):
        luck = Random(seed)
        cuts = [[time(hour) for hour in sorted(luck.sample(range(6, 22), luck.choice([0, 2, 4])))] for _ in range(7)]
        week = [tuple(zip(day[::2], day[1::2], strict=True)) for day in cuts]
        opening = LineOpening(
            shifts=lambda day, week=week: week[day.weekday()],  # type: ignore[misc] # bound now, not later
            before_opening_min=luck.choice([0, 30, 90]),
            last_before_close_min=luck.choice([0, 10, 45]),
        )
        now = at(luck.randrange(24), luck.randrange(60))
        until = luck.choice([None, at(12), at(18)])
        shut = closing(at(luck.randrange(12)), until) if luck.random() < 0.3 else None

        def stands(moment_ms: int, opening: LineOpening = opening, shut: LineClosing | None = shut) -> Standing:
            of_today = shut if moment_ms < at(0, 0, date(2026, 11, 24)) else None
            return standing(opening, of_today, None, moment_ms, ZONE)

        found = stands(now)
        if found.opens_ms is not None:
            told += 1
            assert found.opens_ms > now
            assert stands(found.opens_ms).takes_numbers, seed
            assert not stands(found.opens_ms - 1).takes_numbers, seed
            assert not any(stands(between).takes_numbers for between in range(now, found.opens_ms, 600_000)), seed
    assert told > 0


def test_nobody_is_told_an_hour_that_is_not_known() -> None:
    found = standing(LineOpening(shifts=lambda _day: ()), None, None, at(9), ZONE)
    assert found.opens_ms is None
    assert "help desk" in found.refused().message_en


def test_the_shipped_hours_reach_the_hub() -> None:
    centre = load_centre(shipped_folder())
    assert isinstance(centre, Centre)
    rules = rules_of(centre)
    opening = rules.line_of["B"].opening
    sunday, friday = date(2026, 11, 22), date(2026, 11, 27)
    assert standing(opening, None, None, at(9, 0, sunday), ZONE).opens_ms == at(7, 30)
    assert standing(opening, None, None, at(16, 39, friday), ZONE).takes_numbers
    assert not standing(opening, None, None, at(16, 40, friday), ZONE).takes_numbers
    # 24 November is a public holiday since 2026.
    assert not standing(opening, None, None, at(9, 0, date(2026, 11, 24)), ZONE).takes_numbers
    assert opening.daily_cap == 120
    assert (rules.terms.calls_before_absent, rules.terms.seconds_between_calls) == (3, 45)
    assert rules.counter_of[3].weights == {"A": 1.0, "B": 0.7}
    assert [one.code for one in rules.priority_classes][:2] == ["aged_75", "disabled"]
    assert rules.express[0].runs_on(friday)
    assert not rules.express[0].runs_on(sunday)
    over = centre.model_copy(update={"lines": tuple(
        line.model_copy(update={"valid_to": sunday}) for line in centre.lines)})  # fmt: skip
    assert standing(rules_of(over).line_of["A"].opening, None, None, at(9), ZONE).opens_ms is None
    assert [rules_of(over).line_of["A"].valid_on(day) for day in (sunday, MONDAY)] == [True, False]
