"""A counter with a hub, a city and a form printer that do as the test says; the dossiers are real ones."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from city.contract import (
    Acceptance,
    Dossier,
    DossierManifest,
    DossierState,
    DossierStatus,
    ManifestDocument,
)
from city.contract import ClerkSession as CitySession
from city.contract import Refused as CityRefused
from city.contract import Unreachable as CityUnreachable
from config.procedures import Catalogue
from config.queue_rules import PriorityClass
from config.texts import Text
from kiosk.domain.dossier_code import DossierCode
from kiosk.domain.draft import Answer, Draft, draft_to_bytes
from kiosk.flows.counter_desk import Figures
from kiosk.ui.backstage import Backstage
from kiosk.ui.counter.desk import CounterDesk
from kiosk.ui.counter.ports import CounterPorts
from kiosk.ui.page_images import PROVIDER, PageImages
from scanner.pdf import PdfPage, make_pdf_a
from tests.flows.hub_given import AWAY, DeskHub, a_ticket
from tests.ui.stage_given import LANDSCAPE, Hand, make_stage
from tests.ui.station_given import EXTRACT, TEN, a_draft, catalogue, centre, page_image, unseal_draft
from ticketing.client import (
    ClerkSession,
    DraftKept,
    NoDraft,
    Refused,
    SealedDraft,
    SignedOut,
    StaffRole,
    Ticket,
    TicketVisit,
    Unreachable,
)

AGED = PriorityClass(code="aged_75", name=Text("Người từ 75 tuổi trở lên", "Aged 75 or over"))
CODE = "H26.107-261123-0042"
DOSSIER = "00000000-0000-4000-8000-000000000042"


@dataclass
class CounterHub(DeskHub):
    """The desk's hub, with clerks, dossiers and drafts."""

    filed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    drafts: dict[str, bytes] = field(default_factory=dict)
    pins: dict[str, str] = field(default_factory=lambda: {"lan": "246810"})
    badges: dict[str, str] = field(default_factory=lambda: {f"MB1:{'A' * 32}": "lan"})
    family: dict[int, tuple[int, ...]] = field(default_factory=dict)
    signed_out: int = 0
    token: str = "token"

    def sign_in(self, clerk_id: str, pin: str, counter: int) -> ClerkSession | Refused | Unreachable:
        if self.dark:
            return Unreachable("no_connection")
        if self.pins.get(clerk_id) != pin:
            return Refused("wrong_pin", "Tên đăng nhập hoặc mã PIN không đúng.", "Wrong name or PIN.")
        return ClerkSession(self.token, clerk_id, "Nguyễn Thị Lan", StaffRole.CLERK, counter, TEN + timedelta(hours=9))

    def sign_in_with_badge(self, badge: str, counter: int) -> ClerkSession | Refused | Unreachable:
        clerk_id = self.badges.get(badge)
        if clerk_id is None:
            return Refused("wrong_badge", "Thẻ này không đăng nhập được.", "This badge signs nobody in.")
        return self.sign_in(clerk_id, self.pins[clerk_id], counter)

    def sign_out(self) -> SignedOut | Refused | Unreachable:
        self.signed_out += 1
        return SignedOut()

    def visits_of_ticket(self, ticket_id: str) -> tuple[TicketVisit, ...] | Refused | Unreachable:
        number = int(ticket_id.removeprefix("ticket-"))
        family = (number, *self.family.get(number, ()))
        return AWAY if self.dark else tuple(TicketVisit(f"{n:032x}", f"ticket-{n}", f"A{n:03d}", None) for n in family)

    def dossiers_of_visit(self, visit_id: str) -> tuple[str, ...] | Refused | Unreachable:
        return Unreachable("no_connection") if self.dark else self.filed.get(visit_id, ())

    def draft(self, visit_id: str) -> SealedDraft | NoDraft | Refused | Unreachable:
        sealed = self.drafts.get(visit_id)
        return SealedDraft(visit_id, sealed, 1, TEN) if sealed is not None else NoDraft()

    def put_draft(
        self, visit_id: str, sealed: bytes, revision: int, request_id: str
    ) -> DraftKept | Refused | Unreachable:
        return Unreachable("no_connection")

    def ticket_of_visit(self, visit_id: str) -> Ticket | Refused | Unreachable:
        return Refused("unknown_visit", "Không có.", "None.")


@dataclass
class FakeCity:
    """Holds one dossier; accepts it once."""

    dossier: Dossier
    pdfs: dict[str, bytes]
    dark: bool = False
    lose_acceptance: bool = False
    sessions: int = 0
    session_ended: bool = False
    accepts_at: datetime = TEN
    accepted: dict[str, Acceptance] = field(default_factory=dict)

    def clerk_session(self, clerk_id: str, counter: int) -> CitySession | CityRefused | CityUnreachable:
        if self.dark:
            return CityUnreachable("no_connection")
        self.sessions += 1
        return CitySession(f"{clerk_id}-token-of-the-city-{self.sessions}", clerk_id, counter, TEN + timedelta(hours=1))

    def open_dossier(self, dossier_id: str, clerk_token: str) -> Dossier | CityRefused | CityUnreachable:
        if self.dark:
            return CityUnreachable("no_connection")
        if self.session_ended:
            self.session_ended = False
            return CityRefused("session_ended", "Phiên đã hết.", "The session has ended.")
        if dossier_id != self.dossier.manifest.dossier_id:
            return CityRefused("unknown_dossier", "Không có hồ sơ.", "No such dossier.")
        return self.dossier

    def document(
        self, dossier_id: str, document_id: str, sha256: str, clerk_token: str
    ) -> bytes | CityRefused | CityUnreachable:
        return CityUnreachable("no_connection") if self.dark else self.pdfs[document_id]

    def accept(self, dossier_id: str, request_id: str, clerk_token: str) -> Acceptance | CityRefused | CityUnreachable:
        if self.dark:
            return CityUnreachable("no_connection")
        if self.accepted and request_id not in self.accepted:
            return CityRefused("already_accepted", "Hồ sơ đã được tiếp nhận.", "Accepted already.")
        made = Acceptance(
            dossier_id, request_id, CODE, "lan", 7, "2.000635/2026", 7, self.accepts_at,
            self.accepts_at + timedelta(hours=7),
        )  # fmt: skip
        self.accepted[request_id] = made
        return CityUnreachable("timeout") if self.lose_acceptance else made


@dataclass
class FormTray:
    """Takes forms, or has no paper."""

    forms: list[tuple[str, bytes]] = field(default_factory=list)
    empty: bool = False

    def print_form(self, dossier_code: str, pdf: bytes, /) -> bool:
        if self.empty:
            return False
        self.forms.append((dossier_code, pdf))
        return True


@dataclass
class FiguresInMemory:
    """The day's counts."""

    kept: dict[date, Figures] = field(default_factory=dict)

    def load(self, day: date) -> Figures:
        return self.kept.get(day, Figures())

    def save(self, day: date, figures: Figures) -> None:
        self.kept[day] = figures


@dataclass
class Clock:
    """The counter's clock, moved by hand."""

    now: datetime = TEN + timedelta(minutes=6)

    def on(self, seconds: float) -> None:
        """So much later."""
        self.now += timedelta(seconds=seconds)


@dataclass
class CounterUnderTest:
    """Everything of one counter."""

    desk: CounterDesk
    hand: Hand
    hub: CounterHub
    city: FakeCity
    tray: FormTray
    figures: FiguresInMemory
    images: PageImages
    backstage: Backstage
    clock: Clock

    def sign_in(self, pin: str = "246810") -> None:
        """The clerk gives name and PIN."""
        self.desk.handlers["signInRequested"]("lan", pin)

    def sit_down(self) -> None:
        """Signed in, with the queue in view."""
        self.sign_in()
        self.hand.wait(lambda: self.hand.text("waiting_count") == f"Đang chờ {len(self.hub.waiting)}")

    def at_rest(self) -> None:
        """Until no deed is under way."""
        self.hand.wait(lambda: self.hand.stage.snapshot["busy"] is False)

    def serve(self) -> None:
        """A012 is called."""
        self.sit_down()
        self.hand.key(Qt.Key.Key_F2)
        self.hand.wait(lambda: self.hand.text("called_label") == "A012")
        self.at_rest()

    def with_dossier(self) -> None:
        """A012 is called, and its dossier is open."""
        self.serve()
        self.hand.wait(lambda: self.hand.see("accept") is not None)

    def close(self) -> None:
        """Stop its threads."""
        import shiboken6

        self.desk.close()
        self.hand.qtbot.waitUntil(lambda: not self.backstage.busy, timeout=10_000)
        self.backstage.close()
        shiboken6.delete(self.hand.stage.view)


def filed_draft(visit_id: str) -> Draft:
    answers = {
        "relation": Answer("self"),
        "record_kind": Answer("birth"),
        "requester_full_name": Answer("NGUYỄN THỊ MẪU", "confirmed"),
        "requester_personal_number": Answer("001190000001", "confirmed"),
        "requester_residence_place": Answer("vietnam"),
        "requester_province": Answer("01"),
        "requester_street": Answer("Số 1 phố Mẫu"),
        "requester_phone": Answer("0912345678"),
        "copies": Answer(2),
    }
    return replace(a_draft(DossierCode(visit_id, bytes(32))), answers=answers, delivery="online")


def a_city(visit_id: str) -> FakeCity:
    draft = draft_to_bytes(filed_draft(visit_id))
    pages = [PdfPage(page_image(n), 210, 297) for n in (1, 2)]
    pdfs = {
        "signed_form": make_pdf_a(pages[:1], "Tờ khai", datetime(2026, 11, 23, tzinfo=UTC)),
        "old_record": make_pdf_a(pages, "Giấy tờ cũ", datetime(2026, 11, 23, tzinfo=UTC)),
    }
    documents = tuple(
        ManifestDocument(name, words, hashlib.sha256(pdfs[name]).hexdigest(), len(pdfs[name]), number)
        for name, words, number in (("signed_form", "Tờ khai có chữ ký", 1), ("old_record", "Giấy tờ hộ tịch cũ", 2))
    )
    manifest = DossierManifest(
        DOSSIER, visit_id, "H26-CN03", EXTRACT, "online", TEN, "online", documents,
        hashlib.sha256(draft).hexdigest(), len(draft),
    )  # fmt: skip
    state = DossierState(DOSSIER, DossierStatus.FILED, CODE, TEN)
    return FakeCity(Dossier(manifest, draft, state), pdfs)


def make_counter(qtbot: QtBot, procedures: Catalogue | None = None) -> CounterUnderTest:
    """A counter where A012 and A013 wait; A012 has filed a dossier."""
    hub = CounterHub(waiting=[a_ticket(12), a_ticket(13)])
    visit_id = f"{12:032x}"
    hub.filed[visit_id] = (DOSSIER,)
    city, tray, figures, clock = a_city(visit_id), FormTray(), FiguresInMemory(), Clock()
    stage = make_stage("Counter", LANDSCAPE, pointer=True)
    images = PageImages()
    stage.view.engine().addImageProvider(PROVIDER, images)
    backstage = Backstage(2)
    numbers = count(1)
    ports = CounterPorts(
        centre=centre().model_copy(update={"priority_classes": (AGED,)}),
        catalogue=procedures or catalogue(),
        counter=3,
        hub=hub,
        city=city,
        unseal=unseal_draft,
        printer=tray,
        figures=figures,
        now=lambda: clock.now,
        new_id=lambda: f"00000000-0000-4000-8000-{next(numbers):012d}",
    )
    desk = CounterDesk(stage, backstage, images, ports)
    desk.open()
    return CounterUnderTest(desk, Hand(stage, qtbot), hub, city, tray, figures, images, backstage, clock)
