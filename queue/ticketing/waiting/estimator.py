"""The waiting-time estimator of a log: takes a centre's events one by one, and tells each ticket a range when issued.

It learns as it goes (durations per service, no-shows, pauses of counters, its own errors) and uses only what has
happened. On the first day, priors stand in for experience.
"""

from __future__ import annotations

from typing import assert_never

from ticketing.waiting.break_ahead import Passage, break_ahead
from ticketing.waiting.calibration import Told, WaitForecast
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
from ticketing.waiting.experience import Experience
from ticketing.waiting.forward_run import next_available, nobody_there
from ticketing.waiting.hall import Hall, Pause, Serving, begin_run


class WaitingEstimator:
    """One centre's estimator. Not safe for several threads at once."""

    def __init__(self) -> None:
        self._plan = ShiftPlan({}, {})
        self._experience = Experience()
        self._day: int | None = None
        self._begin_day()

    def _begin_day(self) -> None:
        """Nobody waits from yesterday. The plan holds until there is another."""
        self._waiting: dict[str, TicketIssued] = {}
        self._told: dict[str, Told] = {}
        self._serving: dict[int, Serving] = {}
        self._open: set[int] = set()
        self._paused: dict[int, Pause] = {}

    def take(self, event: DayEvent) -> WaitForecast | None:
        """Take the next event; the answer is the forecast of a ticket that was just issued, else None.

        An event that fits nothing (a call of an unknown ticket, an end without a call) changes nothing it should not.
        """
        if isinstance(event, DayPlanned) or event.day not in (None, self._day):
            self._day = event.day
            self._begin_day()
            self._experience.begin_day()
        match event:
            case DayPlanned(plan):
                self._plan = plan
            case CounterOpened(at, counter):
                self._open.add(counter)
                if (pause := self._paused.pop(counter, None)) is not None:
                    self._experience.learn_end_of_pause(max(0.0, at - pause.since))
            case CounterClosed(at, counter):
                self._open.discard(counter)
                if next_available(self._plan.shifts.get(counter, ()), at + 0.5) == at + 0.5:
                    self._paused[counter] = Pause(at)
                    self._experience.learn_pause()
            case TicketCalled(at, ticket, counter):
                self._call(at, ticket, counter)
            case CallEnded(at, counter, came):
                self._end_call(at, counter, came=came)
            case TicketIssued(at, ticket, service):
                forecast = self._tell(at, ticket, service)
                self._waiting[ticket] = event
                return forecast
            case _:
                assert_never(event)
        return None

    def _call(self, at: float, ticket: str, counter: int) -> None:
        issued = self._waiting.pop(ticket, None)
        if issued is None:
            return
        self._serving[counter] = Serving(issued.service, at)
        told = self._told.pop(ticket, None)
        if told is not None:
            self._experience.learn_wait(told, at - issued.at)

    def _end_call(self, at: float, counter: int, *, came: bool) -> None:
        serving = self._serving.pop(counter, None)
        if serving is None:
            return
        lasted = max(0.0, at - serving.since)
        if came:
            self._experience.learn_visit(serving.service, lasted)
        else:
            self._experience.learn_no_show(serving.service, lasted)

    def _tell(self, at: float, ticket: str, service: str) -> WaitForecast:
        services = [issued.service for issued in self._waiting.values()]
        hall = Hall(at, self._plan, self._open, self._serving, self._paused)
        run = begin_run(hall, self._experience, {service, *services})
        for ahead in services:
            run.serve(ahead, ahead)
        outlook = run.outlook(service)
        if outlook is None:
            outlook = nobody_there(self._experience.service_time(service), services.count(service))
        passage = Passage(at, outlook, break_ahead(run.plan.open_for(service), at))
        forecast = self._experience.errors.forecast(passage, service)
        self._told[ticket] = Told(service, passage, forecast)
        return forecast
