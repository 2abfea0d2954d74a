"""The pages at the station: scanned, scanned again, turned, put in order; what the disk does not take is said."""

from __future__ import annotations

import threading

from scanner.port import PaperJam
from tests.ui.station_given import (
    Stations,
    open_slip,
    page_image,
    scan_form,
)


def test_a_jam_keeps_the_pages_and_one_touch_goes_on(stations: Stations) -> None:
    station = stations()
    hand = station.hand
    open_slip(station)
    station.scanner.sheets = [page_image(number) for number in range(1, 4)]
    station.scanner.trouble, station.scanner.trouble_after = PaperJam(), 2
    hand.tap("scan")
    hand.wait(lambda: hand.see("scan_trouble") is not None and hand.stage.screen == "Pages")
    assert "kẹt" in hand.text("scan_trouble")
    assert hand.text("page_counts") == "Đã nạp 2 · Đã lưu 2 · Đã gửi 0"
    hand.tap("scan_on")
    hand.wait(lambda: hand.see("page_3") is not None)
    assert hand.see("scan_trouble") is None


def test_an_empty_feeder_says_what_to_do(stations: Stations) -> None:
    station = stations()
    hand = station.hand
    open_slip(station)
    hand.tap("scan")
    hand.wait(lambda: hand.text("scan_trouble") != "")
    assert "khay" in hand.text("scan_trouble")
    assert hand.stage.screen == "Papers"
    assert hand.usable("scan")


def test_stopping_keeps_what_was_scanned(stations: Stations) -> None:
    station = stations()
    hand = station.hand
    open_slip(station)
    gate = threading.Event()
    station.scanner.sheets = [page_image(number) for number in range(1, 5)]
    station.scanner.wait_before_page = {3: gate}
    hand.tap("scan")
    hand.wait(lambda: hand.text("kept_now") == "2")
    hand.tap("stop")
    gate.set()
    hand.wait_screen("Pages")
    assert len(station.scanner.sheets) == 2
    assert hand.see("scan_trouble") is None


def test_a_dark_page_is_scanned_again_in_its_place(stations: Stations) -> None:
    station = stations()
    hand = station.hand
    open_slip(station)
    station.scanner.sheets = [page_image(1), page_image(2, dark=True), page_image(3)]
    hand.tap("scan")
    hand.wait(lambda: hand.text("verdict_2") == "Bị tối, nên quét lại")
    assert hand.text("rescan") == "Quét lại trang 2"
    station.scanner.sheets = [page_image(2)]
    hand.tap("rescan")
    hand.wait(lambda: hand.usable("next"))
    assert hand.text("verdict_2") == "Rõ nét"
    assert hand.see("page_4") is None


def test_a_page_of_a_sheet_scanned_on_both_sides_is_scanned_again_alone(stations: Stations) -> None:
    station = stations()
    hand = station.hand
    open_slip(station)
    hand.tap("both_sides")
    station.scanner.sheets = [page_image(1), page_image(2, dark=True), page_image(3), page_image(4)]
    hand.tap("scan")
    hand.wait(lambda: hand.text("verdict_2") == "Bị tối, nên quét lại")
    assert "một mặt" in hand.text("which_side")
    # The whole pile is laid in once more, the wanted side first.
    station.scanner.sheets = [page_image(number) for number in (2, 5, 6)]
    hand.tap("rescan")
    hand.wait(lambda: hand.usable("next"))
    assert [asked.duplex for asked in station.scanner.asked] == [True, False]
    assert hand.text("verdict_2") == "Rõ nét"
    assert hand.see("page_4") is not None
    assert hand.see("page_5") is None
    assert "không được lưu" in hand.text("scan_trouble")
    assert hand.see("which_side") is None
    hand.tap("scan_on")
    hand.wait(lambda: hand.see("page_5") is not None)
    assert hand.see("scan_trouble") is None


def test_a_doubtful_page_can_be_taken_as_it_is(stations: Stations) -> None:
    station = stations()
    hand = station.hand
    open_slip(station)
    station.scanner.sheets = [page_image(1, dark=True)]
    hand.tap("scan")
    hand.tap("accept_page")
    hand.wait(lambda: hand.usable("next"))
    assert hand.text("verdict_1") == "Bị tối, vẫn dùng"
    assert hand.text("state_signed_form") == "Đã quét · 1 trang"


def test_turn_order_delete_and_undo_are_kept_in_the_spool(stations: Stations) -> None:
    station = stations()
    hand = station.hand
    open_slip(station)
    scan_form(station, pages=3)
    batch = station.spool.batches()[0]
    first, second, third = (ref.page_id for ref in station.spool.pages(batch))
    hand.tap("page_3")
    hand.tap("move_earlier")
    hand.wait(lambda: [ref.page_id for ref in station.spool.pages(batch)] == [first, third, second])
    hand.wait(lambda: station.hand.stage.snapshot["selected_number"] == 2)
    hand.tap("turn")
    hand.wait(lambda: station.spool.pages(batch)[1].turned == 90)
    hand.tap("delete")
    hand.wait(lambda: [ref.page_id for ref in station.spool.pages(batch)] == [first, second])

    def undo_once() -> None:
        hand.wait(lambda: hand.usable("undo"))
        before = station.spool.pages(batch)
        hand.tap("undo")
        hand.wait(lambda: station.spool.pages(batch) != before)

    for _ in range(3):
        undo_once()
    assert [(ref.page_id, ref.turned) for ref in station.spool.pages(batch)] == [(first, 0), (second, 0), (third, 0)]


def test_a_change_that_the_disk_does_not_take_is_said_and_nothing_is_lost(stations: Stations) -> None:
    station = stations()
    hand = station.hand
    open_slip(station)
    scan_form(station)
    station.spool._index.execute("PRAGMA query_only = ON")
    hand.tap("turn")
    hand.wait(lambda: hand.see("scan_trouble") is not None)
    assert "Không trang nào bị mất" in hand.text("scan_trouble")
    assert hand.stage.screen == "Pages"
    assert not hand.usable("undo")
    station.spool._index.execute("PRAGMA query_only = OFF")
    hand.tap("turn")
    hand.wait(lambda: hand.see("scan_trouble") is None)
    hand.wait(lambda: hand.usable("undo"))
