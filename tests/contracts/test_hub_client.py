"""What `ticketing.client` promises, against a real hub process with the shipped configuration."""

from __future__ import annotations

import secrets
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.contracts.at_the_hub import PINS, called, new_id, taken, visit
from ticketing.client import (
    BoardState,
    Call,
    CallStatus,
    ClerkSession,
    DraftKept,
    EventFeed,
    EventType,
    HubClient,
    HubEvent,
    NobodyWaiting,
    NoDraft,
    Refused,
    SealedDraft,
    SignedOut,
    Ticket,
    TicketStatus,
    Unreachable,
    VisitEnded,
)


def test_a_ticket_and_its_retry(kiosk: HubClient, desk: HubClient) -> None:
    request_id, visit_id = new_id(), visit()
    ticket = kiosk.take_ticket("A", request_id, visit_id)
    assert isinstance(ticket, Ticket)
    assert ticket.label == f"A{ticket.number:03d}"
    assert ticket.status is TicketStatus.WAITING
    assert ticket.issued_at.utcoffset() is not None
    for again in (
        kiosk.take_ticket("A", request_id, visit_id),
        kiosk.ticket(ticket.ticket_id),
        kiosk.ticket_of_visit(visit_id),
    ):
        assert isinstance(again, Ticket)
        # What is forecast may have moved on meanwhile.
        as_then = replace(again, wait_low_min=ticket.wait_low_min, wait_high_min=ticket.wait_high_min)
        assert as_then == ticket
    assert taken(kiosk).number == ticket.number + 1


def test_lines_follow_the_configuration(kiosk: HubClient, desk: HubClient) -> None:
    before = kiosk.lines()
    assert isinstance(before, tuple)
    assert [line.letter for line in before] == ["A", "B", "C"]
    taken(kiosk, "B")
    after = kiosk.lines()
    assert isinstance(after, tuple)
    assert after[1].waiting == before[1].waiting + 1


def test_a_call_from_first_to_last(kiosk: HubClient, desk: HubClient) -> None:
    ticket = taken(kiosk)
    queue = desk.queue(3)
    assert isinstance(queue, tuple)
    assert [one.label for one in queue] == [ticket.label]
    request_id = new_id()
    call = desk.call_next(3, request_id)
    assert isinstance(call, Call)
    assert (call.ticket.ticket_id, call.counter, call.times, call.status) == (ticket.ticket_id, 3, 1, CallStatus.OPEN)
    assert desk.call_next(3, request_id) == call
    assert desk.current_call(3) == call
    again = desk.recall(call.call_id, new_id())
    assert isinstance(again, Call)
    assert again.times == 2
    ended = desk.finish(call.call_id, new_id())
    assert isinstance(ended, Call)
    assert ended.ticket.status is TicketStatus.FINISHED
    assert desk.current_call(3) is None
    assert isinstance(desk.call_next(3, new_id()), NobodyWaiting)


def test_absent_and_back_in_the_old_place(kiosk: HubClient, desk: HubClient) -> None:
    first, second = taken(kiosk), taken(kiosk)
    absent = desk.absent(called(desk).call_id, new_id())
    assert isinstance(absent, Call)
    assert absent.status is CallStatus.ABSENT
    back = kiosk.keep_place(first.ticket_id, new_id())
    assert isinstance(back, Ticket)
    assert (back.status, back.ahead, back.kept) == (TicketStatus.WAITING, 0, True)
    queue = desk.queue(3)
    assert isinstance(queue, tuple)
    assert [(one.label, one.held) for one in queue] == [(second.label, False), (first.label, True)]


def test_a_sealed_draft(kiosk: HubClient, device: Callable[[str], HubClient]) -> None:
    visit_id, request_id, sealed = visit(), new_id(), secrets.token_bytes(200_000)
    assert isinstance(kiosk.draft(visit_id), NoDraft)
    assert kiosk.put_draft(visit_id, sealed, 1, request_id) == DraftKept(1)
    assert kiosk.put_draft(visit_id, sealed, 1, request_id) == DraftKept(1)
    conflict = kiosk.put_draft(visit_id, b"other", 1, new_id())
    assert isinstance(conflict, Refused)
    assert conflict.code == "draft_conflict"
    for reader in ("kiosk", "station", "counter"):
        kept = device(reader).draft(visit_id)
        assert isinstance(kept, SealedDraft)
        assert (kept.sealed, kept.revision) == (sealed, 1)
        assert kept.expires_at.utcoffset() is not None
    for stranger in ("board", "courier"):
        refused = device(stranger).draft(visit_id)
        assert isinstance(refused, Refused)
        assert refused.code == "wrong_role"


def test_the_end_of_a_visit(kiosk: HubClient, device: Callable[[str], HubClient]) -> None:
    visit_id, dossiers, request_id = visit(), (new_id(), new_id()), new_id()
    kiosk.put_draft(visit_id, b"sealed", 1, new_id())
    courier = device("courier")
    assert courier.end_visit(visit_id, dossiers, request_id) == VisitEnded(visit_id, dossiers)
    assert courier.end_visit(visit_id, dossiers, request_id) == VisitEnded(visit_id, dossiers)
    assert isinstance(kiosk.draft(visit_id), NoDraft)
    assert device("counter").dossiers_of_visit(visit_id) == dossiers
    assert kiosk.dossiers_of_visit(visit()) == ()


def test_the_board(kiosk: HubClient, desk: HubClient, device: Callable[[str], HubClient]) -> None:
    ticket = taken(kiosk)
    called(desk)
    board = device("board").board()
    assert isinstance(board, BoardState)
    assert (board.last[0].label, board.last[0].counter) == (ticket.label, 3)
    assert len(board.last) <= 8
    assert (board.last[0].line, board.last[0].open) == (ticket.line, True)
    assert isinstance(mine := device("board").board((ticket.line, "C"), 3), BoardState)
    assert mine.last[0] == board.last[0]
    assert isinstance(others := device("board").board(("C",)), BoardState)
    assert ticket.label not in {call.label for call in others.last}
    assert isinstance(refused := device("board").board(("no line",)), Refused)
    assert refused.code == "malformed"


def test_events_come_once_and_in_order(kiosk: HubClient, desk: HubClient, running: tuple[str, dict[str, str]]) -> None:
    heard: list[HubEvent] = []
    linked, finished = threading.Event(), threading.Event()

    def hear(event: HubEvent) -> None:
        heard.append(event)
        if event.type is EventType.FINISHED:
            finished.set()

    feed = EventFeed(running[0], running[1]["board"], hear, lambda on: linked.set() if on else None)
    feed.start()
    assert linked.wait(5)
    ticket = taken(kiosk)
    call = called(desk)
    desk.recall(call.call_id, new_id())
    desk.finish(call.call_id, new_id())
    assert finished.wait(5)
    feed.stop()
    assert [one.type.value for one in heard] == ["ticket_issued", "called", "recalled", "finished"]
    assert {one.label for one in heard} == {ticket.label}
    assert [one.counter for one in heard] == [None, 3, 3, 3]
    assert [one.seq for one in heard] == list(range(heard[0].seq, heard[0].seq + 4))


@pytest.mark.parametrize(
    ("role", "deed", "code"),
    [
        ("kiosk", lambda c: c.take_ticket("Z", new_id(), visit()), "unknown_line"),
        ("kiosk", lambda c: c.take_ticket("A", new_id(), "no visit id"), "malformed"),
        ("kiosk", lambda c: c.take_ticket("A", "", visit()), "malformed"),
        ("kiosk", lambda c: c.ticket(new_id()), "unknown_ticket"),
        ("kiosk", lambda c: c.ticket("../lines"), "no_such_page"),
        ("kiosk", lambda c: c.ticket_of_visit(visit()), "unknown_ticket"),
        ("kiosk", lambda c: c.keep_place(new_id(), new_id()), "unknown_ticket"),
        ("kiosk", lambda c: c.put_draft(visit(), b"x" * (1024 * 1024 + 1), 1, new_id()), "too_large"),
        ("kiosk", lambda c: c.put_draft(visit(), b"", 1, new_id()), "malformed"),
        ("kiosk", lambda c: c.put_draft(visit(), b"x", 0, new_id()), "malformed"),
        ("kiosk", lambda c: c.sign_in("lan", PINS["lan"], 3), "wrong_role"),
        ("board", lambda c: c.take_ticket("A", new_id(), visit()), "wrong_role"),
        ("counter", lambda c: c.queue(99), "unknown_counter"),
        ("counter", lambda c: c.call_next(1, new_id()), "not_signed_in"),
        ("counter", lambda c: c.finish(new_id(), new_id()), "not_signed_in"),
        ("counter", lambda c: c.sign_in("nobody", "000000", 1), "wrong_pin"),
        ("counter", lambda c: c.sign_in("lan", PINS["lan"], 77), "unknown_counter"),
    ],
)
def test_a_clear_sentence_in_both_languages(
    device: Callable[[str], HubClient], role: str, deed: Callable[[HubClient], object], code: str
) -> None:
    refused = deed(device(role))
    assert isinstance(refused, Refused)
    assert refused.code == code
    assert refused.message_vi.endswith(".")
    assert refused.message_en.endswith(".")
    assert refused.message_vi != refused.message_en


class SlowToHear(HubClient):
    """Hears that it is signed out only after the next clerk has signed in."""

    def _ask(self, *asked: Any) -> Any:
        answer = super()._ask(*asked)
        if isinstance(answer, SignedOut):
            assert isinstance(self.sign_in("minh", PINS["minh"], 3), ClerkSession)
        return answer


def test_signing_out_late_leaves_the_next_clerk_signed_in(running: tuple[str, dict[str, str]]) -> None:
    url, tokens = running
    desk = SlowToHear(url, tokens["counter"])
    assert isinstance(desk.sign_in("lan", PINS["lan"], 3), ClerkSession)
    assert isinstance(desk.sign_out(), SignedOut)
    told = desk.finish(new_id(), new_id())
    assert isinstance(told, Refused)
    assert told.code != "not_signed_in"


def test_a_wrong_token(running: tuple[str, dict[str, str]]) -> None:
    for token in ("", "wrong", running[1]["kiosk"] + "x"):
        refused = HubClient(running[0], token).lines()
        assert isinstance(refused, Refused)
        assert refused.code == "no_token"


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "code"),
    [
        ("POST", "/v1/tickets", b"{", 422, "malformed"),
        ("POST", "/v1/tickets", b"", 422, "malformed"),
        ("POST", "/v1/tickets", b"[1]", 422, "malformed"),
        ("POST", "/v1/tickets", b'{"line":"A"}', 422, "malformed"),
        ("POST", "/v1/tickets", b"\xff\xfe", 422, "malformed"),
        ("POST", "/v1/tickets", b'{"line":"' + b"A" * 20_000 + b'"}', 413, "too_large"),
        ("POST", "/v1/tickets/x/keep", b"{", 422, "malformed"),
        ("POST", "/v1/tickets/x/keep", b"[" * 10_000, 422, "malformed"),
        ("POST", "/v1/tickets/x/keep", b" " * 20_000_000, 413, "too_large"),
        ("GET", "/v1/tickets", b"", 405, "wrong_method"),
        ("DELETE", "/v1/lines", b"", 405, "wrong_method"),
        ("GET", "/v2/lines", b"", 404, "no_such_page"),
    ],
)
def test_malformed_requests(
    running: tuple[str, dict[str, str]], method: str, path: str, body: bytes, status: int, code: str
) -> None:
    headers = {"Authorization": f"Bearer {running[1]['kiosk']}", "Content-Type": "application/json"}
    try:
        answer = requests.request(method, running[0] + path, data=body, headers=headers, timeout=10)
    except requests.ConnectionError:
        # The hub answered and hung up while 20 MB were still on their way: allowed, as long as it lives on.
        assert code == "too_large"
        assert requests.get(running[0] + "/v1/health", timeout=5).status_code == 200
        return
    assert answer.status_code == status
    assert set(answer.json()) == {"code", "vi", "en"}
    assert answer.json()["code"] == code


def test_a_body_without_a_length_has_the_same_limit(running: tuple[str, dict[str, str]]) -> None:
    headers = {"Authorization": f"Bearer {running[1]['kiosk']}", "Content-Type": "application/json"}
    for path in ("/v1/tickets", "/v1/tickets/x/keep"):
        body = iter([b" " * 8192] * 40)
        answer = requests.post(running[0] + path, data=body, headers=headers, timeout=10)
        assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_nobody_there_is_a_value() -> None:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert HubClient(f"http://127.0.0.1:{port}", "x").lines() == Unreachable("no_connection")


def test_a_hub_that_does_not_answer_is_a_value() -> None:
    with closing(socket.socket()) as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        client = HubClient(f"http://127.0.0.1:{silent.getsockname()[1]}", "x", read_timeout=0.2)
        assert client.take_ticket("A", new_id(), visit()) == Unreachable("timeout")


def test_the_client_loads_no_server() -> None:
    code = "import sys, ticketing.client; print([m for m in ('fastapi', 'sqlalchemy', 'alembic') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=Path("/"))
    assert done.stdout.strip() == "[]"
