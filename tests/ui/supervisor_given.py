"""The supervisor's desk before anybody has signed in: a hub that answers as it is told, and a hand at the keys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kiosk.ui.backstage import Backstage
from kiosk.ui.supervisor.desk import SupervisorDesk
from kiosk.ui.supervisor.ports import SupervisorPorts
from tests.screens.supervisor_album import ABSENT, AUDIT, QUIET, REPORT, WAITING, the_centre
from tests.ui.stage_given import LANDSCAPE, Hand, make_stage
from ticketing.client import (
    AbsentTicket,
    AuditChecked,
    AuditPage,
    ClerkSession,
    LeasesFreed,
    LineState,
    Overview,
    Refused,
    Report,
    ReportFormat,
    SignedOut,
    StaffRole,
    Ticket,
    TicketStatus,
    Unreachable,
    WaitingTicket,
)
from ticketing.domain.opening import ClosingReason

_A = TypeVar("_A")

NOW = datetime(2026, 11, 23, 10, 42, tzinfo=the_centre().zone)
SESSION = ClerkSession("token", "huong", "Lê Thu Hương", StaffRole.SUPERVISOR, 0, NOW + timedelta(hours=8))
SUPPORT = replace(SESSION, clerk_id="hoa", name="Phạm Thị Hoa", role=StaffRole.SUPPORT)
BACK = Ticket("t9", "9" * 32, "K2-009", "B", 9, NOW.date(), NOW, TicketStatus.WAITING, 0, 0, 5, "page")
BADGE = "MB1:ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"


@dataclass
class FakeHub:
    """Knows one supervisor; shows a centre; remembers what was asked."""

    centre: Overview = QUIET
    counted: Report = REPORT
    pages: tuple[AuditPage, ...] = (AUDIT,)
    away: tuple[AbsentTicket, ...] = ABSENT
    waiting: tuple[WaitingTicket, ...] = WAITING
    too_late: bool = False
    checked: AuditChecked = field(default_factory=lambda: AuditChecked(8, None, None))
    who: ClerkSession = SESSION
    dark: bool = False
    forgotten: bool = False
    asked: list[tuple[Any, ...]] = field(default_factory=list)

    def _answer(self, answer: _A, *asked: Any) -> _A | Refused | Unreachable:
        self.asked.append(asked)
        if self.dark:
            return Unreachable("no_connection")
        if self.forgotten:
            return Refused("not_signed_in", "Phiên làm việc đã hết.", "The session is over.")
        return answer

    def sign_in(self, clerk_id: str, pin: str, counter: int) -> ClerkSession | Refused | Unreachable:
        right = (clerk_id, pin, counter) == ("huong", "864200", 0)
        wrong = Refused("wrong_pin", "Tên đăng nhập hoặc mã PIN không đúng.", "The PIN is not right.")
        return self._answer(SESSION if right else wrong, "sign_in")

    def sign_in_with_badge(self, badge: str, counter: int) -> ClerkSession | Refused | Unreachable:
        return self._answer(self.who, "badge", badge, counter)

    def sign_out(self) -> SignedOut | Refused | Unreachable:
        return self._answer(SignedOut(), "sign_out")

    def overview(self) -> Overview | Refused | Unreachable:
        return self._answer(self.centre, "overview")

    def report(self, first: date, last: date) -> Report | Refused | Unreachable:
        return self._answer(self.counted, "report", first, last)

    def export_report(self, first: date, last: date, written_as: ReportFormat) -> Report | Refused | Unreachable:
        return self._answer(self.counted, "export_report", first, last, written_as)

    def audit(self, before: int | None = None) -> AuditPage | Refused | Unreachable:
        return self._answer(self.pages[0 if before is None else 1], "audit", before)

    def check_audit(self) -> AuditChecked | Refused | Unreachable:
        return self._answer(self.checked, "check")

    def close_line(
        self, line: str, reason: ClosingReason, request_id: str, *, closes_at: datetime | None = None,
        opens_at: datetime | None = None,
    ) -> LineState | Refused | Unreachable:  # fmt: skip
        return self._answer(LineState(line, 0, 0, 0, False), "close", line, reason, closes_at)

    def open_line(self, line: str, request_id: str) -> LineState | Refused | Unreachable:
        return self._answer(LineState(line, 0, 0, 0, True), "open", line)

    def free_leases(self, counter: int, request_id: str) -> LeasesFreed | Refused | Unreachable:
        return self._answer(LeasesFreed(counter, 3), "free", counter)

    def everybody_absent(self) -> tuple[AbsentTicket, ...] | Refused | Unreachable:
        return self._answer(self.away, "absent")

    def come_back(self, ticket_id: str, request_id: str) -> Ticket | Refused | Unreachable:
        late = Refused("return_too_late", "Đã quá thời hạn giữ chỗ.", "The time to return has passed.")
        return self._answer(late if self.too_late else BACK, "back", ticket_id)

    def everybody_waiting(self) -> tuple[WaitingTicket, ...] | Refused | Unreachable:
        return self._answer(self.waiting, "waiting")

    def set_priority(
        self, ticket_id: str, priority_class: str | None, reason: str, request_id: str
    ) -> Ticket | Refused | Unreachable:
        return self._answer(BACK, "priority", ticket_id, priority_class, reason)

    def deeds(self) -> list[tuple[Any, ...]]:
        return [one for one in self.asked if one[0] in ("close", "open", "free", "back", "priority")]


@dataclass
class Shelf:
    """Keeps reports, or is full."""

    kept: dict[str, bytes] = field(default_factory=dict)
    full: bool = False

    def put(self, name: str, data: bytes) -> Path | None:
        if self.full:
            return None
        self.kept[name] = data
        return Path("/reports") / name


@dataclass
class Given:
    desk: SupervisorDesk
    hand: Hand
    hub: FakeHub
    shelf: Shelf

    def enter(self) -> None:
        self.hand.show_code(BADGE)
        self.hand.wait_screen("Supervisor")
        self.hand.wait(lambda: self.hand.stage.snapshot["ready"] and self.hand.stage.snapshot["figures"])

    def pick(self, *figures: int) -> None:
        """Answer the sheet with the keyboard alone: a figure for each question, then Enter."""
        for at, figure in enumerate(figures):
            if at:
                self.hand.key(Qt.Key.Key_Tab)
            self.hand.key(Qt.Key(int(Qt.Key.Key_0) + figure))
        self.hand.key(Qt.Key.Key_Return)


def at_the_desk(qtbot: QtBot) -> Iterator[Given]:
    """The desk, and its end."""
    stage = make_stage("Supervisor", LANDSCAPE, pointer=True)
    backstage, hub, shelf = Backstage(1), FakeHub(), Shelf()
    desk = SupervisorDesk(stage, backstage, SupervisorPorts(the_centre(), hub, shelf, lambda: NOW, lambda: "request-1"))
    desk.open()
    hand = Hand(stage, qtbot)
    hand.wait_screen("SignIn")
    yield Given(desk, hand, hub, shelf)
    desk.close()
    hand.wait(lambda: not backstage.busy)
    backstage.close()
    shiboken6.delete(stage.view)
