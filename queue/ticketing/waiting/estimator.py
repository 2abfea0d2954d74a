"""The waiting-time estimator: takes a centre's events one by one, and tells each ticket a range when it is issued.

It learns as it goes (durations per service, no-shows, pauses of counters, its own errors) and uses only what has
happened. On the first day, priors stand in for experience.
"""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Iterator
from typing import Final, assert_never

from ticketing.waiting.calibration import ForecastErrors, Told, WaitForecast
from ticketing.waiting.day_events import (
    CallEnded,
    CounterClosed,
    CounterOpened,
    DayEvent,
    DayPlanned,
    ShiftPlan,
    TicketCalled,
    TicketIssued,
)
from ticketing.waiting.durations import LearnedDuration
from ticketing.waiting.forward_run import CounterState, Outlook, ServiceTime, next_available, outlook_of_last

_VISIT_MIN: Final = 12.0  # until we know better
_NO_SHOW_MIN: Final = 2.0
_PAUSE_MIN: Final = 10.0
_NO_SHOW_PRIOR: Final = 10  # visits without a no-show that the first day begins with
_LITTLE_WORK_MIN: Final = 200.0
_UNDER_WAY: Final = 0.7  # variance of what is left of a visit, as a share of its squared expectation
_NOBODY_PLANNED: Final = Outlook(30.0, 15.0)
_AT_ONCE_MIN: Final = 1e-6


class WaitingEstimator:
    """One centre's estimator. Not safe for several threads at once."""

    def __init__(self) -> None:
        self._plan = ShiftPlan({}, {})
        self._visits: dict[str, LearnedDuration] = {}
        self._no_show = LearnedDuration(_NO_SHOW_MIN)
        self._pause = LearnedDuration(_PAUSE_MIN, window=200)
        self._came: Tally[str] = Tally()
        self._stayed_away: Tally[str] = Tally()
        self._pauses = 0
        self._worked_min = 0.0
        self._errors = ForecastErrors()
        self._begin_day()

    def _begin_day(self) -> None:
        self._waiting: dict[str, TicketIssued] = {}
        self._told: dict[str, Told] = {}
        self._serving: dict[int, tuple[str, float]] = {}  # counter -> service, since
        self._open: set[int] = set()
        self._paused: dict[int, float] = {}  # counter -> closed since, though planned to be open

    def take(self, event: DayEvent) -> WaitForecast | None:
        """Take the next event; the answer is the forecast of a ticket that was just issued, else None.

        An event that fits nothing (a call of an unknown ticket, an end without a call) changes nothing it should not.
        """
        match event:
            case DayPlanned(plan):
                self._begin_day()
                self._plan = plan
            case CounterOpened(at, counter):
                self._open.add(counter)
                if (since := self._paused.pop(counter, None)) is not None:
                    self._pause.learn(max(0.0, at - since))
            case CounterClosed(at, counter):
                self._open.discard(counter)
                if next_available(self._plan.shifts.get(counter, ()), at + 0.5) == at + 0.5:
                    self._paused[counter] = at
                    self._pauses += 1
            case TicketCalled(at, ticket, counter):
                self._call(at, ticket, counter)
            case CallEnded(at, counter, came):
                self._end_call(at, counter, came=came)
            case TicketIssued(at, ticket, service):
                self._waiting[ticket] = event
                return self._tell(at, ticket, service)
            case _:
                assert_never(event)
        return None

    def _call(self, at: float, ticket: str, counter: int) -> None:
        issued = self._waiting.pop(ticket, None)
        if issued is None:
            return
        self._serving[counter] = (issued.service, at)
        told = self._told.pop(ticket, None)
        waited = at - issued.at
        if told is not None and waited > _AT_ONCE_MIN:
            self._errors.learn(told, waited)

    def _end_call(self, at: float, counter: int, *, came: bool) -> None:
        if counter not in self._serving:
            return
        service, since = self._serving.pop(counter)
        lasted = max(0.0, at - since)
        self._worked_min += lasted
        if came:
            self._visit(service).learn(lasted)
            self._came[service] += 1
        else:
            self._no_show.learn(lasted)
            self._stayed_away[service] += 1

    def _tell(self, at: float, ticket: str, service: str) -> WaitForecast:
        services = [issued.service for issued in self._waiting.values()]
        times = {one: self._service_time(one) for one in set(services)}
        outlook = outlook_of_last(at, services, self._counters(at), self._plan, times) or _NOBODY_PLANNED
        forecast = self._errors.forecast(outlook, service, at)
        self._told[ticket] = Told(at, service, outlook, forecast)
        return forecast

    def _visit(self, service: str) -> LearnedDuration:
        return self._visits.setdefault(service, LearnedDuration(_VISIT_MIN))

    def _service_time(self, service: str) -> ServiceTime:
        visit = self._visit(service)
        came, away = self._came[service], self._stayed_away[service]
        missing = away / (away + came + _NO_SHOW_PRIOR)
        mean = (1 - missing) * visit.mean() + missing * self._no_show.mean()
        pause = self._pause.mean()
        pauses_a_minute = self._pauses / max(self._worked_min, _LITTLE_WORK_MIN)
        return ServiceTime(
            mean * (1 + pauses_a_minute * pause), visit.variance() + pauses_a_minute * mean * 2 * pause * pause
        )

    def _counters(self, at: float) -> Iterator[CounterState]:
        for counter in self._plan.skills:
            left = 0.0
            if counter in self._serving:
                service, since = self._serving[counter]
                left = self._visit(service).left_after(at - since)
            elif counter in self._paused:
                left = self._pause.left_after(at - self._paused[counter])
            yield CounterState(counter, at + left, _UNDER_WAY * left * left)
