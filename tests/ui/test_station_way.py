"""The station from the slip to the slip, by touch, with a real spool and a real outbox."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from city.outbox import OutboxDossier
from config import event_log
from kiosk.domain.dossier_code import DossierCode
from kiosk.flows.close_visit import dossier_id_of
from printing.port import NotPrinted, PaperOut
from scanner.port import PaperJam
from tests.ui.station_given import Station, a_draft, make_station, page_image, put_draft
from ticketing.client import EventType, HubEvent, Refused, Unreachable

Make = Callable[..., Station]


@pytest.fixture
def make(tmp_path: Path, qapp: object, qtbot: QtBot) -> Iterator[Make]:
    made: list[Station] = []

    def station(home: str = "station", **wishes: object) -> Station:
        folder = tmp_path / home
        folder.mkdir(exist_ok=True)
        made.append(make_station(folder, qtbot, **wishes))  # type: ignore[arg-type] # wishes are passed on as they are
        return made[-1]

    yield station
    for one in made:
        one.close()


def open_slip(station: Station) -> None:
    station.hand.show_code(station.code.text())
    station.hand.wait(lambda: station.hand.stage.screen in ("Papers", "Pages"))


def scan_form(station: Station, pages: int = 2) -> None:
    station.scanner.sheets = [page_image(number) for number in range(1, pages + 1)]
    station.hand.tap("scan")
    station.hand.wait_screen("Pages")
    station.hand.wait(lambda: station.hand.usable("next"))


def to_sending(station: Station) -> None:
    hand = station.hand
    hand.tap("next")
    hand.tap("skip_paper")
    hand.tap("next")
    hand.wait_screen("ReadThrough")
    while hand.see("send") is None:
        hand.tap("next")
    hand.tap("send")
    hand.wait_screen("Sending")


def test_from_slip_to_slip(make: Make) -> None:
    station = make()
    hand = station.hand
    assert hand.stage.screen == "ShowSlip"
    open_slip(station)
    assert hand.text("side_ticket") == "Phiếu A012"
    assert hand.text("state_signed_form") == "Cần quét"
    assert hand.text("state_identity_paper") == "Xuất trình, không cần quét"
    assert hand.text("state_authorisation_paper") == "Không cần trong trường hợp này"
    scan_form(station)
    assert hand.text("page_counts") == "Đã nạp 2 · Đã lưu 2 · Đã gửi 0"
    assert hand.text("verdict_1") == "Rõ nét"
    to_sending(station)
    hand.wait(lambda: hand.usable("finish"))
    dossier = station.outbox.dossier(dossier_id_of(station.code.visit_id))
    assert dossier is not None
    assert dossier.parcels_total == 2
    assert station.spool.batches() == ()
    assert station.slips == []
    station.outbox.city_answers("H26.107-261123-0042")
    hand.wait(lambda: hand.text("city_code") == "H26.107-261123-0042")
    hand.wait(lambda: len(station.slips) == 1)
    slip, _ = station.slips[0]
    assert (slip.kind, slip.codes, slip.provisional, slip.label) == (
        "submission",
        ("H26.107-261123-0042",),
        False,
        "A012",
    )
    hand.tap("finish")
    hand.wait_screen("ShowSlip")
    assert hand.see("city_code") is None


def test_a_jam_keeps_the_pages_and_one_touch_goes_on(make: Make) -> None:
    station = make()
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


def test_an_empty_feeder_says_what_to_do(make: Make) -> None:
    station = make()
    hand = station.hand
    open_slip(station)
    hand.tap("scan")
    hand.wait(lambda: hand.text("scan_trouble") != "")
    assert "khay" in hand.text("scan_trouble")
    assert hand.stage.screen == "Papers"
    assert hand.usable("scan")


def test_stopping_keeps_what_was_scanned(make: Make) -> None:
    station = make()
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


def test_a_dark_page_is_scanned_again_in_its_place(make: Make) -> None:
    station = make()
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


def test_a_page_of_a_sheet_scanned_on_both_sides_is_scanned_again_alone(make: Make) -> None:
    station = make()
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


def test_a_doubtful_page_can_be_taken_as_it_is(make: Make) -> None:
    station = make()
    hand = station.hand
    open_slip(station)
    station.scanner.sheets = [page_image(1, dark=True)]
    hand.tap("scan")
    hand.tap("accept_page")
    hand.wait(lambda: hand.usable("next"))
    assert hand.text("verdict_1") == "Bị tối, vẫn dùng"
    assert hand.text("state_signed_form") == "Đã quét · 1 trang"


def test_turn_order_delete_and_undo_are_kept_in_the_spool(make: Make) -> None:
    station = make()
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
    for _ in range(3):
        hand.wait(lambda: hand.usable("undo"))
        before = station.spool.pages(batch)
        hand.tap("undo")
        hand.wait(lambda before=before: station.spool.pages(batch) != before)  # type: ignore[misc] # bound at once
    assert [(ref.page_id, ref.turned) for ref in station.spool.pages(batch)] == [(first, 0), (second, 0), (third, 0)]


def test_after_a_power_cut_the_slip_brings_every_kept_page_back(make: Make) -> None:
    station = make()
    open_slip(station)
    scan_form(station, pages=3)
    batch = station.spool.batches()[0]
    station.hand.tap("page_1")
    station.hand.tap("turn")
    station.hand.wait(lambda: station.spool.pages(batch)[0].turned == 90)
    again = make(code=station.code, hub=station.hub)
    open_slip(again)
    again.hand.tap("paper_signed_form")
    again.hand.wait(lambda: again.hand.usable("next"))
    assert again.hand.text("page_counts") == "Đã nạp 3 · Đã lưu 3 · Đã gửi 0"
    assert [ref.turned for ref in again.spool.pages(batch)] == [90, 0, 0]


def test_a_visit_closed_before_a_power_cut_is_followed_not_filed_twice(make: Make) -> None:
    station = make()
    open_slip(station)
    scan_form(station)
    to_sending(station)
    station.hand.wait(lambda: station.hand.usable("finish"))
    again = make(code=station.code, hub=station.hub)
    again.hand.show_code(again.code.text())
    again.hand.wait_screen("Sending")
    assert again.outbox.counts().dossiers_waiting == 1


def test_a_dark_city_gives_a_provisional_slip_and_lets_the_citizen_go(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.ui.station.filing._WAIT_FOR_CODE_S", 0.5)
    station = make()
    hand = station.hand
    open_slip(station)
    scan_form(station)
    to_sending(station)
    hand.wait(lambda: len(station.slips) == 1)
    assert station.slips[0][0].provisional
    hand.wait(lambda: hand.see("city_dark") is not None)
    assert "rời máy này" in hand.text("safe_to_leave")
    station.outbox.city_answers("H26.107-261123-0043")
    hand.wait(lambda: len(station.slips) == 2)
    assert station.slips[1][0].codes == ("H26.107-261123-0043",)
    assert station.slips[0][1] != station.slips[1][1]


def test_a_parked_dossier_is_said_truthfully(make: Make) -> None:
    station = make()
    hand = station.hand
    open_slip(station)
    scan_form(station)
    to_sending(station)
    hand.wait(lambda: hand.usable("finish"))
    dossier_id = dossier_id_of(station.code.visit_id)
    station.outbox.moved = {dossier_id: OutboxDossier(dossier_id, "parked", None, 0, 2, "not_valid")}
    hand.wait(lambda: len(station.slips) == 1)
    states = [part["state"] for part in hand.stage.snapshot["parts"]]
    assert states == ["refused", "refused"]


def test_a_printer_without_paper_is_said_and_can_print_again(make: Make) -> None:
    station = make()
    hand = station.hand
    station.print_outcomes.append(NotPrinted(PaperOut()))
    open_slip(station)
    scan_form(station)
    to_sending(station)
    hand.wait(lambda: hand.usable("finish"))
    station.outbox.city_answers("H26.107-261123-0044")
    hand.wait(lambda: "hết giấy" in hand.text("slip_state"))
    hand.tap("print_again")
    hand.wait(lambda: "Đã in phiếu nộp" in hand.text("slip_state"))
    assert len({job for _, job in station.slips}) == 2


def test_a_change_that_the_disk_does_not_take_is_said_and_nothing_is_lost(make: Make) -> None:
    station = make()
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


def test_who_leaves_while_the_slip_comes_out_leaves_its_line_in_the_log(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = tmp_path / "station.jsonl"
    monkeypatch.setattr(event_log, "_log", event_log.EventLog("station", log))
    station = make()
    hand = station.hand
    station.print_outcomes.append(NotPrinted(PaperOut()))
    station.printer_free.clear()
    open_slip(station)
    scan_form(station)
    to_sending(station)
    hand.wait(lambda: hand.usable("finish"))
    station.outbox.city_answers("H26.107-261123-0045")
    hand.wait(lambda: len(station.slips) == 1)
    hand.tap("finish")
    hand.wait_screen("ShowSlip")
    station.printer_free.set()
    hand.wait(lambda: "slip.not_printed" in log.read_text())
    assert hand.stage.screen == "ShowSlip"


@pytest.mark.parametrize(
    ("text", "says"),
    [("https://example.vn", "không phải mã tờ khai"), ("MC1:AAAA", "đọc chưa trọn")],
)
def test_what_is_not_a_slip_is_said(make: Make, text: str, says: str) -> None:
    station = make()
    station.hand.show_code(text)
    station.hand.wait(lambda: says in station.hand.text("slip_trouble"))
    assert station.hand.stage.screen == "ShowSlip"


def test_a_form_not_finished_a_strange_key_and_a_dark_hub_are_told_apart(make: Make) -> None:
    station = make()
    hand, code = station.hand, station.code
    put_draft(station.hub, code, a_draft(code, finished=False))
    hand.show_code(code.text())
    hand.wait(lambda: "chưa xong" in hand.text("slip_trouble"))
    stranger = DossierCode(code.visit_id, bytes(32))
    hand.show_code(stranger.text())
    hand.wait(lambda: "Không mở được" in hand.text("slip_trouble"))
    station.hub.dark = True
    hand.show_code(code.text())
    hand.wait(lambda: "chưa trả lời" in hand.text("slip_trouble"))
    station.hub.dark = False
    station.hub.drafts.clear()
    station.hub.filed = ("00000000-0000-4000-8000-000000000001",)
    hand.show_code(code.text())
    hand.wait(lambda: "đã gửi rồi" in hand.text("slip_trouble"))


def called(station: Station, kind: EventType = EventType.CALLED) -> None:
    assert station.hub.ticket is not None
    station.desk.heard(HubEvent(7, kind, station.hub.ticket.issued_at, "A012", "A", station.hub.ticket.ticket_id, 3))


def test_the_call_comes_over_any_screen_and_the_place_can_be_kept(make: Make) -> None:
    station = make()
    hand = station.hand
    open_slip(station)
    called(station)
    hand.tap("keep_place")
    hand.wait(lambda: hand.see("call_go") is None)
    assert len(station.hub.kept_places) == 1
    assert hand.stage.screen == "Papers"


def test_keeping_the_place_asks_again_under_the_same_id_after_a_lost_answer(make: Make) -> None:
    station = make()
    hand = station.hand
    station.hub.keep_answers = [Unreachable("timeout"), Refused("call_closed", "Đã đóng.", "Closed.")]
    open_slip(station)
    called(station)
    hand.tap("keep_place")
    hand.wait(lambda: len(station.hub.kept_places) == 1 and hand.usable("keep_place"))
    hand.tap("keep_place")
    hand.wait(lambda: len(station.hub.kept_places) == 2)
    assert len({request for _, request in station.hub.kept_places}) == 1
    hand.wait(lambda: hand.see("keep_place") is None and hand.usable("call_go"))
    hand.tap("call_go")
    hand.wait(lambda: hand.see("call_go") is None)


def test_help_and_the_other_language_are_at_hand_on_every_screen(make: Make) -> None:
    station = make()
    hand = station.hand

    def ask() -> None:
        hand.tap("help")
        hand.wait(lambda: hand.usable("help_close"))
        hand.tap("help_text_size")
        hand.tap("help_close")
        hand.wait(lambda: hand.see("help_close") is None)

    ask()
    assert hand.stage.look.text_scale > 1
    open_slip(station)
    ask()
    hand.tap("language")
    assert hand.stage.look.language == "en"
    hand.tap("language")
    scan_form(station)
    ask()
    to_sending(station)
    ask()


def test_leaving_wipes_the_screen_and_keeps_the_pages_sealed(make: Make) -> None:
    station = make()
    hand = station.hand
    open_slip(station)
    scan_form(station)
    hand.tap("back")
    hand.wait_screen("Papers")
    hand.tap("back")
    hand.wait_screen("ShowSlip")
    assert len(station.spool.batches()) == 1
    assert "A012" not in str(hand.stage.snapshot)
    assert station.images.held == 0


@pytest.mark.parametrize("signal", ["scanRequested", "sendRequested", "pageDeleted"])
def test_a_signal_that_is_cut_does_nothing(make: Make, signal: str) -> None:
    station = make()
    hand = station.hand
    hand.stage.cut(signal)
    open_slip(station)
    if signal == "scanRequested":
        hand.tap("scan")
        assert not station.scanner.asked
        return
    scan_form(station)
    if signal == "pageDeleted":
        hand.tap("page_1")
        hand.tap("delete")
        assert len(station.spool.pages(station.spool.batches()[0])) == 2
        return
    hand.tap("next")
    hand.tap("skip_paper")
    hand.tap("next")
    while hand.see("send") is None:
        hand.tap("next")
    hand.tap("send")
    assert hand.stage.screen == "ReadThrough"
    assert station.outbox.counts().dossiers_waiting == 0
