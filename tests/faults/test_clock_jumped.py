"""The hub's clock stands an hour behind what it said before: numbers go on in their order, and the log says so."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from tests.faults.suffering import Sufferer

HOUR_MS = 3_600_000


def test_numbers_go_on(sufferer: Sufferer) -> None:
    sufferer.centre.kill("hub")
    with closing(sqlite3.connect(sufferer.centre.home("hub") / "hub.sqlite3")) as hub:
        hub.execute("UPDATE centre_mark SET at_ms = at_ms + ?", (HOUR_MS,))
        hub.commit()
    sufferer.centre.restart("hub")
    sufferer.go_on("kiosk", "station", "counter")
    assert sufferer.page.accepted
    assert "clock.set_back" in {line["event"] for line in sufferer.events("hub")}
