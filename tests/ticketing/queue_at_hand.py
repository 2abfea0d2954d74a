"""The queue's state machine, first part: a hub's store and its model, and what citizens do."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from tests.ticketing.queue_model import ABSENT, CALLED, WAITING, Deed, Model, MTicket
from ticketing.deeds.going_and_coming import ComeBacks, ComeLaters, LeaveLines
from ticketing.deeds.house import House
from ticketing.deeds.keep_place import KeepPlaces
from ticketing.deeds.signing_in import OpenSessions
from ticketing.deeds.take_ticket import TakeTickets
from ticketing.domain.answers import (
    Call,
    CallStatus,
    CounterState,
    Refused,
    Ticket,
    TicketStatus,
    Undone,
)
from ticketing.domain.asked import (
    ComeBack,
    ComeLater,
    KeepPlace,
    LeaveLine,
    OpenSession,
    TakeTicket,
)
from ticketing.domain.hub_clock import HubClock
from ticketing.domain.luck import fingerprint
from ticketing.domain.records import EventRecord
from ticketing.domain.rules import CentreRules, Terms
from ticketing.store.opening import HubStore, open_store
from ticketing.store.sql_ledger import SqlLedger

CENTRE = "H26-CN03"
CLERKS = {1: "lan", 2: "minh"}
IN_MEMORY = Path("/dev/shm")
SECOND, MINUTE = 1000, 60_000
PRIORITIES = st.sampled_from([None, None, "over_75", "pregnant"])
TERMS = Terms(session_hours=100_000, calls_before_absent=2, seconds_between_calls=5, hold_max_min=60, pause_max_min=60)


class CountedLuck:
    """Ids in a row: what is drawn from must be the same, in the same order, whenever the same day is played again."""

    def __init__(self) -> None:
        self._count = 0

    def new_id(self) -> str:
        self._count += 1
        return f"{self._count:032x}"

    def new_token(self) -> str:
        return f"token-{self.new_id()}"


class QueueAtHand(RuleBasedStateMachine):
    """Two counters that share a line, three lines, a few days; and what citizens do there."""

    centre_rules: CentreRules
    empty_database: Callable[[], str | None]
    start_ms = 1_795_320_000_000

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(dir=IN_MEMORY if IN_MEMORY.is_dir() else None)
        self.wall_ms = self.start_ms
        self.database = type(self).empty_database()
        self.told: list[EventRecord] = []
        self.luck = CountedLuck()
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
        self.house = House(self.centre_rules, clock, self.luck)

    def new_id(self) -> str:
        return self.luck.new_id()

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

    def sign_in(self, counter: int) -> None:
        session = self.do(OpenSessions(self.house), OpenSession(CLERKS[counter], counter))
        self.sessions[counter] = fingerprint(session.token)
        self.model.staffed.add(counter)
        self.model.pauses.pop(counter, None)

    @rule(line=st.sampled_from("ABC"), priority=PRIORITIES)
    def take(self, line: str, priority: str | None) -> None:
        deed, asked = TakeTickets(self.house), TakeTicket(line, self.new_id(), self.new_id(), priority)
        ticket = self.do(deed, asked)
        numbers = [one.number for one in self.model.tickets.values() if one.line == line and one.day == self.today]
        assert ticket.number == len(numbers) + 1
        self.add(ticket, priority)
        assert ticket.ahead == self.model.ahead(self.model.tickets[ticket.ticket_id])
        self.remember(deed, asked, ticket)

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
        deed, asked = KeepPlaces(self.house), KeepPlace(before.id, self.new_id())
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
        deed, asked = ComeLaters(self.house), ComeLater(before.id, minutes, self.new_id())
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
        deed, asked = ComeBacks(self.house), ComeBack(before.id, self.new_id(), self.sessions.get(1))
        answer = self.do(deed, asked)
        if before.status not in (WAITING, ABSENT):
            self.refused(answer, "wrong_state")
        elif self.model.too_late(before, self.today, self.wall_ms):
            self.refused(answer, "return_too_late")
        else:
            change = self.model.change(before.id, status=WAITING, held_until=0, note=None)
            self.remember(deed, asked, answer, self.of_staff(asked, change))

    @precondition(lambda self: self.model.tickets)
    @rule(data=st.data(), counter=st.sampled_from([None, 1]))
    def leave(self, data: st.DataObject, counter: int | None) -> None:
        before = self.model.tickets[self.pick(data, self.model.tickets)]
        session = None if counter is None else self.sessions.get(counter)
        deed, asked = LeaveLines(self.house), LeaveLine(before.id, self.new_id(), session)
        answer = self.do(deed, asked)
        if before.status not in (WAITING, ABSENT):
            self.refused(answer, "wrong_state")
            return
        change = self.model.change(before.id, status=TicketStatus.LEFT)
        self.remember(deed, asked, answer, self.of_staff(asked, change))

    def of_staff(self, asked: ComeBack | LeaveLine, change: tuple[MTicket, MTicket]) -> Deed | None:
        """What there is to undo, if it was the clerk at counter 1 who asked."""
        if asked.session_sha256 is None:
            return None
        return Deed(asked.request_id, 1, self.wall_ms, (change,))

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
