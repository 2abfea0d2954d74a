"""Any order of taking, calling, recalling, absence, finishing, keeping, retrying and dying, against a plain model."""

from __future__ import annotations

import os
import tempfile
import uuid
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from ticketing.deeds.calling import CallNextTicket, EndCall, Recall
from ticketing.deeds.house import House
from ticketing.deeds.keep_place import KeepPlaces
from ticketing.deeds.signing_in import OpenSessions
from ticketing.deeds.take_ticket import TakeTickets
from ticketing.domain.answers import Call, CallStatus, NobodyWaiting, Refused, Ticket, TicketStatus
from ticketing.domain.asked import CallNext, GoOnWithCall, KeepPlace, OpenSession, TakeTicket
from ticketing.domain.hub_clock import HubClock
from ticketing.domain.luck import SystemLuck, fingerprint
from ticketing.domain.records import EventRecord
from ticketing.domain.rules import CentreRules, Terms
from ticketing.store.opening import HubStore, open_store
from ticketing.store.sql_ledger import SqlLedger

CENTRE = "H26-CN03"
CLERKS = {1: "lan", 2: "minh"}
LONG = os.environ.get("MOTCUA_LONG") == "1"
RUNS = {False: (25, 500), True: (5, 100)}
"""How many examples in ./test and in ./test --long; fewer where every step is a round trip to a server."""


class QueueMachine(RuleBasedStateMachine):
    """Two counters, three lines, two days; the model is a few dictionaries."""

    centre_rules: CentreRules
    empty_database: Callable[[], str | None]
    start_ms = 1_795_320_000_000

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.wall_ms = self.start_ms
        self.database = type(self).empty_database()
        self.open()
        self.sessions = {}
        for counter, clerk in CLERKS.items():
            session = self.do(OpenSessions(self.house), OpenSession(clerk, counter))
            self.sessions[counter] = fingerprint(session.token)
        self.tickets: dict[str, Ticket] = {}
        self.status: dict[str, TicketStatus] = {}
        self.place: list[str] = []
        self.held: dict[str, int] = {}
        self.calling: dict[int, Call] = {}
        self.past: list[tuple[Any, Any, str]] = []
        self.told: list[EventRecord] = []

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
        if hasattr(self, "told"):
            self.told.extend(told)
        return answer

    def remember(self, deed: Any, asked: Any, answer: Any) -> None:
        same = answer.ticket_id if isinstance(answer, Ticket) else answer.call_id
        self.past.append((deed, asked, same))

    @rule(line=st.sampled_from("ABC"))
    def take(self, line: str) -> None:
        deed, asked = TakeTickets(self.house), TakeTicket(line, str(uuid.uuid4()), uuid.uuid4().hex)
        ticket = self.do(deed, asked)
        day = self.house.today(self.wall_ms)
        numbers = [one.number for one in self.tickets.values() if one.line == line and one.day == day]
        assert ticket.number == len(numbers) + 1
        assert ticket.ahead == sum(self.waits_today(one) and self.tickets[one].line == line for one in self.place)
        self.tickets[ticket.ticket_id] = ticket
        self.status[ticket.ticket_id] = TicketStatus.WAITING
        self.place.append(ticket.ticket_id)
        self.remember(deed, asked, ticket)

    def waits_today(self, ticket_id: str) -> bool:
        today = self.tickets[ticket_id].day == self.house.today(self.wall_ms)
        return today and self.status[ticket_id] is TicketStatus.WAITING

    @rule(counter=st.sampled_from([1, 2]))
    def call(self, counter: int) -> None:
        deed = CallNextTicket(self.house)
        asked = CallNext(counter, str(uuid.uuid4()), self.sessions[counter])
        answer = self.do(deed, asked)
        if counter in self.calling:
            assert isinstance(answer, Refused)
            assert answer.code == "call_open"
            return
        lines = self.centre_rules.counter_of[counter].lines
        could = [one for one in self.place if self.waits_today(one) and self.tickets[one].line in lines]
        free = [one for one in could if self.held.get(one, 0) <= self.wall_ms] or could
        if not free:
            assert isinstance(answer, NobodyWaiting)
            return
        assert isinstance(answer, Call)
        assert answer.ticket.ticket_id == free[0]
        assert free[0] not in {one.ticket.ticket_id for one in self.calling.values()}
        self.calling[counter] = answer
        self.status[free[0]] = TicketStatus.CALLED
        self.remember(deed, asked, answer)

    @precondition(lambda self: self.calling)
    @rule(data=st.data(), how=st.sampled_from([CallStatus.ABSENT, CallStatus.FINISHED]))
    def end(self, data: st.DataObject, how: CallStatus) -> None:
        counter = data.draw(st.sampled_from(sorted(self.calling)))
        call = self.calling.pop(counter)
        deed = EndCall(self.house, how)
        asked = GoOnWithCall(call.call_id, str(uuid.uuid4()), self.sessions[counter])
        answer = self.do(deed, asked)
        assert answer.status is how
        self.status[call.ticket.ticket_id] = TicketStatus(how.value)
        self.remember(deed, asked, answer)

    @precondition(lambda self: self.calling)
    @rule(data=st.data())
    def recall(self, data: st.DataObject) -> None:
        counter = data.draw(st.sampled_from(sorted(self.calling)))
        deed = Recall(self.house)
        asked = GoOnWithCall(self.calling[counter].call_id, str(uuid.uuid4()), self.sessions[counter])
        answer = self.do(deed, asked)
        assert answer.times == self.calling[counter].times + 1
        self.calling[counter] = answer
        self.remember(deed, asked, answer)

    @precondition(lambda self: self.tickets)
    @rule(data=st.data())
    def keep(self, data: st.DataObject) -> None:
        ticket_id = data.draw(st.sampled_from(sorted(self.tickets)))
        deed, asked = KeepPlaces(self.house), KeepPlace(ticket_id, str(uuid.uuid4()))
        answer = self.do(deed, asked)
        before = self.status[ticket_id]
        old = self.tickets[ticket_id].day != self.house.today(self.wall_ms)
        if before is TicketStatus.FINISHED or old:
            assert isinstance(answer, Refused)
            return
        if isinstance(answer, Refused):
            assert before is TicketStatus.ABSENT
            assert answer.code == "return_too_late"
            return
        assert answer.status is TicketStatus.WAITING
        assert answer.kept
        if before is not TicketStatus.WAITING:
            self.held[ticket_id] = self.wall_ms + self.centre_rules.terms.held_min * 60_000
        self.status[ticket_id] = TicketStatus.WAITING
        self.calling = {at: call for at, call in self.calling.items() if call.ticket.ticket_id != ticket_id}
        self.remember(deed, asked, answer)

    @precondition(lambda self: self.past)
    @rule(data=st.data())
    def retry(self, data: st.DataObject) -> None:
        deed, asked, same = data.draw(st.sampled_from(self.past))
        events = len(self.told)
        answer = self.do(deed, asked)
        assert (answer.ticket_id if isinstance(answer, Ticket) else answer.call_id) == same
        assert len(self.told) == events

    @rule(minutes=st.sampled_from([1, 7, 130]))
    def time_passes(self, minutes: int) -> None:
        self.wall_ms += minutes * 60_000

    @rule()
    def the_hub_dies_and_comes_back(self) -> None:
        """What was answered is in the file; everything else in memory may go."""
        self.store.close()
        self.open()
        sessions = dict(self.sessions)
        self.past = [(self.again(deed), asked, same) for deed, asked, same in self.past]
        assert sessions == self.sessions

    def again(self, deed: Any) -> Any:
        if isinstance(deed, EndCall):
            return EndCall(self.house, deed.end)
        return type(deed)(self.house)

    @invariant()
    def the_ledger_agrees(self) -> None:
        with self.store.reading(CENTRE) as ledger:
            for ticket_id, status in self.status.items():
                kept = ledger.ticket(ticket_id)
                assert kept is not None
                assert kept.status is status
            counted = ledger.waiting_by_line(self.house.today(self.wall_ms))
            for line in self.centre_rules.lines:
                waiting = sum(self.waits_today(one) and self.tickets[one].line == line.letter for one in self.tickets)
                assert counted.get(line.letter, 0) == waiting
            events = ledger.events_after(0, 10_000)
            assert [one.seq for one in events] == list(range(1, len(events) + 1))
            assert list(events) == self.told
            for counter in CLERKS:
                call = ledger.open_call_at(counter)
                assert (call.call_id if call else None) == (
                    self.calling[counter].call_id if counter in self.calling else None
                )

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()


def test_any_order_of_deeds(rules: CentreRules, empty_database: Callable[[], str | None]) -> None:
    QueueMachine.centre_rules = replace(rules, terms=Terms(session_hours=100_000))
    QueueMachine.empty_database = staticmethod(empty_database)
    runs = RUNS[empty_database() is not None]
    run_state_machine_as_test(
        QueueMachine,
        settings=settings(
            max_examples=runs[LONG], stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
