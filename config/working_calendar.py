"""Working time of a centre, to the minute: when something that was received is due.

Sources: the day of receipt is not counted, and a period that ends on a free day ends on the next working day (Bộ luật
Dân sự 2015, Điều 147-148); civil status cases of one day received after 15:00 are due the next working day (Luật Hộ
tịch); public holidays of Bộ luật Lao động 2019, Điều 112, with 24 November since 2026, from the package holidays, which
also knows the government's swapped days. A period ends with the opening hours of its last day, not at midnight.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Final

import holidays

from config.centre import Centre, Hours, Shift
from config.procedures import TimeLimit
from config.queue_rules import WEEKDAYS

_LONGEST_PAUSE_DAYS: Final = 400
_MINUTE: Final = timedelta(minutes=1)


@lru_cache(maxsize=64)
def _national(year: int) -> tuple[frozenset[date], frozenset[date]]:
    """The country's public holidays of a year, and its weekend days that are worked instead of another day."""
    calendar = holidays.country_holidays("VN", years=year)
    return frozenset(calendar.keys()), frozenset(day for day in calendar.weekend_workdays if day.year == year)


class WorkingCalendar:
    """The working time of one centre: weekly hours, public holidays, swapped and closed days."""

    def __init__(self, centre: Centre, hours: Hours | None = None) -> None:
        """`hours` of one line go before the centre's; holidays, swapped and closed days are the same."""
        self._hours = centre.hours if hours is None else hours
        self._zone = centre.zone
        self._swapped = {swap.date: WEEKDAYS.index(swap.hours_of) for swap in centre.swapped_days}
        self._closed = frozenset(closed.date for closed in centre.closed_days)

    def shifts(self, day: date) -> tuple[Shift, ...]:
        """The opening hours of a day in local time; () when it is free."""
        if day in self._closed:
            return ()
        if day in self._swapped:
            return self._hours.of(self._swapped[day])
        free, worked = _national(day.year)
        if day in worked:
            # A swapped Saturday has the hours of the Monday that it stands for.
            return self._hours.of(0)
        return () if day in free else self._hours.of(day.weekday())

    def is_working_day(self, day: date) -> bool:
        """Whether the centre is open on that day at all."""
        return bool(self.shifts(day))

    def is_open(self, at: datetime) -> bool:
        """Whether the centre is open at that moment."""
        local = self._local(at)
        return any(shift.start <= local.time() < shift.end for shift in self.shifts(local.date()))

    def next_working_day(self, day: date) -> date:
        """The first working day after this day. Raises ValueError when none follows within 400 days."""
        for ahead in range(1, _LONGEST_PAUSE_DAYS + 1):
            following = day + timedelta(days=ahead)
            if self.is_working_day(following):
                return following
        raise ValueError(f"no working day within {_LONGEST_PAUSE_DAYS} days of {day.isoformat()}")

    def add_working_days(self, day: date, count: int) -> date:
        """The last day of a period of `count` working days; the day itself is not counted."""
        for _ in range(count):
            day = self.next_working_day(day)
        return day

    def closing(self, day: date) -> datetime:
        """The end of the opening hours of a working day. Raises ValueError for a free day."""
        shifts = self.shifts(day)
        if not shifts:
            raise ValueError(f"{day.isoformat()} is not a working day")
        return self._moment(day, shifts[-1].end)

    def add_minutes(self, start: datetime, minutes: int) -> datetime:
        """The moment when so many working minutes have passed since `start`, in local time.

        Time outside opening hours does not count. A span that fills a shift ends with it, not with the next opening.
        """
        local = self._local(start)
        if minutes <= 0:
            return local
        left = timedelta(minutes=minutes)
        day = local.date()
        while True:
            for shift in self.shifts(day):
                opens, closes = self._moment(day, shift.start), self._moment(day, shift.end)
                begins = max(local, opens)
                if begins < closes:
                    if left <= closes - begins:
                        return begins + left
                    left -= closes - begins
            day = self.next_working_day(day)

    def minutes_between(self, start: datetime, end: datetime) -> int:
        """Whole working minutes from start to end; negative when end is before start."""
        begin, finish = self._local(start), self._local(end)
        if finish < begin:
            return -self.minutes_between(end, start)
        worked = timedelta()
        day = begin.date()
        while day <= finish.date():
            for shift in self.shifts(day):
                opens, closes = self._moment(day, shift.start), self._moment(day, shift.end)
                worked += max(min(finish, closes) - max(begin, opens), timedelta())
            day += timedelta(days=1)
        return worked // _MINUTE

    def due(self, received: datetime, limit: TimeLimit, *, verification: bool = False) -> datetime:
        """When what was received at `received` is due, in local time.

        same_day: the end of the day of receipt, or of the next working day when it came after the cut-off, after the
        last opening hour or on a free day. working_days: the end of the last day. working_hours: to the minute.
        verification: facts must be asked elsewhere, which adds (for same_day: allows) the limit's verification days.
        """
        local = self._local(received)
        day = local.date()
        match limit.kind:
            case "same_day":
                if verification and limit.verification_days:
                    return self.closing(self.add_working_days(day, limit.verification_days))
                shifts = self.shifts(day)
                late = not shifts or local.time() > (limit.cutoff or shifts[-1].end) or local.time() >= shifts[-1].end
                return self.closing(self.next_working_day(day) if late else day)
            case "working_days":
                count = limit.amount + (limit.verification_days if verification else 0)
                return self.closing(self.add_working_days(day, count))
            case "working_hours":
                due = self.add_minutes(local, limit.amount * 60)
                if verification and limit.verification_days:
                    return self.closing(self.add_working_days(due.date(), limit.verification_days))
                return due

    def _local(self, at: datetime) -> datetime:
        if at.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be counted")
        return at.astimezone(UTC).astimezone(self._zone)

    def _moment(self, day: date, at: time) -> datetime:
        return datetime.combine(day, at, self._zone)
