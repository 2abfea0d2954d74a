"""What kiosks and counters tell of the hub's absence, told again, late, or under an id that is somebody else's."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.ticketing.desk_in_hand import Desk, new_id
from ticketing.deeds.house import House
from ticketing.deeds.recording import RecordOfflineCalls
from ticketing.deeds.registering import RegisterOfflineTickets
from ticketing.domain.answers import Call, CallStatus, Ticket, TicketStatus
from ticketing.domain.hub_clock import moment
from ticketing.domain.leases import CallEnd, OfflineCall, OfflineTicket, Recorded
from ticketing.domain.offline_asked import ReportCall
from ticketing.store.opening import HubStore
from ticketing.store.tables import call as call_table


@pytest.fixture
def desk(house: House, store: HubStore, perform: Callable[..., list[Any]]) -> Desk:
    return Desk(house, store, perform)


def report(desk: Desk, counter: int, ticket: Ticket, end: CallEnd, call_id: str) -> Recorded:
    now = moment(desk.house.clock.now_ms())
    called = OfflineCall(call_id, "lan", ticket.day, ticket.label, now, 1, end, ticket_id=ticket.ticket_id)
    recorded: Recorded = desk.perform(RecordOfflineCalls(desk.house), ReportCall(counter, called))[0].outcome
    return recorded


def paper(desk: Desk, number: int, request_id: str, visit_id: str) -> OfflineTicket:
    now = moment(desk.house.clock.now_ms())
    day = desk.house.today(desk.house.clock.now_ms())
    return OfflineTicket("K2", number, day, "A", visit_id, request_id, new_id(), now - timedelta(minutes=1))


def register(desk: Desk, ticket: OfflineTicket) -> str:
    code: str = desk.perform(RegisterOfflineTickets(desk.house), ticket)[0].code
    return code


def status(desk: Desk, ticket: Ticket) -> TicketStatus:
    found = desk.look(desk.looking.ticket, ticket.ticket_id)
    assert isinstance(found, Ticket)
    return found.status


def test_the_end_of_a_call_that_both_had_begun_is_recorded_once(desk: Desk) -> None:
    """The hub called, its answer was lost, the counter called the same ticket by itself and finished it."""
    clerk = desk.sign_in()
    first, second = desk.take(), desk.take()
    assert desk.call(clerk).ticket.label == first.label, "an answer that never arrives"
    call_id = new_id()
    assert report(desk, 1, first, CallEnd.FINISHED, call_id) is Recorded.RECORDED
    going_on = desk.call(clerk)
    assert going_on.ticket.label == second.label
    assert report(desk, 1, first, CallEnd.FINISHED, call_id) is Recorded.RECORDED, "told again: its answer was lost"
    assert status(desk, second) is TicketStatus.CALLED, "who is served now is not sent back to the hall"
    with desk.store.readers.connect() as connection:
        calls = connection.execute(select(call_table.c.ticket_id)).scalars().all()
    assert sorted(calls) == sorted([first.ticket_id, second.ticket_id])


def test_what_is_contested_stays_contested_when_its_answer_was_lost(desk: Desk) -> None:
    desk.sign_in()
    ticket = desk.take()
    desk.leave(ticket)
    call_id = new_id()
    assert report(desk, 1, ticket, CallEnd.FINISHED, call_id) is Recorded.CONTESTED
    assert report(desk, 1, ticket, CallEnd.FINISHED, call_id) is Recorded.CONTESTED


def test_who_kept_the_place_while_being_served_without_the_hub_is_shown_as_contested(desk: Desk) -> None:
    ticket = desk.take()
    call = desk.call(desk.sign_in())
    desk.keep(ticket)
    assert report(desk, 1, ticket, CallEnd.FINISHED, call.call_id) is Recorded.CONTESTED
    assert status(desk, ticket) is TicketStatus.WAITING


def test_a_report_ends_no_call_of_another_counter(desk: Desk) -> None:
    ticket = desk.take()
    call = desk.call(desk.sign_in("lan", 1))
    assert isinstance(call, Call)
    desk.sign_in("minh", 2)
    assert report(desk, 2, ticket, CallEnd.FINISHED, call.call_id) is Recorded.CONTESTED
    current = desk.look(desk.looking.current_call, 1).call
    assert current is not None
    assert current.status is CallStatus.OPEN


def test_a_report_under_an_id_that_was_used_is_contested_and_stops_nothing(desk: Desk) -> None:
    request_id = new_id()
    taken, waiting = desk.take(request_id=request_id), desk.take()
    desk.sign_in()
    assert report(desk, 1, waiting, CallEnd.FINISHED, request_id) is Recorded.CONTESTED
    assert status(desk, waiting) is TicketStatus.WAITING
    assert report(desk, 1, taken, CallEnd.FINISHED, new_id()) is Recorded.RECORDED


def test_a_paper_number_takes_the_place_of_its_own_visits_ticket_only(desk: Desk) -> None:
    request_id, visit_id = new_id(), secrets.token_hex(16)
    unseen = desk.take(request_id=request_id, visit_id=visit_id)
    stranger = secrets.token_hex(16)
    assert register(desk, paper(desk, 1, request_id, stranger)) == "request_reused"
    assert status(desk, unseen) is TicketStatus.WAITING
    assert register(desk, paper(desk, 1, request_id, visit_id)) == ""
    assert status(desk, unseen) is TicketStatus.LEFT


@pytest.mark.parametrize("heard", [True, False])
def test_two_paper_numbers_are_not_one_request(desk: Desk, *, heard: bool) -> None:
    request_id, visit_id = new_id(), secrets.token_hex(16)
    if heard:
        desk.take(request_id=request_id, visit_id=visit_id)
    first = paper(desk, 1, request_id, visit_id)
    assert register(desk, first) == ""
    assert register(desk, paper(desk, 2, request_id, visit_id)) == "request_reused"
    kept = desk.look(desk.looking.ticket, first.ticket_id)
    assert kept.status is TicketStatus.WAITING
    assert register(desk, first) == "", "told again"
