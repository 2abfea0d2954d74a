"""What kiosks and counters tell of the hub's absence, told again, late, or under an id that is somebody else's."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.ticketing.desk_in_hand import CENTRE, Desk, new_id
from ticketing.deeds.house import House
from ticketing.deeds.pages import Pages
from ticketing.deeds.recording import RecordOfflineCalls
from ticketing.deeds.registering import RegisterOfflineTickets
from ticketing.domain.answers import Call, CallStatus, NobodyWaiting, Ticket, TicketStatus
from ticketing.domain.hub_clock import moment
from ticketing.domain.leases import CallEnd, OfflineCall, OfflineTicket, Recorded
from ticketing.domain.offline_asked import ReportCall
from ticketing.domain.page_key import PageKey
from ticketing.store.opening import HubStore
from ticketing.store.tables import call as call_table


@pytest.fixture
def desk(house: House, store: HubStore, perform: Callable[..., list[Any]]) -> Desk:
    return Desk(house, store, perform)


def report(
    desk: Desk, counter: int, ticket: Ticket, end: CallEnd, call_id: str, ago: timedelta = timedelta()
) -> Recorded:
    """`ago`: how long ago it was called and ended."""
    at = moment(desk.house.clock.now_ms()) - ago
    called = OfflineCall(
        call_id, "lan", ticket.day, ticket.label, at, 1, end, at if ago else None, ticket_id=ticket.ticket_id
    )
    recorded: Recorded = desk.perform(RecordOfflineCalls(desk.house), ReportCall(counter, called))[0].outcome
    return recorded


def paper(desk: Desk, number: int, request_id: str, visit_id: str) -> OfflineTicket:
    now = moment(desk.house.clock.now_ms())
    day = desk.house.today(desk.house.clock.now_ms())
    return OfflineTicket("K2", number, day, "A", visit_id, request_id, new_id(), now - timedelta(minutes=1))


def register(desk: Desk, ticket: OfflineTicket) -> str:
    code: str = desk.perform(RegisterOfflineTickets(desk.house), ticket)[0].code
    return code


def issued(desk: Desk, ticket: OfflineTicket) -> int:
    """When the hub takes a paper number of today to have been given, in ms."""
    with desk.store.reading(CENTRE) as ledger:
        found = ledger.ticket_of_number(desk.house.today(desk.house.clock.now_ms()), ticket.series, ticket.number)
    assert found is not None
    assert found.due_ms == found.issued_ms
    return found.issued_ms


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


@pytest.mark.parametrize("end", [CallEnd.ABSENT, CallEnd.FINISHED, CallEnd.KEPT])
def test_who_keeps_the_place_is_at_no_counter_whatever_was_told_late(desk: Desk, hand_clock: Any, end: CallEnd) -> None:
    """Counter 1 had called by itself; its report comes while counter 2 has the ticket called."""
    lan, minh = desk.sign_in("lan", 1), desk.sign_in("minh", 2)
    ticket, other = desk.take(), desk.take()
    assert desk.call(minh, 2).ticket.label == ticket.label
    assert report(desk, 1, ticket, end, new_id()) is Recorded.CONTESTED
    assert desk.keep(ticket).status is TicketStatus.WAITING
    assert desk.look(desk.looking.current_call, 2).call is None
    hand_clock.pass_minutes(6)
    assert desk.call(lan).ticket.label == ticket.label
    assert desk.call(minh, 2).ticket.label == other.label


def test_a_late_report_takes_no_time_from_who_was_called_in_vain(desk: Desk, hand_clock: Any) -> None:
    """The hour to come back counts from the last call that nobody answered, not from the report that came last."""
    minh = desk.sign_in("minh", 2)
    ticket = desk.take()
    hand_clock.pass_minutes(30)
    call = desk.call(minh, 2)
    for _ in range(desk.house.rules.terms.calls_before_absent - 1):
        hand_clock.pass_minutes(1)
        assert isinstance(desk.recall(call, minh), Call)
    assert desk.end(call, minh, CallStatus.ABSENT).status is CallStatus.ABSENT
    ended = moment(desk.house.clock.now_ms())
    assert report(desk, 1, ticket, CallEnd.KEPT, new_id(), ago=timedelta(minutes=20)) is Recorded.CONTESTED

    within = timedelta(minutes=desk.house.rules.terms.return_within_min)
    page = desk.look(Pages(desk.house).state, PageKey(ticket.line, ticket.number, ticket.page_token))
    assert page.until == ended + within
    hand_clock.pass_minutes(desk.house.rules.terms.return_within_min)
    assert desk.come_back(ticket).status is TicketStatus.WAITING


def test_a_row_that_contradicts_an_open_call_does_not_stop_its_line(desk: Desk) -> None:
    """What must not be, a ticket that waits and is called: the others of its line are called, and it is put right."""
    lan, minh = desk.sign_in("lan", 1), desk.sign_in("minh", 2)
    broken, other = desk.take(), desk.take()
    call = desk.call(minh, 2)
    with desk.store.writing_once(CENTRE) as ledger:
        record = ledger.ticket(broken.ticket_id)
        assert record is not None
        ledger.change_ticket(record, replace(record, status=TicketStatus.WAITING))
    assert desk.call_this(lan, broken.ticket_id).code == "wrong_state"
    in_turn = desk.call(lan)
    assert in_turn.ticket.label == other.label
    desk.end(in_turn, lan, CallStatus.FINISHED)
    assert report(desk, 1, broken, CallEnd.ABSENT, new_id()) is Recorded.CONTESTED
    assert desk.end(call, minh, CallStatus.FINISHED).ticket.status is TicketStatus.FINISHED
    assert isinstance(desk.call(minh, 2), NobodyWaiting)
    assert {one.letter: one.waiting for one in desk.look(desk.looking.lines)}["A"] == 0


@pytest.mark.parametrize("clock_is_off", [timedelta(days=-1), timedelta(hours=-2), timedelta(days=1)])
def test_a_paper_number_counts_from_its_age_whatever_the_kiosks_clock_says(desk: Desk, clock_is_off: timedelta) -> None:
    now_ms = desk.house.clock.now_ms()
    ticket = paper(desk, 1, new_id(), secrets.token_hex(16))
    wrong = replace(ticket, age_s=90.0, issued_at=ticket.issued_at + clock_is_off)
    assert register(desk, wrong) == ""
    assert issued(desk, wrong) == now_ms - 90_000


@pytest.mark.parametrize(
    ("clock_is_off", "ago_s"), [(-timedelta(days=1), 0), (timedelta(days=1), 0), (timedelta(), 60)]
)
def test_without_an_age_a_clock_of_another_day_counts_as_now(desk: Desk, clock_is_off: timedelta, ago_s: int) -> None:
    now_ms = desk.house.clock.now_ms()
    ticket = paper(desk, 1, new_id(), secrets.token_hex(16))
    ticket = replace(ticket, issued_at=ticket.issued_at + clock_is_off)
    assert register(desk, ticket) == ""
    assert issued(desk, ticket) == now_ms - ago_s * 1000
