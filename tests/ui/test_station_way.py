"""The station from the slip to the slip, by touch, with a real spool and a real outbox."""

from __future__ import annotations

from pathlib import Path

import pytest

from city.outbox import OutboxDossier
from config import event_log
from kiosk.domain.dossier_code import DossierCode
from kiosk.flows.close_visit import dossier_id_of
from printing.port import NotPrinted, PaperOut
from tests.ui.station_given import (
    Station,
    Stations,
    a_draft,
    open_slip,
    put_draft,
    scan_form,
    to_sending,
)
from ticketing.client import EventType, HubEvent, Refused, Unreachable


def test_from_slip_to_slip(stations: Stations) -> None:
    station = stations()
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


def test_after_a_power_cut_the_slip_brings_every_kept_page_back(stations: Stations) -> None:
    station = stations()
    open_slip(station)
    scan_form(station, pages=3)
    batch = station.spool.batches()[0]
    station.hand.tap("page_1")
    station.hand.tap("turn")
    station.hand.wait(lambda: station.spool.pages(batch)[0].turned == 90)
    again = stations(code=station.code, hub=station.hub)
    open_slip(again)
    again.hand.tap("paper_signed_form")
    again.hand.wait(lambda: again.hand.usable("next"))
    assert again.hand.text("page_counts") == "Đã nạp 3 · Đã lưu 3 · Đã gửi 0"
    assert [ref.turned for ref in again.spool.pages(batch)] == [90, 0, 0]


def test_a_visit_closed_before_a_power_cut_is_followed_not_filed_twice(stations: Stations) -> None:
    station = stations()
    open_slip(station)
    scan_form(station)
    to_sending(station)
    station.hand.wait(lambda: station.hand.usable("finish"))
    again = stations(code=station.code, hub=station.hub)
    again.hand.show_code(again.code.text())
    again.hand.wait_screen("Sending")
    assert again.outbox.counts().dossiers_waiting == 1


def test_a_dark_city_gives_a_provisional_slip_and_lets_the_citizen_go(
    stations: Stations, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.ui.station.filing._WAIT_FOR_CODE_S", 0.5)
    station = stations()
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


def test_a_parked_dossier_is_said_truthfully(stations: Stations) -> None:
    station = stations()
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


def test_a_printer_without_paper_is_said_and_can_print_again(stations: Stations) -> None:
    station = stations()
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


def test_who_leaves_while_the_slip_comes_out_leaves_its_line_in_the_log(
    stations: Stations, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = tmp_path / "station.jsonl"
    monkeypatch.setattr(event_log, "_log", event_log.EventLog("station", log))
    station = stations()
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
def test_what_is_not_a_slip_is_said(stations: Stations, text: str, says: str) -> None:
    station = stations()
    station.hand.show_code(text)
    station.hand.wait(lambda: says in station.hand.text("slip_trouble"))
    assert station.hand.stage.screen == "ShowSlip"


def test_a_form_not_finished_a_strange_key_and_a_dark_hub_are_told_apart(stations: Stations) -> None:
    station = stations()
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


def test_the_call_comes_over_any_screen_and_the_place_can_be_kept(stations: Stations) -> None:
    station = stations()
    hand = station.hand
    open_slip(station)
    called(station)
    hand.tap("keep_place")
    hand.wait(lambda: hand.see("call_go") is None)
    assert len(station.hub.kept_places) == 1
    assert hand.stage.screen == "Papers"


def test_keeping_the_place_asks_again_under_the_same_id_after_a_lost_answer(stations: Stations) -> None:
    station = stations()
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


def test_help_and_the_other_language_are_at_hand_on_every_screen(stations: Stations) -> None:
    station = stations()
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


def test_leaving_wipes_the_screen_and_keeps_the_pages_sealed(stations: Stations) -> None:
    station = stations()
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
def test_a_signal_that_is_cut_does_nothing(stations: Stations, signal: str) -> None:
    station = stations()
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
