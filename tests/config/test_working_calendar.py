"""The working calendar meets the known vectors, and its laws hold for any moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.centre import Centre, ClosedDay, SwappedDay, load_centre
from config.folder import shipped_folder
from config.procedures import TimeLimit
from config.texts import Text
from config.working_calendar import WorkingCalendar

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
SAME_DAY = TimeLimit(
    kind="same_day", cutoff=time(15), verification_days=3, text=Text("v", "e"), valid_from=date(2026, 1, 1)
)


def days(count: int, verification: int = 0) -> TimeLimit:
    return TimeLimit(
        kind="working_days",
        amount=count,
        verification_days=verification,
        text=Text("v", "e"),
        valid_from=date(2026, 1, 1),
    )


def hours(count: int) -> TimeLimit:
    return TimeLimit(kind="working_hours", amount=count, text=Text("v", "e"), valid_from=date(2026, 1, 1))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.fixture(scope="module")
def centre() -> Centre:
    read = load_centre(shipped_folder())
    assert isinstance(read, Centre)
    return read


@pytest.fixture(scope="module")
def calendar(centre: Centre) -> WorkingCalendar:
    return WorkingCalendar(centre)


@pytest.mark.parametrize(
    ("received", "count", "due"),
    [
        ("2026-11-20T09:00", 3, "2026-11-26T17:00"),  # Friday, over the weekend and 24 November
        ("2026-11-23T09:00", 1, "2026-11-25T17:00"),  # Monday before the holiday
        ("2026-11-23T09:00", 3, "2026-11-27T17:00"),
        ("2026-11-23T16:59", 1, "2026-11-25T17:00"),  # the hour does not matter when days are counted
        ("2026-11-21T10:00", 1, "2026-11-23T17:00"),  # Saturday: the first working day after it is day one
        ("2026-12-30T09:00", 2, "2027-01-04T17:00"),  # over New Year's Day, a Friday, and the weekend
        ("2027-02-03T09:00", 1, "2027-02-11T17:00"),  # the last day before Tết 2027
        ("2026-08-20T09:00", 2, "2026-08-22T17:00"),  # Saturday 22/8 is worked for Monday 31/8
        ("2026-08-28T09:00", 1, "2026-09-03T17:00"),  # 31/8 off in exchange, then 1 and 2 September
    ],
)
def test_working_days(calendar: WorkingCalendar, received: str, count: int, due: str) -> None:
    assert calendar.due(at(received), days(count)) == at(due)


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-11-23T07:30", "2026-11-23T17:00"),
        ("2026-11-23T08:00", "2026-11-23T17:00"),
        ("2026-11-23T12:30", "2026-11-23T17:00"),
        ("2026-11-23T15:00", "2026-11-23T17:00"),
        ("2026-11-23T15:00:01", "2026-11-25T17:00"),  # 24 November is free
        ("2026-11-23T20:00", "2026-11-25T17:00"),
        ("2026-11-24T09:00", "2026-11-25T17:00"),
        ("2026-11-28T09:00", "2026-11-30T17:00"),
        ("2026-11-20T16:00", "2026-11-23T17:00"),
    ],
)
def test_same_day_with_the_cut_off_at_three(calendar: WorkingCalendar, received: str, due: str) -> None:
    assert calendar.due(at(received), SAME_DAY) == at(due)


def test_verification_takes_three_days_instead_of_one_and_three_more(calendar: WorkingCalendar) -> None:
    received = at("2026-11-20T09:00")
    assert calendar.due(received, SAME_DAY, verification=True) == at("2026-11-26T17:00")
    assert calendar.due(received, days(3, verification=3), verification=True) == at("2026-12-01T17:00")


@pytest.mark.parametrize(
    ("received", "count", "due"),
    [
        ("2026-11-23T08:00", 8, "2026-11-23T17:00"),  # a full day ends with the day
        ("2026-11-23T08:00", 4, "2026-11-23T12:00"),  # a full morning ends with the morning
        ("2026-11-23T11:00", 2, "2026-11-23T14:00"),
        ("2026-11-23T16:00", 2, "2026-11-25T09:00"),
        ("2026-11-21T10:00", 1, "2026-11-23T09:00"),
        ("2026-11-02T08:00", 240, "2026-12-14T17:00"),  # 30 days of 8 hours, with one holiday between
    ],
)
def test_hours_count_opening_time_only(calendar: WorkingCalendar, received: str, count: int, due: str) -> None:
    assert calendar.due(at(received), hours(count)) == at(due)


def test_the_culture_day_is_free_from_2026_on(calendar: WorkingCalendar) -> None:
    assert calendar.is_working_day(date(2025, 11, 24))
    assert not calendar.is_working_day(date(2026, 11, 24))
    assert not calendar.is_working_day(date(2027, 11, 24))


def test_a_swapped_saturday_and_a_closed_day_of_this_centre(centre: Centre) -> None:
    saturday, thursday = date(2027, 1, 2), date(2026, 12, 31)
    own = centre.model_copy(
        update={
            "swapped_days": (SwappedDay(date=saturday, hours_of="fri"),),
            "closed_days": (ClosedDay(date=thursday),),
        }
    )
    calendar = WorkingCalendar(own)
    assert calendar.due(at("2026-12-30T09:00"), days(1)) == at("2027-01-02T17:00")
    assert not calendar.is_working_day(thursday)
    assert calendar.is_open(at("2027-01-02T09:00"))
    assert not calendar.is_open(at("2027-01-02T12:00"))


def test_a_short_saturday_ends_at_noon(centre: Centre) -> None:
    short = centre.hours.model_validate({**centre.hours.model_dump(), "sat": ["08:00-12:00"]})
    calendar = WorkingCalendar(centre.model_copy(update={"hours": short}))
    assert calendar.due(at("2026-11-28T09:00"), SAME_DAY) == at("2026-11-28T12:00")
    assert calendar.due(at("2026-11-28T12:00"), SAME_DAY) == at("2026-11-30T17:00")


def test_a_moment_of_another_zone_is_the_same_moment(calendar: WorkingCalendar) -> None:
    local = at("2026-11-23T14:30")
    assert calendar.due(local.astimezone(UTC), SAME_DAY) == calendar.due(local, SAME_DAY)
    assert calendar.due(local.astimezone(UTC), SAME_DAY).utcoffset() == timedelta(hours=7)


def test_a_moment_without_a_zone_is_a_bug(calendar: WorkingCalendar) -> None:
    with pytest.raises(ValueError, match="time zone"):
        calendar.due(datetime(2026, 11, 23, 9), days(1))  # noqa: DTZ001  (what is refused here)


def test_closing_of_a_free_day_is_a_bug(calendar: WorkingCalendar) -> None:
    with pytest.raises(ValueError, match="not a working day"):
        calendar.closing(date(2026, 11, 22))


@dataclass(frozen=True)
class Range:
    low: datetime
    high: datetime


SPAN = Range(datetime(2025, 1, 1), datetime(2029, 12, 31))  # noqa: DTZ001  (made aware by the strategy)
moments = st.datetimes(SPAN.low, SPAN.high, timezones=st.just(ZONE), allow_imaginary=False)
minutes = st.integers(0, 60 * 8 * 40)


@given(start=moments, count=minutes)
@settings(max_examples=150)
def test_adding_minutes_and_counting_them_agree(calendar: WorkingCalendar, start: datetime, count: int) -> None:
    assert calendar.minutes_between(start, calendar.add_minutes(start, count)) == count


@given(start=moments, one=minutes, more=minutes)
@settings(max_examples=100)
def test_minutes_add_up(calendar: WorkingCalendar, start: datetime, one: int, more: int) -> None:
    at_once = calendar.add_minutes(start, one + more)
    assert calendar.add_minutes(calendar.add_minutes(start, one), more) == at_once


@given(start=moments, later=st.timedeltas(timedelta(0), timedelta(days=30)), count=st.integers(1, 30))
@settings(max_examples=100)
def test_who_comes_later_is_never_due_earlier(
    calendar: WorkingCalendar, start: datetime, later: timedelta, count: int
) -> None:
    for limit in (days(count), SAME_DAY, hours(count)):
        assert calendar.due(start, limit) <= calendar.due(start + later, limit)


@given(start=moments, count=st.integers(1, 30))
@settings(max_examples=100)
def test_due_is_in_the_future_at_closing_time_of_a_working_day(
    calendar: WorkingCalendar, start: datetime, count: int
) -> None:
    for limit in (days(count), SAME_DAY):
        due = calendar.due(start, limit)
        assert due > start
        assert calendar.is_working_day(due.date())
        assert due == calendar.closing(due.date())
    days_between = sum(
        calendar.is_working_day(start.date() + timedelta(days=ahead))
        for ahead in range(1, (calendar.due(start, days(count)).date() - start.date()).days + 1)
    )
    assert days_between == count
