"""Two counters hold slices of a real hub's queue: the order is kept online, and each goes on when it is gone."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from kiosk.flows.call_alone import CallingAlone
from kiosk.flows.counter_link import CounterLink
from kiosk.flows.hold_slice import SliceKeeper
from kiosk.flows.sign_in_alone import NEEDS_PIN, SignInAlone
from kiosk.storage.slice_book import SliceFile
from ticketing.client import (
    Call,
    CallEnd,
    CallStatus,
    ClerkSession,
    HubClient,
    OfflineCall,
    OfflineTicket,
    RecordedCall,
    Refused,
    RegisteredTicket,
    SeriesState,
    Ticket,
    Undone,
    Unreachable,
)
from ticketing.domain.answers import NO_TOKEN
from ticketing.domain.refusals import Refusal, refuse
from ticketing.domain.rules import CentreRules

CLERKS = {1: ("lan", "246810"), 2: ("minh", "135791")}
PATIENCE_S = 20.0
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def new_id() -> str:
    return str(uuid.uuid4())


class Machine:
    """A counter's machine without its screen."""

    def __init__(self, url: str, token: str, folder: Path, number: int, rules: CentreRules) -> None:
        self.number, self.token = number, token
        self.book = SliceFile(folder / f"slice-{number}.sqlite3")
        self.calling = CallingAlone(number, self.book, lambda: datetime.now(HANOI), new_id, lambda _state: None)
        self.link = CounterLink(url, token, self.calling, SignInAlone(rules, self.book, lambda: datetime.now(HANOI)))
        self.keeper = SliceKeeper(
            number, HubClient(url, token), self.book, self.calling, 1.0, when_heard=self.link.tell_sign_outs
        )
        self.sign_in()
        self.over = threading.Event()
        self.thread = threading.Thread(target=self.keep, daemon=True)
        self.thread.start()

    def sign_in(self) -> None:
        session = self.link.sign_in(*CLERKS[self.number], self.number)
        assert isinstance(session, ClerkSession)
        self.session = session

    def keep(self) -> None:
        pause_s = 0.0
        while not self.over.wait(pause_s):
            pause_s = self.keeper.beat(1.0)

    def close(self) -> None:
        self.over.set()
        self.thread.join(10)
        self.book.close()

    def call_next(self) -> str:
        answer = self.link.call_next(self.number, new_id())
        assert isinstance(answer, Call), answer
        self.open = answer
        return answer.ticket.label

    def finish(self) -> None:
        done = self.link.finish(self.open.call_id, new_id())
        assert isinstance(done, Call), done


def until(true: Callable[[], bool]) -> None:
    """Wait for it."""
    end = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.02)


@pytest.fixture
def hall(
    start_hub: Callable[..., Any], let_in: Callable[..., str], tmp_path: Path, rules: CentreRules
) -> Iterator[tuple[Any, HubClient, list[Machine]]]:
    hub = start_hub(tmp_path)
    kiosk = HubClient(hub.url, let_in(tmp_path, "kiosk"))
    token = let_in(tmp_path, "counter")
    machines = [Machine(hub.url, token, tmp_path, number, rules) for number in CLERKS]
    yield hub, kiosk, machines
    for machine in machines:
        machine.close()


def test_order_online_and_slices_without_the_hub(hall: tuple[Any, HubClient, list[Machine]]) -> None:
    hub, kiosk, (first, second) = hall
    today = datetime.now(HANOI).date()
    assert kiosk.announce_series("K1") == SeriesState("K1", None, today)
    labels = []
    for _ in range(8):
        ticket = kiosk.take_ticket("A", new_id(), uuid.uuid4().hex)
        assert isinstance(ticket, Ticket)
        labels.append(ticket.label)
    until(lambda: sum(len(one.book.slice().tickets) for one in (first, second)) == 8)

    # The other counter holds every second of them; it lets go when the turn has come here.
    called = []
    for _ in range(4):
        called.append(first.call_next())
        first.finish()
    assert called == labels[:4]
    until(lambda: sum(len(one.book.slice().tickets) for one in (first, second)) == 4)
    holder = next(one for one in (first, second) if one.book.slice().series)
    until(lambda: kiosk.announce_series("K1") == SeriesState("K1", holder.number, today))

    hub.kill()
    until(lambda: first.calling.state.now and second.calling.state.now)
    alone: dict[str, int] = {}
    for machine in (first, second, first, second):
        alone[machine.call_next()] = machine.number
        machine.finish()
    assert sorted(alone) == labels[4:]
    assert holder.call_next() == "K1-001"
    holder.finish()


def test_a_clerk_who_comes_while_the_hub_is_away_calls_and_signs_in_again_when_it_is_back(
    hall: tuple[Any, HubClient, list[Machine]], start_hub: Callable[..., Any], tmp_path: Path
) -> None:
    hub, kiosk, (first, second) = hall
    second.link.sign_out()
    ticket = kiosk.take_ticket("A", new_id(), uuid.uuid4().hex)
    assert isinstance(ticket, Ticket)
    until(lambda: len(first.book.slice().tickets) == 1)
    first.link.sign_out()
    hub.kill()
    assert isinstance(first.link.sign_in("lan", "246810", 1), Unreachable)  # perhaps it is back in a moment
    until(lambda: first.calling.goes_on)
    assert first.link.sign_in("lan", "000000", 1) == refuse(Refusal.WRONG_PIN)
    assert first.link.sign_in_with_badge(f"MB1:{'A' * 32}", 1) == NEEDS_PIN
    first.sign_in()
    assert first.session.token == NO_TOKEN
    assert first.call_next() == ticket.label

    start_hub(tmp_path, int(hub.url.rsplit(":", 1)[1]))
    until(lambda: not first.calling.state.now)
    assert is_signed_out(first.link), "the hub knows nothing of a session that it did not open"
    first.sign_in()
    assert first.session.token != NO_TOKEN
    still = first.link.current_call(1)
    assert isinstance(still, Call)
    assert still.ticket.ticket_id == ticket.ticket_id
    first.finish()


def test_the_holder_makes_way_for_a_call_that_is_opened_again(hall: tuple[Any, HubClient, list[Machine]]) -> None:
    _, kiosk, (first, second) = hall
    ticket = kiosk.take_ticket("A", new_id(), uuid.uuid4().hex)
    assert isinstance(ticket, Ticket)
    first.call_next()
    request_id = new_id()
    sent_on = first.link.transfer(first.open.call_id, request_id, counter=2, reason="next_step")
    assert isinstance(sent_on, Call), sent_on
    until(lambda: [one.label for one in second.book.slice().tickets] == [ticket.label])
    answers = []

    def is_taken_back() -> bool:
        """Usually at once; where the machine is slow, "please try again"."""
        answers.append(first.link.undo(request_id, new_id()))
        return isinstance(answers[-1], Undone)

    until(is_taken_back)
    undone = answers[-1]
    assert isinstance(undone, Undone)
    assert undone.call is not None
    assert undone.call.status is CallStatus.OPEN
    assert second.book.slice().tickets == ()


def test_numbers_and_calls_are_taken_over_once(hall: tuple[Any, HubClient, list[Machine]]) -> None:
    _, kiosk, (machine, _) = hall
    assert isinstance(kiosk.announce_series("K1"), SeriesState)
    now = datetime.now(HANOI)
    day = now.date()
    offline = OfflineTicket("K1", 1, day, "A", uuid.uuid4().hex, new_id(), new_id(), now)
    for age_s in (0.5, 3.5):
        offline = replace(offline, age_s=age_s)
        assert kiosk.register_offline_tickets([offline]) == (RegisteredTicket(offline.request_id, "K1-001"),)
    assert kiosk.announce_series("K1") == SeriesState("K1", None, day, last_number=1)
    ticket = kiosk.take_ticket("A", offline.request_id, offline.visit_id)
    assert isinstance(ticket, Ticket)
    assert (ticket.label, ticket.ticket_id) == ("K1-001", offline.ticket_id)
    other = OfflineTicket("K1", 1, day, "A", uuid.uuid4().hex, new_id(), new_id(), now)
    refused = kiosk.register_offline_tickets([other])
    assert isinstance(refused, tuple)
    assert refused[0].code == "number_taken"
    made = OfflineCall(
        new_id(), "lan", day, "K1-001", now, 2, CallEnd.FINISHED, ended_at=datetime.now(HANOI), series="K1", number=1
    )
    for _ in range(2):
        answers = machine.link.report_offline_calls(1, [made])
        assert isinstance(answers, tuple)
        assert isinstance(answers[0], RecordedCall)
        assert answers[0].outcome.value == "recorded"
    assert isinstance(machine.link.free_leases(2, new_id()), Refused), "a clerk frees no other counter"
    unknown = machine.link.lease(99, 0, wanted=True, wait_s=0)
    assert isinstance(unknown, Refused)
    assert unknown.code == "unknown_counter"


def test_a_counter_that_holds_a_ticket_hears_that_its_citizen_comes_later(
    hall: tuple[Any, HubClient, list[Machine]],
) -> None:
    hub, kiosk, (first, second) = hall
    tickets = [kiosk.take_ticket("A", new_id(), uuid.uuid4().hex) for _ in range(2)]
    early, late = (one for one in tickets if isinstance(one, Ticket))

    def held() -> dict[str, bool]:
        slices = [*first.book.slice().tickets, *second.book.slice().tickets]
        return {one.label: one.not_before is not None for one in slices}

    until(lambda: held() == {early.label: False, late.label: False})
    assert isinstance(kiosk.come_later(early.ticket_id, 20, new_id()), Ticket)
    until(lambda: held() == {early.label: True, late.label: False})
    hub.kill()
    until(lambda: first.calling.state.now and second.calling.state.now)
    called = [machine.link.call_next(machine.number, new_id()) for machine in (first, second)]
    assert [one.ticket.label for one in called if isinstance(one, Call)] == [late.label]


def test_who_signed_out_while_the_hub_was_away_is_signed_out_when_it_is_back(
    hall: tuple[Any, HubClient, list[Machine]], start_hub: Callable[..., Any], tmp_path: Path
) -> None:
    hub, _, (first, _) = hall
    port = int(hub.url.rsplit(":", 1)[1])
    gone = HubClient(hub.url, first.token, clerk=first.session.token)
    assert not is_signed_out(gone), "the session stands"
    hub.kill()
    assert isinstance(first.link.sign_out(), Unreachable)
    start_hub(tmp_path, port)
    until(lambda: is_signed_out(gone))
    first.sign_in()
    assert not is_signed_out(HubClient(hub.url, first.token, clerk=first.session.token))


def is_signed_out(clerk: HubClient) -> bool:
    """Whether the hub takes no deed of this session."""
    answer = clerk.finish(new_id(), new_id())
    return isinstance(answer, Refused) and answer.code == "not_signed_in"
