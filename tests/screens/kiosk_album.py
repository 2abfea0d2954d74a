"""Every screen of a kiosk in every state that people meet, as snapshots taken from a real walk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from pytestqt.qtbot import QtBot

from config.texts import Text
from kiosk.domain.journey import Step
from kiosk.ui.stage import Handlers, Stage
from printing.port import NotPrinted, PaperOut, Printed, Unsure
from printing.port import Unreachable as PrinterUnreachable
from tests.ui.kiosk_given import CARD, NOW, PUBLIC_URL, FakeHub, FakePrinter, FakeSeries, Kiosk, make_kiosk
from tests.ui.kiosk_walk import answer_page, to_ticket
from ticketing.client import LineStanding, LineState, Refused

LONG_PAGES: Final = 11


@dataclass(frozen=True)
class Picture:
    """One state of one screen. sheets: what the frame is given. touch: a line that is being written in.

    told: properties that run beside the snapshot. keys: what is pressed before the picture is taken.
    """

    name: str
    screen: str
    snapshot: Any
    sheets: dict[str, Any] = field(default_factory=dict)
    touch: str = ""
    told: dict[str, Any] = field(default_factory=dict)
    keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class Silent:
    """A bridge that hears everything and does nothing."""

    handlers: Handlers


class _Everything(dict[str, Callable[..., None]]):
    def __contains__(self, _name: object) -> bool:
        return True

    def get(self, _name: str, _default: object = None) -> Callable[..., None]:
        return lambda *_: None


def silence(stage: Stage, *screens: str) -> None:
    """Let screens be shown without anything behind them."""
    stage.attach(Silent(_Everything()), *screens)


SCREENS: Final = (
    "Welcome", "Lines", "Appointment", "Priority", "Working", "Unreachable", "Ticket", "Need", "Procedure", "Identity",
    "Question", "Review", "Declaration", "Done", "Closed",
)  # fmt: skip


def take_album(qtbot: QtBot) -> tuple[Picture, ...]:
    """Walk through a kiosk and keep what each screen was given."""
    pictures: list[Picture] = []

    def keep(kiosk: Kiosk, name: str, **more: Any) -> None:
        stage = kiosk.hand.stage
        pictures.append(Picture(name, stage.screen, stage.snapshot, **more))

    _number_pictures(qtbot, keep)
    _form_pictures(qtbot, keep)
    return tuple(pictures)


def _number_pictures(qtbot: QtBot, keep: Callable[..., None]) -> None:
    kiosk = make_kiosk(qtbot)
    hand = kiosk.hand
    keep(kiosk, "welcome")
    keep(kiosk, "welcome_hub_lost", sheets={"notice": "hub_lost"})
    keep(kiosk, "help", sheets={"help": {"shown": True, "phone": "024.1022", "canLower": True}})
    keep(kiosk, "idle", sheets={"idleSeconds": 45})
    hand.show_code("MC1:DAMAGED")
    kiosk.settle()
    keep(kiosk, "welcome_damaged_slip")
    hand.tap("door_take_number")
    keep(kiosk, "lines")
    hand.tap("line_A")
    hand.wait_screen("Ticket")
    kiosk.settle()
    keep(kiosk, "ticket")
    keep(kiosk, "called", sheets={"call": {"label": "A012", "counter": 3, "keeping": False, "refused": False}})
    hand.tap("finish")
    hand.wait_screen("Welcome")
    kiosk.hub.dark = True
    hand.tap("door_take_number")
    hand.tap("line_B")
    hand.wait_screen("Unreachable")
    keep(kiosk, "unreachable")
    hand.tap("back")
    kiosk.hub.dark = False
    kiosk.hub.refuse = Refused("line_closed", "Đóng.", "Closed.")
    hand.tap("door_take_number")
    hand.tap("line_B")
    hand.wait_screen("Unreachable")
    keep(kiosk, "refused")
    kiosk.close()
    _line_pictures(qtbot, keep)

    crowded = make_kiosk(qtbot, hub=FakeHub(waiting=312, crowded=True))
    keep(crowded, "welcome_crowded")
    crowded.hand.tap("door_take_number")
    keep(crowded, "lines_crowded")
    crowded.hand.tap("back")
    to_ticket(crowded)
    keep(crowded, "ticket_crowded")
    crowded.close()

    closed = make_kiosk(qtbot, hub=FakeHub(closed=True))
    keep(closed, "closed")
    closed.window.after_a_bug()
    keep(closed, "out_of_service")
    closed.close()
    booked = make_kiosk(qtbot, hub=FakeHub(closed=True), doors=("take_number", "fill_form", "appointment"))
    keep(booked, "closed_but_to_who_booked")
    booked.close()

    for name, printer in (
        ("without_hub", FakePrinter()),
        ("without_hub_nor_paper", FakePrinter(NotPrinted(PaperOut()))),
    ):
        kiosk = make_kiosk(
            qtbot, hub=FakeHub(dark=True), printer=printer, own_series=FakeSeries(), public_url=PUBLIC_URL
        )
        to_ticket(kiosk)
        keep(kiosk, f"ticket_{name}")
        kiosk.close()
    for name, outcome in (("phone", Printed()), ("no_paper_phone", NotPrinted(PaperOut()))):
        kiosk = make_kiosk(qtbot, printer=FakePrinter(outcome), public_url=PUBLIC_URL)
        to_ticket(kiosk)
        keep(kiosk, f"ticket_{name}")
        kiosk.close()

    for name, printer in (
        ("no_paper", FakePrinter(NotPrinted(PaperOut()))),
        ("unsure", FakePrinter(Unsure(PrinterUnreachable()))),
    ):
        kiosk = make_kiosk(qtbot, printer=printer)
        to_ticket(kiosk)
        keep(kiosk, f"ticket_{name}")
        kiosk.close()


def _line_pictures(qtbot: QtBot, keep: Callable[..., None]) -> None:
    last = Text("Số cuối cùng của hôm nay phát lúc 16:50.", "The last number of today is given at 16:50.")
    full = Text(
        "Nhóm này đã phát hết số của hôm nay. Nhận lại lúc 07:30 ngày mai.",
        "This line has given all its numbers for today. Numbers again at 07:30 tomorrow.",
    )
    closed = Text(
        "Nhóm này tạm ngừng nhận số: cán bộ bận việc đột xuất. Số đã lấy vẫn được phục vụ. Nhận lại lúc 14:00 hôm nay.",
        "This line gives no more numbers: staff had to leave. Numbers already taken are served. "
        "Numbers again at 14:00 today.",
    )
    states = {
        "A": LineState("A", 5, 15, 25, True, LineStanding.CLOSING, last),
        "B": LineState("B", 9, 40, 60, False, LineStanding.FULL, full),
        "C": LineState("C", 2, 5, 9, False, LineStanding.CLOSED, closed),
    }
    early = Text(
        "Ông/bà hẹn lúc 10:00; nhận số từ 09:30. Lịch hẹn vẫn giữ. Không muốn đợi, ông/bà có thể lấy số ngay bây giờ.",
        "Your appointment is at 10:00; check-in begins at 09:30. The appointment is kept. If you would rather not "
        "wait, you may take a number now.",
    )
    refused = {"12345678": Refused("appointment_too_early", early.vi, early.en)}
    hub = FakeHub(states=states, refused=refused, promise_min=60)
    kiosk = make_kiosk(qtbot, hub=hub, doors=("take_number", "fill_form", "appointment"))
    hand = kiosk.hand
    keep(kiosk, "welcome_appointment")
    hand.tap("door_take_number")
    keep(kiosk, "lines_closed")
    hand.tap("priority")
    keep(kiosk, "priority")
    hand.tap("priority_aged_75")
    keep(kiosk, "lines_priority_chosen")
    hand.tap("back")
    hand.tap("door_appointment")
    keep(kiosk, "appointment")
    keep(kiosk, "appointment_writing", touch="field_appointment")
    hand.tap("priority")
    hand.tap("priority_small_child")
    keep(kiosk, "appointment_priority_chosen")
    keep(kiosk, "appointment_priority_chosen_writing", touch="field_appointment")
    hand.show_code("MCH:12345678")
    kiosk.settle()
    keep(kiosk, "appointment_early")
    hand.show_code("MCH:87654321")
    hand.wait_screen("Ticket")
    kiosk.settle()
    keep(kiosk, "ticket_promised")
    kiosk.close()

    opens = NOW.replace(hour=13, minute=0)
    shut = {letter: LineState(letter, 0, 0, 0, False, LineStanding.CLOSED, closed, opens) for letter in "ABC"}
    noon = make_kiosk(qtbot, hub=FakeHub(states=shut))
    keep(noon, "closed_until")
    noon.close()


def _form_pictures(qtbot: QtBot, keep: Callable[..., None]) -> None:
    kiosk = make_kiosk(qtbot)
    hand = kiosk.hand
    hand.tap("door_fill_form")
    keep(kiosk, "need")
    keep(kiosk, "need_searching", touch="field_search")
    hand.tap("all_procedures")
    keep(kiosk, "need_all")
    hand.tap("procedure_1.004873")
    keep(kiosk, "procedure")
    hand.tap("priority")
    hand.tap("priority_small_child")
    keep(kiosk, "procedure_priority_chosen")
    hand.tap("start")
    hand.wait_screen("Ticket")
    kiosk.settle()
    keep(kiosk, "ticket_before_form")
    hand.tap("start_form")
    hand.wait_screen("Identity")
    keep(kiosk, "identity")
    hand.show_code("not a card at all")
    keep(kiosk, "identity_fault")
    hand.show_code(CARD)
    hand.wait_screen("Question")
    _question_pictures(kiosk, keep)
    hand.wait_screen("Review")
    keep(kiosk, "review")
    hand.tap("all_right")
    hand.wait_screen("Declaration")
    keep(kiosk, "declaration")
    hand.tap("next")
    keep(kiosk, "declaration_missing")
    hand.tap("declare")
    hand.tap("consent")
    hand.tap("option_delivery_counter")
    hand.tap("next")
    hand.wait_screen("Done")
    kiosk.settle()
    keep(kiosk, "done")
    for keeping in ("saving", "waiting", "overtaken"):
        snapshot = {**hand.stage.snapshot, "keeping": keeping}
        hand.stage.snapshot = snapshot
        keep(kiosk, f"done_{keeping}")
    kiosk.close()


def _question_pictures(kiosk: Kiosk, keep: Callable[..., None]) -> None:
    for number in range(LONG_PAGES * 3):
        if kiosk.window.visit.journey.step is not Step.FORM:
            break
        keep(kiosk, f"question_{number:02d}")
        questions = kiosk.hand.stage.snapshot["questions"]
        line = next((one for one in questions if one["kind"] in ("line", "date")), None)
        if line is not None:
            suffix = "_year" if line["kind"] == "date" else ""
            keep(kiosk, f"question_{number:02d}_writing", touch=f"field_{line['id']}{suffix}")
        if any(not one["value"] and one["required"] for one in questions):
            kiosk.hand.tap("next")
            keep(kiosk, f"question_{number:02d}_faults")
        folded = next((one for one in questions if one["kind"] == "long" and not one["blocked"]), None)
        if folded is not None:
            keep(kiosk, f"question_{number:02d}_list", touch=f"open_{folded['id']}")
        if number == 0:
            keep(kiosk, "question_draft_waiting", sheets={"notice": "draft_waiting"})
            keep(kiosk, "question_overtaken", sheets={"notice": "draft_overtaken"})
        answer_page(kiosk)
