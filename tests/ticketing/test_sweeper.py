"""What the hub does by itself: a fault in it is noted; it keeps the hub from nothing and ends no sweeping."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from config import event_log
from ticketing.deeds.house import House
from ticketing.deeds.sending_home import SendHome
from ticketing.store.opening import HubStore
from ticketing.store.port import Ledger
from ticketing.sweeper import Sweeper
from ticketing.web.hub import Hub


def test_a_fault_in_a_look_is_noted_and_the_next_one_goes_on(
    house: House, file_store: HubStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = 0

    def anybody(_self: SendHome, _ledger: Ledger) -> bool:
        nonlocal looks
        looks += 1
        raise KeyError("a bug")

    monkeypatch.setattr(SendHome, "anybody", anybody)
    monkeypatch.setattr("ticketing.sweeper._WATCH_EVERY_S", 0.0)
    monkeypatch.setattr(event_log, "_log", event_log.EventLog("hub", tmp_path / "hub.jsonl"))

    async def sweep_twice() -> None:
        hub = Hub(house, file_store, asyncio.get_running_loop())
        hub.start()
        sweeper = Sweeper(hub)
        await sweeper.sweep()
        await sweeper.sweep()
        await hub.stop()

    asyncio.run(sweep_twice())
    assert looks == 2
    noted = [json.loads(line) for line in (tmp_path / "hub.jsonl").read_text("ascii").splitlines()]
    assert [(one["event"], one["error_type"]) for one in noted] == [("process.unexpected", "KeyError")] * 2
