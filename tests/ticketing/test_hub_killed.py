"""kill -9 in the middle of load: everything acknowledged is there once, and the numbers have no gap."""

from __future__ import annotations

import random
import threading
import uuid
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ticketing.client import HubClient, Ticket
from ticketing.store.opening import HubStore, open_store

CLIENTS = 6
KILLS = 3


class Ledger:
    """What was acknowledged, kept outside of the victim."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.tickets: dict[str, Ticket] = {}
        self.asked = 0


def press(url: Callable[[], str], token: str, ledger: Ledger, stop: threading.Event) -> None:
    """Take tickets; each until it is answered, with the same request id."""
    while not stop.is_set():
        request_id, visit_id = str(uuid.uuid4()), uuid.uuid4().hex
        while not stop.is_set():
            answer = HubClient(url(), token, connect_timeout=0.5).take_ticket("A", request_id, visit_id)
            if isinstance(answer, Ticket):
                with ledger.lock:
                    assert request_id not in ledger.tickets
                    ledger.tickets[request_id] = answer
                break
            stop.wait(0.02)


def test_nothing_acknowledged_is_lost_or_doubled(
    start_hub: Callable[..., Any], let_in: Callable[..., str], tmp_path: Path
) -> None:
    seed = random.SystemRandom().randrange(1_000_000)
    luck = random.Random(seed)
    hub = start_hub(tmp_path)
    port = int(hub.url.rpartition(":")[2])
    token = let_in(tmp_path, "kiosk")
    ledger, stop = Ledger(), threading.Event()
    threads = [
        threading.Thread(target=press, args=(lambda: f"http://127.0.0.1:{port}", token, ledger, stop))
        for _ in range(CLIENTS)
    ]
    for thread in threads:
        thread.start()
    for _ in range(KILLS):
        enough = len(ledger.tickets) + luck.randrange(30, 120)
        while len(ledger.tickets) < enough:
            stop.wait(0.002)
        hub.kill()
        hub = start_hub(tmp_path, port)
    stop.set()
    for thread in threads:
        thread.join()
    hub.stop()
    store = open_store(tmp_path)
    assert isinstance(store, HubStore), f"seed {seed}"
    with store.reading("H26-CN03") as kept:
        for request_id, ticket in ledger.tickets.items():
            found = kept.ticket(ticket.ticket_id)
            assert found is not None, f"seed {seed}: {request_id} was acknowledged and is lost"
            assert (found.label, found.visit_id) == (ticket.label, ticket.visit_id)
        events = kept.events_after(0, 1_000_000)
    store.close()
    labels = Counter(str(one.label) for one in events)
    assert set(labels.values()) == {1}, f"seed {seed}: a number twice"
    assert sorted(labels) == sorted(f"A{n:03d}" for n in range(1, len(events) + 1)), f"seed {seed}: a gap"
    assert [one.seq for one in events] == list(range(1, len(events) + 1))
