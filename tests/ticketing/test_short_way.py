"""The short way to a number: what nobody foresaw is answered and logged as on other ways, and no connection ends."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import NoReturn

import pytest

from config import event_log
from ticketing.deeds.house import House
from ticketing.domain.luck import fingerprint
from ticketing.domain.records import DeviceRecord
from ticketing.domain.rules import DeviceRole
from ticketing.one_socket import Address, OneSocketServer, PortRefused, listen
from ticketing.store.opening import HubStore
from ticketing.web.app import hub_app
from ticketing.web.attendance import Attendance
from ticketing.web.hub import Hub

CENTRE = "H26-CN03"
TOKEN = "a-token"
PATIENCE_S = 10.0


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    before = event_log._log
    event_log.open_log("hub", tmp_path / "hub.jsonl")
    yield tmp_path / "hub.jsonl"
    event_log._log = before


@pytest.fixture
def port(house: House, file_store: HubStore) -> Iterator[int]:
    """Where a hub of this process listens that knows one kiosk."""
    with file_store.writing_once(CENTRE) as ledger:
        ledger.enrol(fingerprint(TOKEN), DeviceRecord("K1", DeviceRole.KIOSK), 0)
    listening = listen(Address("127.0.0.1", 0))
    assert not isinstance(listening, PortRefused)
    ready = threading.Event()
    running: list[tuple[OneSocketServer, asyncio.AbstractEventLoop]] = []

    async def serve() -> None:
        loop = asyncio.get_running_loop()
        hub = Hub(house, file_store, loop)
        hub.start()
        server = OneSocketServer(hub_app(hub), listening, ready.set, websockets=False)
        running.append((server, loop))
        await server.serve()
        await hub.stop()

    thread = threading.Thread(target=asyncio.run, args=(serve(),))
    thread.start()
    assert ready.wait(PATIENCE_S)
    yield int(listening.getsockname()[1])
    server, loop = running[0]
    loop.call_soon_threadsafe(server.stop)
    thread.join(PATIENCE_S)
    assert not thread.is_alive()


def ask(connection: HTTPConnection, path: str, body: dict[str, str]) -> tuple[int, dict[str, object]]:
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
    connection.request("POST", path, json.dumps(body), headers)
    answer = connection.getresponse()
    assert answer.headers["content-type"] == "application/json"
    return answer.status, json.loads(answer.read())


def test_a_bug_on_the_short_way_is_answered_and_logged_as_on_the_others(
    port: int, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(_attendance: Attendance, device: str) -> NoReturn:
        raise LookupError(f"nobody foresaw {device}")

    taking = {"line": "A", "request_id": "0f0e9d2c-8f58-4a7b-8a3e-6a1f0d3e5b11", "visit_id": "a" * 32}
    connection, another = (HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S) for _ in range(2))
    with monkeypatch.context() as broken:
        broken.setattr(Attendance, "asked", stumble)
        short = ask(connection, "/v1/tickets", taking)
        logged = [json.loads(line) for line in log.read_text().splitlines()]
        own_socket = connection.sock
        usual = ask(another, "/v1/tickets/x/keep", {"request_id": taking["request_id"]})
    assert short == usual
    assert (short[0], short[1]["code"]) == (500, "hub_fault")
    told = [{key: line[key] for key in ("event", "error_type", "where")} for line in logged]
    assert told == [{"event": "process.unexpected", "error_type": "LookupError", "where": "hub"}]
    assert "foresaw" not in log.read_text()
    status, ticket = ask(connection, "/v1/tickets", taking)
    assert (status, ticket["label"]) == (200, "A001")
    assert connection.sock is own_socket is not None
    connection.close()
    another.close()
