"""The slip printer's cable is pulled: the number stands, the screen tells of it, plugged it prints."""

from __future__ import annotations

from tests.faults.suffering import Sufferer

PRINTER = "slips_k1"


def test_the_slip_is_printed_once_the_cable_is_back(sufferer: Sufferer) -> None:
    sufferer.printer(PRINTER, "pull_cable")
    kiosk, _ = sufferer.reach("kiosk", lambda screen, shown: screen == "Ticket" and shown["slip"] != "printing")
    assert kiosk.snapshot()["slip"] == "not_printed"
    assert "không trả lời" in kiosk.words("slip_trouble")
    label = kiosk.text("ticket_number")
    sufferer.printer(PRINTER, "plug_cable")
    kiosk.tap("print_again")
    sufferer.watch("kiosk", lambda _, shown: shown.get("slip") == "printed")
    sufferer.go_on("kiosk", "station", "counter")
    assert sufferer.page.numbers == [label]
