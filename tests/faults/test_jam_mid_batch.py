"""Paper jams mid-batch: the page before stays, the screen says what to do, the rest follows behind it."""

from __future__ import annotations

from pathlib import Path

from tests.faults.suffering import Sufferer


def test_the_sheet_before_the_jam_stays(sufferer: Sufferer, sheets: list[Path]) -> None:
    sufferer.go_on("kiosk")
    station, _ = sufferer.reach("station", lambda screen, _: screen == "Papers")
    sufferer.scanner("clear")
    sufferer.scanner("load", files=[str(sheets[0])] * 3)
    sufferer.scanner("jam_on_page", page=2)
    station.tap("scan")
    _, shown = sufferer.watch("station", lambda screen, shown: screen == "Pages" and bool(shown["trouble"]))
    assert "Giấy bị kẹt" in station.text("scan_trouble")
    assert "vẫn được giữ" in station.text("scan_trouble")
    assert len(shown["pages"]) == 1

    sufferer.scanner("clear")
    station.tap("scan_on")
    _, shown = sufferer.watch("station", lambda screen, shown: screen == "Pages" and len(shown["pages"]) == 3)
    assert shown["trouble"] is None
    sufferer.go_on("station", "counter")
    assert 3 in sufferer.page.kept.values()
    assert "scan.trouble" in {line["event"] for line in sufferer.events("station")}
