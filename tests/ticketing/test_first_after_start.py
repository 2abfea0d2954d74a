"""The first people after a hub's start: they are let in, told their wait and given numbers as quickly as any other."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.ticketing.conftest import CENTRE, MORNING_MS
from ticketing.deeds.forecasting import Forecasting
from ticketing.deeds.house import House
from ticketing.domain.answers import TicketStatus
from ticketing.domain.luck import fingerprint
from ticketing.domain.records import DeviceRecord, TicketRecord
from ticketing.domain.rules import DeviceRole
from ticketing.domain.wait_records import QueuedTicket
from ticketing.store.opening import HubStore
from ticketing.store.port import Ledger
from ticketing.web.admission import FRONT, Admission
from ticketing.web.hub import Hub

TOKEN = "a-token"


def in_a_hub(house: House, store: HubStore, do: Callable[[Hub], Awaitable[None]]) -> None:
    async def at_work() -> None:
        hub = Hub(house, store, asyncio.get_running_loop())
        hub.start()
        try:
            await do(hub)
        finally:
            await hub.stop()

    asyncio.run(at_work())


def test_a_device_that_asks_for_much_at_once_is_looked_for_once(
    house: House, file_store: HubStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = 0
    with file_store.writing_once(CENTRE) as ledger:
        ledger.enrol(fingerprint(TOKEN), DeviceRecord("K1", DeviceRole.KIOSK), 0)
        ledger_type: Any = type(ledger)
    device = ledger_type.device

    def slow(self: Any, token_sha256: str) -> DeviceRecord | None:
        nonlocal looked
        looked += 1
        time.sleep(0.1)
        found: DeviceRecord | None = device(self, token_sha256)
        return found

    monkeypatch.setattr(ledger_type, "device", slow)

    async def ask(hub: Hub) -> None:
        admission = Admission(hub)
        asking = [asyncio.ensure_future(admission.admit(f"Bearer {TOKEN}", FRONT)) for _ in range(16)]
        await asyncio.sleep(0.02)
        asking[0].cancel()  # who asked first hangs up
        answers = await asyncio.gather(*asking[1:])
        assert answers == [DeviceRecord("K1", DeviceRole.KIOSK)] * 15

    in_a_hub(house, file_store, ask)
    assert looked == 1


def test_nobody_is_told_a_wait_before_the_hub_has_seen_who_waits(
    house: House, file_store: HubStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []
    look = Forecasting.look

    def slow(self: Forecasting, ledger: Ledger) -> None:
        time.sleep(0.2)
        look(self, ledger)
        seen.append(1)

    monkeypatch.setattr(Forecasting, "look", slow)

    async def start(hub: Hub) -> None:
        await hub.look_ahead()
        assert seen == [1]

    in_a_hub(house, file_store, start)


def test_who_waits_is_fetched_in_turn(house: House, store: HubStore) -> None:
    day = house.today(MORNING_MS)
    usual = TicketRecord(
        "", "", day, "A", 0, MORNING_MS, TicketStatus.WAITING, 0, False, 0, "token", "A", "A", MORNING_MS
    )
    waiting = [
        replace(usual, ticket_id="t1", visit_id="v1", number=1, place=1, due_ms=MORNING_MS + 2, procedure='"1.0"'),
        replace(usual, ticket_id="t2", visit_id="v2", number=2, place=2, due_ms=MORNING_MS + 1, for_counter=2),
        replace(usual, ticket_id="t3", visit_id="v3", number=3, place=10, due_ms=MORNING_MS),
        replace(usual, ticket_id="t4", visit_id="v4", number=4, place=9, due_ms=MORNING_MS, procedure="2.00"),
        replace(usual, ticket_id="t5", visit_id="v5", number=5, place=11, priority="elderly"),
        replace(usual, ticket_id="t6", visit_id="v6", number=6, place=12, status=TicketStatus.LEFT),
    ]
    with store.writing_once(CENTRE) as ledger:
        ledger.add_tickets(waiting)
    with store.reading(CENTRE) as ledger:
        ordinary = ledger.queued(day, "A", preferred=False, most=3)
        everybody = ledger.queued(day, "A", preferred=False, most=9)
        preferred = ledger.queued(day, "A", preferred=True, most=9)
        nobody = ledger.queued(day, "B", preferred=False, most=9)
    assert ordinary == [
        QueuedTicket("A", "2.00", MORNING_MS, None),
        QueuedTicket("A", None, MORNING_MS, None),
        QueuedTicket("A", None, MORNING_MS + 1, 2),
    ]
    assert everybody == [*ordinary, QueuedTicket("A", '"1.0"', MORNING_MS + 2, None)]
    assert preferred == [QueuedTicket("A", None, MORNING_MS, None)]
    assert nobody == []
