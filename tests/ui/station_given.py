"""A station with a real spool and a real outbox, and a hub, a scanner and a printer that do as the test says."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

import cv2
import numpy as np
import shiboken6
from pytestqt.qtbot import QtBot

from city.outbox import Outbox, OutboxDossier
from config.centre import Centre, Counter, Hours, Line, Shift
from config.procedures import Catalogue, load_procedures
from config.texts import Text
from kiosk.domain.dossier_code import DossierCode
from kiosk.domain.draft import Agreement, Answer, Draft, draft_to_bytes
from kiosk.flows.fill_form import draft_context
from kiosk.storage.sealing import DeviceKey, SealBroken, seal, unseal
from kiosk.ui.backstage import Backstage
from kiosk.ui.page_images import PROVIDER, PageImages
from kiosk.ui.station.desk import StationDesk
from kiosk.ui.station.ports import StationPorts
from printing.port import Printed, PrintOutcome
from printing.slip import SlipContent
from scanner.port import (
    Activity,
    Capabilities,
    CapturedPage,
    Colour,
    FeederEmpty,
    Finished,
    Keep,
    NotKept,
    Paper,
    Resolutions,
    Scanner,
    ScannerState,
    ScanResult,
    ScanSettings,
    SourceCapabilities,
    Stopped,
    Trouble,
)
from scanner.spool import Spool
from tests.ui.stage_given import LANDSCAPE, Hand, Panel, make_stage
from ticketing.client import (
    DraftKept,
    NoDraft,
    Refused,
    SealedDraft,
    Ticket,
    TicketStatus,
    Unreachable,
)

Stations = Callable[..., "Station"]
"""`stations(…)`: a station with these wishes; the same home again is the same station after a restart."""

TEN = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
PROCEDURES = Path(__file__).parents[2] / "config" / "procedures"
MARRIAGE = "1.004873"
EXTRACT = "2.000635"


def catalogue() -> Catalogue:
    loaded = load_procedures(PROCEDURES)
    assert isinstance(loaded, Catalogue)
    return loaded


def centre() -> Centre:
    return Centre(
        id="H26-CN03",
        name=Text("Chi nhánh số 3 · Hoàn Kiếm", "Branch 3 · Hoan Kiem"),
        agency=Text("Trung tâm Phục vụ hành chính công Hà Nội", "Hanoi Public Administrative Service Centre"),
        parent_agency="UBND thành phố Hà Nội",
        place="Hà Nội",
        phone="024 1022",
        timezone="Asia/Ho_Chi_Minh",
        unit_code="H26.107",
        hub_url="http://127.0.0.1:8700",
        city_url="http://127.0.0.1:8800",
        lines=(
            Line(
                letter="A",
                name=Text("Hộ tịch · Chứng thực", "Civil status · Certification"),
                zone=Text("khu B", "area B"),
                procedures=(EXTRACT, MARRIAGE),
                minutes_per_visit=7,
            ),
            Line(letter="B", name=Text("Đất đai", "Land"), zone=Text("khu C", "area C"), minutes_per_visit=15),
        ),
        counters=(Counter(number=3, lines=("A",), name=Text("Quầy 3", "Counter 3")),),
        hours=Hours(mon=(Shift.model_validate("08:00-17:00"),)),
    )


def page_image(number: int, *, dark: bool = False, blank: bool = False) -> bytes:
    """A page of lines, A4 at 100 dpi, as a scanner would give it."""
    image = np.full((1169, 827, 3), 250, np.uint8)
    if not blank:
        cv2.putText(image, f"PAGE {number}", (220, 120), cv2.FONT_HERSHEY_SIMPLEX, 2, (30, 30, 30), 5)
        for row in range(24):
            words = " ".join(["giay", "to", "ho", "tich", "so", str(row * number)])
            cv2.putText(image, words, (90, 210 + row * 36), cv2.FONT_HERSHEY_SIMPLEX, 0.8, (40, 40, 40), 2)
    if dark:
        image = (image * 0.3).astype(np.uint8)
    done, data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, 90])
    assert done
    return data.tobytes()


def captured(number: int, image: bytes) -> CapturedPage:
    return CapturedPage(number, image, "image/jpeg", 827, 1169, 100.0, hashlib.sha256(image).hexdigest())


_SOURCE = SourceCapabilities(Resolutions(listed=(100, 300)), (Colour.COLOUR,), ("image/jpeg",), 216, 356)


@dataclass
class ScriptedScanner:
    """Feeds the images laid into it; `trouble_after` pages it ends with `trouble`, once."""

    sheets: list[bytes] = field(default_factory=list)
    trouble: Trouble | None = None
    trouble_after: int = 0
    wait_before_page: dict[int, threading.Event] = field(default_factory=dict)
    asked: list[ScanSettings] = field(default_factory=list)

    def capabilities(self) -> Capabilities | Trouble:
        return Capabilities("Scripted", _SOURCE, _SOURCE, _SOURCE)

    def state(self) -> ScannerState | Trouble:
        return ScannerState(Activity.IDLE, Paper.LOADED if self.sheets else Paper.EMPTY)

    def scan(self, settings: ScanSettings, keep: Keep, stop: threading.Event) -> ScanResult:
        self.asked.append(settings)
        pages = 0
        if not self.sheets and self.trouble is None:
            return ScanResult(0, FeederEmpty())
        while True:
            if stop.is_set():
                return ScanResult(pages, Stopped())
            if self.trouble is not None and pages >= self.trouble_after:
                trouble, self.trouble = self.trouble, None
                return ScanResult(pages, trouble)
            if not self.sheets:
                return ScanResult(pages, Finished())
            if gate := self.wait_before_page.get(pages + 1):
                gate.wait(10)
                if stop.is_set():
                    return ScanResult(pages, Stopped())
            kept = keep(captured(pages + 1, self.sheets.pop(0)))
            if isinstance(kept, NotKept):
                return ScanResult(pages, kept)
            pages += 1


@dataclass
class ScriptedHub:
    """Keeps one sealed draft; can be dark."""

    ticket: Ticket | None = None
    drafts: dict[str, bytes] = field(default_factory=dict)
    filed: tuple[str, ...] = ()
    dark: bool = False
    kept_places: list[tuple[str, str]] = field(default_factory=list)
    keep_answers: list[Refused | Unreachable] = field(default_factory=list)

    def draft(self, visit_id: str) -> SealedDraft | NoDraft | Refused | Unreachable:
        if self.dark:
            return Unreachable("no_connection")
        sealed = self.drafts.get(visit_id)
        return SealedDraft(visit_id, sealed, 4, TEN + timedelta(hours=9)) if sealed is not None else NoDraft()

    def put_draft(
        self, visit_id: str, sealed: bytes, revision: int, request_id: str
    ) -> DraftKept | Refused | Unreachable:
        return Unreachable("no_connection")

    def ticket_of_visit(self, visit_id: str) -> Ticket | Refused | Unreachable:
        if self.dark:
            return Unreachable("no_connection")
        return self.ticket or Refused("unknown_visit", "Không có số.", "No ticket.")

    def dossiers_of_visit(self, visit_id: str) -> tuple[str, ...] | Refused | Unreachable:
        return Unreachable("no_connection") if self.dark else self.filed

    def keep_place(self, ticket_id: str, request_id: str) -> Ticket | Refused | Unreachable:
        self.kept_places.append((ticket_id, request_id))
        if self.keep_answers:
            return self.keep_answers.pop(0)
        assert self.ticket is not None
        return self.ticket


class WatchedOutbox(Outbox):
    """A real outbox whose dossiers the test can move along as the courier would."""

    moved: dict[str, OutboxDossier]

    def dossier(self, dossier_id: str) -> OutboxDossier | None:
        return getattr(self, "moved", {}).get(dossier_id) or super().dossier(dossier_id)

    def city_answers(self, code: str) -> None:
        """Every dossier here is filed under this code."""
        with self.reading() as database:
            rows = database.execute("SELECT dossier_id FROM dossiers").fetchall()
        self.moved = {row["dossier_id"]: OutboxDossier(row["dossier_id"], "filed", code, 3, 3, None) for row in rows}


def unseal_draft(key: bytes, sealed: bytes, context: bytes) -> bytes | None:
    try:
        return unseal(key, sealed, context)
    except SealBroken:
        return None


def a_ticket(visit_id: str, number: int = 12) -> Ticket:
    return Ticket(
        "00000000-0000-4000-8000-000000000012", visit_id, f"A{number:03d}", "A", number, date(2026, 11, 23), TEN,
        TicketStatus.WAITING, 3, 10, 20, "page",
    )  # fmt: skip


def a_draft(code: DossierCode, procedure: str = EXTRACT, *, finished: bool = True, **answers: str) -> Draft:
    said = {"relation": "self", **answers}
    agreed = Agreement("2026-1", TEN)
    return Draft(
        code.visit_id, procedure, "A012", {key: Answer(value) for key, value in said.items()}, {}, agreed, agreed,
        "digital", 3, finished,
    )  # fmt: skip


@dataclass
class Station:
    """Everything of one station under test."""

    home: Path
    desk: StationDesk
    hand: Hand
    hub: ScriptedHub
    scanner: ScriptedScanner
    spool: Spool
    outbox: WatchedOutbox
    images: PageImages
    code: DossierCode
    slips: list[tuple[SlipContent, str]]
    print_outcomes: list[PrintOutcome]
    backstages: tuple[Backstage, Backstage]
    sent: set[str]
    printer_free: threading.Event
    """Cleared: slips wait in the printer until it is set again."""

    def close(self) -> None:
        """Stop its threads and let go of its files."""
        self.desk.close()
        self.hand.qtbot.waitUntil(lambda: not any(stage.busy for stage in self.backstages), timeout=10_000)
        for backstage in self.backstages:
            backstage.close()
        shiboken6.delete(self.hand.stage.view)
        self.spool.close()
        self.outbox.close()


def make_station(
    home: Path,
    qtbot: QtBot,
    *,
    panel: Panel = LANDSCAPE,
    code: DossierCode | None = None,
    hub: ScriptedHub | None = None,
    new_id: Callable[[], str] | None = None,
    driver: Scanner | None = None,
    procedures: Catalogue | None = None,
    at: datetime = TEN,
) -> Station:
    """A station in `home`; the same home again is the same station after a restart. driver: a scanner of its own."""
    code = code or DossierCode.new()
    if hub is None:
        hub = ScriptedHub(ticket=a_ticket(code.visit_id))
        put_draft(hub, code, a_draft(code))
    key = DeviceKey.load_or_make(home / "device.key")
    spool = Spool(home / "spool", key.seal, key.unseal)
    outbox = WatchedOutbox(home, key.seal, key.unseal)
    scanner = ScriptedScanner()
    slips: list[tuple[SlipContent, str]] = []
    outcomes: list[PrintOutcome] = []
    sent: set[str] = set()
    printer_free = threading.Event()
    printer_free.set()

    def print_slip(content: SlipContent, job_id: str) -> PrintOutcome:
        slips.append((content, job_id))
        assert printer_free.wait(10)
        return outcomes.pop(0) if outcomes else Printed()

    numbers = count(1)
    stage = make_stage("Station", panel)
    images = PageImages()
    stage.view.engine().addImageProvider(PROVIDER, images)
    backstages = (Backstage(3), Backstage(2))
    ports = StationPorts(
        centre=centre(),
        catalogue=procedures or catalogue(),
        hub=hub,
        unseal=unseal_draft,
        outbox=outbox,
        spool=spool,
        scanner=driver or scanner,
        print_slip=print_slip,
        sent_files=lambda _: frozenset(sent),
        now=lambda: at,
        new_id=new_id or (lambda: f"id-{next(numbers)}"),
    )
    desk = StationDesk(stage, backstages[0], backstages[1], images, ports)
    desk.open()
    hand = Hand(stage, qtbot)
    return Station(
        home, desk, hand, hub, scanner, spool, outbox, images, code, slips, outcomes, backstages, sent, printer_free
    )  # fmt: skip


def put_draft(hub: ScriptedHub, code: DossierCode, draft: Draft) -> None:
    """What the kiosk left at the hub."""
    hub.drafts[code.visit_id] = seal(code.visit_key, draft_to_bytes(draft), draft_context(code.visit_id))


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
