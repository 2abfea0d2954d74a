"""Any order of everything that citizens, clerks, late messages and crashes do to the queue, against a plain model."""

from __future__ import annotations

import os
import tempfile
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import select

from tests.ticketing.queue_model import ABSENT, CALLED, WAITING, Deed, MCall, Model, MTicket
from ticketing.deeds.calling import CallNextTicket, CallThisTicket, EndCall, Recall
from ticketing.deeds.going_and_coming import ComeBacks, ComeLaters, LeaveLines
from ticketing.deeds.house import House
from ticketing.deeds.keep_place import KeepPlaces
from ticketing.deeds.merging import MergeFamilies
from ticketing.deeds.pausing import PauseCounters, ResumeCounters
from ticketing.deeds.priorities import SetPriorities
from ticketing.deeds.quick_service import ServeQuickly
from ticketing.deeds.setting_aside import HoldCalls, TransferCalls
from ticketing.deeds.signing_in import CloseSessions, OpenSessions
from ticketing.deeds.take_ticket import TakeTickets
from ticketing.deeds.undoing import UndoDeeds
from ticketing.domain.answers import (
    Call,
    CallStatus,
    CounterState,
    NobodyWaiting,
    Refused,
    Ticket,
    TicketStatus,
    Undone,
)
from ticketing.domain.asked import (
    CallNext,
    CallThis,
    ComeBack,
    ComeLater,
    GoOnWithCall,
    HoldCall,
    KeepPlace,
    LeaveLine,
    MergeTickets,
    OpenSession,
    PauseCounter,
    QuickService,
    ResumeCounter,
    SetPriority,
    TakeTicket,
    TransferCall,
    UndoDeed,
)
from ticketing.domain.audit import verify
from ticketing.domain.hub_clock import HubClock
from ticketing.domain.luck import SystemLuck, fingerprint
from ticketing.domain.records import EventRecord
from ticketing.domain.rules import CentreRules, CounterRule, PriorityRule, Terms
from ticketing.store.opening import HubStore, open_store
from ticketing.store.sql_ledger import SqlLedger
from ticketing.store.tables import call as call_table
from ticketing.store.tables import ticket as ticket_table

CENTRE = "H26-CN03"
CLERKS = {1: "lan", 2: "minh"}
LONG = os.environ.get("MOTCUA_LONG") == "1"
RUNS = {False: (15, 500), True: (3, 100)}
"""How many examples in ./test and in ./test --long; fewer where every step is a round trip to a server."""
IN_MEMORY = Path("/dev/shm")
SECOND, MINUTE = 1000, 60_000
COUNTERS = st.sampled_from([1, 2])
ARRIVE_AFTER = st.sampled_from([0, 0, 1, 5, 30])
"""Minutes after whoever came before."""
PRIORITIES = st.sampled_from([None, None, "over_75", "pregnant"])
TERMS = Terms(session_hours=100_000, calls_before_absent=2, seconds_between_calls=5, hold_max_min=60, pause_max_min=60)


def new_id() -> str:
    return str(uuid.uuid4())


class QueueMachine(RuleBasedStateMachine):
    """Two counters that share a line, three lines, a few days."""

    centre_rules: CentreRules
    empty_database: Callable[[], str | None]
    start_ms = 1_795_320_000_000

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(dir=IN_MEMORY if IN_MEMORY.is_dir() else None)
        self.wall_ms = self.start_ms
        self.database = type(self).empty_database()
        self.told: list[EventRecord] = []
        self.open()
        self.model = Model(self.centre_rules)
        self.sessions: dict[int, str] = {}
        for counter in CLERKS:
            self.sign_in(counter)
        self.past: list[tuple[Any, Any, str]] = []
        self.requests: list[str] = []

    def open(self) -> None:
        store = open_store(Path(self.folder.name), self.database)
        assert isinstance(store, HubStore)
        self.store = store
        clock = HubClock(self.centre_rules.timezone, lambda: self.wall_ms, lambda: self.wall_ms / 1000, lambda _s: None)
        self.house = House(self.centre_rules, clock, SystemLuck())

    def do(self, deed: Any, asked: Any) -> Any:
        with self.store.writing_once(CENTRE) as ledger:
            answer = deed(ledger, [asked])[0]
            assert isinstance(ledger, SqlLedger)
            told = ledger.told
        self.told.extend(told)
        return answer

    def remember(self, deed: Any, asked: Any, answer: Any, undoable: Deed | None = None) -> None:
        self.past.append((deed, asked, same(answer)))
        if undoable is not None:
            self.model.deeds[undoable.request] = undoable
            self.requests.append(undoable.request)

    @property
    def today(self) -> Any:
        return self.house.today(self.wall_ms)

    def refused(self, answer: Any, *codes: str) -> None:
        assert isinstance(answer, Refused), answer
        assert answer.code in codes

    def pick(self, data: st.DataObject, among: Any) -> Any:
        return data.draw(st.sampled_from(sorted(among)))

    # Citizens

    @rule(line=st.sampled_from("ABC"), priority=PRIORITIES)
    def take(self, line: str, priority: str | None) -> None:
        deed, asked = TakeTickets(self.house), TakeTicket(line, new_id(), uuid.uuid4().hex, priority)
        ticket = self.do(deed, asked)
        numbers = [one.number for one in self.model.tickets.values() if one.line == line and one.day == self.today]
        assert ticket.number == len(numbers) + 1
        self.add(ticket, priority)
        assert ticket.ahead == self.model.ahead(self.model.tickets[ticket.ticket_id])
        self.remember(deed, asked, ticket)

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

    def add(self, ticket: Ticket, priority: str | None = None) -> MTicket:
        turn = (self.wall_ms, len(self.model.tickets))
        added = MTicket(
            ticket.ticket_id, ticket.day, ticket.line, ticket.number, ticket.visit_id, turn, ticket.line, priority
        )
        self.model.tickets[ticket.ticket_id] = added
        return added

    @precondition(lambda self: self.model.tickets)
    @rule(data=st.data())
    def keep(self, data: st.DataObject) -> None:
        before = self.model.tickets[self.pick(data, self.model.tickets)]
        deed, asked = KeepPlaces(self.house), KeepPlace(before.id, new_id())
        answer = self.do(deed, asked)
        if before.status not in (WAITING, CALLED, ABSENT):
            self.refused(answer, "wrong_state")
            return
        if self.model.too_late(before, self.today, self.wall_ms):
            self.refused(answer, "return_too_late")
            return
        held = before.held_until
        if before.status is not WAITING:
            held = max(held, self.wall_ms + TERMS.held_min * MINUTE)
        self.away(before, CallStatus.KEPT, status=WAITING, kept=True, held_until=held)
        self.remember(deed, asked, answer)

    @precondition(lambda self: self.model.tickets)
    @rule(data=st.data(), minutes=st.sampled_from([1, 20, 61]))
    def come_later(self, data: st.DataObject, minutes: int) -> None:
        before = self.model.tickets[self.pick(data, self.model.tickets)]
        deed, asked = ComeLaters(self.house), ComeLater(before.id, minutes, new_id())
        answer = self.do(deed, asked)
        if before.status not in (WAITING, CALLED, ABSENT):
            self.refused(answer, "wrong_state")
        elif self.model.too_late(before, self.today, self.wall_ms):
            self.refused(answer, "return_too_late")
        elif minutes > TERMS.hold_max_min:
            self.refused(answer, "too_long")
        else:
            until = self.wall_ms + minutes * MINUTE
            self.away(before, CallStatus.KEPT, status=WAITING, kept=True, held_until=until, note="come_later")
            self.remember(deed, asked, answer)

    def away(self, ticket: MTicket, how: CallStatus, **to: Any) -> None:
        call = self.model.open_of(ticket.id)
        if call is not None:
            self.model.end(call.id, how, self.wall_ms)
        self.model.change(ticket.id, **to)

    @precondition(lambda self: self.model.tickets)
    @rule(data=st.data())
    def come_back(self, data: st.DataObject) -> None:
        before = self.model.tickets[self.pick(data, self.model.tickets)]
        deed, asked = ComeBacks(self.house), ComeBack(before.id, new_id(), self.sessions.get(1))
        answer = self.do(deed, asked)
        if before.status not in (WAITING, ABSENT):
            self.refused(answer, "wrong_state")
        elif self.model.too_late(before, self.today, self.wall_ms):
            self.refused(answer, "return_too_late")
        else:
            self.model.change(before.id, status=WAITING, held_until=0, note=None)
            self.remember(deed, asked, answer)

    @precondition(lambda self: self.model.tickets)
    @rule(data=st.data())
    def leave(self, data: st.DataObject) -> None:
        before = self.model.tickets[self.pick(data, self.model.tickets)]
        deed, asked = LeaveLines(self.house), LeaveLine(before.id, new_id())
        answer = self.do(deed, asked)
        if before.status not in (WAITING, ABSENT):
            self.refused(answer, "wrong_state")
            return
        self.model.change(before.id, status=TicketStatus.LEFT)
        self.remember(deed, asked, answer)

    # Clerks

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
        deed = CallNextTicket(self.house)
        asked = CallNext(counter, new_id(), self.sessions.get(counter, ""))
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
            asked = GoOnWithCall(call.id, new_id(), self.sessions[counter])
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
        before = self.model.tickets[self.pick(data, self.model.tickets)]
        deed = CallThisTicket(self.house)
        asked = CallThis(counter, before.id, "papers_ready", new_id(), self.sessions.get(counter, ""))
        answer = self.do(deed, asked)
        if self.cannot_call(counter, answer):
            return
        if before.status not in (WAITING, ABSENT):
            self.refused(answer, "wrong_state")
        elif self.model.too_late(before, self.today, self.wall_ms):
            self.refused(answer, "return_too_late")
        elif before.for_counter not in (None, counter) and before.for_counter in self.model.staffed:
            self.refused(answer, "for_another_counter")
        else:
            change, call = self.called(before, answer)
            undoable = Deed(asked.request_id, counter, self.wall_ms, (change,), (None, call))
            self.remember(deed, asked, answer, undoable)

    @rule(counter=COUNTERS, line=st.sampled_from("ABC"))
    def quick(self, counter: int, line: str) -> None:
        deed = ServeQuickly(self.house)
        asked = QuickService(counter, line, "question", new_id(), self.sessions.get(counter, ""))
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
        deed, asked = Recall(self.house), GoOnWithCall(call.id, new_id(), session)
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
        deed, asked = EndCall(self.house, how), GoOnWithCall(call.id, new_id(), session)
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
        deed = HoldCalls(self.house)
        asked = HoldCall(call.id, minutes, "photocopy", for_me, new_id(), session)
        answer = self.do(deed, asked)
        if minutes > TERMS.hold_max_min:
            self.refused(answer, "too_long")
            return
        whose = call.counter if for_me else self.model.tickets[call.ticket].for_counter
        until = self.wall_ms + minutes * MINUTE
        self.ended(
            deed, asked, answer, call, CallStatus.HELD, status=WAITING, held_until=until, for_counter=whose,
            note="photocopy",
        )  # fmt: skip

    @precondition(lambda self: self.busy())
    @rule(data=st.data(), line=st.sampled_from("ABC"), counter=st.sampled_from([None, 1, 2]))
    def transfer(self, data: st.DataObject, line: str, counter: int | None) -> None:
        call, session = self.at(data)
        deed = TransferCalls(self.house)
        to_line = line if counter is None else None
        asked = TransferCall(call.id, to_line, counter, "next_step", new_id(), session)
        answer = self.do(deed, asked)
        if counter is not None:
            if counter not in self.model.staffed:
                self.refused(answer, "counter_closed")
                return
            lines = self.centre_rules.counter_of[counter].lines
            own = self.model.tickets[call.ticket].queue_line
            line = own if own in lines else lines[0]
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
        asked = MergeTickets(ticket.id, into.id, "family", new_id(), self.sessions[counter])
        answer = self.do(deed, asked)
        call = self.model.open_of(ticket.id)
        if ticket.id == into.id or {ticket.status, into.status} - {WAITING, CALLED, ABSENT}:
            self.refused(answer, "wrong_state")
        elif {ticket.day, into.day} != {self.today}:
            self.refused(answer, "return_too_late")
        elif call is not None and call.counter != counter:
            self.refused(answer, "for_another_counter")
        else:
            assert answer.ticket_id == into.id
            ended = None if call is None else self.model.end(call.id, CallStatus.MERGED, self.wall_ms)
            family = [one.id for one in self.model.tickets.values() if ticket.id in (one.id, one.merged_into)]
            changes = tuple(self.model.change(one, status=TicketStatus.MERGED, merged_into=into.id) for one in family)
            self.remember(deed, asked, answer, Deed(asked.request_id, counter, self.wall_ms, changes, ended))

    @precondition(lambda self: self.model.tickets and self.sessions)
    @rule(data=st.data(), priority=st.sampled_from([None, "over_75", "no_such_class"]))
    def set_priority(self, data: st.DataObject, priority: str | None) -> None:
        counter = self.pick(data, self.sessions)
        before = self.model.tickets[self.pick(data, self.model.tickets)]
        deed = SetPriorities(self.house)
        asked = SetPriority(before.id, priority, "paper_shown", new_id(), self.sessions[counter])
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
            deed, asked = PauseCounters(self.house), PauseCounter(counter, "lunch", minutes, new_id(), session)
        else:
            deed, asked = ResumeCounters(self.house), ResumeCounter(counter, new_id(), session)
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
        deed, asked = UndoDeeds(self.house), UndoDeed(request, new_id(), self.sessions[counter])
        may = self.model.may_undo(request, counter, self.wall_ms)
        answer = self.do(deed, asked)
        if not may:
            self.refused(answer, "undo_too_late")
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

    def sign_in(self, counter: int) -> None:
        session = self.do(OpenSessions(self.house), OpenSession(CLERKS[counter], counter))
        self.sessions[counter] = fingerprint(session.token)
        self.model.staffed.add(counter)
        self.model.pauses.pop(counter, None)

    # The world

    @precondition(lambda self: self.past)
    @rule(data=st.data(), again=st.integers(1, 3))
    def the_same_request_comes_again(self, data: st.DataObject, again: int) -> None:
        """Late, twice, after others that were asked later: it changes nothing, and gets the same answer."""
        deed, asked, first = data.draw(st.sampled_from(self.past))
        session = getattr(asked, "session_sha256", None)
        events = len(self.told)
        for _ in range(again):
            answer = self.do(deed, asked)
            if session is not None and session not in self.sessions.values() and not isinstance(asked, ComeBack):
                self.refused(answer, "not_signed_in")
            else:
                assert same(answer) == first
        assert len(self.told) == events

    @rule(seconds=st.sampled_from([1, 6, 11, 60, 7 * 60, 61 * 60, 130 * 60]))
    def time_passes(self, seconds: int) -> None:
        self.wall_ms += seconds * SECOND

    @rule()
    def the_hub_dies_and_comes_back(self) -> None:
        """What was answered is in the database; everything else in memory may go."""
        self.store.close()
        self.open()
        self.past = [(self.anew(deed), asked, first) for deed, asked, first in self.past]

    def anew(self, deed: Any) -> Any:
        return EndCall(self.house, deed.end) if isinstance(deed, EndCall) else type(deed)(self.house)

    # What always holds

    @invariant()
    def the_tickets_are_as_the_model_says(self) -> None:
        with self.store.readers.connect() as connection:
            t = ticket_table.c
            rows = connection.execute(
                select(
                    t.ticket_id, t.day, t.line, t.number, t.visit_id, t.due_ms, t.queue_line, t.priority, t.status,
                    t.kept, t.held_until_ms, t.for_counter, t.note, t.merged_into,
                ).order_by(t.place)
            ).all()  # fmt: skip
            kept = {
                row[0]: MTicket(*row[:5], (row[5], at), row[6], row[7], TicketStatus(row[8]), *row[9:])
                for at, row in enumerate(rows)
            }
            assert kept == self.model.tickets
            c = call_table.c
            calls = connection.execute(
                select(c.call_id, c.ticket_id, c.counter, c.announced_ms, c.times, c.status, c.ended_ms)
            )
            assert {row[0]: MCall(*row[:5], CallStatus(row[5]), row[6]) for row in calls} == self.model.calls
        self.no_number_twice_and_no_gap()

    def no_number_twice_and_no_gap(self) -> None:
        numbers: dict[Any, list[int]] = {}
        for one in self.model.tickets.values():
            numbers.setdefault((one.day, one.line), []).append(one.number)
        for given in numbers.values():
            assert sorted(given) == list(range(1, len(given) + 1))
        still = [call for call in self.model.calls.values() if call.status is CallStatus.OPEN]
        assert not [who for who, times in Counter(call.ticket for call in still).items() if times > 1]

    @invariant()
    def counts_events_and_audit_agree(self) -> None:
        with self.store.reading(CENTRE) as ledger:
            orders = ledger.line_orders(self.today)
            for line in self.centre_rules.lines:
                here = [one for one in self.model.waiting(self.today) if one.queue_line == line.letter]
                if line.letter not in orders:
                    assert not here
                    continue
                order = orders[line.letter]
                run = self.model.runs.get((self.today, line.letter), (0, ""))[0]
                assert (order.waiting, order.preferred, order.run) == (
                    len(here), sum(one.priority is not None for one in here), run,
                )  # fmt: skip
            events = ledger.events_after(0, 10_000)
            assert [one.seq for one in events] == list(range(1, len(events) + 1))
            assert list(events) == self.told
            audit = ledger.audit_after(0, 10_000)
            assert verify(CENTRE, audit, *ledger.audit_head()) is None

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()


def same(answer: Any) -> str:
    """What must be the same in every answer to the same request."""
    match answer:
        case Ticket(ticket_id=ticket_id):
            return ticket_id
        case Call(call_id=call_id):
            return call_id
        case CounterState(number=number):
            return str(number)
        case Undone(call=Call(call_id=call_id)):
            return call_id
        case Undone(ticket=Ticket(ticket_id=ticket_id)):
            return ticket_id
        case Undone():
            return "a pause"
        case _:
            raise AssertionError(f"a refusal where something was done before: {answer}")


def test_any_order_of_deeds(rules: CentreRules, empty_database: Callable[[], str | None]) -> None:
    QueueMachine.centre_rules = replace(
        rules,
        terms=TERMS,
        counters=(CounterRule(1, ("A",)), CounterRule(2, ("B", "A", "C"), {"B": 3.0, "C": 0.5})),
        priority_classes=(PriorityRule("over_75", "75+", "75+"), PriorityRule("pregnant", "Thai sản", "Pregnant")),
    )
    QueueMachine.empty_database = staticmethod(empty_database)
    runs = RUNS[empty_database() is not None]
    run_state_machine_as_test(
        QueueMachine,
        settings=settings(
            max_examples=runs[LONG], stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
