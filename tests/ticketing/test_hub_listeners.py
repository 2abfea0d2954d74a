"""Listeners: no gap and no double across restarts, slow readers cut off and caught up, calls heard quickly."""

from __future__ import annotations

import socket
import sqlite3
import threading
import time
import uuid
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests

from ticketing.client import Call, ClerkSession, EventFeed, EventType, HubClient, HubEvent, Ticket
from ticketing.store.backup import back_up, restore
from ticketing.store.opening import StartRefused

MANY_EVENTS = 150_000
CLOSE_FRAME = b"\x88\x00"


class Ear:
    """A feed that remembers what it heard, and when."""

    def __init__(self, url: str, token: str, since: int = -1) -> None:
        self.heard: list[HubEvent] = []
        self.times: list[float] = []
        self.gone_back: list[int] = []
        self.changed = threading.Condition()
        self.linked = threading.Event()
        self.feed = EventFeed(url, token, self.hear, self.link, since, on_back=self.gone_back.append)
        self.feed.start()

    def hear(self, event: HubEvent) -> None:
        with self.changed:
            self.heard.append(event)
            self.times.append(time.monotonic())
            self.changed.notify_all()

    def link(self, on: bool) -> None:
        self.linked.set() if on else self.linked.clear()

    def wait_for(self, count: int) -> None:
        with self.changed:
            assert self.changed.wait_for(lambda: len(self.heard) >= count, 20), f"heard {len(self.heard)} of {count}"


def take(url: str, token: str, count: int) -> None:
    client = HubClient(url, token)
    for _ in range(count):
        assert isinstance(client.take_ticket("A", str(uuid.uuid4()), uuid.uuid4().hex), Ticket)


def test_no_gap_and_no_double_across_restarts(
    start_hub: Callable[..., Any], let_in: Callable[..., str], tmp_path: Path
) -> None:
    hub = start_hub(tmp_path)
    port = int(hub.url.rpartition(":")[2])
    kiosk, board = let_in(tmp_path, "kiosk"), let_in(tmp_path, "board")
    ear = Ear(hub.url, board)
    assert ear.linked.wait(5)
    take(hub.url, kiosk, 5)
    ear.wait_for(5)
    hub.kill()
    hub = start_hub(tmp_path, port)
    take(hub.url, kiosk, 5)
    hub.stop()
    hub = start_hub(tmp_path, port)
    begun = time.monotonic()
    ear.wait_for(10)
    assert ear.linked.wait(3)
    assert time.monotonic() - begun < 4
    take(hub.url, kiosk, 1)
    ear.wait_for(11)
    ear.feed.stop()
    assert [one.seq for one in ear.heard] == list(range(1, 12))


def test_a_long_absence_is_caught_up_from_the_database(
    start_hub: Callable[..., Any], let_in: Callable[..., str], tmp_path: Path
) -> None:
    hub = start_hub(tmp_path)
    kiosk, board = let_in(tmp_path, "kiosk"), let_in(tmp_path, "board")
    threads = [threading.Thread(target=take, args=(hub.url, kiosk, 160)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    late, latest = Ear(hub.url, board, since=0), Ear(hub.url, board, since=1279)
    late.wait_for(1280)
    latest.wait_for(1)
    for ear in (late, latest):
        ear.feed.stop()
    assert [one.seq for one in late.heard] == list(range(1, 1281))
    assert latest.heard[0].seq == 1280


def test_after_a_restore_a_listener_hears_the_new_events_and_that_the_old_ones_are_gone(
    start_hub: Callable[..., Any], let_in: Callable[..., str], tmp_path: Path
) -> None:
    home, out = tmp_path / "home", tmp_path / "monday.sqlite3"
    hub = start_hub(home)
    port = int(hub.url.rpartition(":")[2])
    kiosk, board = let_in(home, "kiosk"), let_in(home, "board")
    ear = Ear(hub.url, board)
    assert ear.linked.wait(5)
    take(hub.url, kiosk, 3)
    assert not isinstance(back_up(home, out), StartRefused)
    take(hub.url, kiosk, 4)
    ear.wait_for(7)
    hub.stop()
    assert not isinstance(restore(home, out, datetime.now(UTC)), StartRefused)
    hub = start_hub(home, port)
    take(hub.url, kiosk, 2)  # perhaps before the listener is back
    ear.wait_for(9)
    ear.feed.stop()
    assert [one.seq for one in ear.heard] == [1, 2, 3, 4, 5, 6, 7, 4, 5]
    assert ear.gone_back == [3]


def test_a_listener_without_a_token_is_not_let_in(start_hub: Callable[..., Any], tmp_path: Path) -> None:
    hub = start_hub(tmp_path)
    ear = Ear(hub.url, "wrong")
    assert not ear.linked.wait(0.5)
    ear.feed.stop()
    assert ear.heard == []


def test_a_reader_that_stops_reading_is_cut_off_and_the_hub_goes_on(
    start_hub: Callable[..., Any], let_in: Callable[..., str], tmp_path: Path
) -> None:
    kiosk, board = let_in(tmp_path, "kiosk"), let_in(tmp_path, "board")
    with closing(sqlite3.connect(tmp_path / "hub.sqlite3")) as database, database:
        database.executemany(
            "INSERT INTO event (centre, seq, request_id, type, at_ms, label, line, ticket_id)"
            " VALUES ('H26-CN03', ?, ?, 'ticket_issued', 0, 'A001', 'A', 'x')",
            ((seq, f"request-{seq}") for seq in range(1, MANY_EVENTS + 1)),
        )
        database.execute("UPDATE centre_mark SET seq = ?", (MANY_EVENTS,))
    hub = start_hub(tmp_path)
    where = urlsplit(hub.url)
    with closing(socket.socket()) as deaf:
        deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        deaf.connect((where.hostname, where.port))
        deaf.sendall(
            f"GET /v1/events?since=0 HTTP/1.1\r\nHost: {where.netloc}\r\nAuthorization: Bearer {board}\r\n"
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n".encode()
        )
        ear = Ear(hub.url, board)
        assert ear.linked.wait(5)
        take(hub.url, kiosk, 1)
        ear.wait_for(1)
        ear.feed.stop()
        log = tmp_path / "log" / "hub.jsonl"
        patience = time.monotonic() + 60
        while "listener.cut_off" not in log.read_text():
            assert time.monotonic() < patience, "the deaf reader was never cut off"
            time.sleep(0.1)
        deaf.settimeout(10)
        got = b""
        while not got.endswith(CLOSE_FRAME) and (part := deaf.recv(1 << 20)):
            got += part
    assert len(got) < MANY_EVENTS * 50, "everything was sent to somebody who did not read"
    assert requests.get(hub.url + "/v1/health", timeout=5).json() == {"seq": MANY_EVENTS + 1}
    assert hub.stop() < 3


@pytest.mark.parametrize("boards", [20])
def test_a_call_is_heard_by_every_board_at_once(
    start_hub: Callable[..., Any], let_in: Callable[..., str], tmp_path: Path, boards: int
) -> None:
    hub = start_hub(tmp_path)
    kiosk, board, counter = (let_in(tmp_path, role) for role in ("kiosk", "board", "counter"))
    ears = [Ear(hub.url, board) for _ in range(boards)]
    assert all(ear.linked.wait(5) for ear in ears)
    clerk = HubClient(hub.url, counter)
    assert isinstance(clerk.sign_in("lan", "246810", 3), ClerkSession)
    asked: list[float] = []
    for _ in range(15):
        take(hub.url, kiosk, 1)
        asked.append(time.monotonic())
        call = clerk.call_next(3, str(uuid.uuid4()))
        assert isinstance(call, Call)
        clerk.finish(call.call_id, str(uuid.uuid4()))
    delays = []
    for ear in ears:
        ear.wait_for(45)
        ear.feed.stop()
        heard = [at for at, event in zip(ear.times, ear.heard, strict=True) if event.type is EventType.CALLED]
        delays += [at - begun for at, begun in zip(heard, asked, strict=True)]
    delays.sort()
    assert len(delays) == 15 * boards
    assert delays[len(delays) // 2] < 0.15, f"median {delays[len(delays) // 2]:.3f} s, worst {delays[-1]:.3f} s"
