"""The queue as a few dictionaries and sorted lists: what the hub must do, said a second time and more simply."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from ticketing.domain.answers import CallStatus, TicketStatus
from ticketing.domain.rules import CentreRules

WAITING, CALLED, ABSENT = TicketStatus.WAITING, TicketStatus.CALLED, TicketStatus.ABSENT


@dataclass(frozen=True)
class MTicket:
    """A ticket of the model. `turn`: what orders it among its like."""

    id: str
    day: date
    line: str
    number: int
    visit: str
    turn: tuple[int, int]
    queue_line: str
    priority: str | None = None
    status: TicketStatus = WAITING
    kept: bool = False
    held_until: int = 0
    for_counter: int | None = None
    note: str | None = None
    merged_into: str | None = None


@dataclass(frozen=True)
class MCall:
    """A call of the model."""

    id: str
    ticket: str
    counter: int
    announced: int
    times: int = 1
    status: CallStatus = CallStatus.OPEN
    ended: int | None = None


@dataclass(frozen=True)
class Deed:
    """A deed that may be undone: everything it touched, before and after."""

    request: str
    counter: int
    at: int
    tickets: tuple[tuple[MTicket, MTicket], ...] = ()
    call: tuple[MCall | None, MCall] | None = None
    run: tuple[tuple[date, str], tuple[int, str]] | None = None
    pause: tuple[tuple[int, str | None], tuple[int, str | None]] | None = None


@dataclass
class Model:
    """A centre. `staffed`: where somebody is signed in; `runs`: priority calls in a row, and the deed that counted.

    `leased`: which counter has a ticket reserved, as the hub has it; what must never come of it is looked at elsewhere.
    """

    rules: CentreRules
    tickets: dict[str, MTicket] = field(default_factory=dict)
    calls: dict[str, MCall] = field(default_factory=dict)
    runs: dict[tuple[date, str], tuple[int, str]] = field(default_factory=dict)
    pauses: dict[int, tuple[int, str | None]] = field(default_factory=dict)
    staffed: set[int] = field(default_factory=set)
    deeds: dict[str, Deed] = field(default_factory=dict)
    undone: set[str] = field(default_factory=set)
    leased: dict[str, int] = field(default_factory=dict)

    def open_at(self, counter: int) -> MCall | None:
        """The open call of a counter."""
        return next((c for c in self.calls.values() if c.counter == counter and c.status is CallStatus.OPEN), None)

    def open_of(self, ticket: str) -> MCall | None:
        """The open call of a ticket."""
        return next((c for c in self.calls.values() if c.ticket == ticket and c.status is CallStatus.OPEN), None)

    def line_for(self, counter: int, ticket: MTicket) -> str:
        """Where a counter finds a ticket: in its own line, or else in the counter's first."""
        lines = self.rules.counter_of[counter].lines
        return ticket.queue_line if ticket.queue_line in lines else lines[0]

    def called_in_vain(self, ticket: str) -> int | None:
        """When a call of a ticket ended last because nobody came."""
        ended = [c.ended for c in self.calls.values() if c.ticket == ticket and c.status is CallStatus.ABSENT]
        return max((hour for hour in ended if hour is not None), default=None)

    def waiting(self, day: date) -> Sequence[MTicket]:
        """Everybody who waits on that day."""
        return [t for t in self.tickets.values() if t.status is WAITING and t.day == day]

    def is_reserved(self, ticket_id: str, counter: int) -> bool:
        """Whether another counter may call this ticket by itself."""
        return self.leased.get(ticket_id, counter) != counter

    def calling(self, now: int) -> AbstractSet[int]:
        """Where somebody is signed in and not pausing."""
        return {counter for counter in self.staffed if self.pauses.get(counter, (0, None))[0] <= now}

    def candidates(self, counter: int, day: date, now: int) -> Sequence[MTicket]:
        """Whom a counter may call: those not held, or if there is nobody else the held ones who are near."""
        lines = self.rules.counter_of[counter].lines
        could = [
            t
            for t in self.waiting(day)
            if t.queue_line in lines
            and (t.for_counter in (None, counter) or t.for_counter not in self.calling(now))
            and not self.is_reserved(t.id, counter)
        ]
        free = [t for t in could if t.held_until <= now]
        return free or [t for t in could if t.note != "come_later"]

    def next_for(self, counter: int, day: date, now: int) -> tuple[MTicket, bool] | None:
        """Whose turn it is, and whether it was the line's order that chose."""
        could = self.candidates(counter, day, now)
        if not could:
            return None
        oldest = min(could, key=lambda t: t.turn)
        if oldest.for_counter == counter:
            return oldest, False
        by_line: dict[str, list[MTicket]] = {}
        for ticket in sorted(could, key=lambda t: t.turn):
            by_line.setdefault(ticket.queue_line, []).append(ticket)
        chosen = by_line[self._line(by_line, self.rules.counter_of[counter].weights, now)]
        first = [t for t in chosen if t.priority] or chosen
        ordinary = [t for t in chosen if not t.priority]
        run = self.runs.get((day, chosen[0].queue_line), (0, ""))[0]
        if ordinary and run >= self.rules.terms.priority_run:
            first = ordinary
        return first[0], True

    def _line(self, by_line: Mapping[str, Sequence[MTicket]], weights: Mapping[str, float], now: int) -> str:
        patience = self.rules.terms.patience_min * 60_000
        heads = {line: tickets[0] for line, tickets in by_line.items()}
        patient = {line: head for line, head in heads.items() if now - head.turn[0] > patience}
        if patient:
            return min(patient, key=lambda line: heads[line].turn)
        most = max((now - head.turn[0]) * weights.get(line, 1.0) for line, head in heads.items())
        return min(
            (line for line, head in heads.items() if (now - head.turn[0]) * weights.get(line, 1.0) == most),
            key=lambda line: heads[line].turn,
        )

    def ahead(self, ticket: MTicket) -> int:
        """How many of its line are called before it, found by calling them all one after the other."""
        line = sorted((t for t in self.waiting(ticket.day) if t.queue_line == ticket.queue_line), key=lambda t: t.turn)
        run = self.runs.get((ticket.day, ticket.queue_line), (0, ""))[0]
        for called in range(len(line)):
            preferred, ordinary = [t for t in line if t.priority], [t for t in line if not t.priority]
            take_ordinary = not preferred or (ordinary and run >= self.rules.terms.priority_run)
            chosen = ordinary[0] if take_ordinary else preferred[0]
            if chosen.id == ticket.id:
                return called
            run = 0 if take_ordinary else run + 1
            line.remove(chosen)
        raise AssertionError("the ticket does not wait")

    def change(self, ticket_id: str, **to: Any) -> tuple[MTicket, MTicket]:
        """Change a ticket; the images before and after."""
        before = self.tickets[ticket_id]
        self.tickets[ticket_id] = replace(before, **to)
        return before, self.tickets[ticket_id]

    def end(self, call_id: str, status: CallStatus, now: int) -> tuple[MCall, MCall]:
        """End a call; the images before and after."""
        before = self.calls[call_id]
        self.calls[call_id] = replace(before, status=status, ended=now)
        return before, self.calls[call_id]

    def too_late(self, ticket: MTicket, today: date, now: int) -> bool:
        """Whether a ticket's place is gone."""
        if ticket.day != today:
            return True
        ended = self.called_in_vain(ticket.id)
        if ticket.status is not ABSENT or ended is None:
            return False
        return now - ended > self.rules.terms.return_within_min * 60_000

    def may_undo(self, request: str, counter: int, now: int) -> bool:
        """Whether this deed can be taken back from this counter."""
        deed = self.deeds.get(request)
        if deed is None or request in self.undone or deed.counter != counter:
            return False
        if now - deed.at > self.rules.terms.undo_s * 1000:
            return False
        if any(self.tickets[after.id] != after for _before, after in deed.tickets):
            return False
        if deed.call is not None:
            before, after = deed.call
            if self.calls[after.id] != after or (before is not None and self.open_at(before.counter) is not None):
                return False
        return deed.pause is None or self.pauses.get(counter, (0, None)) == deed.pause[1]

    def is_absent_again(self, ticket: MTicket) -> bool:
        """Whether it is absent again because its coming back was undone."""
        undone = [change for request in self.undone for change in self.deeds[request].tickets]
        return ticket.status is ABSENT and any(before == ticket and after.status is WAITING for before, after in undone)

    def undo(self, request: str, now: int) -> None:
        """Take it back."""
        deed = self.deeds[request]
        for before, after in deed.tickets:
            self.tickets[after.id] = before
        if deed.call is not None:
            before_call, after_call = deed.call
            self.calls[after_call.id] = before_call or replace(after_call, status=CallStatus.UNDONE, ended=now)
        if deed.run is not None and self.runs[deed.run[0]][1] == request:
            self.runs[deed.run[0]] = deed.run[1]
        if deed.pause is not None:
            self.pauses[deed.counter] = deed.pause[0]
        self.undone.add(request)
