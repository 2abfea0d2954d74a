"""Calling: each deed once, however often the line breaks, and figures that count what was done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count

from kiosk.flows import call_citizen
from kiosk.flows.call_citizen import Desk, Done
from ticketing.client import (
    Call,
    CallStatus,
    ClerkSession,
    NobodyWaiting,
    Refused,
    StaffRole,
    Ticket,
    TicketStatus,
    Unreachable,
    WaitingTicket,
)

NINE = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def session() -> ClerkSession:
    return ClerkSession("token", "CB01", "Lê Thị Bình", StaffRole.CLERK, 3, NINE + timedelta(hours=8))


def ticket(number: int) -> Ticket:
    label = f"A{number:03d}"
    return Ticket(
        f"ticket-{number}",
        f"{number:032x}",
        label,
        "A",
        number,
        date(2026, 11, 23),
        NINE,
        TicketStatus.CALLED,
        0,
        0,
        0,
        "p",
    )


def row(number: int) -> WaitingTicket:
    return WaitingTicket(f"ticket-{number}", f"{number:032x}", f"A{number:03d}", "A", 4)


@dataclass
class FakeHub:
    """A hub that remembers request ids as the real one does, and can lose its answer on the way back."""

    waiting: list[int] = field(default_factory=list)
    done: dict[str, Call] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    open: Call | None = None
    answers_get_lost: bool = False
    dark: bool = False

    def queue(self, counter: int) -> tuple[WaitingTicket, ...] | Refused | Unreachable:
        return Unreachable("no_connection") if self.dark else tuple(row(n) for n in self.waiting)

    def current_call(self, counter: int) -> Call | Refused | Unreachable | None:
        return Unreachable("no_connection") if self.dark else self.open

    def call_next(self, counter: int, request_id: str) -> Call | NobodyWaiting | Refused | Unreachable:
        def call() -> Call | NobodyWaiting:
            if not self.waiting:
                return NobodyWaiting()
            self.open = Call(f"call-{request_id}", ticket(self.waiting.pop(0)), counter, NINE, 1, CallStatus.OPEN)
            return self.open

        return self._once("call_next", request_id, call)

    def recall(self, call_id: str, request_id: str) -> Call | Refused | Unreachable:
        return self._on_open("recall", request_id, lambda call: replace(call, times=call.times + 1))

    def absent(self, call_id: str, request_id: str) -> Call | Refused | Unreachable:
        return self._on_open("absent", request_id, lambda call: replace(call, status=CallStatus.ABSENT))

    def finish(self, call_id: str, request_id: str) -> Call | Refused | Unreachable:
        return self._on_open("finish", request_id, lambda call: replace(call, status=CallStatus.FINISHED))

    def _on_open(self, deed: str, request_id: str, change: Callable[[Call], Call]) -> Call | Refused | Unreachable:
        def act() -> Call | Refused:
            if self.open is None:
                return Refused("no_open_call", "Không có lượt gọi.", "No open call.")
            changed = change(self.open)
            self.open = changed if changed.status is CallStatus.OPEN else None
            return changed

        answer = self._once(deed, request_id, act)
        assert not isinstance(answer, NobodyWaiting)
        return answer

    def _once(
        self, deed: str, request_id: str, act: Callable[[], Call | Refused | NobodyWaiting]
    ) -> Call | Refused | NobodyWaiting | Unreachable:
        self.asked.append((deed, request_id))
        if self.dark:
            return Unreachable("no_connection")
        if request_id in self.done:
            answer: Call | Refused | NobodyWaiting = self.done[request_id]
        else:
            answer = act()
            if isinstance(answer, Call):
                self.done[request_id] = answer
        if self.answers_get_lost:
            return Unreachable("timeout")
        return answer


def ids() -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"r{next(numbers)}"


def test_the_first_in_order_is_called_and_leaves_the_queue() -> None:
    hub = FakeHub(waiting=[12, 13])
    desk, _ = call_citizen.look(Desk(session()), hub)
    desk, outcome = call_citizen.call_next(desk, hub, ids(), NINE)
    assert outcome == Done()
    assert desk.call is not None
    assert desk.call.ticket.label == "A012"
    assert [waiting.label for waiting in desk.queue] == ["A013"]


def test_a_lost_answer_is_asked_for_again_under_the_same_id_and_nobody_is_skipped() -> None:
    hub = FakeHub(waiting=[12, 13], answers_get_lost=True)
    new_id = ids()
    desk, outcome = call_citizen.call_next(Desk(session()), hub, new_id, NINE)
    assert outcome == Unreachable("timeout")
    assert desk.call is None
    hub.answers_get_lost = False
    desk, outcome = call_citizen.call_next(desk, hub, new_id, NINE)
    assert outcome == Done()
    assert desk.call is not None
    assert desk.call.ticket.label == "A012"
    assert hub.waiting == [13]
    assert hub.asked == [("call_next", "r1"), ("call_next", "r1")]


def test_after_an_answer_the_next_call_asks_under_a_new_id() -> None:
    hub = FakeHub(waiting=[12, 13])
    new_id = ids()
    desk, _ = call_citizen.call_next(Desk(session()), hub, new_id, NINE)
    desk, _ = call_citizen.call_next(desk, hub, new_id, NINE + timedelta(minutes=6))
    assert [deed for deed, _ in hub.asked] == ["call_next", "finish", "call_next"]
    assert len({request for _, request in hub.asked}) == 3
    assert desk.call is not None
    assert desk.call.ticket.label == "A013"


def test_calling_on_while_the_hub_is_dark_keeps_the_open_call() -> None:
    hub = FakeHub(waiting=[12, 13])
    new_id = ids()
    desk, _ = call_citizen.call_next(Desk(session()), hub, new_id, NINE)
    hub.dark = True
    after, outcome = call_citizen.call_next(desk, hub, new_id, NINE)
    assert outcome == Unreachable("no_connection")
    assert after.call == desk.call
    assert after.figures == desk.figures


def test_nobody_waiting_is_said_and_nothing_changes() -> None:
    desk, outcome = call_citizen.call_next(Desk(session()), FakeHub(), ids(), NINE)
    assert outcome == Done(nobody=True)
    assert desk.call is None


def test_recall_announces_again_and_keeps_the_call_open() -> None:
    hub = FakeHub(waiting=[12])
    new_id = ids()
    desk, _ = call_citizen.call_next(Desk(session()), hub, new_id, NINE)
    desk, outcome = call_citizen.recall(desk, hub, new_id)
    assert outcome == Done()
    assert desk.call is not None
    assert desk.call.times == 2


def test_absent_and_finish_free_the_counter_and_are_counted_apart() -> None:
    hub = FakeHub(waiting=[12, 13])
    new_id = ids()
    desk, _ = call_citizen.call_next(Desk(session()), hub, new_id, NINE)
    desk, _ = call_citizen.absent(desk, hub, new_id)
    assert desk.call is None
    desk, _ = call_citizen.call_next(desk, hub, new_id, NINE)
    desk, _ = call_citizen.finish(desk, hub, new_id, NINE + timedelta(minutes=7, seconds=30))
    assert desk.call is None
    assert (desk.figures.served, desk.figures.absent) == (1, 1)
    assert desk.figures.minutes_per_visit == 7.5


def test_a_refused_deed_is_passed_on_in_the_hubs_words() -> None:
    hub = FakeHub(waiting=[12])
    new_id = ids()
    desk, _ = call_citizen.call_next(Desk(session()), hub, new_id, NINE)
    hub.open = None
    desk, outcome = call_citizen.finish(desk, hub, new_id, NINE)
    assert isinstance(outcome, Refused)
    assert desk.call is not None
    assert desk.lost is None


def test_deeds_on_a_call_without_a_call_ask_nothing() -> None:
    hub = FakeHub()
    for deed in (call_citizen.recall, call_citizen.absent):
        desk, outcome = deed(Desk(session()), hub, ids())
        assert (desk.call, outcome) == (None, Done())
    assert hub.asked == []


def test_looking_finds_the_call_that_was_open_before_a_restart() -> None:
    hub = FakeHub(waiting=[13], open=Call("c", ticket(12), 3, NINE, 1, CallStatus.OPEN))
    desk, outcome = call_citizen.look(Desk(session()), hub)
    assert outcome == Done()
    assert desk.call is not None
    assert desk.call.ticket.label == "A012"
    hub.dark = True
    again, outcome = call_citizen.look(desk, hub)
    assert outcome == Unreachable("no_connection")
    assert again == desk
