"""A kiosk without a glass: the shipped centre and procedures, a hub and a printer that do as the test says."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import shiboken6
from pytestqt.qtbot import QtBot

from config.centre import Centre, load_centre
from config.devices import Devices, Door, KioskDevice, load_devices
from config.folder import shipped_folder
from config.procedures import Catalogue, load_procedures
from kiosk.domain.dossier_code import DossierCode
from kiosk.domain.journey import Intent, Place
from kiosk.storage.sealing import SealBroken, seal, unseal
from kiosk.ui.backstage import Backstage
from kiosk.ui.bridges.kiosk_house import KioskHouse, KioskSeries
from kiosk.ui.bridges.kiosk_window import KioskWindow
from kiosk.ui.look import Look
from printing.port import Printed, PrintOutcome
from tests.ui.stage_given import SMALL, Hand, Panel, make_stage
from ticketing.client import (
    DraftKept,
    LineState,
    NoDraft,
    Refused,
    SealedDraft,
    Ticket,
    TicketStatus,
    Unreachable,
)

PORTRAIT = Panel(1080, 1920, 21.5)
PANELS = {"portrait": PORTRAIT, "small": SMALL}
# A Monday morning.
NOW = datetime(2026, 11, 23, 9, 42, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
PAGE_TOKEN = "Zt3h9-kQ0aXv_7pLmN2bYc4dWe5fRg6s"
PUBLIC_URL = "https://hangdoi.example.hanoi.gov.vn"
CARD = "001190000001||Nguyễn Thị Mẫu|01011990|Nữ|Số 1 Phố Mẫu, Phường Hoàn Kiếm, Hà Nội|20082021"
NEW_CARD = "001190000001||Nguyễn Thị Mẫu|01011990|Nữ|Phường Hoàn Kiếm, Hà Nội|05092025||||"


@dataclass
class FakeHub:
    """Remembers like a hub; answers as it is told."""

    dark: bool = False
    deaf_once: bool = False
    """The next number is issued, but its answer is lost."""
    refuse: Refused | None = None
    tickets: dict[str, Ticket] = field(default_factory=dict)
    drafts: dict[str, SealedDraft] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    wishes: list[tuple[str | None, str | None]] = field(default_factory=list)
    checked_in: list[str] = field(default_factory=list)
    refused: dict[str, Refused] = field(default_factory=dict)
    """Codes and numbers for which nobody is checked in."""
    states: dict[str, LineState] = field(default_factory=dict)
    """Lines that stand in a way of their own."""
    promise_min: int = 0
    crowded: bool = False
    """So many wait that the hub stands by no minutes."""
    waiting: int = 5
    closed: bool = False

    def lines(self) -> tuple[LineState, ...] | Refused | Unreachable:
        if self.dark:
            return Unreachable("no_connection")
        usual = {
            letter: LineState(letter, self.waiting, 15, 25, not self.closed, wait_told=not self.crowded)
            for letter in "ABC"
        }
        return tuple({**usual, **self.states}.values())

    def take_ticket(
        self, line: str, request_id: str, visit_id: str, *, priority: str | None = None, procedure: str | None = None
    ) -> Ticket | Refused | Unreachable:
        self.asked.append(request_id)
        if self.dark:
            return Unreachable("no_connection")
        if self.refuse is not None:
            return self.refuse
        self.wishes.append((priority, procedure))
        return self._issue(line, request_id, visit_id)

    def check_in(
        self,
        visit_id: str,
        request_id: str,
        *,
        code: str | None = None,
        identity_number: str | None = None,
        phone: str | None = None,
        priority: str | None = None,
        procedure: str | None = None,
    ) -> Ticket | Refused | Unreachable:
        if self.dark:
            return Unreachable("no_connection")
        shown = code or identity_number or phone or ""
        self.checked_in.append(shown)
        if shown in self.refused:
            return self.refused[shown]
        self.wishes.append((priority, procedure))
        return self._issue("A", request_id, visit_id)

    def _issue(self, line: str, request_id: str, visit_id: str) -> Ticket | Unreachable:
        if request_id not in self.tickets:
            number = len(self.tickets) + 12
            self.tickets[request_id] = Ticket(
                ticket_id=str(uuid.uuid4()), visit_id=visit_id, label=f"{line}{number:03d}", line=line, number=number,
                day=NOW.date(), issued_at=NOW, status=TicketStatus.WAITING, ahead=self.waiting, wait_low_min=15,
                wait_high_min=25, page_token=PAGE_TOKEN, kept=False,
                promise_until=NOW + timedelta(minutes=self.promise_min) if self.promise_min else None,
                wait_told=not self.crowded,
            )  # fmt: skip
        if self.deaf_once:
            self.deaf_once = False
            return Unreachable("timeout")
        return self.tickets[request_id]

    def ticket_of_visit(self, visit_id: str) -> Ticket | Refused | Unreachable:
        if self.dark:
            return Unreachable("no_connection")
        mine = [ticket for ticket in self.tickets.values() if ticket.visit_id == visit_id]
        return mine[-1] if mine else Refused("unknown_visit", "Không có.", "None.")

    def keep_place(self, ticket_id: str, request_id: str) -> Ticket | Refused | Unreachable:
        if self.dark:
            return Unreachable("no_connection")
        self.kept.append(ticket_id)
        return next(ticket for ticket in self.tickets.values() if ticket.ticket_id == ticket_id)

    def put_draft(
        self, visit_id: str, sealed: bytes, revision: int, request_id: str
    ) -> DraftKept | Refused | Unreachable:
        if self.dark:
            return Unreachable("no_connection")
        before = self.drafts[visit_id].revision if visit_id in self.drafts else 0
        if revision != before + 1:
            return Refused("draft_conflict", "Đã có bản mới hơn.", "There is a newer one.")
        self.drafts[visit_id] = SealedDraft(visit_id, sealed, revision, NOW + timedelta(hours=12))
        return DraftKept(revision)

    def draft(self, visit_id: str) -> SealedDraft | NoDraft | Refused | Unreachable:
        if self.dark:
            return Unreachable("no_connection")
        return self.drafts.get(visit_id, NoDraft())


@dataclass
class FakePrinter:
    """Prints on nothing."""

    outcome: PrintOutcome = field(default_factory=Printed)
    printed: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)

    def print_slip(self, place: Place, code: DossierCode) -> PrintOutcome:
        self.printed.append(place.label)
        self.codes.append(code.text())
        return self.outcome


@dataclass
class FakeSeries:
    """Numbers of the kiosk's own, in memory."""

    counter: int | None = 3
    full: bool = False
    given: list[Intent] = field(default_factory=list)
    met: int = 0

    def give(self, intent: Intent) -> Place | None:
        if self.full:
            return None
        self.given.append(intent)
        label = f"K1-{len(self.given):03d}"
        return Place(str(uuid.uuid4()), label, intent.line, 0, 0, 0, without_hub=True, counter=self.counter)

    def meet_hub(self) -> int:
        self.met += 1
        return 0


@dataclass
class Kiosk:
    """One kiosk on the test's bench."""

    window: KioskWindow
    hand: Hand
    hub: FakeHub
    printer: FakePrinter
    backstage: Backstage
    clock: list[datetime]
    images: dict[Path, tuple[str, ...]]

    @property
    def journey(self) -> object:
        return self.window.visit.journey

    def settle(self) -> None:
        """Until everything that was begun backstage has come back."""
        self.hand.wait(lambda: not self.backstage.busy)

    def close(self) -> None:
        self.window.close()
        self.backstage.close()
        self.hand.stage.view.close()
        shiboken6.delete(self.hand.stage.view)


Make = Callable[..., Kiosk]


@cache
def shipped() -> tuple[Centre, Devices, Catalogue]:
    """The configuration that comes with the package."""
    folder = shipped_folder()
    centre, devices = load_centre(folder), load_devices(folder)
    catalogue = load_procedures(folder / "procedures")
    assert isinstance(centre, Centre)
    assert isinstance(devices, Devices)
    assert isinstance(catalogue, Catalogue)
    return centre, devices, catalogue


def a_device(
    panel: Panel,
    doors: tuple[Door, ...] = ("take_number", "fill_form"),
    reader: str = "keyboard",
    public_url: str | None = None,
) -> KioskDevice:
    """A kiosk of devices.toml with another panel."""
    device = shipped()[1].kiosks[0]
    return KioskDevice.model_validate(
        {
            **device.model_dump(),
            "panel": {"width_px": panel.width_px, "height_px": panel.height_px, "diagonal_in": panel.diagonal_in},
            "doors": doors,
            "code_reader": reader,
            "public_url": public_url,
        }
    )


def _unseal(key: bytes, sealed: bytes, context: bytes) -> bytes | None:
    try:
        return unseal(key, sealed, context)
    except SealBroken:
        return None


def make_kiosk(
    qtbot: QtBot,
    *,
    panel: Panel = PORTRAIT,
    hub: FakeHub | None = None,
    printer: FakePrinter | None = None,
    doors: tuple[Door, ...] = ("take_number", "fill_form"),
    reader: str = "keyboard",
    new_id: Callable[[], str] = lambda: str(uuid.uuid4()),
    own_series: KioskSeries | None = None,
    public_url: str | None = None,
    catalogue: Catalogue | None = None,
    at: datetime = NOW,
) -> Kiosk:
    """A kiosk at its first screen. at: what its clock shows."""
    centre = shipped()[0]
    hub = hub if hub is not None else FakeHub()
    printer = printer if printer is not None else FakePrinter()
    clock = [at]
    images: dict[Path, tuple[str, ...]] = {}
    stage = make_stage("Kiosk", panel)
    backstage = Backstage()
    house = KioskHouse(
        centre=centre,
        device=a_device(panel, doors, reader, public_url),
        catalogue=catalogue or shipped()[2],
        hub=hub,
        print_slip=printer.print_slip,
        seal=seal,
        unseal=_unseal,
        read_image=lambda path: images.get(path, ()),
        now=lambda: clock[0],
        new_id=new_id,
        own_series=own_series,
    )
    window = KioskWindow(house, stage, backstage)
    window.open()
    kiosk = Kiosk(window, Hand(stage, qtbot), hub, printer, backstage, clock, images)
    kiosk.settle()
    return kiosk


def dress(kiosk: Kiosk, **look: object) -> None:
    """Another look: language, text_scale, high_contrast, low_reach."""
    kiosk.hand.stage.dress(replace(Look(), **look))  # type: ignore[arg-type] # named fields of Look
