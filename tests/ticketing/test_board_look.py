"""What the hub says a board shows: the newest calls that stand, of the centre, of some lines, of one counter."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from tests.ticketing.conftest import CENTRE, HandClock
from ticketing.deeds.calling import CallNextTicket, EndCall
from ticketing.deeds.going_and_coming import ComeBacks, LeaveLines
from ticketing.deeds.house import House
from ticketing.deeds.looking import Looking
from ticketing.deeds.setting_aside import HoldCalls, TransferCalls
from ticketing.deeds.signing_in import OpenSessions
from ticketing.deeds.take_ticket import TakeTickets
from ticketing.deeds.undoing import UndoDeeds
from ticketing.domain.answers import Call, CallStatus, ClerkSession, Ticket
from ticketing.domain.asked import (
    CallNext,
    ComeBack,
    GoOnWithCall,
    HoldCall,
    LeaveLine,
    OpenSession,
    TakeTicket,
    TransferCall,
    UndoDeed,
)
from ticketing.domain.luck import fingerprint
from ticketing.domain.reasons import HoldReason, TransferReason
from ticketing.store.opening import HubStore


def new_id() -> str:
    return str(uuid.uuid4())


class Hall:
    """A hall: people come, counters call, a board looks."""

    def __init__(self, house: House, store: HubStore, perform: Callable[..., list[Any]], clock: HandClock) -> None:
        self._house, self._store, self._perform, self._clock = house, store, perform, clock
        self._sessions = {1: self._sign_in("lan", 1), 2: self._sign_in("minh", 2)}

    def _sign_in(self, clerk: str, counter: int) -> str:
        (session,) = self._perform(OpenSessions(self._house), OpenSession(clerk, counter))
        assert isinstance(session, ClerkSession)
        return fingerprint(session.token)

    def call(self, counter: int, line: str = "A", request_id: str = "") -> Call:
        """Somebody takes a number and is called."""
        (ticket,) = self._perform(TakeTickets(self._house), TakeTicket(line, new_id(), secrets.token_hex(16)))
        assert isinstance(ticket, Ticket)
        return self.next(counter, request_id)

    def next(self, counter: int, request_id: str = "") -> Call:
        """The counter calls."""
        self._clock.pass_minutes(1)
        asked = CallNext(counter, request_id or new_id(), self._sessions[counter])
        (call,) = self._perform(CallNextTicket(self._house), asked)
        assert isinstance(call, Call), call
        return call

    def end(self, call: Call, how: CallStatus = CallStatus.FINISHED) -> None:
        """It is over."""
        asked = GoOnWithCall(call.call_id, new_id(), self._sessions[call.counter])
        (ended,) = self._perform(EndCall(self._house, how), asked)
        assert isinstance(ended, Call), ended

    def do(self, deed: type, asked: object) -> None:
        """Any deed that succeeds."""
        (answer,) = self._perform(deed(self._house), asked)
        assert type(answer).__name__ != "Refused", answer

    def session(self, counter: int) -> str:
        """The clerk's."""
        return self._sessions[counter]

    def board(self, lines: Sequence[str] = (), counter: int | None = None) -> list[tuple[str, int, bool]]:
        """(label, counter, still open), the newest first."""
        with self._store.reading(CENTRE) as ledger:
            state = Looking(self._house).board(ledger, lines, counter)
        return [(call.label, call.counter, call.open) for call in state.last]


@pytest.fixture
def hall(house: House, store: HubStore, perform: Callable[..., list[Any]], hand_clock: HandClock) -> Hall:
    return Hall(house, store, perform, hand_clock)


def test_the_newest_eight_and_which_of_them_are_open(hall: Hall) -> None:
    for _ in range(9):
        hall.end(hall.call(1))
    hall.call(1)
    shown = hall.board()
    assert len(shown) == 8
    assert shown[:2] == [("A010", 1, True), ("A009", 1, False)]


def test_a_call_that_was_taken_back_is_not_there(hall: Hall) -> None:
    hall.end(hall.call(1))
    deed = new_id()
    hall.call(1, request_id=deed)
    hall.do(UndoDeeds, UndoDeed(deed, new_id(), hall.session(1)))
    assert hall.board() == [("A001", 1, False)]


def test_what_was_held_or_sent_on_is_not_invited(hall: Hall) -> None:
    held = hall.call(1)
    hold = HoldCall(held.call_id, 10, next(iter(HoldReason)).value, False, new_id(), hall.session(1))
    hall.do(HoldCalls, hold)
    sent = hall.call(2)
    reason = next(iter(TransferReason)).value
    hall.do(TransferCalls, TransferCall(sent.call_id, "B", None, reason, new_id(), hall.session(2)))
    assert hall.board() == []
    hall.next(2)
    assert hall.board() == [(sent.ticket.label, 2, True)] or hall.board() == [(held.ticket.label, 2, True)]


def test_a_number_sent_to_another_line_is_on_that_lines_board(hall: Hall) -> None:
    sent = hall.call(2)
    reason = next(iter(TransferReason)).value
    hall.do(TransferCalls, TransferCall(sent.call_id, "B", None, reason, new_id(), hall.session(2)))
    again = hall.next(2)
    assert again.ticket.label == "A001"
    assert hall.board(("B",)) == [("A001", 2, True)]
    assert hall.board(("A",)) == []


def test_an_absent_number_stays_until_it_waits_again_or_leaves(hall: Hall) -> None:
    first, second = hall.call(1), hall.call(2)
    hall.end(first, CallStatus.ABSENT)
    hall.end(second, CallStatus.ABSENT)
    assert len(hall.board()) == 2
    hall.do(ComeBacks, ComeBack(first.ticket.ticket_id, new_id()))
    assert hall.board() == [(second.ticket.label, 2, False)]
    hall.do(LeaveLines, LeaveLine(second.ticket.ticket_id, new_id()))
    assert hall.board() == []


def test_a_sign_sees_its_own_counter(hall: Hall) -> None:
    hall.call(1)
    hall.call(2)
    assert hall.board(counter=1) == [("A001", 1, True)]
    assert hall.board(("C",), counter=1) == []
