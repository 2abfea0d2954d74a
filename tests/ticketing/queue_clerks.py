"""The queue's state machine, second part: what clerks do."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.ticketing.queue_at_hand import MINUTE, PRIORITIES, SECOND, TERMS, QueueAtHand
from tests.ticketing.queue_model import ABSENT, CALLED, WAITING, Deed, MCall, MTicket
from ticketing.deeds.calling import CallNextTicket, CallThisTicket, EndCall, Recall
from ticketing.deeds.merging import MergeFamilies
from ticketing.deeds.pausing import PauseCounters, ResumeCounters
from ticketing.deeds.priorities import SetPriorities
from ticketing.deeds.quick_service import ServeQuickly
from ticketing.deeds.setting_aside import HoldCalls, TransferCalls
from ticketing.deeds.signing_in import CloseSessions
from ticketing.deeds.undoing import UndoDeeds
from ticketing.domain.answers import (
    Call,
    CallStatus,
    CounterState,
    NobodyWaiting,
    TicketStatus,
    Undone,
)
from ticketing.domain.asked import (
    CallNext,
    CallThis,
    GoOnWithCall,
    HoldCall,
    MergeTickets,
    PauseCounter,
    QuickService,
    ResumeCounter,
    SetPriority,
    TransferCall,
    UndoDeed,
)

COUNTERS = st.sampled_from([1, 2])
ARRIVE_AFTER = st.sampled_from([0, 0, 1, 5, 30])
"""Minutes after whoever came before."""


class ClerksAtHand(QueueAtHand):
    """Everything that is done at a counter, and taken back."""

    @rule(
        arrivals=st.lists(st.tuples(st.sampled_from("AABC"), PRIORITIES, ARRIVE_AFTER), min_size=3, max_size=8),
        counter=COUNTERS,
        calls=st.integers(2, 8),
    )
    def a_while_goes_by(self, arrivals: list[tuple[str, str | None, int]], counter: int, calls: int) -> None:
        """People come one after the other, and a counter serves some of them."""
        for line, priority, minutes in arrivals:
            self.wall_ms += minutes * MINUTE
            self.take(line, priority)
        self.serve(counter, calls)

    def meets_the_hub(self, counter: int) -> None:
        """Before a counter asks for anything, it tells what it did without the hub."""

    def cannot_call(self, counter: int, answer: Any) -> bool:
        if counter not in self.sessions:
            self.refused(answer, "not_signed_in")
            return True
        if self.model.open_at(counter) is not None:
            self.refused(answer, "call_open")
            return True
        if self.model.pauses.get(counter, (0, None))[0] > self.wall_ms:
            self.refused(answer, "counter_paused")
            return True
        return False

    def called(self, before: MTicket, answer: Any) -> tuple[tuple[MTicket, MTicket], MCall]:
        assert isinstance(answer, Call)
        assert self.model.open_of(before.id) is None, "called by two counters"
        call = MCall(answer.call_id, before.id, answer.counter, self.wall_ms)
        self.model.calls[call.id] = call
        return self.model.change(before.id, status=CALLED, held_until=0, note=None), call

    @rule(counter=COUNTERS)
    def call(self, counter: int) -> None:
        self.meets_the_hub(counter)
        deed = CallNextTicket(self.house)
        asked = CallNext(counter, self.new_id(), self.sessions.get(counter, ""))
        could = self.model.candidates(counter, self.today, self.wall_ms)
        expected = self.model.next_for(counter, self.today, self.wall_ms)
        answer = self.do(deed, asked)
        if self.cannot_call(counter, answer):
            return
        if expected is None:
            assert isinstance(answer, NobodyWaiting)
            return
        before, by_line = expected
        assert answer.ticket.ticket_id == before.id
        key = (before.day, before.queue_line)
        run = self.model.runs.get(key, (0, ""))
        now_run = 0 if not before.priority else run[0] + 1
        self.is_fair(before, could, now_run if by_line else None)
        change, call = self.called(before, answer)
        changed_run = by_line and now_run != run[0]
        if changed_run:
            self.model.runs[key] = (now_run, asked.request_id)
        undoable = Deed(
            asked.request_id, counter, self.wall_ms, (change,), (None, call), (key, run) if changed_run else None
        )
        self.remember(deed, asked, answer, undoable)

    def serve(self, counter: int, times: int) -> None:
        for _ in range(times):
            self.call(counter)
            call = self.model.open_at(counter)
            if call is None or counter not in self.sessions:
                return
            asked = GoOnWithCall(call.id, self.new_id(), self.sessions[counter])
            deed = EndCall(self.house, CallStatus.FINISHED)
            done = TicketStatus.FINISHED
            self.ended(deed, asked, self.do(deed, asked), call, CallStatus.FINISHED, status=done)

    @rule(counter=COUNTERS)
    def call_by_mistake(self, counter: int) -> None:
        self.call(counter)
        if self.requests and counter in self.sessions:
            self.take_back(self.requests[-1], counter)

    def is_fair(self, called: MTicket, could: Any, run: int | None) -> None:
        """What anybody in the hall may check: who has waited long is overtaken by priority alone, and not for long."""
        for other in could:
            older = other.turn < called.turn
            same_line = other.queue_line == called.queue_line
            if older and same_line and bool(other.priority) == bool(called.priority):
                raise AssertionError("a younger ticket of the same class and line was called")
            if older and self.wall_ms - other.turn[0] > TERMS.patience_min * MINUTE:
                line = [one for one in could if one.queue_line == called.queue_line]
                by_rule = run == 0 and any(one.priority and one.turn <= other.turn for one in line)
                assert called.priority or by_rule, "a ticket overtook one that had waited for longer than the patience"
            if run is not None and not other.priority and same_line:
                assert run <= TERMS.priority_run, "more priority calls in a row than the rule allows"

    @precondition(lambda self: self.model.tickets)
    @rule(data=st.data(), counter=COUNTERS)
    def call_this(self, data: st.DataObject, counter: int) -> None:
        self.meets_the_hub(counter)
        before = self.model.tickets[self.pick(data, self.model.tickets)]
        deed = CallThisTicket(self.house)
        asked = CallThis(counter, before.id, "papers_ready", self.new_id(), self.sessions.get(counter, ""))
        answer = self.do(deed, asked)
        if self.cannot_call(counter, answer):
            return
        if before.status not in (WAITING, ABSENT):
            self.refused(answer, "wrong_state")
        elif self.model.too_late(before, self.today, self.wall_ms):
            self.refused(answer, "return_too_late")
        elif before.for_counter not in (None, counter) and before.for_counter in self.model.calling(self.wall_ms):
            self.refused(answer, "for_another_counter")
        elif self.model.is_reserved(before.id, counter):
            self.refused(answer, "reserved_elsewhere")
        else:
            change, call = self.called(before, answer)
            undoable = Deed(asked.request_id, counter, self.wall_ms, (change,), (None, call))
            self.remember(deed, asked, answer, undoable)

    @rule(counter=COUNTERS, line=st.sampled_from("ABC"))
    def quick(self, counter: int, line: str) -> None:
        self.meets_the_hub(counter)
        deed = ServeQuickly(self.house)
        asked = QuickService(counter, line, "question", self.new_id(), self.sessions.get(counter, ""))
        answer = self.do(deed, asked)
        if self.cannot_call(counter, answer):
            return
        ticket = self.add(answer.ticket)
        change, call = self.called(ticket, answer)
        gone = replace(ticket, status=TicketStatus.LEFT)
        undoable = Deed(asked.request_id, counter, self.wall_ms, ((gone, change[1]),), (None, call))
        self.remember(deed, asked, answer, undoable)

    def busy(self) -> list[int]:
        return [counter for counter in self.sessions if self.model.open_at(counter) is not None]

    def at(self, data: st.DataObject) -> tuple[MCall, str]:
        counter = self.pick(data, self.busy())
        call = self.model.open_at(counter)
        assert call is not None
        return call, self.sessions[counter]

    @precondition(lambda self: self.busy())
    @rule(data=st.data())
    def recall(self, data: st.DataObject) -> None:
        call, session = self.at(data)
        deed, asked = Recall(self.house), GoOnWithCall(call.id, self.new_id(), session)
        answer = self.do(deed, asked)
        if self.wall_ms - call.announced < TERMS.seconds_between_calls * SECOND:
            self.refused(answer, "recall_too_soon")
            return
        assert answer.times == call.times + 1
        self.model.calls[call.id] = replace(call, announced=self.wall_ms, times=call.times + 1)
        self.remember(deed, asked, answer)

    @precondition(lambda self: self.busy())
    @rule(data=st.data(), how=st.sampled_from([CallStatus.ABSENT, CallStatus.FINISHED]))
    def end(self, data: st.DataObject, how: CallStatus) -> None:
        call, session = self.at(data)
        deed, asked = EndCall(self.house, how), GoOnWithCall(call.id, self.new_id(), session)
        answer = self.do(deed, asked)
        if how is CallStatus.ABSENT and call.times < TERMS.calls_before_absent:
            self.refused(answer, "not_called_enough")
            return
        self.ended(deed, asked, answer, call, how, status=TicketStatus(how.value))

    def ended(self, deed: Any, asked: Any, answer: Any, call: MCall, how: CallStatus, **to: Any) -> None:
        assert answer.status is how
        ended = self.model.end(call.id, how, self.wall_ms)
        change = self.model.change(call.ticket, **to)
        self.remember(deed, asked, answer, Deed(asked.request_id, call.counter, self.wall_ms, (change,), ended))

    @precondition(lambda self: self.busy())
    @rule(data=st.data(), minutes=st.sampled_from([1, 30, 61]), for_me=st.booleans())
    def hold(self, data: st.DataObject, minutes: int, *, for_me: bool) -> None:
        call, session = self.at(data)
        self.set_aside(call, session, minutes, for_me=for_me)

    def set_aside(self, call: MCall, session: str, minutes: int, *, for_me: bool) -> None:
        deed = HoldCalls(self.house)
        asked = HoldCall(call.id, minutes, "photocopy", for_me, self.new_id(), session)
        answer = self.do(deed, asked)
        if minutes > TERMS.hold_max_min:
            self.refused(answer, "too_long")
            return
        ticket = self.model.tickets[call.ticket]
        whose = call.counter if for_me else ticket.for_counter
        line = self.model.line_for(call.counter, ticket) if for_me else ticket.queue_line
        until = self.wall_ms + minutes * MINUTE
        self.ended(
            deed, asked, answer, call, CallStatus.HELD, status=WAITING, held_until=until, queue_line=line,
            for_counter=whose, note="photocopy",
        )  # fmt: skip

    @precondition(lambda self: self.busy())
    @rule(data=st.data(), line=st.sampled_from("ABC"), counter=st.sampled_from([None, 1, 2]))
    def transfer(self, data: st.DataObject, line: str, counter: int | None) -> None:
        call, session = self.at(data)
        deed = TransferCalls(self.house)
        to_line = line if counter is None else None
        asked = TransferCall(call.id, to_line, counter, "next_step", self.new_id(), session)
        answer = self.do(deed, asked)
        if counter is not None:
            if counter not in self.model.staffed:
                self.refused(answer, "counter_closed")
                return
            line = self.model.line_for(counter, self.model.tickets[call.ticket])
        self.ended(
            deed, asked, answer, call, CallStatus.TRANSFERRED, status=WAITING, queue_line=line, for_counter=counter,
            note="next_step",
        )  # fmt: skip

    @precondition(lambda self: len(self.model.tickets) > 1 and self.sessions)
    @rule(data=st.data())
    def merge(self, data: st.DataObject) -> None:
        counter = self.pick(data, self.sessions)
        ticket = self.model.tickets[self.pick(data, self.model.tickets)]
        into = self.model.tickets[self.pick(data, self.model.tickets)]
        deed = MergeFamilies(self.house)
        asked = MergeTickets(ticket.id, into.id, "family", self.new_id(), self.sessions[counter])
        answer = self.do(deed, asked)
        call = self.model.open_of(ticket.id)
        if ticket.id == into.id or {ticket.status, into.status} - {WAITING, CALLED, ABSENT}:
            self.refused(answer, "wrong_state")
        elif {ticket.day, into.day} != {self.today} or self.model.too_late(into, self.today, self.wall_ms):
            self.refused(answer, "return_too_late")
        elif call is not None and call.counter != counter:
            self.refused(answer, "for_another_counter")
        else:
            assert answer.ticket_id == into.id
            ended = None if call is None else self.model.end(call.id, CallStatus.MERGED, self.wall_ms)
            family = [one.id for one in self.model.tickets.values() if ticket.id in (one.id, one.merged_into)]
            hour = into.turn[0]
            if not self.model.too_late(ticket, self.today, self.wall_ms):
                hour = min(hour, ticket.turn[0])
            goes_on = self.model.change(into.id, turn=(hour, into.turn[1]), priority=into.priority or ticket.priority)
            changes = [self.model.change(one, status=TicketStatus.MERGED, merged_into=into.id) for one in family]
            if goes_on[0] != goes_on[1]:
                changes.append(goes_on)
            self.remember(deed, asked, answer, Deed(asked.request_id, counter, self.wall_ms, tuple(changes), ended))

    @precondition(lambda self: self.model.tickets and self.sessions)
    @rule(data=st.data(), priority=st.sampled_from([None, "over_75", "no_such_class"]))
    def set_priority(self, data: st.DataObject, priority: str | None) -> None:
        counter = self.pick(data, self.sessions)
        before = self.model.tickets[self.pick(data, self.model.tickets)]
        deed = SetPriorities(self.house)
        asked = SetPriority(before.id, priority, "paper_shown", self.new_id(), self.sessions[counter])
        answer = self.do(deed, asked)
        if priority == "no_such_class":
            self.refused(answer, "unknown_priority")
        elif before.status not in (WAITING, CALLED, ABSENT) or before.day != self.today:
            self.refused(answer, "wrong_state")
        else:
            change = self.model.change(before.id, priority=priority)
            self.remember(deed, asked, answer, Deed(asked.request_id, counter, self.wall_ms, (change,)))

    @rule(counter=COUNTERS, minutes=st.sampled_from([0, 5, 30, 61]))
    def pause_or_resume(self, counter: int, minutes: int) -> None:
        session = self.sessions.get(counter, "")
        deed: Any
        asked: Any
        if minutes:
            deed, asked = (
                PauseCounters(self.house),
                PauseCounter(counter, "lunch", minutes, self.new_id(), session),
            )
        else:
            deed, asked = ResumeCounters(self.house), ResumeCounter(counter, self.new_id(), session)
        answer = self.do(deed, asked)
        if not session:
            self.refused(answer, "not_signed_in")
        elif minutes > TERMS.pause_max_min:
            self.refused(answer, "too_long")
        else:
            assert isinstance(answer, CounterState)
            before = self.model.pauses.get(counter, (0, None))
            after = (self.wall_ms + minutes * MINUTE, "lunch") if minutes else (0, None)
            self.model.pauses[counter] = after
            undoable = Deed(asked.request_id, counter, self.wall_ms, pause=(before, after))
            self.remember(deed, asked, answer, undoable)

    @precondition(lambda self: self.requests and self.sessions)
    @rule(data=st.data(), back=st.integers(1, 3))
    def undo(self, data: st.DataObject, back: int) -> None:
        request = self.requests[-min(back, len(self.requests))]
        self.take_back(request, self.pick(data, self.sessions))

    def take_back(self, request: str, counter: int) -> None:
        self.meets_the_hub(counter)
        deed, asked = UndoDeeds(self.house), UndoDeed(request, self.new_id(), self.sessions[counter])
        may = self.model.may_undo(request, counter, self.wall_ms)
        answer = self.do(deed, asked)
        if not may:
            self.refused(answer, "undo_too_late")
            return
        ended = self.model.deeds[request].call
        if ended is not None and ended[0] is not None and self.model.is_reserved(ended[0].ticket, counter):
            self.refused(answer, "reserved_elsewhere")
            return
        assert isinstance(answer, Undone)
        self.model.undo(request, self.wall_ms)
        self.remember(deed, asked, answer)

    @rule(counter=COUNTERS)
    def sign_in_or_out(self, counter: int) -> None:
        if counter in self.sessions:
            self.do(CloseSessions(self.house), self.sessions.pop(counter))
            self.model.staffed.discard(counter)
            self.model.pauses.pop(counter, None)
        else:
            self.sign_in(counter)
