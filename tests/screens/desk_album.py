"""Every screen of station, counter, board and chooser in every state that people meet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

from config.texts import Text
from kiosk.ui.chooser import Tile
from kiosk.ui.station import snapshots as station
from scanner.advice import advice
from scanner.port import FeederEmpty, PaperJam
from tests.screens.board_album import board_album
from tests.screens.counter_album import counter_album
from tests.screens.kiosk_album import Picture

PAGE: Final = "image://pages/page"
FORM: Final = Text(
    "Tờ khai cấp bản sao trích lục hộ tịch, có chữ ký", "Signed application form for a copy of the extract"
)
OLD: Final = Text("Giấy tờ hộ tịch cũ", "The old record")
CARD: Final = Text("Giấy tờ tùy thân của ông/bà", "Your identity paper")
POWER: Final = Text("Văn bản ủy quyền", "Written authorisation")
DATA: Final = Text("Thông tin cư trú", "Residence data")
PROCEDURE: Final = Text(
    "Bản sao giấy khai sinh, trích lục hộ tịch", "Copy of a birth certificate or civil status extract"
)
CENTRE: Final = Text("Chi nhánh số 3 · Hoàn Kiếm", "Branch 3 · Hoàn Kiếm")
AGENCY: Final = Text("Trung tâm Phục vụ hành chính công Hà Nội", "Hanoi Public Administrative Service Centre")
LINE: Final = Text("Hộ tịch · Chứng thực", "Civil status · Certification")


def _side(selected: str, state: str = "check", pages: int = 3) -> station.Side:
    rows = (
        station.PaperRow("signed_form", FORM, "scanned", 1, selected == "signed_form"),
        station.PaperRow("old_record", OLD, state, pages, selected == "old_record"),
        station.PaperRow("identity_paper", CARD, "present", 0, selected == "identity_paper"),
        station.PaperRow("authorisation_paper", POWER, "not_needed", 0, False),
        station.PaperRow("residence_data", DATA, "look_up", 0, False),
    )
    return station.Side("A012", PROCEDURE, rows, pages + 1, pages + 1)


def _paper(how: str = "scan", picture: str = "birth_certificate") -> station.PaperShown:
    return station.PaperShown(
        "old_record",
        OLD,
        Text(
            "Bản chính hoặc bản chụp giấy khai sinh, trích lục cũ, nếu còn giữ.",
            "The old certificate or extract, original or photocopy, if you still have it.",
        ),
        Text(
            "Giúp tìm sổ gốc nhanh hơn. Không có cũng nộp được hồ sơ.",
            "It helps to find the book sooner. The dossier can be filed without it.",
        ),
        picture,
        how,
        optional=True,
    )


def _page(number: int, *verdicts: str, bad: bool = False, chosen: bool = False, image: str = PAGE) -> station.PageShown:
    return station.PageShown(f"p{number}", number, image, verdicts, chosen, bad, False, False)


def station_album() -> tuple[Picture, ...]:
    """The station."""
    rest = station.ShowSlip(AGENCY, CENTRE)
    papers = station.Papers(_side("old_record", "optional", 0), _paper(), False, True, True, True, False, None)
    clear = (_page(1), _page(2, chosen=True), _page(3))
    pages = station.Pages(_side("old_record", "scanned"), clear, 2, 0, "", 0, True, False, True, None)
    blurred = (_page(1), _page(2, chosen=True), _page(3, "blurred", bad=True))
    many = tuple(_page(n, *(("blank",) if n == 4 else ("upside_down",) if n == 5 else ())) for n in range(1, 14))
    judging = (_page(1), _page(2, image=""))
    unreadable = replace(_page(2, bad=True, image=""), unreadable=True)
    reading = station.ReadThrough(_side("old_record", "scanned"), OLD, 2, 4, PAGE, sending=False)
    parts = (station.Part(None, 0, "sent"), station.Part(FORM, 1, "sending"), station.Part(OLD, 3, "kept"))
    sending = station.Sending("A012", PROCEDURE, "sending", "", "", parts)
    sent = tuple(replace(part, state="sent") for part in parts)
    refused = tuple(replace(part, state="refused") for part in parts)
    return (
        Picture("slip", "ShowSlip", rest),
        Picture("slip_opening", "ShowSlip", replace(rest, opening=True)),
        Picture("slip_damaged", "ShowSlip", replace(rest, trouble="damaged")),
        Picture("slip_not_offered", "ShowSlip", replace(rest, trouble="not_offered")),
        Picture("slip_hub_away", "ShowSlip", replace(rest, trouble="hub_away")),
        Picture("papers", "Papers", papers),
        Picture("papers_empty_feeder", "Papers", replace(papers, trouble=advice(FeederEmpty()))),
        Picture("papers_glass_only", "Papers", replace(papers, feeder=False, can_both_sides=False)),
        Picture("papers_present", "Papers", replace(papers, paper=_paper("present", "identity_card"), complete=True)),
        Picture("papers_look_up", "Papers", replace(papers, paper=_paper("look_up", "database"))),
        Picture("papers_complete", "Papers", replace(papers, paper=None, complete=True)),
        Picture("scanning", "Scanning", station.Scanning(_side("old_record", "judging"), OLD, 3, 2, stopping=False)),
        Picture("stopping", "Scanning", station.Scanning(_side("old_record", "judging"), OLD, 12, 0, stopping=True)),
        Picture("pages", "Pages", pages),
        Picture(
            "pages_blurred",
            "Pages",
            station.Pages(_side("old_record"), blurred, 2, 3, "blurred", 3, True, True, False, None),
        ),
        Picture("pages_jam", "Pages", replace(pages, trouble=advice(PaperJam()))),
        Picture("pages_many", "Pages", replace(pages, pages=many, worst="blank", worst_number=4)),
        Picture("pages_judging", "Pages", replace(pages, pages=judging, worst="judging", ready=False)),
        Picture(
            "pages_unreadable",
            "Pages",
            replace(pages, pages=(_page(1), unreadable), scan_again_number=2, worst="unreadable", worst_number=2),
        ),
        Picture("pages_none", "Pages", replace(pages, pages=(), selected_number=0, ready=False)),
        Picture("reading", "ReadThrough", reading),
        Picture("reading_last", "ReadThrough", replace(reading, number=4)),
        Picture("reading_not_kept", "ReadThrough", replace(reading, number=4, trouble="not_kept")),
        Picture("reading_nothing", "ReadThrough", replace(reading, number=0, count=0, image="", paper_name=None)),
        Picture("making", "Sending", replace(sending, stage="making")),
        Picture("sending", "Sending", sending),
        Picture(
            "sent", "Sending", replace(sending, stage="coded", code="H26.107-261123-0042", slip="printed", parts=sent)
        ),
        Picture(
            "sent_no_paper", "Sending", replace(sending, stage="coded", code="H26.107-261123-0042", slip="paper_out")
        ),
        Picture("city_dark", "Sending", replace(sending, stage="waiting", slip="printed")),
        Picture("city_dark_unsure", "Sending", replace(sending, stage="waiting", slip="unsure", parts=refused)),
        Picture("called", "Papers", papers, sheets={"call": {"label": "A012", "counter": 3}}),
        Picture("idle", "Papers", papers, sheets={"idleSeconds": 40}),
        Picture("help", "Papers", papers, sheets={"help": {"shown": True, "phone": "024.1022", "canLower": False}}),
    )


@dataclass(frozen=True)
class _Chooser:
    tiles: tuple[Tile, ...]
    opened: tuple[str, ...]
    sign_in: str


def chooser_album() -> tuple[Picture, ...]:
    """The chooser."""
    tiles = (
        Tile("kiosk", Text("Kiosk", "Kiosk"), Text("Lấy số, kê khai hồ sơ", "Numbers and forms"), "ticket-outline"),
        Tile("station", Text("Trạm số hóa", "Station"), Text("Quét và gửi giấy tờ", "Scan and send papers"), "scanner"),
        Tile("counter", Text("Quầy 3", "Counter 3"), Text("Gọi số, tiếp nhận", "Call, accept"), "account-tie-outline"),
        Tile("board", Text("Bảng gọi số", "Call board"), Text("Số vừa gọi", "Calls and waits"), "bullhorn-outline"),
    )  # fmt: skip
    return (Picture("chooser", "Chooser", _Chooser(tiles, ("board",), "lan · 246810")),)


ALBUMS: Final[dict[str, Any]] = {
    "Station": (station_album, ("ShowSlip", "Papers", "Scanning", "Pages", "ReadThrough", "Sending")),
    "Counter": (counter_album, ("SignIn", "Counter")),
    "Board": (board_album, ("Board", "CounterSign")),
    "Chooser": (chooser_album, ("Chooser",)),
}
