"""Who was called in vain and may still come back, on each database."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from tests.ticketing.conftest import CENTRE, HandClock
from tests.ticketing.desk_in_hand import Desk
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
            return LookForAbsent(house).at_counter(ledger, counter)

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


def test_support_finds_the_absent_of_every_line_and_brings_one_back(
    house: House, store: HubStore, perform: Callable[..., list[Any]]
) -> None:
    desk = Desk(house, store, perform)
    support, lan, minh = desk.sign_in("hoa", 0), desk.sign_in("lan", 1), desk.sign_in("minh", 3)
    look_for_absent = LookForAbsent(house)
    for session, counter, line in ((lan, 1, "A"), (minh, 3, "C")):
        desk.take(line)
        desk.end(desk.call(session, counter), session, CallStatus.ABSENT)
    away = desk.look(look_for_absent.for_staff, support)
    assert [one.label for one in away] == ["A001", "C001"]
    back = desk.come_back(away[1], support)
    assert (back.label, back.ahead) == ("C001", 0)
    assert [one.label for one in desk.look(look_for_absent.for_staff, support)] == ["A001"]
    assert desk.call(minh, 3).ticket.label == "C001", "its clerk is still signed in"
    assert desk.look(look_for_absent.for_staff, "nobody").code == "not_signed_in"
