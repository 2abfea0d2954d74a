"""What a clerk's and a citizen's clients may ask of the queue, over HTTP, on both databases."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.contracts.at_the_hub import PINS, called, new_id, taken, visit
from ticketing.client import (
    Call,
    CallStatus,
    ClerkSession,
    CounterState,
    HubClient,
    NobodyWaiting,
    Refused,
    Ticket,
    TicketStatus,
    Undone,
    WaitingTicket,
)


def queue(desk: HubClient) -> list[WaitingTicket]:
    waiting = desk.queue(3)
    assert isinstance(waiting, tuple)
    return list(waiting)


def code(answer: object) -> str:
    assert isinstance(answer, Refused), answer
    return answer.code


def test_call_this_and_take_it_back(kiosk: HubClient, desk: HubClient) -> None:
    first, second = taken(kiosk), taken(kiosk)
    request_id = new_id()
    call = desk.call_this(3, second.ticket_id, "papers_ready", request_id)
    assert isinstance(call, Call)
    assert call.ticket.label == second.label
    assert desk.call_this(3, second.ticket_id, "papers_ready", request_id) == call
    undone = desk.undo(request_id, new_id())
    assert isinstance(undone, Undone)
    assert undone.call is not None
    assert undone.call.status is CallStatus.UNDONE
    assert [one.label for one in queue(desk)] == [first.label, second.label]
    assert code(desk.undo(request_id, new_id())) == "undo_too_late"
    assert code(desk.call_this(3, second.ticket_id, "because", new_id())) == "malformed"


def test_hold_with_a_note_and_for_oneself(kiosk: HubClient, desk: HubClient) -> None:
    ticket, other = taken(kiosk), taken(kiosk)
    held = desk.hold(called(desk).call_id, 10, "photocopy", new_id(), for_me=True)
    assert isinstance(held, Call)
    assert held.status is CallStatus.HELD
    rows = queue(desk)
    assert [(one.label, one.held, one.note, one.for_counter) for one in rows] == [
        (other.label, False, None, None),
        (ticket.label, True, "photocopy", 3),
    ]
    back = kiosk.come_back(ticket.ticket_id, new_id())
    assert isinstance(back, Ticket)
    assert (back.ahead, back.for_counter) == (0, 3)
    assert code(desk.hold(held.call_id, 10, "photocopy", new_id())) == "wrong_state"


def test_transfer_to_a_line_and_to_a_counter(kiosk: HubClient, desk: HubClient) -> None:
    first = taken(kiosk, "A")
    taken(kiosk, "B")
    moved = desk.transfer(called(desk).call_id, new_id(), line="B", reason="next_step")
    assert isinstance(moved, Call)
    assert (moved.ticket.label, moved.ticket.queue_line, moved.status) == (first.label, "B", CallStatus.TRANSFERRED)
    again = called(desk)
    assert again.ticket.label == first.label
    here = desk.transfer(again.call_id, new_id(), counter=3, reason="specialist")
    assert isinstance(here, Call)
    assert here.ticket.for_counter == 3
    assert called(desk).ticket.label == first.label
    open_call = desk.current_call(3)
    assert isinstance(open_call, Call)
    assert code(desk.transfer(open_call.call_id, new_id(), counter=1, reason="specialist")) == "counter_closed"
    assert code(desk.transfer(open_call.call_id, new_id(), reason="specialist")) == "malformed"
    assert code(desk.transfer(open_call.call_id, new_id(), line="A", counter=1, reason="specialist")) == "malformed"


def test_pause_and_resume(desk: HubClient, device: Callable[[str], HubClient]) -> None:
    paused = desk.pause(3, "lunch", 30, new_id())
    assert isinstance(paused, CounterState)
    assert paused.paused_until is not None
    counters = device("board").counters()
    assert isinstance(counters, tuple)
    assert paused in counters
    assert code(desk.call_next(3, new_id())) == "counter_paused"
    assert desk.resume(3, new_id()) == CounterState(3, open=True, paused_until=None, reason=None)
    assert isinstance(desk.call_next(3, new_id()), NobodyWaiting)


def test_a_quick_matter(kiosk: HubClient, desk: HubClient) -> None:
    waiting, request_id = taken(kiosk), new_id()
    call = desk.quick(3, "A", "collect_result", request_id)
    assert isinstance(call, Call)
    assert call.ticket.number == waiting.number + 1
    assert desk.quick(3, "A", "collect_result", request_id) == call
    desk.finish(call.call_id, new_id())
    assert called(desk).ticket.label == waiting.label


def test_a_family(kiosk: HubClient, desk: HubClient) -> None:
    visits = [visit(), visit()]
    mother, child = (taken(kiosk, "A", one) for one in visits)
    into = desk.merge(child.ticket_id, mother.ticket_id, "family", new_id())
    assert isinstance(into, Ticket)
    assert into.ticket_id == mother.ticket_id
    told = kiosk.visits_of_ticket(mother.ticket_id)
    assert isinstance(told, tuple)
    assert [one.visit_id for one in told] == visits
    served = kiosk.ticket_of_visit(visits[1])
    assert isinstance(served, Ticket)
    assert served.ticket_id == mother.ticket_id
    assert code(kiosk.merge(child.ticket_id, mother.ticket_id, "family", new_id())) == "wrong_role"


def test_priority_with_a_reason_and_at_the_kiosk(kiosk: HubClient, desk: HubClient) -> None:
    first, second = taken(kiosk), taken(kiosk)
    given = desk.set_priority(second.ticket_id, "pregnant", "seen_by_staff", new_id())
    assert isinstance(given, Ticket)
    assert (given.priority, given.ahead) == ("pregnant", 0)
    third = kiosk.take_ticket("A", new_id(), visit(), priority="aged_75", procedure="1.004222")
    assert isinstance(third, Ticket)
    assert (third.priority, third.procedure, third.ahead) == ("aged_75", "1.004222", 1)
    assert [(one.label, one.priority) for one in queue(desk)] == [
        (second.label, "pregnant"),
        (third.label, "aged_75"),
        (first.label, None),
    ]
    assert code(kiosk.take_ticket("A", new_id(), visit(), priority="vip")) == "unknown_priority"
    assert code(desk.set_priority(first.ticket_id, "vip", "paper_shown", new_id())) == "unknown_priority"


def test_leave_and_later(kiosk: HubClient, desk: HubClient) -> None:
    first, second = taken(kiosk), taken(kiosk)
    later = kiosk.come_later(first.ticket_id, 30, new_id())
    assert isinstance(later, Ticket)
    assert later.kept
    assert [(one.label, one.note) for one in queue(desk)] == [(second.label, None), (first.label, "come_later")]
    left = kiosk.leave(second.ticket_id, new_id())
    assert isinstance(left, Ticket)
    assert left.status is TicketStatus.LEFT
    assert [one.label for one in queue(desk)] == [first.label]
    assert code(kiosk.come_later(second.ticket_id, 30, new_id())) == "wrong_state"
    assert code(kiosk.come_later(first.ticket_id, 0, new_id())) == "malformed"
    assert code(kiosk.leave(new_id(), new_id())) == "unknown_ticket"
    assert isinstance(desk.call_next(3, new_id()), NobodyWaiting), "who comes later is not called before the hour"
    assert isinstance(kiosk.leave(first.ticket_id, new_id()), Ticket)
    assert queue(desk) == []


def test_at_a_desk_somebody_of_staff_is_named(
    kiosk: HubClient, desk: HubClient, device: Callable[[str], HubClient]
) -> None:
    ticket = taken(kiosk)
    for role in ("counter", "supervisor"):
        nobody = device(role)
        assert code(nobody.leave(ticket.ticket_id, new_id())) == "not_signed_in"
        assert code(nobody.come_back(ticket.ticket_id, new_id())) == "not_signed_in"
        assert code(nobody.come_later(ticket.ticket_id, 10, new_id())) == "wrong_role"
        assert code(nobody.keep_place(ticket.ticket_id, new_id())) == "wrong_role"
    assert [one.label for one in queue(desk)] == [ticket.label]
    assert isinstance(desk.leave(ticket.ticket_id, new_id()), Ticket)


@pytest.fixture
def supervisor(device: Callable[[str], HubClient]) -> HubClient:
    """A supervisor's desk, which is no counter; nobody is signed in there."""
    return device("supervisor")


@pytest.mark.parametrize(
    "deed",
    [
        lambda c: c.call_this(3, new_id(), "urgent", new_id()),
        lambda c: c.hold(new_id(), 5, "photocopy", new_id()),
        lambda c: c.transfer(new_id(), new_id(), line="A", reason="next_step"),
        lambda c: c.pause(3, "lunch", 5, new_id()),
        lambda c: c.resume(3, new_id()),
        lambda c: c.quick(3, "A", "question", new_id()),
        lambda c: c.merge(new_id(), new_id(), "family", new_id()),
        lambda c: c.set_priority(new_id(), None, "mistake", new_id()),
        lambda c: c.undo(new_id(), new_id()),
    ],
)
def test_nothing_without_somebody_signed_in(
    device: Callable[[str], HubClient], supervisor: HubClient, deed: Callable[[HubClient], object]
) -> None:
    assert code(deed(device("counter"))) == "not_signed_in"
    assert code(deed(supervisor)) in ("not_signed_in", "wrong_role")
    assert code(deed(device("board"))) == "wrong_role"


def test_a_clerk_acts_at_the_own_counter_only(desk: HubClient, device: Callable[[str], HubClient]) -> None:
    other = device("counter")
    assert isinstance(other.sign_in("minh", PINS["minh"], 1), ClerkSession)
    assert code(other.pause(3, "lunch", 5, new_id())) == "not_your_counter"
    assert code(other.quick(3, "A", "question", new_id())) == "not_your_counter"
    other.sign_out()
