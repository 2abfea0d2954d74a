"""A disk is full: at the station before a page, at the station before sending, at the hub. Nothing said is lost."""

from __future__ import annotations

from tests.faults.suffering import Sufferer

NO_PAGE = 300_000  # bytes: the databases are shorter, a page at 300 dpi is longer


def test_the_station_cannot_keep_a_page(sufferer: Sufferer) -> None:
    sufferer.go_on("kiosk")
    station, _ = sufferer.reach("station", lambda screen, _: screen == "Papers")
    with sufferer.full_disk("station", NO_PAGE):
        sufferer.reach("station", lambda screen, shown: screen == "Papers" and bool(shown["trouble"]))
        assert "hết chỗ lưu" in station.text("scan_trouble")
    assert {"scan.trouble"} <= {str(line["event"]) for line in sufferer.events("station")}
    sufferer.go_on("station", "counter")
    assert sufferer.page.accepted


def test_the_station_cannot_close_the_visit(sufferer: Sufferer) -> None:
    sufferer.go_on("kiosk")
    station, _ = sufferer.reach("station", lambda screen, _: screen == "ReadThrough" and "send" in _names(sufferer))
    with sufferer.full_disk("station", NO_PAGE):
        station.tap("send")
        sufferer.watch("station", lambda screen, shown: screen == "ReadThrough" and shown["trouble"] == "not_kept")
        assert "chưa gửi" in station.text("send_trouble")
    assert "disk.full" in {line["event"] for line in sufferer.events("station")}
    sufferer.go_on("station", "counter")
    assert sufferer.page.accepted


def test_the_hub_cannot_write(sufferer: Sufferer) -> None:
    kiosk, _ = sufferer.reach("kiosk", lambda screen, _: screen == "Lines")
    sufferer.until_kiosk_has_met_the_hub()
    # Its log lies on the same full disk: what the hub notes of this is lost, what it was asked for is not.
    with sufferer.full_disk("hub", 1):
        kiosk.tap("line_A")
        _, shown = sufferer.watch("kiosk", lambda screen, _: screen == "Ticket")
        assert shown["without_hub"]
    sufferer.go_on("kiosk", "station", "counter")
    assert sufferer.page.numbers == [shown["label"]]
    assert sufferer.page.accepted


def _names(sufferer: Sufferer) -> list[str]:
    return sufferer.centre.role("station").names()
