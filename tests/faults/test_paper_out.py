"""The slip printer has no paper: the number stands all the same, the code is on the screen, refilled it prints."""

from __future__ import annotations

from tests.faults.suffering import Sufferer

PRINTER = "slips_k1"


def test_the_number_stands_and_the_slip_follows(sufferer: Sufferer) -> None:
    sufferer.printer(PRINTER, "run_out_of_paper")
    kiosk, _ = sufferer.reach("kiosk", lambda screen, shown: screen == "Ticket" and shown["slip"] != "printing")
    shown = kiosk.snapshot()
    assert (shown["slip"], shown["trouble"]) == ("not_printed", "paper_out")
    assert "hết giấy" in kiosk.words("slip_trouble")
    assert "vẫn đúng" in kiosk.words("slip_trouble")
    label = kiosk.text("ticket_number")
    assert shown["code"], "without paper the code is on the screen"

    sufferer.printer(PRINTER, "refill_paper")
    kiosk.tap("print_again")
    _, shown = sufferer.watch("kiosk", lambda _, shown: shown.get("slip") == "printed")
    assert shown["code"] == []
    assert kiosk.text("ticket_number") == label
    sufferer.go_on("kiosk", "station", "counter")
    assert sufferer.page.numbers == [label]
