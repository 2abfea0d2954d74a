"""Calling: each deed once, however often the line breaks; what was done can be taken back; figures count it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest

from kiosk.flows import call_citizen
from kiosk.flows.call_citizen import Done, Outcome
from kiosk.flows.clerk_deeds import (
    Absent,
    CallNext,
    CallThis,
    ComeBack,
    Deed,
    Finish,
    Hold,
    Merge,
    Pause,
    Quick,
    Recall,
    Resume,
    SetPriority,
    Transfer,
    Undo,
)
from kiosk.flows.counter_desk import Desk, Pausing
from tests.flows.hub_given import TEN, DeskHub, a_session, a_ticket
from ticketing.client import Refused, Unreachable
from ticketing.domain.reasons import (
    CallThisReason,
    HoldReason,
    MergeReason,
    PauseReason,
    PriorityReason,
    QuickReason,
    TransferReason,
)


class Clerk:
    """A clerk with a desk, a hub and an endless supply of request ids."""

    def __init__(self, *waiting: int) -> None:
        self.hub = DeskHub(waiting=[a_ticket(number) for number in waiting])
        self.desk = Desk(a_session())
        self.now = TEN
        numbers = count(1)
        self.new_id: Callable[[], str] = lambda: f"r{next(numbers)}"
        self.look()

    def look(self) -> Outcome:
        self.desk, outcome = call_citizen.look(self.desk, self.hub, self.now)
        return outcome

    def next(self) -> Outcome:
        self.desk, outcome = call_citizen.call_next(self.desk, self.hub, self.new_id, self.now)
        return outcome

    def do(self, deed: Deed) -> Outcome:
        self.desk, outcome = call_citizen.act(self.desk, deed, self.hub, self.new_id, self.now)
        return outcome

    @property
    def label(self) -> str:
        return self.desk.call.ticket.label if self.desk.call is not None else ""

    @property
    def call_id(self) -> str:
        return self.desk.call.call_id if self.desk.call is not None else ""

    def pausing(self) -> Pausing | None:
        return self.desk.pausing

    def undo(self) -> Outcome:
        undoable = self.desk.undoable(self.now)
        assert undoable is not None
        outcome = self.do(Undo(undoable.request_id))
        self.look()
        return outcome


def test_the_first_in_order_is_called_and_leaves_the_queue() -> None:
    clerk = Clerk(12, 13)
    assert clerk.next() == Done()
    assert clerk.label == "A012"
    assert [waiting.label for waiting in clerk.desk.queue] == ["A013"]


def test_a_lost_answer_is_asked_for_again_under_the_same_id_and_nobody_is_skipped() -> None:
    clerk = Clerk(12, 13)
    clerk.hub.answers_get_lost = True
    assert clerk.next() == Unreachable("timeout")
    assert clerk.desk.call is None
    assert clerk.desk.lost is not None
    clerk.hub.answers_get_lost = False
    assert clerk.next() == Done()
    assert clerk.label == "A012"
    assert clerk.hub.labels == ["A013"]
    assert clerk.hub.asked == [("call_next", "r1"), ("call_next", "r1")]
    assert clerk.desk.lost is None


def test_after_an_answer_the_next_call_asks_under_a_new_id() -> None:
    clerk = Clerk(12, 13)
    clerk.next()
    clerk.now += timedelta(minutes=6)
    clerk.next()
    assert [deed for deed, _ in clerk.hub.asked] == ["call_next", "finish", "call_next"]
    assert len({request for _, request in clerk.hub.asked}) == 3
    assert clerk.label == "A013"


def test_calling_on_while_the_hub_is_dark_keeps_the_open_call() -> None:
    clerk = Clerk(12, 13)
    clerk.next()
    before = clerk.desk
    clerk.hub.dark = True
    assert clerk.next() == Unreachable("no_connection")
    assert (clerk.desk.call, clerk.desk.figures) == (before.call, before.figures)


def test_nobody_waiting_is_said_and_nothing_changes() -> None:
    clerk = Clerk()
    assert clerk.next() == Done(nobody=True)
    assert clerk.desk.call is None
    assert clerk.desk.undoable(TEN) is None


def test_recall_announces_again_each_time_and_is_dated() -> None:
    clerk = Clerk(12)
    clerk.next()
    assert clerk.desk.announced_at == TEN
    for times in (1, 2):
        clerk.now += timedelta(seconds=45)
        assert clerk.do(Recall(clerk.call_id, times)) == Done()
    assert clerk.desk.call is not None
    assert clerk.desk.call.times == 3
    assert clerk.desk.announced_at == TEN + timedelta(seconds=90)
    clerk.now += timedelta(seconds=5)
    clerk.look()
    assert clerk.desk.announced_at == TEN + timedelta(seconds=90)


def test_absent_and_finish_free_the_counter_and_are_counted_apart() -> None:
    clerk = Clerk(12, 13)
    clerk.next()
    clerk.do(Absent(clerk.call_id))
    assert clerk.desk.call is None
    clerk.next()
    clerk.now += timedelta(minutes=7, seconds=30)
    clerk.do(Finish(clerk.call_id))
    assert clerk.desk.call is None
    assert (clerk.desk.figures.served, clerk.desk.figures.absent) == (1, 1)
    assert clerk.desk.figures.minutes_per_visit == 7.5


def test_a_refused_deed_is_passed_on_in_the_hubs_words() -> None:
    clerk = Clerk(12)
    clerk.next()
    clerk.hub.open = None
    assert isinstance(clerk.do(Finish(clerk.call_id)), Refused)
    assert clerk.desk.call is not None
    assert clerk.desk.lost is None
    assert clerk.desk.figures.served == 0


def test_looking_finds_the_call_that_was_open_before_a_restart() -> None:
    clerk = Clerk(12, 13)
    clerk.next()
    clerk.desk = Desk(a_session())
    assert clerk.look() == Done()
    assert clerk.label == "A012"
    clerk.hub.dark = True
    before = clerk.desk
    assert clerk.look() == Unreachable("no_connection")
    assert clerk.desk == before


def deeds_on(clerk: Clerk) -> dict[str, Deed]:
    """One of each deed that ends or changes something, fit for what lies on the desk; number 7 is absent."""
    call = clerk.call_id
    return {
        "hold": Hold(call, 10, HoldReason.PHOTOCOPY),
        "transfer": Transfer(call, TransferReason.NEXT_STEP, line="B"),
        "absent": Absent(call),
        "finish": Finish(call),
        "come_back": ComeBack("ticket-7"),
        "merge": Merge("ticket-13", "ticket-12", MergeReason.FAMILY),
        "set_priority": SetPriority("ticket-14", "aged_75", PriorityReason.PAPER_SHOWN),
        "call_this": CallThis("ticket-14", CallThisReason.URGENT),
        "quick": Quick("A", QuickReason.STAMP),
        "pause": Pause(PauseReason.LUNCH, 30),
    }


@pytest.mark.parametrize("name", list(deeds_on(Clerk())))
def test_each_deed_is_done_once_when_its_answer_is_lost_and_can_be_taken_back(name: str) -> None:
    clerk = Clerk(12, 13, 14)
    clerk.hub.absents.append(a_ticket(7))
    if name not in ("call_this", "quick", "pause"):
        clerk.next()
        clerk.now += timedelta(minutes=1)
    deed = deeds_on(clerk)[name]
    before, hub_before = clerk.desk, (clerk.hub.labels, clerk.hub.open, clerk.hub.paused)
    clerk.hub.answers_get_lost = True
    assert clerk.do(deed) == Unreachable("timeout")
    clerk.hub.answers_get_lost = False
    assert clerk.do(deed) == Done()
    ids = [request for what, request in clerk.hub.asked if what == name]
    assert len(ids) == 2
    assert len(set(ids)) == 1
    undoable = clerk.desk.undoable(clerk.now)
    assert undoable is not None
    assert undoable.deed == deed
    assert clerk.undo() == Done()
    assert (clerk.hub.labels, clerk.hub.open, clerk.hub.paused) == hub_before
    assert clerk.desk.figures == before.figures
    assert clerk.desk.call == before.call
    assert [row.label for row in clerk.desk.queue] == [row.label for row in before.queue]


def test_an_absent_number_comes_back() -> None:
    clerk = Clerk(12)
    clerk.next()
    clerk.do(Absent(clerk.call_id))
    assert clerk.do(ComeBack("ticket-12")) == Done()
    clerk.look()
    assert [row.label for row in clerk.desk.queue] == ["A012"]


def test_what_was_done_is_offered_for_ten_seconds_only() -> None:
    clerk = Clerk(12)
    clerk.next()
    assert clerk.desk.undoable(TEN + timedelta(seconds=9.9)) is not None
    assert clerk.desk.undoable(TEN + timedelta(seconds=10)) is None


def test_finished_and_called_on_is_taken_back_in_two_steps() -> None:
    clerk = Clerk(12, 13)
    clerk.next()
    clerk.now += timedelta(minutes=5)
    clerk.next()
    assert clerk.label == "A013"
    undoable = clerk.desk.undoable(clerk.now)
    assert undoable is not None
    assert undoable.deed == CallNext()
    clerk.undo()
    assert clerk.label == ""
    undoable = clerk.desk.undoable(clerk.now)
    assert undoable is not None
    assert undoable.label == "A012"
    clerk.undo()
    assert clerk.label == "A012"
    assert clerk.desk.figures.served == 0


def test_what_the_hub_will_not_take_back_is_not_offered_again() -> None:
    clerk = Clerk(12)
    clerk.next()
    clerk.hub.too_late = True
    undoable = clerk.desk.undoable(clerk.now)
    assert undoable is not None
    assert isinstance(clerk.do(Undo(undoable.request_id)), Refused)
    assert clerk.desk.undoable(clerk.now) is None
    assert clerk.label == "A012"


def test_a_pause_and_its_end_are_known_at_once() -> None:
    clerk = Clerk()
    clerk.do(Pause(PauseReason.LUNCH, 30))
    assert clerk.pausing() == Pausing(TEN + timedelta(minutes=30), PauseReason.LUNCH)
    clerk.do(Resume())
    assert clerk.look() == Done()
    assert clerk.pausing() is None
    assert clerk.desk.undoable(TEN) is not None, "the pause can still be taken back, its end cannot"


def test_another_deed_after_a_lost_one_asks_under_its_own_id() -> None:
    clerk = Clerk(12, 13)
    clerk.hub.dark = True
    clerk.do(CallThis("ticket-13", CallThisReason.URGENT))
    assert clerk.desk.lost is not None
    assert clerk.desk.lost.label == "A013"
    clerk.hub.dark = False
    clerk.next()
    assert [request for _, request in clerk.hub.asked] == ["r1", "r2"]
    assert clerk.desk.lost is None


def test_reasons_go_to_the_hub_as_codes() -> None:
    clerk = Clerk(12)
    clerk.next()
    clerk.do(Transfer(clerk.call_id, TransferReason.SPECIALIST, counter=4))
    clerk.do(Pause(PauseReason.MEETING, 15))
    assert clerk.hub.reasons == ["specialist 4", "meeting 15"]


def test_a_desk_says_whose_number_a_deed_is_about() -> None:
    clerk = Clerk(12, 13)
    clerk.next()
    assert clerk.desk.label_of("ticket-13") == "A013"
    assert clerk.desk.label_of("ticket-12") == "A012"
    assert replace(clerk.desk, queue=()).label_of("ticket-13") == ""
