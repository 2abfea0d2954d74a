"""Two hubs on one PostgreSQL: one numbering, one queue, one stream of events, whichever of them is asked or killed."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.postgres_cluster import Cluster
from ticketing.client import Call, ClerkSession, EventFeed, HubClient, HubEvent, NobodyWaiting, Ticket
from ticketing.domain.answers import EventType
from ticketing.store.opening import HubStore, open_store

CENTRE = "H26-CN03"
KIOSKS = 12
CLERKS = {1: ("lan", "246810"), 2: ("minh", "135791"), 3: ("huong", "864200")}
AT_LEAST = 250


class Ear:
    """Everything that one feed heard."""

    def __init__(self, url: str, token: str, since: int = -1) -> None:
        self.heard: list[HubEvent] = []
        self.changed = threading.Condition()
        self.linked = threading.Event()
        self.feed = EventFeed(url, token, self._hear, lambda on: self.linked.set() if on else None, since)
        self.feed.start()
        assert self.linked.wait(10)

    def _hear(self, event: HubEvent) -> None:
        with self.changed:
            self.heard.append(event)
            self.changed.notify_all()

    def wait_for(self, seq: int) -> None:
        with self.changed:
            assert self.changed.wait_for(lambda: bool(self.heard) and self.heard[-1].seq >= seq, 20), (
                f"heard {len(self.heard)} events, not number {seq}"
            )


@dataclass
class Pair:
    """Two hubs and a token for each role."""

    hubs: list[Any]
    tokens: dict[str, str]
    database: str
    home: Path

    def urls(self, first: int) -> tuple[str, str]:
        """Both addresses, this one first."""
        return self.hubs[first].url, self.hubs[1 - first].url


@pytest.fixture
def pair(postgres: Cluster, start_hub: Callable[..., Any], let_in: Callable[..., str], tmp_path: Path) -> Pair:
    """Both are started at once on an empty database: one of them brings it into shape."""
    database = postgres.fresh()
    started: dict[int, Any] = {}

    def start(index: int) -> None:
        started[index] = start_hub(tmp_path / f"hub-{index}", database=database)

    threads = [threading.Thread(target=start, args=(index,)) for index in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    tokens = {role: let_in(tmp_path, role, database) for role in ("kiosk", "counter", "board")}
    return Pair([started[0], started[1]], tokens, database, tmp_path)


@dataclass
class Acknowledged:
    """What the hubs answered, kept outside of them."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    tickets: dict[str, Ticket] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    faults: list[object] = field(default_factory=list)


class Crowd:
    """Kiosks and counters, half at each hub; whoever gets no answer asks the other hub, as the same request."""

    def __init__(self, pair: Pair) -> None:
        self.pair = pair
        self.known = Acknowledged()
        self.stop = threading.Event()
        self.sessions = {number: self._signed_in(number) for number in CLERKS}
        self.threads = [threading.Thread(target=self._kiosk, args=(index % 2,)) for index in range(KIOSKS)]
        self.threads += [threading.Thread(target=self._counter, args=(number % 2, number)) for number in CLERKS]
        self.threads.append(threading.Thread(target=self._asker))
        assert len(self.threads) == 16

    def _signed_in(self, number: int) -> str:
        """Signed in at one hub is signed in at both."""
        session = HubClient(self.pair.hubs[0].url, self.pair.tokens["counter"]).sign_in(*CLERKS[number], number)
        assert isinstance(session, ClerkSession)
        return session.token

    def _until_answered(self, urls: tuple[str, str], ask: Callable[[str], object], *kinds: type) -> Any:
        for turn in range(200):
            answer = ask(urls[turn % 2])
            if isinstance(answer, kinds):
                break
            time.sleep(0.02)
        else:
            self.known.faults.append(answer)
        return answer

    def _kiosk(self, first: int) -> None:
        def ask(request_id: str, visit_id: str, url: str) -> object:
            client = HubClient(url, self.pair.tokens["kiosk"], connect_timeout=0.5)
            return client.take_ticket("A", request_id, visit_id)

        while not self.stop.is_set():
            request_id, visit_id = str(uuid.uuid4()), uuid.uuid4().hex
            ticket = self._until_answered(self.pair.urls(first), partial(ask, request_id, visit_id), Ticket)
            with self.known.lock:
                self.known.tickets[request_id] = ticket

    def _counter(self, first: int, number: int) -> None:
        def clerk(url: str) -> HubClient:
            token = self.pair.tokens["counter"]
            return HubClient(url, token, connect_timeout=0.5, clerk=self.sessions[number])

        def call_next(request_id: str, url: str) -> object:
            return clerk(url).call_next(number, request_id)

        def finish(call: Call, request_id: str, url: str) -> object:
            return clerk(url).finish(call.call_id, request_id)

        urls = self.pair.urls(first)
        while not self.stop.is_set():
            call = self._until_answered(urls, partial(call_next, str(uuid.uuid4())), Call, NobodyWaiting)
            if isinstance(call, Call):
                with self.known.lock:
                    self.known.calls.append(call)
                self._until_answered(urls, partial(finish, call, str(uuid.uuid4())), Call)

    def _asker(self) -> None:
        """Somebody who looks at the board all the time: it must never be behind what it said before."""
        seq = 0
        client = HubClient(self.pair.hubs[0].url, self.pair.tokens["board"])
        while not self.stop.wait(0.05):
            board = client.board()
            now = getattr(board, "seq", -1)
            if now < seq:
                self.known.faults.append(board)
            seq = now


def recorded(pair: Pair) -> list[Any]:
    store = open_store(pair.home, pair.database)
    assert isinstance(store, HubStore)
    with store.reading(CENTRE) as ledger:
        events = list(ledger.events_after(0, 1_000_000))
    store.close()
    return events


def test_one_of_two_hubs_is_killed_under_load(pair: Pair) -> None:
    survivor, victim = pair.hubs
    ear = Ear(survivor.url, pair.tokens["board"], since=0)
    crowd = Crowd(pair)
    for thread in crowd.threads:
        thread.start()
    known, luck = crowd.known, random.SystemRandom()
    enough = AT_LEAST + luck.randrange(60)
    patience = time.monotonic() + 60
    while len(known.tickets) < enough and time.monotonic() < patience:
        time.sleep(0.002)
    victim.kill()
    enough = len(known.tickets) + AT_LEAST
    while len(known.tickets) < enough and time.monotonic() < patience:
        time.sleep(0.002)
    crowd.stop.set()
    for thread in crowd.threads:
        thread.join()
    assert known.faults == []
    assert len(known.tickets) >= enough
    events = recorded(pair)

    issued = {event.request_id: event for event in events if event.type is EventType.TICKET_ISSUED}
    for request_id, ticket in known.tickets.items():
        assert issued[request_id].ticket_id == ticket.ticket_id, "an acknowledged ticket is lost"
        assert issued[request_id].label == ticket.label
    numbers = sorted(int(event.label[1:]) for event in issued.values())
    assert numbers == list(range(1, len(numbers) + 1)), "a number twice, or a gap"

    called = Counter(event.ticket_id for event in events if event.type is EventType.CALLED)
    assert set(called.values()) == {1}, "somebody was called by two counters"
    assert {call.ticket.ticket_id for call in known.calls} <= called.keys()
    assert len({call.call_id for call in known.calls}) == len(known.calls) > 0

    seqs = [event.seq for event in events]
    assert seqs == list(range(1, len(events) + 1))
    assert all(a.at_ms <= b.at_ms for a, b in pairwise(events))
    ear.wait_for(len(events))
    ear.feed.stop()
    assert [event.seq for event in ear.heard] == seqs, "a listener of the survivor missed or doubled something"
    assert survivor.stop() < 3


def test_what_one_hub_does_the_other_one_tells_at_once_and_once(pair: Pair) -> None:
    here, there = pair.hubs
    ears = [Ear(here.url, pair.tokens["board"]), Ear(there.url, pair.tokens["board"])]
    delays = []
    for index in range(1, 11):
        client = HubClient(pair.hubs[index % 2].url, pair.tokens["kiosk"])
        assert isinstance(client.take_ticket("A", str(uuid.uuid4()), uuid.uuid4().hex), Ticket)
        answered = time.monotonic()
        for ear in ears:
            ear.wait_for(index)
        delays.append(time.monotonic() - answered)
    for ear in ears:
        ear.feed.stop()
        assert [event.seq for event in ear.heard] == list(range(1, 11))
    assert sorted(delays)[5] < 0.15, delays  # with the bell, not by looking once a second

    # A listener that has heard more than the hub it comes to is not taken for somebody from the future.
    kiosk = HubClient(here.url, pair.tokens["kiosk"])
    seqs: list[int] = []
    for turn in range(11, 21):
        assert isinstance(kiosk.take_ticket("A", str(uuid.uuid4()), uuid.uuid4().hex), Ticket)
        ear = Ear(pair.hubs[turn % 2].url, pair.tokens["board"], since=turn - 1)
        ear.wait_for(turn)
        ear.feed.stop()
        seqs += [event.seq for event in ear.heard]
    assert seqs == list(range(11, 21)), "a listener that moves between hubs missed or doubled something"


def test_a_database_that_hangs_up_costs_nothing_but_a_moment(pair: Pair, postgres: Cluster) -> None:
    ear = Ear(pair.hubs[0].url, pair.tokens["board"], since=0)
    kiosk = HubClient(pair.hubs[1].url, pair.tokens["kiosk"])

    def take(request_id: str) -> object:
        return kiosk.take_ticket("A", request_id, "0" * 32)

    assert isinstance(take("request-1"), Ticket)
    postgres.run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()",
        pair.database,
    )
    answers: list[object] = []
    while not answers or not isinstance(answers[-1], Ticket):
        assert len(answers) < 50, answers[-1]
        answers.append(take("request-2"))
    ticket = answers[-1]
    assert isinstance(ticket, Ticket)
    assert ticket.number == 2
    ear.wait_for(2)
    ear.feed.stop()
    assert [event.seq for event in ear.heard] == [1, 2]


@pytest.mark.parametrize(
    ("database", "code", "said"),
    [
        ("postgresql://hub:secret-word@127.0.0.1:1/none", 7, "Không dùng được cơ sở dữ liệu"),
        ("mysql://hub:secret-word@127.0.0.1/none", 2, "Địa chỉ cơ sở dữ liệu không đúng"),
        ("secret-word", 2, "Địa chỉ cơ sở dữ liệu không đúng"),
    ],
)
def test_a_database_that_cannot_be_used_is_told_without_its_password(
    postgres: Cluster, tmp_path: Path, database: str, code: int, said: str
) -> None:
    command = [sys.executable, "-m", "kiosk", "hub", "--home", str(tmp_path), "--port", "0", "--database", database]
    refused = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    assert refused.returncode == code
    assert said in refused.stderr
    assert "Traceback" not in refused.stderr
    assert "secret-word" not in refused.stderr + refused.stdout
