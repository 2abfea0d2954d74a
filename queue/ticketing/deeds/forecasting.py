"""Feeding the forecasts: how the hall stands, what has just happened, what past days were like. Writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from ticketing.deeds.house import House
from ticketing.domain.answers import CallStatus, EventType
from ticketing.domain.records import EventRecord
from ticketing.domain.wait_records import PastCall, QueuedTicket
from ticketing.store.port import Ledger
from ticketing.waiting.break_ahead import Passage, break_ahead
from ticketing.waiting.calibration import WaitForecast
from ticketing.waiting.call_order import LineNow, Queued, call_order
from ticketing.waiting.day_events import ShiftPlan
from ticketing.waiting.forecast_table import MOST_PLAYED
from ticketing.waiting.forward_run import Outlook
from ticketing.waiting.hall import Hall, Pause, Serving, Waiter
from ticketing.waiting.live import in_one_go, service_of
from ticketing.waiting.roster import plan_of

_PAST_DAYS: Final = 20
_PAST_CALLS: Final = 8000
_ENDED: Final = frozenset({EventType.FINISHED, EventType.ABSENT})


class Forecasting:
    """Reads a ledger and teaches the house's forecasts. On one thread."""

    def __init__(self, house: House, breathe: Callable[[], None] = in_one_go) -> None:
        """`breathe` is called between short portions of a look."""
        self._house = house
        self._breathe = breathe
        self._paused: dict[int, int] = {}  # counter -> since
        self._plans: dict[date, ShiftPlan] = {}
        weights: dict[str, list[float]] = {}
        for counter in house.rules.counters:
            for line in counter.lines:
                weights.setdefault(line, []).append(counter.weights.get(line, 1.0))
        self._weights: Mapping[str, float] = {line: sum(each) / len(each) for line, each in weights.items()}

    def look(self, ledger: Ledger) -> None:
        """Make the forecasts anew from the hall as it stands."""
        house = self._house
        now = house.clock.now_ms()
        day, at = house.today(now), self._minute(now)
        lines: dict[str, LineNow] = {}
        for line, order in ledger.line_orders(day).items():
            if order.waiting:
                self._breathe()
                preferred = ledger.queued(day, line, preferred=True, most=MOST_PLAYED)
                ordinary = ledger.queued(day, line, preferred=False, most=MOST_PLAYED)
                self._breathe()
                lines[line] = LineNow(
                    [self._queued(one, at, now) for one in preferred],
                    [self._queued(one, at, now) for one in ordinary],
                    order.run,
                )
        self._breathe()
        waiting = call_order(lines, house.rules.terms.priority_run, self._weights, at)
        house.waits.look(self._hall(ledger, day, at, now), waiting, day, now, self._breathe)

    def past_calls(self, ledger: Ledger) -> Sequence[PastCall]:
        """The calls of past days and today that are worth learning from, the oldest first."""
        now = self._house.clock.now_ms()
        return ledger.last_calls_since(self._house.today(now) - timedelta(days=_PAST_DAYS), _PAST_CALLS)

    def learn_past(self, calls: Sequence[PastCall]) -> None:
        """Learn from calls of the past, in order."""
        for call in calls:
            self._house.waits.begin(call.day)
            self._learn_wait(call)
            self._learn_visit(call)

    def learn(self, ledger: Ledger, events: Sequence[EventRecord]) -> None:
        """Learn from what has just been recorded."""
        called = {one.call_id for one in events if one.type is EventType.CALLED and one.call_id}
        ended = {one.call_id for one in events if one.type in _ENDED and one.call_id}
        for call in ledger.these_calls(called | ended) if called or ended else ():
            if call.call_id in called:
                self._learn_wait(call)
            if call.call_id in ended:
                self._learn_visit(call)
        for event in events:
            if event.counter is None:
                continue
            if event.type is EventType.PAUSED and event.counter not in self._paused:
                self._paused[event.counter] = event.at_ms
                self._house.waits.experience.learn_pause()
            elif event.type is EventType.RESUMED and event.counter in self._paused:
                minutes = (event.at_ms - self._paused.pop(event.counter)) / 60_000
                self._house.waits.experience.learn_end_of_pause(minutes)

    def _learn_wait(self, call: PastCall) -> None:
        told = call.forecast
        # Whose number was called on another day did not wait through the night.
        if told is None or call.kept or not call.first or self._house.today(call.called_ms) != call.day:
            return
        issued, waited = self._minute(call.issued_ms), (call.called_ms - call.issued_ms) / 60_000
        outlook = Outlook(told.wait_s / 60, told.spread_s / 60, told.work_s / 60)
        gap = break_ahead(self._plan(call.day).open_for(call.line), issued)
        forecast = WaitForecast(told.p50_s / 60, told.p90_s / 60)
        self._house.waits.learn_wait(call.line, Passage(issued, outlook, gap), forecast, waited)

    def _learn_visit(self, call: PastCall) -> None:
        # A call that was left open over night lasted as long as nobody looked, not as long as a visit.
        if call.ended_ms is None or self._house.today(call.ended_ms) != call.day:
            return
        experience, service = self._house.waits.experience, service_of(call.line, call.procedure)
        minutes = (call.ended_ms - call.called_ms) / 60_000
        if call.status is CallStatus.FINISHED:
            experience.learn_visit(service, minutes)
        elif call.status is CallStatus.ABSENT:
            experience.learn_no_show(service, minutes)

    def _hall(self, ledger: Ledger, day: date, at: float, now: int) -> Hall:
        serving = {
            call.counter: Serving(service_of(call.line, call.procedure), at - (now - call.called_ms) / 60_000)
            for call in ledger.calls_under_way()
            if call.day == day
        }
        open_: set[int] = set(serving)
        paused: dict[int, Pause] = {}
        sessions = ledger.sessions_at_counters(now)
        self._end_pauses_that_ran_out({session.counter: session.paused_until_ms for session in sessions}, now)
        for session in sessions:
            open_.add(session.counter)
            if session.paused_until_ms > now:
                since = self._paused.get(session.counter, now)
                paused[session.counter] = Pause(
                    at - (now - since) / 60_000, at + (session.paused_until_ms - now) / 60_000
                )
        plan = self._plan(day)
        open_.update(self._unserved(open_, plan, at))
        return Hall(at, plan, open_, serving, paused)

    def _end_pauses_that_ran_out(self, paused_until: Mapping[int, int], now: int) -> None:
        """Nobody tells when a pause's minutes are over, nor when who paused has gone home.

        `paused_until`: of each counter where somebody is signed in; 0: not paused.
        """
        for counter, since in list(self._paused.items()):
            until = paused_until.get(counter)
            if until is None:
                del self._paused[counter]
            elif since < until <= now:
                del self._paused[counter]
                self._house.waits.experience.learn_end_of_pause((until - since) / 60_000)

    def _unserved(self, open_: set[int], plan: ShiftPlan, at: float) -> Iterator[int]:
        """Where nobody has signed in for a line yet, all that are still to serve it today are taken to come."""
        for counters in self._house.rules.counters_of_line.values():
            if not counters & open_:
                yield from (counter for counter in counters if at < plan.last_end(counter))

    def _queued(self, ticket: QueuedTicket, at: float, now: int) -> Queued:
        waiter = Waiter(ticket.line, service_of(ticket.line, ticket.procedure), ticket.for_counter)
        return Queued(waiter, at - (now - ticket.due_ms) / 60_000)

    def _plan(self, day: date) -> ShiftPlan:
        plan = self._plans.get(day)
        if plan is None:
            plan = self._plans[day] = plan_of(self._house.rules, day)
        return plan

    def _minute(self, at_ms: int) -> float:
        local = datetime.fromtimestamp(at_ms / 1000, self._house.rules.timezone)
        return local.hour * 60 + local.minute + local.second / 60 + local.microsecond / 60_000_000
