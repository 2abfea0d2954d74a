"""A clerk's deeds on a real database: out of turn, aside, onward, together, quickly, and back."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.ticketing.desk_in_hand import CENTRE, Desk, new_id
from ticketing.deeds.house import House
from ticketing.deeds.signing_in import CloseSessions
from ticketing.deeds.visits import EndVisits, PutDrafts
from ticketing.domain.answers import Call, CallStatus, NobodyWaiting, Ticket, TicketStatus
from ticketing.domain.asked import EndVisit, PutDraft
from ticketing.domain.luck import SystemLuck
from ticketing.domain.rules import CentreRules, CounterRule, PriorityRule, Terms
from ticketing.store.opening import HubStore


@pytest.fixture
def terms() -> Terms:
    return Terms()


@pytest.fixture
def desk(rules: CentreRules, terms: Terms, house: House, store: HubStore, perform: Callable[..., list[Any]]) -> Desk:
    changed = replace(
        rules,
        terms=terms,
        priority_classes=(PriorityRule("over_75"),),
        counters=(CounterRule(1, ("A",)), CounterRule(2, ("A", "B"), {"B": 3.0}), CounterRule(3, ("B", "C"))),
    )
    return Desk(House(changed, house.clock, SystemLuck()), store, perform)


def served(desk: Desk, session: str, counter: int = 1) -> list[str]:
    """The labels that the counter calls, until nobody waits."""
    labels = []
    while isinstance(call := desk.call(session, counter), Call):
        labels.append(call.ticket.label)
        desk.end(call, session, CallStatus.FINISHED)
    assert isinstance(call, NobodyWaiting)
    return labels


def test_priority_comes_first_and_every_third_call_is_an_ordinary_one(desk: Desk) -> None:
    for priority in (None, None, None, *["over_75"] * 5):
        desk.take(priority=priority)
    assert served(desk, desk.sign_in()) == ["A004", "A005", "A001", "A006", "A007", "A002", "A008", "A003"]


def test_the_place_told_is_the_place_in_which_it_is_called(desk: Desk) -> None:
    tickets = [desk.take(priority="over_75" if i in (1, 4, 5, 6) else None) for i in range(9)]
    ahead = {one.label: desk.look(desk.looking.ticket, one.ticket_id).ahead for one in tickets}
    assert [label for label, _ in sorted(ahead.items(), key=lambda one: one[1])] == served(desk, desk.sign_in())


def test_a_class_that_is_not_in_force_is_refused(desk: Desk) -> None:
    assert desk.take(priority="everybody").code == "unknown_priority"
    assert desk.take().label == "A001"


def test_a_heavier_line_comes_first_until_somebody_has_waited_too_long(desk: Desk, hand_clock: Any) -> None:
    session = desk.sign_in("minh", 2)
    desk.take("A")
    hand_clock.pass_minutes(10)
    desk.take("B")
    hand_clock.pass_minutes(6)
    desk.take("A")
    assert served(desk, session, 2) == ["B001", "A001", "A002"]
    desk.take("A")
    hand_clock.pass_minutes(50)
    desk.take("B")
    hand_clock.pass_minutes(11)
    desk.take("A")
    assert served(desk, session, 2) == ["A003", "B002", "A004"]


def test_a_call_out_of_turn_leaves_the_others_in_theirs(desk: Desk) -> None:
    tickets = [desk.take() for _ in range(3)]
    session, request_id = desk.sign_in(), new_id()
    call = desk.call_this(session, tickets[1].ticket_id, request_id=request_id)
    assert call.ticket.label == "A002"
    assert desk.call_this(session, tickets[1].ticket_id, request_id=request_id) == call
    assert desk.call_this(session, tickets[0].ticket_id, request_id=request_id).code == "request_reused"
    assert desk.call_this(session, tickets[0].ticket_id).code == "call_open"
    desk.end(call, session, CallStatus.FINISHED)
    assert desk.call_this(session, tickets[1].ticket_id).code == "wrong_state"
    assert served(desk, session) == ["A001", "A003"]


def test_a_held_ticket_comes_back_in_its_place_and_to_its_counter(desk: Desk, hand_clock: Any) -> None:
    for _ in range(4):
        desk.take()
    lan, minh = desk.sign_in("lan", 1), desk.sign_in("minh", 2)
    held = desk.hold(desk.call(lan), lan, minutes=10, for_me=True)
    assert (held.status, held.ticket.status, held.ticket.for_counter) == (CallStatus.HELD, TicketStatus.WAITING, 1)
    second = desk.call(lan)
    assert second.ticket.label == "A002"
    desk.end(second, lan, CallStatus.FINISHED)
    row = desk.look(desk.looking.queue, 1)[-1]
    assert (row.label, row.held, row.note) == ("A001", True, "photocopy")
    hand_clock.pass_minutes(11)
    third = desk.call(minh, 2)
    assert third.ticket.label == "A003"
    assert desk.call_this(minh, held.ticket.ticket_id, 2).code == "call_open"
    desk.end(third, minh, CallStatus.FINISHED)
    assert desk.call_this(minh, held.ticket.ticket_id, 2).code == "for_another_counter"
    assert desk.call(lan).ticket.label == "A001"


def test_a_ticket_for_a_counter_is_everybodys_once_nobody_is_there(desk: Desk) -> None:
    first = desk.take()
    lan, minh = desk.sign_in("lan", 1), desk.sign_in("minh", 2)
    desk.transfer(desk.call(lan), lan, counter=1)
    assert isinstance(desk.call(minh, 2), NobodyWaiting)
    desk.perform(CloseSessions(desk.house), lan)
    assert desk.call(minh, 2).ticket.ticket_id == first.ticket_id


def test_a_transferred_ticket_keeps_its_hour_in_the_other_line(desk: Desk, hand_clock: Any) -> None:
    desk.take("A")
    hand_clock.pass_minutes(1)
    for _ in range(2):
        desk.take("B")
    session = desk.sign_in()
    call = desk.call(session)
    moved = desk.transfer(call, session, line="B")
    assert (moved.ticket.label, moved.ticket.line, moved.ticket.queue_line) == ("A001", "A", "B")
    assert desk.look(desk.looking.ticket, moved.ticket.ticket_id).ahead == 0
    states = {one.letter: one.waiting for one in desk.look(desk.looking.lines)}
    assert (states["A"], states["B"]) == (0, 3)
    assert served(desk, desk.sign_in("minh", 3), 3) == ["A001", "B001", "B002"]


def test_transfers_that_lead_nowhere_are_refused_and_the_call_stays(desk: Desk) -> None:
    desk.take()
    session = desk.sign_in()
    call = desk.call(session)
    assert desk.transfer(call, session, line="Z").code == "unknown_line"
    assert desk.transfer(call, session, counter=99).code == "unknown_counter"
    assert desk.transfer(call, session, counter=3).code == "counter_closed"
    assert desk.look(desk.looking.current_call, 1).call == call


@pytest.mark.parametrize("terms", [Terms(calls_before_absent=3, seconds_between_calls=45)])
def test_three_calls_45_seconds_apart_before_absent(desk: Desk, hand_clock: Any) -> None:
    ticket = desk.take()
    session = desk.sign_in()
    call = desk.call(session)
    for _ in range(2):
        assert desk.end(call, session, CallStatus.ABSENT).code == "not_called_enough"
        hand_clock.pass_minutes(44 / 60)
        assert desk.recall(call, session).code == "recall_too_soon"
        hand_clock.pass_minutes(1.5 / 60)
        assert isinstance(desk.recall(call, session), Call)
    assert desk.end(call, session, CallStatus.ABSENT).ticket.status is TicketStatus.ABSENT
    hand_clock.pass_minutes(119)
    desk.take()
    back = desk.come_back(ticket)
    assert (back.status, back.ahead) == (TicketStatus.WAITING, 0)
    assert served(desk, desk.sign_in()) == ["A001", "A002"]


def test_who_comes_back_too_late_takes_a_new_number(desk: Desk, hand_clock: Any) -> None:
    ticket = desk.take()
    session = desk.sign_in()
    desk.end(desk.call(session), session, CallStatus.ABSENT)
    hand_clock.pass_minutes(121)
    assert desk.come_back(ticket).code == "return_too_late"
    assert desk.call_this(session, ticket.ticket_id).code == "return_too_late"


def test_who_comes_later_is_passed_over_and_keeps_the_place(desk: Desk, hand_clock: Any) -> None:
    first, _second = desk.take(), desk.take()
    session = desk.sign_in()
    later = desk.come_later(first, 30)
    assert (later.status, later.kept) == (TicketStatus.WAITING, True)
    assert desk.come_later(first, 121).code == "too_long"
    assert desk.call(session).ticket.label == "A002"
    assert desk.come_back(first).ahead == 0
    desk.take()
    hand_clock.pass_minutes(1)
    assert [one.label for one in desk.look(desk.looking.queue, 1)] == ["A001", "A003"]


def test_who_comes_later_is_not_called_before_the_hour_even_in_an_empty_hall(desk: Desk, hand_clock: Any) -> None:
    first, second = desk.take(), desk.take()
    session = desk.sign_in()
    desk.come_later(first, 30)
    desk.come_later(second, 30)
    hand_clock.pass_minutes(29)
    assert isinstance(desk.call(session), NobodyWaiting)
    assert [one.label for one in desk.look(desk.looking.queue, 1)] == ["A001", "A002"], "a clerk sees who is to come"
    desk.come_back(second)
    call = desk.call(session)
    assert call.ticket.label == "A002"
    desk.end(call, session, CallStatus.FINISHED)
    hand_clock.pass_minutes(1)
    assert desk.call(session).ticket.label == "A001"


def test_who_leaves_is_not_called_and_nobody_moves_back(desk: Desk) -> None:
    first, _second = desk.take(), desk.take()
    session, request_id = desk.sign_in(), new_id()
    left = desk.leave(first, request_id)
    assert left.status is TicketStatus.LEFT
    assert desk.leave(first, request_id) == left
    assert desk.keep(first).code == "wrong_state"
    call = desk.call(session)
    assert call.ticket.label == "A002"
    assert desk.leave(call.ticket).code == "wrong_state"


def test_staff_who_may_not_move_a_ticket_are_refused_not_passed_over_by_the_audit(desk: Desk) -> None:
    ticket, session = desk.take(), desk.sign_in()
    assert desk.leave(ticket, session="0" * 64).code == "not_signed_in"
    assert desk.leave(ticket, session=session).status is TicketStatus.LEFT
    with desk.store.reading(CENTRE) as ledger:
        assert [row.entry.deed for row in ledger.audit_after(0, 10)] == ["sign_in", "leave"]
    later = desk.take()
    desk.perform(CloseSessions(desk.house), session)
    assert desk.come_back(later, session).code == "not_signed_in"


def test_a_counter_that_pauses_calls_nobody_and_may_end_its_call(desk: Desk, hand_clock: Any) -> None:
    desk.take()
    desk.take()
    session = desk.sign_in()
    call = desk.call(session)
    paused = desk.pause(session, minutes=15)
    assert (paused.open, paused.reason) == (True, "lunch")
    assert desk.look(desk.looking.counters)[0] == paused
    assert desk.end(call, session, CallStatus.FINISHED).status is CallStatus.FINISHED
    assert desk.call(session).code == "counter_paused"
    assert desk.quick(session).code == "counter_paused"
    assert desk.resume(session).paused_until is None
    again = desk.call(session)
    assert isinstance(again, Call)
    desk.end(again, session, CallStatus.FINISHED)
    assert desk.pause(session, minutes=241).code == "too_long"
    desk.pause(session, minutes=15)
    hand_clock.pass_minutes(16)
    assert isinstance(desk.call(session), NobodyWaiting)
    assert not desk.look(desk.looking.counters)[2].open


def test_a_small_matter_gets_a_number_of_its_own(desk: Desk) -> None:
    waiting = desk.take()
    session, request_id = desk.sign_in(), new_id()
    call = desk.quick(session, request_id=request_id)
    assert (call.ticket.label, call.ticket.status) == ("A002", TicketStatus.CALLED)
    assert desk.quick(session, request_id=request_id) == call
    desk.end(call, session, CallStatus.FINISHED)
    assert desk.take().label == "A003"
    assert desk.call(session).ticket.ticket_id == waiting.ticket_id


def test_a_family_is_served_with_one_number(desk: Desk) -> None:
    visits = [secrets.token_hex(16) for _ in range(3)]
    mother, father, child = (desk.take(visit_id=visit) for visit in visits)
    session, request_id = desk.sign_in(), new_id()
    desk.merge(child, father, session)
    call = desk.call(session)
    assert desk.merge(father, mother, session, request_id).ticket_id == mother.ticket_id
    assert desk.merge(father, mother, session, request_id).ticket_id == mother.ticket_id
    told = desk.look(desk.looking.visits_of_ticket, call.ticket.ticket_id)
    assert [(one.visit_id, one.label) for one in told] == list(zip(visits, ("A001", "A002", "A003"), strict=True))
    assert desk.look(desk.looking.ticket_of_visit, visits[2]).ticket_id == mother.ticket_id
    assert desk.look(desk.looking.ticket, child.ticket_id).merged_into == mother.ticket_id
    desk.end(call, session, CallStatus.FINISHED)
    assert isinstance(desk.call(session), NobodyWaiting)
    assert desk.merge(mother, mother, session).code == "wrong_state"
    assert desk.look(desk.looking.visits_of_ticket, "unheard-of").code == "unknown_ticket"


def test_priority_is_given_and_taken_by_staff_with_a_reason(desk: Desk) -> None:
    first, second = desk.take(), desk.take()
    support = desk.sign_in("hoa", 0)
    assert desk.set_priority(second, "over_75", support).priority == "over_75"
    assert desk.set_priority(second, "everybody", support).code == "unknown_priority"
    assert desk.set_priority(second, "over_75", "nobody").code == "not_signed_in"
    assert [one.label for one in desk.look(desk.looking.queue, 1)] == ["A002", "A001"]
    assert desk.set_priority(second, None, support).priority is None
    assert [one.label for one in desk.look(desk.looking.queue, 1)] == ["A001", "A002"]
    assert isinstance(first, Ticket)


def test_who_may_give_priority_finds_everybody_who_waits(desk: Desk) -> None:
    support, lan, minh = desk.sign_in("hoa", 0), desk.sign_in("lan", 1), desk.sign_in("minh", 3)
    for line in ("A", "B", "C", "A"):
        desk.take(line)
    desk.hold(desk.call(lan), lan, minutes=10)
    desk.hold(desk.call(minh, 3), minh, minutes=10, for_me=True)
    waiting = desk.look(desk.looking.everybody_waiting, support)
    assert sorted((one.label, one.held) for one in waiting) == [("A001", True), ("A002", False), ("C001", False)]
    assert desk.look(desk.looking.everybody_waiting, "nobody").code == "not_signed_in"


def test_a_corrected_form_never_loses_the_place(desk: Desk, hand_clock: Any) -> None:
    """Asked for a correction at the counter, corrected at a station, sent: next, before everybody who came later."""
    visit = secrets.token_hex(16)
    desk.take(visit_id=visit)
    hand_clock.pass_minutes(5)
    for _ in range(3):
        desk.take()
    session = desk.sign_in()
    held = desk.hold(desk.call(session), session, minutes=60, reason="correct_form", for_me=True)
    call = desk.call(session)
    assert call.ticket.label == "A002"
    desk.perform(PutDrafts(desk.house), PutDraft(visit, b"corrected", 1, new_id()))
    desk.perform(EndVisits(desk.house), EndVisit(visit, (new_id(),), new_id()))
    desk.end(call, session, CallStatus.FINISHED)
    again = desk.call(session)
    assert again.ticket.ticket_id == held.ticket.ticket_id
    assert again.ticket.issued_at == held.ticket.issued_at
    desk.end(again, session, CallStatus.FINISHED)
    assert served(desk, session) == ["A003", "A004"]


def test_who_was_sent_for_photocopies_is_not_called_because_a_form_was_sent(desk: Desk) -> None:
    visit = secrets.token_hex(16)
    desk.take(visit_id=visit)
    desk.take()
    session = desk.sign_in()
    desk.hold(desk.call(session), session, reason="photocopy")
    desk.perform(EndVisits(desk.house), EndVisit(visit, (), new_id()))
    assert desk.call(session).ticket.label == "A002"


def test_everything_can_be_taken_back_for_ten_seconds(desk: Desk, hand_clock: Any) -> None:
    for priority in ("over_75", None, None):
        desk.take(priority=priority)
    session, deed = desk.sign_in(), new_id()
    desk.call(session, request_id=deed)
    undoing = new_id()
    undone = desk.undo(deed, session, undoing)
    assert (undone.call.status, undone.ticket.status) == (CallStatus.UNDONE, TicketStatus.WAITING)
    assert desk.undo(deed, session, undoing) == undone
    assert desk.undo(deed, session).code == "undo_too_late"
    assert desk.look(desk.looking.board).last == ()
    deed = new_id()
    desk.end(desk.call(session), session, CallStatus.FINISHED, deed)
    hand_clock.pass_minutes(10 / 60)
    assert desk.undo(deed, session).call.status is CallStatus.OPEN
    deed = new_id()
    desk.end(desk.look(desk.looking.current_call, 1).call, session, CallStatus.FINISHED, deed)
    hand_clock.pass_minutes(10.1 / 60)
    assert desk.undo(deed, session).code == "undo_too_late"


def test_a_number_given_for_a_small_matter_stays_given_when_undone(desk: Desk) -> None:
    session, deed = desk.sign_in(), new_id()
    desk.quick(session, request_id=deed)
    assert desk.undo(deed, session).ticket.status is TicketStatus.LEFT
    assert isinstance(desk.call(session), NobodyWaiting)
    assert desk.take().label == "A002"


def test_only_the_same_clerk_at_the_same_counter_undoes_and_only_what_stands(desk: Desk) -> None:
    desk.take()
    desk.take()
    lan, minh, deed = desk.sign_in("lan", 1), desk.sign_in("minh", 2), new_id()
    call = desk.call(lan)
    desk.end(call, lan, CallStatus.FINISHED, deed)
    assert desk.undo(deed, minh).code == "undo_too_late"
    assert desk.undo(deed, "nobody").code == "not_signed_in"
    desk.call(lan)
    assert desk.undo(deed, lan).code == "undo_too_late"
    held = new_id()
    ticket = desk.hold(desk.look(desk.looking.current_call, 1).call, lan, request_id=held).ticket
    desk.leave(ticket)
    assert desk.undo(held, lan).code == "undo_too_late"


def test_pauses_transfers_merges_and_priorities_are_taken_back(desk: Desk) -> None:
    first, second = desk.take(), desk.take()
    session = desk.sign_in()
    deeds = [new_id() for _ in range(4)]
    desk.pause(session, request_id=deeds[0])
    assert desk.undo(deeds[0], session).call is None
    assert desk.look(desk.looking.counters)[0].paused_until is None
    desk.set_priority(second, "over_75", session, deeds[1])
    assert desk.undo(deeds[1], session).ticket.priority is None
    desk.merge(second, first, session, deeds[2])
    assert desk.undo(deeds[2], session).ticket.status is TicketStatus.WAITING
    desk.transfer(desk.call(session), session, line="B", request_id=deeds[3])
    undone = desk.undo(deeds[3], session)
    assert (undone.call.status, undone.ticket.queue_line) == (CallStatus.OPEN, "A")
    desk.end(undone.call, session, CallStatus.FINISHED)
    assert served(desk, session) == ["A002"]
