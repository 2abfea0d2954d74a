"""The supervisor's desk, key by key: signing in, looking, closing a line, reports, the audit list, a hub that goes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kiosk.flows.watch_centre import Alarm, alarms
from kiosk.ui.supervisor.desk import days_of
from kiosk.ui.supervisor.showing import Shower
from tests.screens.supervisor_album import BUSY, EMPTY, QUIET, the_centre
from tests.ui.supervisor_given import BADGE, NOW, SESSION, Given, at_the_desk
from ticketing.client import (
    AuditChecked,
    AuditLine,
    AuditPage,
    StaffRole,
)
from ticketing.domain.answers import LineStanding
from ticketing.domain.audit import AuditDeed
from ticketing.domain.opening import ClosingReason
from ticketing.domain.report_answers import ReportFormat


@pytest.fixture
def given(qapp: object, qtbot: QtBot) -> Iterator[Given]:
    yield from at_the_desk(qtbot)


def test_a_badge_opens_the_desk_and_a_slip_does_not(given: Given) -> None:
    given.hand.show_code("MC1:ABCDEFGHIJKLMNOP")
    given.hand.wait(lambda: "không phải thẻ cán bộ" in given.hand.text("sign_in_trouble"))
    assert given.hub.asked == []
    given.enter()
    assert given.hub.asked[0] == ("badge", BADGE, 0)
    assert given.hand.text("counter_1") == "A012 · 4 phút"
    assert given.hand.text("counter_3") == "Chưa mở"
    assert given.hand.text("today_short") == "214 số · 191 xong"
    assert given.hand.see("nothing_to_do") is not None
    given.hand.click("sign_out")
    given.hand.wait_screen("SignIn")
    assert "Lan" not in str(given.hand.stage.snapshot)


def test_a_technician_sees_the_centre_and_no_door_that_is_shut(given: Given) -> None:
    given.hub.who = replace(SESSION, clerk_id="tuan", name="Đỗ Anh Tuấn", role=StaffRole.TECHNICIAN)
    given.hand.show_code(BADGE)
    given.hand.wait_screen("Supervisor")
    given.hand.wait(lambda: given.hand.text("line_A") == "A")
    doors = ("view_now", "view_today", "view_audit", "view_devices", "close_line", "free_leases", "report")
    shown = [name for name in doors if given.hand.see(name) is not None]
    assert shown == ["view_now", "view_devices", "free_leases"]
    for key in (Qt.Key.Key_F3, Qt.Key.Key_F4, Qt.Key.Key_F6, Qt.Key.Key_F8):
        given.hand.key(key)
    assert given.hand.stage.snapshot["view"] == "now"
    assert given.hand.see("sheet_close") is None
    assert not [one for one in given.hub.asked if one[0] in ("report", "audit")]


def test_a_wrong_pin_says_so(given: Given) -> None:
    given.desk.handlers["signInRequested"]("huong", "000000")
    given.hand.wait(lambda: "không đúng" in given.hand.text("sign_in_trouble"))
    given.desk.handlers["signInRequested"](" HUONG ", "864200")
    given.hand.wait_screen("Supervisor")


def test_a_line_is_closed_and_opened_by_keyboard_alone(given: Given) -> None:
    given.enter()
    given.hand.key(Qt.Key.Key_F6)
    given.pick(2, 3, 2)
    given.hand.wait(lambda: "Đã ngừng phát số" in given.hand.text("message"))
    assert given.hub.deeds() == [("close", "B", ClosingReason.SYSTEM_DOWN, NOW + timedelta(minutes=15))]
    given.hub.centre = BUSY
    given.desk.linked(False)
    given.desk.linked(True)
    given.hand.wait(lambda: given.hand.see("open_line") is not None)
    given.hand.key(Qt.Key.Key_F7)
    given.pick()
    given.hand.wait(lambda: given.hub.deeds()[-1] == ("open", "C"))


def test_a_planned_closing_of_a_full_line_can_be_taken_back(given: Given) -> None:
    full = replace(QUIET.lines[1], state=LineStanding.FULL, open=False, closing_stands=True)
    given.hub.centre = replace(QUIET, lines=(QUIET.lines[0], full, QUIET.lines[2]))
    given.enter()
    given.hand.key(Qt.Key.Key_F7)
    given.pick()
    given.hand.wait(lambda: given.hub.deeds() == [("open", "B")])


def test_escape_leaves_everything_as_it_was(given: Given) -> None:
    given.enter()
    for key in (Qt.Key.Key_F6, Qt.Key.Key_F8, Qt.Key.Key_F10):
        given.hand.key(key)
        given.hand.wait(lambda: given.hand.see("sheet_close") is not None)
        given.hand.key(Qt.Key.Key_Escape)
        given.hand.wait(lambda: given.hand.see("sheet_close") is None)
    assert given.hub.deeds() == []


def test_a_dead_counters_numbers_are_freed(given: Given) -> None:
    given.enter()
    given.hand.key(Qt.Key.Key_F10)
    given.pick(4)
    given.hand.wait(lambda: "hàng chung" in given.hand.text("message"))
    assert given.hub.deeds() == [("free", 4)]


def test_views_follow_their_keys(given: Given) -> None:
    given.enter()
    given.hand.key(Qt.Key.Key_F3)
    given.hand.wait(lambda: given.hand.see("plot_wait") is not None)
    assert given.hand.text("figure_mean") == "15,1 phút"
    given.hand.key(Qt.Key.Key_F4)
    given.hand.wait(lambda: given.hand.see("audit_8") is not None)
    given.hand.key(Qt.Key.Key_F9)
    given.hand.wait(lambda: "nguyên vẹn" in given.hand.text("audit_chain"))
    given.hand.key(Qt.Key.Key_F2)
    given.hand.wait(lambda: given.hand.text("line_A") == "A")


def test_devices_and_what_waits_to_be_sent(given: Given) -> None:
    given.hub.centre = BUSY
    given.enter()
    given.hand.key(Qt.Key.Key_F5)
    given.hand.wait(lambda: given.hand.text("device_K1") == "Đã kết nối")
    assert given.hand.text("device_K2") == "Mất kết nối từ 10:28"
    assert given.hand.text("device_Q3") == "Mất kết nối từ 19:42 22/11"
    assert given.hand.text("device_Q5") == "Chưa nối lần nào"
    assert given.hand.text("outbox_courier").startswith("7 hồ sơ chờ gửi, lâu nhất 52 phút · 1 việc bị từ chối")
    assert given.hand.text("outbox_courier-2").endswith("số liệu lúc 10:11")
    words = {row["label"] or row["where"]["vi"] for row in given.hand.stage.snapshot["alarms"]}
    assert "Máy lấy số K2" in words


def test_the_keys_are_told_and_the_look_is_chosen_at_the_desk(given: Given) -> None:
    given.enter()
    given.hand.key(Qt.Key.Key_F1)
    given.hand.wait(lambda: given.hand.text("key_map") == "Phím tắt")
    given.hand.click("language")
    given.hand.wait(lambda: given.hand.text("key_map") == "Keys")
    assert given.hand.stage.snapshot["figures"]["mean"] == "15.1"
    given.hand.key(Qt.Key.Key_F3)
    assert given.hand.stage.snapshot["view"] == "now", "what lies over the desk takes the keys"
    given.hand.key(Qt.Key.Key_Escape)
    given.hand.key(Qt.Key.Key_F3)
    given.hand.wait(lambda: given.hand.text("figure_mean") == "15.1 min")


def test_a_broken_chain_is_said_at_once(given: Given) -> None:
    given.hub.checked = AuditChecked(8, 5, "changed")
    given.enter()
    given.hand.key(Qt.Key.Key_F4)
    given.hand.key(Qt.Key.Key_F9)
    given.hand.wait(lambda: "từ mục 5" in given.hand.text("audit_chain"))


def test_a_report_is_kept_and_a_full_disk_is_said(given: Given) -> None:
    given.enter()
    given.hand.key(Qt.Key.Key_F8)
    given.pick(4, 3)
    given.hand.wait(lambda: "bao-cao-2026-10.csv" in given.hand.text("message"))
    assert ("export_report", date(2026, 10, 1), date(2026, 10, 31), ReportFormat.CSV) in given.hub.asked
    assert list(given.shelf.kept) == ["bao-cao-2026-10.csv"]
    given.shelf.full = True
    given.hand.key(Qt.Key.Key_F8)
    given.pick(1, 3)
    given.hand.wait(lambda: "Không lưu được báo cáo" in given.hand.text("message"))


def test_a_hub_that_goes_and_comes_back(given: Given) -> None:
    given.enter()
    given.hub.dark = True
    given.desk.linked(False)
    given.hand.wait(lambda: given.hand.see("link_lost") is not None)
    given.hand.key(Qt.Key.Key_F6)
    given.pick(1, 1, 1)
    given.hand.wait(lambda: "lúc 10:42" in given.hand.text("message"))
    assert given.hand.text("line_A") == "A"
    given.hub.dark = False
    given.desk.linked(True)
    given.hand.wait(lambda: given.hand.see("link_lost") is None and given.hand.text("message") == "")


@pytest.mark.parametrize(
    ("ends", "says"), [(timedelta(hours=8), "vừa đăng nhập ở máy khác"), (timedelta(0), "đã hết giờ")]
)
def test_a_session_that_is_over_says_why_and_what_to_do(given: Given, ends: timedelta, says: str) -> None:
    given.hub.who = replace(SESSION, expires_at=NOW + ends)
    given.enter()
    given.hub.forgotten = True
    given.desk.linked(False)
    given.desk.linked(True)
    given.hand.wait_screen("SignIn")
    given.hand.wait(lambda: says in given.hand.text("sign_in_trouble"))
    assert "đăng nhập lại" in given.hand.text("sign_in_trouble").lower()
    assert "Lan" not in str(given.hand.stage.snapshot)
    given.hub.forgotten = False
    given.enter()


def test_everything_that_is_audited_has_words() -> None:
    page = AuditPage(
        tuple(AuditLine(no, NOW, "Lan", deed, "A012", "A", 3, None, None) for no, deed in enumerate(AuditDeed, 1)), 1
    )
    rows = Shower(the_centre()).audit([page])
    assert not [row.deed for row, deed in zip(rows, AuditDeed, strict=True) if row.deed.vi == deed.value]
    assert rows[0].what.vi == "A012 · Quầy 3"
    assert rows[0].what.en == "A012 · Counter 3"


@pytest.mark.parametrize(
    ("deed", "counter", "reason", "detail", "vi", "en"),
    [
        (AuditDeed.EXPORT_REPORT, None, "pdf", "2026-11-23", "23/11/2026 (PDF)", "23/11/2026 (PDF)"),
        (AuditDeed.EXPORT_REPORT, None, "xlsx", "2026-11-01/2026-11-30",
         "01/11/2026 – 30/11/2026 (XLSX)", "01/11/2026 – 30/11/2026 (XLSX)"),
        (AuditDeed.ENROL_DEVICE, None, "kiosk", "K1", "K1 (Máy lấy số)", "K1 (Kiosk)"),
        (AuditDeed.REVOKE_DEVICE, None, "board", "B1", "B1 (Bảng gọi số)", "B1 (Board)"),
        (AuditDeed.SESSION_DISPLACED, 3, None, "lan", "Quầy 3 · Nguyễn Thị Lan đăng nhập",
         "Counter 3 · Nguyễn Thị Lan signed in"),
        (AuditDeed.GIVE_BADGE, None, None, "lan", "Nguyễn Thị Lan", "Nguyễn Thị Lan"),
        (AuditDeed.REVOKE_BADGE, None, None, "gone", "gone", "gone"),
    ],
)  # fmt: skip
def test_what_was_done_to_no_number_is_said_in_words(
    deed: AuditDeed, counter: int | None, reason: str | None, detail: str, vi: str, en: str
) -> None:
    page = AuditPage((AuditLine(1, NOW, None, deed, None, None, counter, reason, detail),), 1)
    (row,) = Shower(the_centre()).audit([page])

    def said(what: str, why: str | None) -> str:
        return what if why is None else f"{what} ({why})"

    assert said(row.what.vi, None if row.reason is None else row.reason.vi) == vi
    assert said(row.what.en, None if row.reason is None else row.reason.en) == en


def test_numbers_sent_on_stand_among_the_figures_of_a_day_that_has_some(given: Given) -> None:
    counted = given.hub.counted
    given.hub.counted = replace(counted, totals=replace(counted.totals, moved=0))
    given.enter()
    given.hand.key(Qt.Key.Key_F3)
    given.hand.wait(lambda: given.hand.see("plot_wait") is not None)
    assert given.hand.see("figure_moved") is None
    given.hub.counted = replace(counted, totals=replace(counted.totals, moved=17))
    given.hand.key(Qt.Key.Key_F2)
    given.hand.key(Qt.Key.Key_F3)
    given.hand.wait(lambda: given.hand.see("figure_moved") is not None)
    assert given.hand.text("figure_moved") == "17"


def test_the_first_day_without_anybody(given: Given) -> None:
    given.hub.counted = EMPTY
    given.enter()
    given.hand.key(Qt.Key.Key_F3)
    given.hand.wait(lambda: "chưa có ai lấy số" in given.hand.text("no_data"))
    assert given.hand.text("figure_mean") == "–"


def test_a_quiet_centre_raises_no_alarm_and_a_busy_one_the_worst_first() -> None:
    assert alarms(QUIET) == ()
    assert alarms(BUSY) == (
        Alarm("promise", line="A", count=4),
        Alarm("nobody_serves", line="B", count=21, minutes=71),
        Alarm("device_silent", device="courier-2", minutes=31),
        Alarm("device_silent", device="K2", minutes=14),
        Alarm("long_wait", line="A", count=38, minutes=96),
        Alarm("outbox_refused", device="courier", count=1),
        Alarm("outbox_waiting", device="courier", count=7, minutes=52),
        Alarm("outbox_waiting", device="courier-2", count=2, minutes=35),
        Alarm("paused_meanwhile", counter=5, count=21, minutes=40),
        Alarm("paused_meanwhile", counter=2, count=38, minutes=18),
        Alarm("long_service", counter=1, label="A112", minutes=52),
    )


@pytest.mark.parametrize(
    ("period", "today", "first", "last"),
    [
        ("today", date(2026, 11, 23), date(2026, 11, 23), date(2026, 11, 23)),
        ("yesterday", date(2026, 12, 1), date(2026, 11, 30), date(2026, 11, 30)),
        ("this_month", date(2026, 2, 28), date(2026, 2, 1), date(2026, 2, 28)),
        ("last_month", date(2027, 1, 31), date(2026, 12, 1), date(2026, 12, 31)),
    ],
)
def test_periods(period: str, today: date, first: date, last: date) -> None:
    assert days_of(period, today) == (first, last)
