"""The scanner's cover stands open: nothing is scanned, the screen says so, closed it scans."""

from __future__ import annotations

from tests.faults.suffering import Sufferer


def test_closed_again_it_scans(sufferer: Sufferer) -> None:
    sufferer.go_on("kiosk")
    station, _ = sufferer.reach("station", lambda screen, _: screen == "Papers")
    sufferer.scanner("open_cover")
    station.tap("scan")
    sufferer.watch("station", lambda screen, shown: screen == "Papers" and bool(shown["trouble"]))
    assert "Nắp máy quét đang mở" in station.text("scan_trouble")
    sufferer.scanner("close_cover")
    sufferer.go_on("station", "counter")
    assert sufferer.page.accepted
