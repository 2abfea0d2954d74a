"""What the hub promises the phone pages' relay, on each database, against a real hub process."""

from __future__ import annotations

import json
import secrets
import subprocess
import sys
import threading
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
import requests
from websockets.sync.client import connect

from tests.postgres_cluster import Cluster
from ticketing.client import Call, ClerkSession, EventFeed, HubClient, Refused, Ticket, TicketStatus
from ticketing.domain.luck import SystemLuck
from ticketing.domain.page_answers import PageState
from ticketing.domain.page_key import page_key
from ticketing.domain.rules import DeviceRole
from ticketing.enrolment import enrol
from ticketing.phone.hub_door import HubDoor


def new_id() -> str:
    return str(uuid.uuid4())


@dataclass
class Centre:
    """A hub, and one device of each kind that is needed here."""

    url: str
    tokens: dict[str, str]

    def __post_init__(self) -> None:
        self.kiosk = HubClient(self.url, self.tokens["kiosk"])
        self.counter = HubClient(self.url, self.tokens["counter"])
        self.door = HubDoor(self.url, self.tokens["phone"])

    def take(self) -> tuple[Ticket, str]:
        """A ticket of line C, and the key of its page."""
        ticket = self.kiosk.take_ticket("C", new_id(), secrets.token_hex(16))
        assert isinstance(ticket, Ticket)
        return ticket, page_key(ticket.label, ticket.page_token)

    def look(self, key: str) -> PageState | None:
        seen = self.door.look([key])
        assert isinstance(seen, tuple), seen
        return seen[0]

    def call_next(self) -> Call:
        call = self.counter.call_next(5, new_id())
        assert isinstance(call, Call), call
        return call

    def clear(self) -> None:
        """Nobody waits any more."""
        call = self.counter.current_call(5)
        while True:
            if isinstance(call, Call):
                assert isinstance(self.counter.finish(call.call_id, new_id()), Call)
            call = self.counter.call_next(5, new_id())  # type: ignore[assignment]
            if not isinstance(call, Call):
                return


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def centre(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    database = None
    if request.param == "postgresql":
        cluster: Cluster = request.getfixturevalue("postgres")
        database = cluster.fresh()
    home = tmp_path_factory.mktemp("hub")
    tokens = {}
    for role in ("kiosk", "counter", "phone", "board"):
        file = home / f"{role}.token"
        enrol(home, "H26-CN03", role, DeviceRole(role), file, SystemLuck(), 0, database)
        tokens[role] = file.read_text().strip()
    command = [sys.executable, "-m", "kiosk", "hub", "--home", str(home), "--port", "0"]
    command += [] if database is None else ["--database", database]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as hub:
        assert hub.stdout is not None
        made = Centre(f"http://127.0.0.1:{json.loads(hub.stdout.readline())['port']}", tokens)
        assert isinstance(made.counter.sign_in("lan", "246810", 5), ClerkSession)
        yield made
        hub.terminate()
        assert hub.wait(5) == 0
    log = (home / "log" / "hub.jsonl").read_text()
    assert '"ticket.issued"' in log
    assert not any(key.partition(".")[2] in log for key in _KEYS), "a page token is in the log"


_KEYS: list[str] = []


@pytest.fixture
def ticket(centre: Centre) -> tuple[Ticket, str]:
    """The only one that waits in line C, and the key of its page."""
    centre.clear()
    taken = centre.take()
    _KEYS.append(taken[1])
    return taken


def test_a_page_tells_number_place_and_range_and_nothing_else(centre: Centre, ticket: tuple[Ticket, str]) -> None:
    first, key = ticket
    second, other = centre.take()
    told = requests.post(
        f"{centre.url}/v1/pages/look",
        json={"keys": [other, key]},
        headers={"Authorization": f"Bearer {centre.tokens['phone']}"},
        timeout=5,
    )
    assert told.status_code == 200
    behind, ahead = told.json()["pages"]
    assert (behind["label"], behind["ahead"], behind["status"]) == (second.label, 1, "waiting")
    assert (ahead["label"], ahead["ahead"]) == (first.label, 0)
    assert behind["wait_low_min"] <= behind["wait_high_min"]
    assert set(behind) == {
        "label", "status", "ahead", "wait_low_min", "wait_high_min", "wait_told", "too_late", "counter", "until",
    }  # fmt: skip
    for secret in (first.visit_id, first.ticket_id, first.page_token):
        assert secret not in told.text


def test_a_page_follows_its_ticket_to_the_end(centre: Centre, ticket: tuple[Ticket, str]) -> None:
    _, key = ticket
    call = centre.call_next()
    state = centre.look(key)
    assert state is not None
    assert (state.status, state.counter) == (TicketStatus.CALLED, 5)
    centre.counter.finish(call.call_id, new_id())
    state = centre.look(key)
    assert state is not None
    assert (state.status, state.counter) == (TicketStatus.FINISHED, None)


@pytest.mark.parametrize("change", ["other_token", "other_number", "no_such_number", "offline_series"])
def test_what_opens_nothing_is_one_answer(centre: Centre, ticket: tuple[Ticket, str], change: str) -> None:
    taken, key = ticket
    wrong = {
        "other_token": page_key(taken.label, secrets.token_urlsafe(24)),
        "other_number": page_key(centre.take()[0].label, taken.page_token),
        "no_such_number": page_key("C999999999", taken.page_token),
        "offline_series": page_key("K2-001", taken.page_token),
    }[change]
    assert centre.door.look([wrong, key])[0] is None  # type: ignore[index]
    for answer in (
        centre.door.leave_page(wrong, new_id()),
        centre.door.later_page(wrong, 10, new_id()),
        centre.door.back_page(wrong, new_id()),
    ):
        assert isinstance(answer, Refused)
        assert answer.code == "unknown_ticket"
    state = centre.look(key)
    assert state is not None
    assert state.status is TicketStatus.WAITING


def test_leaving_twice_is_leaving_once(centre: Centre, ticket: tuple[Ticket, str]) -> None:
    _, key = ticket
    request_id = new_id()
    for _ in range(2):
        state = centre.door.leave_page(key, request_id)
        assert isinstance(state, PageState)
        assert state.status is TicketStatus.LEFT
    again = centre.door.leave_page(key, new_id())
    assert isinstance(again, Refused)
    assert again.code == "wrong_state"


def test_coming_later_keeps_the_place_and_coming_back_ends_it(centre: Centre, ticket: tuple[Ticket, str]) -> None:
    first, key = ticket
    second, _ = centre.take()
    before = datetime.now(UTC)
    state = centre.door.later_page(key, 20, new_id())
    assert isinstance(state, PageState)
    assert state.until is not None
    assert timedelta(minutes=19) < state.until - before < timedelta(minutes=21)
    call = centre.call_next()
    assert call.ticket.label == second.label, "who comes later is passed over"
    centre.counter.finish(call.call_id, new_id())
    third, _ = centre.take()
    state = centre.door.back_page(key, new_id())
    assert isinstance(state, PageState)
    assert (state.status, state.until, state.ahead) == (TicketStatus.WAITING, None, 0)
    assert centre.call_next().ticket.label == first.label, f"before {third.label}"


def test_who_was_absent_sees_until_when_to_come_back(centre: Centre, ticket: tuple[Ticket, str]) -> None:
    _, key = ticket
    call = centre.call_next()
    assert isinstance(centre.counter.absent(call.call_id, new_id()), Call)
    state = centre.look(key)
    assert state is not None
    assert state.status is TicketStatus.ABSENT
    assert state.until is not None
    assert state.until > datetime.now(UTC) + timedelta(minutes=100)
    assert isinstance(centre.door.back_page(key, new_id()), PageState)


@pytest.mark.parametrize("deed", ["look", "leave", "later", "back"])
@pytest.mark.parametrize("role", ["kiosk", "counter", "board"])
def test_only_the_relay_asks_for_pages(centre: Centre, role: str, deed: str) -> None:
    headers = {"Authorization": f"Bearer {centre.tokens[role]}"}
    told = requests.post(f"{centre.url}/v1/pages/{deed}", json={}, headers=headers, timeout=5)
    assert told.status_code == 403


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/v1/lines"), ("GET", "/v1/board"), ("POST", "/v1/tickets"), ("GET", "/v1/tickets/x"),
        ("GET", "/v1/counters/5/queue"), ("GET", f"/v1/visits/{'a' * 32}/ticket"), ("POST", "/v1/clerks/sign-in"),
    ],
)  # fmt: skip
def test_the_relay_asks_for_nothing_else(centre: Centre, method: str, path: str) -> None:
    headers = {"Authorization": f"Bearer {centre.tokens['phone']}"}
    told = requests.request(method, centre.url + path, headers=headers, timeout=5)
    assert told.status_code == 403


def test_the_relay_hears_which_number_and_nothing_else(centre: Centre) -> None:
    url = centre.url.replace("http", "ws")
    headers = {"Authorization": f"Bearer {centre.tokens['phone']}"}
    with connect(f"{url}/v1/events", additional_headers=headers, proxy=None, compression=None) as link:
        assert set(json.loads(link.recv(5))) == {"hello"}
        ticket, _ = centre.take()
        told = json.loads(link.recv(5))
    assert told["label"] == ticket.label
    assert set(told) == {"seq", "type", "at", "label"}


def test_the_relays_ear_is_an_ordinary_feed(centre: Centre) -> None:
    heard: list[str | None] = []
    linked, told = threading.Event(), threading.Event()

    def on_event(event: object) -> None:
        heard.append(getattr(event, "label", None))
        told.set()

    feed = EventFeed(centre.url, centre.tokens["phone"], on_event, lambda on: linked.set() if on else None)
    feed.start()
    assert linked.wait(5)
    ticket, _ = centre.take()
    assert told.wait(5)
    feed.stop()
    assert heard == [ticket.label]


def test_too_many_keys_and_keys_that_are_none_are_refused(centre: Centre, ticket: tuple[Ticket, str]) -> None:
    _, key = ticket
    for keys in ([], [key] * 101, ["A012"], [key + "\n"], [f"{key}/../x"]):
        answer = centre.door.look(keys)
        assert isinstance(answer, Refused)
        assert answer.code == "malformed"
