"""The city does not answer: the dossier is safe here, the citizen may go, and it arrives when the city is back."""

from __future__ import annotations

from tests.faults.suffering import Sufferer


def test_the_dossier_follows_when_the_city_is_back(sufferer: Sufferer) -> None:
    sufferer.go_on("kiosk")
    sufferer.reach("station", lambda screen, _: screen == "ReadThrough")
    sufferer.centre.kill("city")
    station, shown = sufferer.reach(
        "station", lambda screen, shown: screen == "Sending" and shown["stage"] == "waiting"
    )
    assert shown["code"] == ""
    assert "lưu an toàn" in station.text("safe_to_leave")
    assert "chưa có mã" in station.text("city_dark")
    sufferer.watch("station", lambda _, shown: shown.get("slip") == "printed")
    station.tap("finish")
    station.wait("ShowSlip")
    sufferer.page.closed = True
    counter, _ = sufferer.reach("counter", lambda screen, shown: screen == "Counter" and shown["source"] == "city_away")
    assert counter.text("dossier_state")

    sufferer.centre.restart("city")
    sufferer.go_on("counter")
    assert sufferer.page.accepted
    assert "parcel.postponed" in {line["event"] for line in sufferer.events("courier")}
