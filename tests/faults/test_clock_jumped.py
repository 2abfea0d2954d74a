"""The hub's clock stands an hour behind what it said before: numbers go on in their order, and the log says so."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing

from config.centre import Centre, load_centre
from tests.faults.suffering import Sufferer

HOUR_MS = 3_600_000
SAY_LATER = """
    INSERT INTO centre_mark (centre, seq, at_ms) VALUES (?, 0, ?)
    ON CONFLICT (centre) DO UPDATE SET at_ms = excluded.at_ms
"""


def test_numbers_go_on(sufferer: Sufferer) -> None:
    centre = load_centre(sufferer.centre.config)
    assert isinstance(centre, Centre)
    sufferer.centre.kill("hub")
    later_ms = time.time_ns() // 1_000_000 + HOUR_MS
    with closing(sqlite3.connect(sufferer.centre.home("hub") / "hub.sqlite3")) as hub:
        hub.execute(SAY_LATER, (centre.id, later_ms))
        hub.commit()
    sufferer.centre.restart("hub")
    sufferer.go_on("kiosk", "station", "counter")
    assert sufferer.page.accepted
    assert "clock.set_back" in {line["event"] for line in sufferer.events("hub")}
