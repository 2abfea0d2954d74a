"""The queue's state machine, third part: counters hold slices of the queue, and call from them without the hub."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.ticketing.queue_at_hand import CENTRE, CLERKS, SECOND
from tests.ticketing.queue_clerks import COUNTERS, ClerksAtHand
from tests.ticketing.queue_model import ABSENT, WAITING, MCall, MTicket
from ticketing.deeds.lease_watch import LeaseWatch
from ticketing.deeds.leasing import InTheWay, RenewLeases, WithdrawForCall
from ticketing.deeds.recording import RecordOfflineCalls
from ticketing.domain.answers import CallStatus, Refused, TicketStatus
from ticketing.domain.hub_clock import moment
from ticketing.domain.leases import (
    COUNTER_MAY_CALL_S,
    HUB_FREES_AFTER_S,
    CallEnd,
    LeasedTicket,
    OfflineCall,
    Recorded,
    Renewed,
    Slice,
)
from ticketing.domain.offline_asked import MakeWay, RenewLease, ReportCall

_AGAIN_AFTER_MS = 1_100  # a plan of the hub's serves for a second
_BEFORE_ALL = -10_000_000_000
_STILL_IN_THE_HALL = (WAITING, TicketStatus.LEFT, TicketStatus.MERGED)


@dataclass
class Apart:
    """What a counter's machine remembers: its enrolled name, the slice on its disk, its calls that the hub has not
    heard of, and when it last asked, and last asked what was answered (milliseconds)."""

    device: str
    held: Slice = field(default_factory=Slice)
    untold: list[OfflineCall] = field(default_factory=list)
    asked_ms: int = _BEFORE_ALL
    answered_ms: int = _BEFORE_ALL


class CountersApart(ClerksAtHand):
    """Both counters prepare for the hub's absence, go on alone, and tell afterwards."""

    def __init__(self) -> None:
        self.apart = {counter: Apart(f"Q{counter}") for counter in CLERKS}
        super().__init__()

    def open(self) -> None:
        super().open()
        self.watch = LeaseWatch(lambda: self.wall_ms / 1000)
        self.renew = RenewLeases(self.house, self.watch)

    def look_who_has_reserved(self) -> None:
        with self.store.reading(CENTRE) as ledger:
            self.model.leased = {one.ticket_id: one.counter for one in ledger.leases()}

    def exchange(self, counter: int, *, heard: bool = True) -> None:
        """What was called alone is told first; then what is held, and what is offered is kept, unless it is lost."""
        self.wall_ms += _AGAIN_AFTER_MS
        self.meets_the_hub(counter)
        machine = self.apart[counter]
        machine.asked_ms = self.wall_ms
        answer = self.do(self.renew, RenewLease(counter, machine.device, machine.held.version, wanted=True))
        assert isinstance(answer, Renewed)
        if heard:
            machine.answered_ms = self.wall_ms
            machine.held = answer.slice or machine.held
        self.look_who_has_reserved()

    @rule(counter=COUNTERS, heard=st.booleans())
    def one_says_what_it_holds(self, counter: int, *, heard: bool) -> None:
        self.exchange(counter, heard=heard)

    @rule(counter=COUNTERS)
    def another_machine_asks_for_the_slice(self, counter: int) -> None:
        """It is refused as long as the first one may call from it; else it is the counter's machine from now on."""
        self.wall_ms += _AGAIN_AFTER_MS
        self.meets_the_hub(counter)
        first, device = self.apart[counter], f"spare-{self.new_id()}"
        answer = self.do(self.renew, RenewLease(counter, device, 0, wanted=True))
        if isinstance(answer, Refused):
            assert answer.code == "slice_elsewhere"
            return
        assert isinstance(answer, Renewed)
        assert not self.left_alone(counter), f"{first.device} may still call these"
        self.apart[counter] = Apart(device, answer.slice or Slice(), [], self.wall_ms, self.wall_ms)
        self.look_who_has_reserved()

    @rule(first=COUNTERS)
    def the_queue_is_dealt(self, first: int) -> None:
        for counter in (first, 3 - first) * 2:
            self.exchange(counter)

    @rule(
        here=COUNTERS,
        line=st.sampled_from("AABC"),
        deeds=st.lists(st.sampled_from(["make_way", "serve", "call", "hold", "undo", "deal"]), min_size=2, max_size=8),
    )
    def one_loses_the_hub(self, here: int, line: str, deeds: list[str]) -> None:
        """While one counter works with the hub, the other one is cut off from it and goes on with what it holds."""
        there = 3 - here
        for counter in (here, there):
            self.exchange(counter)
        for _ in range(3):
            self.take(line, None)
        self.the_queue_is_dealt(here)
        for deed in deeds:
            match deed:
                case "make_way":
                    self.the_holder_makes_way(here)
                case "serve":
                    self.serve(here, 1)
                case "call":
                    self.call(here)
                case "hold":
                    self.hold_whoever_is_at(here)
                case "undo":
                    if self.requests and here in self.sessions:
                        self.take_back(self.requests[-1], here)
                case _:
                    self.the_queue_is_dealt(there)
        self.a_counter_calls_alone(there, 4)

    def hold_whoever_is_at(self, counter: int) -> None:
        call = self.model.open_at(counter)
        if call is not None and counter in self.sessions:
            self.set_aside(call, self.sessions[counter], 1, for_me=False)

    @rule(counter=COUNTERS)
    def the_holder_makes_way(self, counter: int) -> None:
        with self.store.reading(CENTRE) as ledger:
            lease = InTheWay(self.house).next(ledger, counter)
        if lease is not None:
            self.do(WithdrawForCall(self.watch), MakeWay(lease.ticket_id, counter))
            self.look_who_has_reserved()

    @rule(counter=COUNTERS, most=st.integers(1, 4))
    def a_counter_calls_alone(self, counter: int, most: int) -> None:
        """The line to the hub is cut, for this counter at least: it calls from its slice, and each is served."""
        machine = self.apart[counter]
        if self.model.open_at(counter) is not None:
            return
        for one in self.left_alone(counter)[:most]:
            ticket = self.model.tickets[one.ticket_id]
            in_the_hall = ticket.status in _STILL_IN_THE_HALL or self.model.is_absent_again(ticket)
            assert in_the_hall, f"{one.label} was called elsewhere"
            self.nobody_has_it_alone(ticket, counter)
            now = moment(self.wall_ms)
            machine.untold.append(
                OfflineCall(
                    self.new_id(), CLERKS[counter], ticket.day, one.label, now, 1, CallEnd.FINISHED, now, one.ticket_id
                )
            )

    def left_alone(self, counter: int) -> list[LeasedTicket]:
        """What this counter's machine would call now if it lost the hub."""
        machine = self.apart[counter]
        if self.wall_ms - machine.answered_ms >= COUNTER_MAY_CALL_S * SECOND:
            return []
        met = {call.ticket for call in self.model.calls.values() if call.counter == counter}
        met |= {str(call.ticket_id) for call in machine.untold}
        return [one for one in machine.held.tickets if one.ticket_id not in met]

    def nobody_has_it_alone(self, ticket: MTicket, counter: int) -> None:
        for other, machine in self.apart.items():
            lapsed = self.wall_ms - machine.asked_ms > HUB_FREES_AFTER_S * SECOND
            if other != counter and not lapsed:
                assert all(call.ticket_id != ticket.id for call in machine.untold), "called by two counters, one alone"

    def called(self, before: MTicket, answer: Any) -> tuple[tuple[MTicket, MTicket], MCall]:
        self.nobody_has_it_alone(before, answer.counter)
        return super().called(before, answer)

    def meets_the_hub(self, counter: int) -> None:
        """Each call is told twice: the first answer may have been lost."""
        machine = self.apart[counter]
        for call in machine.untold:
            ticket = self.model.tickets[str(call.ticket_id)]
            stands = ticket.status in (WAITING, ABSENT)
            deed, asked = RecordOfflineCalls(self.house), ReportCall(counter, call)
            assert self.do(deed, asked).outcome is (Recorded.RECORDED if stands else Recorded.CONTESTED)
            at_ms = int(call.called_at.timestamp() * SECOND)
            self.model.calls[call.call_id] = MCall(
                call.call_id, ticket.id, counter, at_ms, status=CallStatus.FINISHED, ended=at_ms
            )
            if stands:
                self.model.change(ticket.id, status=TicketStatus.FINISHED, held_until=0, note=None)
            self.do(deed, asked)
        machine.untold = []
