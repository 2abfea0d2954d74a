"""What every deed is handed: the centre's rules, its time, and luck."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from ticketing.deeds.line_standings import line_standings
from ticketing.domain.answers import Call, LineState, Ticket, TicketStatus
from ticketing.domain.express import programme_for
from ticketing.domain.fair_order import places_before
from ticketing.domain.hub_clock import HubClock, moment
from ticketing.domain.luck import Luck
from ticketing.domain.opening import closing_ms
from ticketing.domain.records import CallRecord, LineOrder, SessionRecord, TicketRecord
from ticketing.domain.rights import CALLERS
from ticketing.domain.rules import CentreRules
from ticketing.store.port import Ledger
from ticketing.waiting.live import LiveWaits, WaitRange, range_told

_NO_WAIT = WaitRange(0, 0)
SILENT_MS: Final = 10 * 60_000
"""A counter whose machine has not been heard for so long is not attended, whoever is still signed in there."""
_ALWAYS_TOLD_MIN: Final = 60
"""Who has a number when the doors close is served; nobody is asked to believe in hours of it."""


@dataclass(frozen=True)
class House:
    """One centre at work."""

    rules: CentreRules
    clock: HubClock
    luck: Luck
    waits: LiveWaits = field(init=False, compare=False)
    """What is forecast. It learns; everything else here stays as it is."""

    def today(self, now_ms: int) -> date:
        """The centre's local date."""
        return self.clock.day_of(now_ms)

    def __post_init__(self) -> None:
        object.__setattr__(self, "waits", LiveWaits(self.rules))

    def wait(self, line: str, ahead: int, now_ms: int, counter: int | None = None) -> WaitRange:
        """The wait of a ticket with `ahead` people of its line before it; `counter`: only this one may call it."""
        return range_told(self.waits.forecast(line, ahead, now_ms, counter))

    def has_line(self, letter: str, day: date) -> bool:
        """Whether the centre has this line on that day."""
        rule = self.rules.line_of.get(letter)
        return rule is not None and rule.valid_on(day)

    def forsaken_lines(self, ledger: Ledger, day: date) -> Collection[str]:
        """The lines with numbers of this day that no counter serves: perhaps there are no such lines any more."""
        served = self.rules.counters_of_line
        return [line for line in ledger.waiting_by_line(day) if not served.get(line)]

    def grants(self, priority: str, day: date) -> bool:
        """Whether this class of people is called first on that day."""
        rule = self.rules.priority_of.get(priority)
        return rule is not None and rule.valid_on(day)

    def promise_until_ms(self, line: str, procedure: str | None, day: date, from_ms: int) -> int | None:
        """When somebody who comes now was promised to be done; None where no programme promises anything."""
        programme = programme_for(self.rules.express, day, line, procedure)
        return None if programme is None else programme.promise_until_ms(from_ms)

    def callers(self, ledger: Ledger, now_ms: int) -> Mapping[int, SessionRecord]:
        """Who calls numbers at which counter, pausing or not."""
        return {one.counter: one for one in ledger.sessions_at_counters(now_ms) if one.role in CALLERS}

    def attended(self, ledger: Ledger, now_ms: int) -> Mapping[int, SessionRecord]:
        """Who of the callers is there, pausing or not: whose machine was heard lately, and was not freed from outside.

        Of a counter whose machine has never held a slice nothing is known but who is signed in there.
        """
        slices = ledger.counter_leases()
        heard_ms = {one.name: one.heard_ms for one in ledger.devices()} if slices else {}
        there = {}
        for counter, session in self.callers(ledger, now_ms).items():
            slice_ = slices.get(counter)
            last = now_ms if slice_ is None else None if slice_.device is None else heard_ms.get(slice_.device, now_ms)
            if last is not None and now_ms - last <= SILENT_MS:
                there[counter] = session
        return there

    def calling(self, ledger: Ledger, now_ms: int) -> AbstractSet[int]:
        """Where somebody calls now."""
        return {counter for counter, one in self.attended(ledger, now_ms).items() if one.paused_until_ms <= now_ms}

    def kept_for(self, ledger: Ledger, now_ms: int) -> AbstractSet[int]:
        """The counters that people may be kept waiting for; what waits for any other is everybody's.

        Somebody calls there now, and the last of its lines has not closed for the day: who leaves then without signing
        out leaves nobody waiting.
        """
        return {counter for counter in self.calling(ledger, now_ms) if not self.day_is_over(counter, now_ms)}

    def day_is_over(self, counter: int, now_ms: int) -> bool:
        """Whether every line of a counter has closed for the day; never on a day on which none has hours."""
        rule, today, zone = self.rules.counter_of.get(counter), self.today(now_ms), self.rules.timezone
        lines = () if rule is None else (self.rules.line_of.get(line) for line in rule.lines)
        ends = [closing_ms(line.opening, today, zone) for line in lines if line is not None]
        last = max((end for end in ends if end is not None), default=None)
        return last is not None and last <= now_ms

    def too_late_to_return(self, ledger: Ledger, ticket: TicketRecord, now_ms: int) -> bool:
        """Whether a ticket is of another day, or absent for longer than a place is kept."""
        if ticket.day != self.today(now_ms):
            return True
        until_ms = self.kept_until_ms(ledger, ticket)
        return until_ms is not None and now_ms > until_ms

    def kept_until_ms(self, ledger: Ledger, ticket: TicketRecord) -> int | None:
        """Until when the place of an absent ticket is kept; None for any other."""
        if ticket.status is not TicketStatus.ABSENT:
            return None
        ended_ms = ledger.called_in_vain_ms(ticket.ticket_id)
        return None if ended_ms is None else ended_ms + self.rules.terms.return_within_min * 60_000

    def before(self, ledger: Ledger, ticket: TicketRecord) -> int:
        """How many of its line are called before this waiting ticket, as things stand."""
        order = ledger.line_orders(ticket.day)[ticket.queue_line]
        same_class = ledger.before_in_class(ticket)
        return places_before(same_class, order, self.rules.terms.priority_run, preferred=ticket.preferred)

    def before_a_new_one(self, order: LineOrder, *, preferred: bool) -> int:
        """The same for the next ticket of a line; `order`: who waits in it already."""
        same_class = order.preferred if preferred else order.waiting - order.preferred
        return places_before(same_class, order, self.rules.terms.priority_run, preferred=preferred)

    def describe(self, ledger: Ledger, record: TicketRecord, now_ms: int) -> Ticket:
        """The ticket as it stands, with its place and wait."""
        if record.status is not TicketStatus.WAITING:
            return self._ticket(record, 0, _NO_WAIT)
        ahead = self.before(ledger, record)
        wait = self.wait(record.queue_line, ahead, now_ms, record.for_counter)
        return self.ticket_told(record, ahead, wait.from_now_on(max(0, record.held_until_ms - now_ms)), now_ms)

    def ticket_told(self, record: TicketRecord, ahead: int, wait: WaitRange, now_ms: int) -> Ticket:
        """The waiting ticket with a place and wait that are already known."""
        return self._ticket(record, ahead, wait, told=self._may_be_told(record.queue_line, wait, now_ms))

    def _ticket(self, record: TicketRecord, ahead: int, wait: WaitRange, *, told: bool = True) -> Ticket:
        return Ticket(
            ticket_id=record.ticket_id,
            visit_id=record.visit_id,
            label=record.label,
            line=record.line,
            number=record.number,
            day=record.day,
            issued_at=moment(record.issued_ms),
            status=record.status,
            ahead=ahead,
            wait_low_min=wait.low_min,
            wait_high_min=wait.high_min,
            page_token=record.page_token,
            kept=record.kept,
            priority=record.priority,
            procedure=record.procedure,
            queue_line=record.queue_line,
            for_counter=record.for_counter,
            promise_until=None if record.promise_until_ms is None else moment(record.promise_until_ms),
            merged_into=record.merged_into,
            wait_told=told,
        )

    def call(self, record: CallRecord, ticket: TicketRecord) -> Call:
        """The call as it stands."""
        return Call(
            call_id=record.call_id,
            ticket=self._ticket(ticket, 0, _NO_WAIT),
            counter=record.counter,
            called_at=moment(record.called_ms),
            times=record.times,
            status=record.status,
        )

    def lines(self, ledger: Ledger, now_ms: int) -> tuple[LineState, ...]:
        """Every line in the order of the configuration, and the wait of a ticket taken now."""
        today = self.today(now_ms)
        waiting = ledger.waiting_by_line(today)
        standings = line_standings(self.rules, ledger, today, now_ms)
        states = []
        for line in self.rules.lines:
            count = waiting.get(line.letter, 0)
            wait = self.wait(line.letter, count, now_ms)
            standing = standings[line.letter]
            states.append(
                LineState(
                    letter=line.letter,
                    waiting=count,
                    wait_low_min=wait.low_min,
                    wait_high_min=wait.high_min,
                    open=standing.takes_numbers and bool(self.rules.counters_of_line[line.letter]),
                    state=standing.state,
                    notice=standing.notice,
                    opens_at=None if standing.opens_ms is None else moment(standing.opens_ms),
                    wait_told=self._may_be_told(line.letter, wait, now_ms),
                )
            )
        return tuple(states)

    def _may_be_told(self, line: str, wait: WaitRange, now_ms: int) -> bool:
        """Whether the range ends while somebody is there to call: by closing time, or within the hour after now."""
        if not wait.attended:
            return False
        if wait.high_min <= _ALWAYS_TOLD_MIN:
            return True
        rule = self.rules.line_of.get(line)
        closes_ms = None if rule is None else closing_ms(rule.opening, self.today(now_ms), self.rules.timezone)
        return closes_ms is not None and now_ms + wait.high_min * 60_000 <= closes_ms

    def line(self, ledger: Ledger, letter: str, now_ms: int) -> LineState:
        """One line of the configuration, as `lines` tells it."""
        return next(state for state in self.lines(ledger, now_ms) if state.letter == letter)
