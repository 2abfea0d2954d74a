"""A centre in the hand of a test: every deed as one short call."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from ticketing.deeds.calling import CallNextTicket, CallThisTicket, EndCall, Recall
from ticketing.deeds.going_and_coming import ComeBacks, ComeLaters, LeaveLines
from ticketing.deeds.house import House
from ticketing.deeds.keep_place import KeepPlaces
from ticketing.deeds.looking import Looking
from ticketing.deeds.merging import MergeFamilies
from ticketing.deeds.pausing import PauseCounters, ResumeCounters
from ticketing.deeds.priorities import SetPriorities
from ticketing.deeds.quick_service import ServeQuickly
from ticketing.deeds.setting_aside import HoldCalls, TransferCalls
from ticketing.deeds.signing_in import OpenSessions
from ticketing.deeds.take_ticket import TakeTickets
from ticketing.deeds.undoing import UndoDeeds
from ticketing.domain.answers import Call, CallStatus, ClerkSession, StaffRole, Ticket
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
from ticketing.domain.luck import fingerprint
from ticketing.domain.rules import CentreRules, StaffRule
from ticketing.store.opening import HubStore

CENTRE = "H26-CN03"


def with_supervisor(rules: CentreRules) -> CentreRules:
    """The same centre, where Mai supervises."""
    mai = StaffRule("mai", "Mai", StaffRole.SUPERVISOR, rules.staff[0].pin_hash)
    return replace(rules, staff=(*rules.staff, mai))


def new_id() -> str:
    """A request id."""
    return str(uuid.uuid4())


class Desk:
    """Deeds carried out one by one, each in a transaction of its own."""

    def __init__(self, house: House, store: HubStore, perform: Callable[..., list[Any]]) -> None:
        self.house, self.store, self.perform = house, store, perform
        self.looking = Looking(house)

    def take(
        self, line: str = "A", request_id: str | None = None, visit_id: str | None = None, priority: str | None = None
    ) -> Any:
        asked = TakeTicket(line, request_id or new_id(), visit_id or secrets.token_hex(16), priority)
        return self.perform(TakeTickets(self.house), asked)[0]

    def sign_in(self, clerk: str = "lan", counter: int = 1) -> str:
        session = self.perform(OpenSessions(self.house), OpenSession(clerk, counter))[0]
        assert isinstance(session, ClerkSession)
        return fingerprint(session.token)

    def call(self, session: str, counter: int = 1, request_id: str | None = None) -> Any:
        return self.perform(CallNextTicket(self.house), CallNext(counter, request_id or new_id(), session))[0]

    def call_this(self, session: str, ticket_id: str, counter: int = 1, request_id: str | None = None) -> Any:
        asked = CallThis(counter, ticket_id, "papers_ready", request_id or new_id(), session)
        return self.perform(CallThisTicket(self.house), asked)[0]

    def recall(self, call: Call, session: str, request_id: str | None = None) -> Any:
        return self.perform(Recall(self.house), GoOnWithCall(call.call_id, request_id or new_id(), session))[0]

    def end(self, call: Call, session: str, status: CallStatus, request_id: str | None = None) -> Any:
        asked = GoOnWithCall(call.call_id, request_id or new_id(), session)
        return self.perform(EndCall(self.house, status), asked)[0]

    def hold(
        self,
        call: Call,
        session: str,
        minutes: int = 10,
        reason: str = "photocopy",
        *,
        for_me: bool = False,
        request_id: str | None = None,
    ) -> Any:
        asked = HoldCall(call.call_id, minutes, reason, for_me, request_id or new_id(), session)
        return self.perform(HoldCalls(self.house), asked)[0]

    def transfer(
        self,
        call: Call,
        session: str,
        line: str | None = None,
        counter: int | None = None,
        request_id: str | None = None,
    ) -> Any:
        asked = TransferCall(call.call_id, line, counter, "next_step", request_id or new_id(), session)
        return self.perform(TransferCalls(self.house), asked)[0]

    def pause(self, session: str, counter: int = 1, minutes: int = 15, request_id: str | None = None) -> Any:
        asked = PauseCounter(counter, "lunch", minutes, request_id or new_id(), session)
        return self.perform(PauseCounters(self.house), asked)[0]

    def resume(self, session: str, counter: int = 1) -> Any:
        return self.perform(ResumeCounters(self.house), ResumeCounter(counter, new_id(), session))[0]

    def quick(self, session: str, counter: int = 1, line: str = "A", request_id: str | None = None) -> Any:
        asked = QuickService(counter, line, "question", request_id or new_id(), session)
        return self.perform(ServeQuickly(self.house), asked)[0]

    def merge(self, ticket: Ticket, into: Ticket, session: str, request_id: str | None = None) -> Any:
        asked = MergeTickets(ticket.ticket_id, into.ticket_id, "family", request_id or new_id(), session)
        return self.perform(MergeFamilies(self.house), asked)[0]

    def set_priority(self, ticket: Ticket, priority: str | None, session: str, request_id: str | None = None) -> Any:
        asked = SetPriority(ticket.ticket_id, priority, "paper_shown", request_id or new_id(), session)
        return self.perform(SetPriorities(self.house), asked)[0]

    def undo(self, deed: str, session: str, request_id: str | None = None) -> Any:
        return self.perform(UndoDeeds(self.house), UndoDeed(deed, request_id or new_id(), session))[0]

    def keep(self, ticket: Ticket, request_id: str | None = None) -> Any:
        return self.perform(KeepPlaces(self.house), KeepPlace(ticket.ticket_id, request_id or new_id()))[0]

    def come_back(self, ticket: Ticket, session: str | None = None, request_id: str | None = None) -> Any:
        return self.perform(ComeBacks(self.house), ComeBack(ticket.ticket_id, request_id or new_id(), session))[0]

    def come_later(self, ticket: Ticket, minutes: int = 20) -> Any:
        return self.perform(ComeLaters(self.house), ComeLater(ticket.ticket_id, minutes, new_id()))[0]

    def leave(self, ticket: Ticket, request_id: str | None = None, session: str | None = None) -> Any:
        return self.perform(LeaveLines(self.house), LeaveLine(ticket.ticket_id, request_id or new_id(), session))[0]

    def look(self, question: Callable[..., Any], *args: object) -> Any:
        with self.store.reading(CENTRE) as ledger:
            return question(ledger, *args)
