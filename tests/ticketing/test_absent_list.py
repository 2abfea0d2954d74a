"""Who was called in vain and may still come back, on each database."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from tests.ticketing.conftest import CENTRE, HandClock
from ticketing.deeds.calling import CallNextTicket, EndCall
from ticketing.deeds.going_and_coming import ComeBacks
from ticketing.deeds.house import House
from ticketing.deeds.looking_for_absent import LookForAbsent
from ticketing.deeds.signing_in import OpenSessions
from ticketing.deeds.take_ticket import TakeTickets
from ticketing.domain.answers import CallStatus, ClerkSession, Refused
from ticketing.domain.asked import CallNext, ComeBack, GoOnWithCall, OpenSession, TakeTicket
from ticketing.domain.luck import fingerprint
from ticketing.store.opening import HubStore


def new_id() -> str:
    return str(uuid.uuid4())


def test_whoever_may_still_come_back_is_listed_with_the_time_left(
    house: House, store: HubStore, perform: Callable[..., list[Any]], hand_clock: HandClock
) -> None:
    session = perform(OpenSessions(house), OpenSession("lan", 1))[0]
    assert isinstance(session, ClerkSession)
    clerk = fingerprint(session.token)

    def in_vain() -> str:
        ticket = perform(TakeTickets(house), TakeTicket("A", new_id(), secrets.token_hex(16)))[0]
        call = perform(CallNextTicket(house), CallNext(1, new_id(), clerk))[0]
        ended = perform(EndCall(house, CallStatus.ABSENT), GoOnWithCall(call.call_id, new_id(), clerk))[0]
        assert ended.ticket.ticket_id == ticket.ticket_id
        return str(ticket.ticket_id)

    def listed(counter: int = 1) -> Any:
        with store.writing_once(CENTRE) as ledger:
            return LookForAbsent(house)(ledger, counter)

    first = in_vain()
    hand_clock.pass_minutes(70)
    second = in_vain()
    assert [one.ticket_id for one in listed()] == [first, second]
    assert listed()[1].until - listed()[0].until == timedelta(minutes=70)
    assert (listed()[0].label, listed()[0].line) == ("A001", "A")
    assert listed(3) == (), "counter 3 does not serve that line"
    assert isinstance(listed(99), Refused)
    hand_clock.pass_minutes(51)
    assert [one.ticket_id for one in listed()] == [second], "two hours are over for the first"
    perform(ComeBacks(house), ComeBack(second, new_id(), clerk))
    assert listed() == ()
