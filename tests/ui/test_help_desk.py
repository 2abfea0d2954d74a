"""The help desk at the supervisor's: who was called in vain comes back, and who is called first, key by key."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.supervisor_given import BADGE, SESSION, SUPPORT, Given, at_the_desk
from ticketing.client import (
    ClerkSession,
)


@pytest.fixture
def given(qapp: object, qtbot: QtBot) -> Iterator[Given]:
    yield from at_the_desk(qtbot)


def test_support_sees_what_support_may_do(given: Given) -> None:
    given.hub.who = SUPPORT
    given.hand.show_code(BADGE)
    given.hand.wait_screen("Supervisor")
    given.hand.wait(lambda: given.hand.text("line_A") == "A")
    doors = ("view_now", "view_today", "view_audit", "view_devices", "absent", "priority", "close_line", "open_line",
             "free_leases", "report")  # fmt: skip
    assert [name for name in doors if given.hand.see(name) is not None] == [
        "view_now", "view_devices", "absent", "priority"
    ]  # fmt: skip
    for key in (Qt.Key.Key_F3, Qt.Key.Key_F4, Qt.Key.Key_F6, Qt.Key.Key_F8, Qt.Key.Key_F10):
        given.hand.key(key)
    assert given.hand.stage.snapshot["view"] == "now"
    assert given.hand.see("sheet_close") is None
    assert not [one for one in given.hub.asked if one[0] in ("report", "audit")]


@pytest.mark.parametrize("who", [SUPPORT, SESSION], ids=["support", "supervisor"])
def test_who_came_back_waits_in_the_old_place(given: Given, who: ClerkSession) -> None:
    given.hub.who = who
    given.hand.show_code(BADGE)
    given.hand.wait_screen("Supervisor")
    given.hand.click("absent")
    given.hand.wait(
        lambda: [one["until"] for one in given.hand.stage.snapshot["absent"]] == ["11:03", "10:48", "12:10"]
    )
    given.hand.click("option_ticket_t9")
    given.hand.click("sheet_confirm")
    given.hand.wait(lambda: given.hand.text("message") == "Số K2-009 đã vào lại hàng, ở chỗ cũ.")
    assert given.hub.deeds() == [("back", "t9")]


def test_who_came_too_late_is_told_why(given: Given) -> None:
    given.hub.too_late = True
    given.enter()
    given.hand.key(Qt.Key.Key_F11)
    given.hand.wait(lambda: given.hand.see("option_ticket_t3") is not None)
    given.pick(1)
    given.hand.wait(lambda: "quá thời hạn giữ chỗ" in given.hand.text("message"))


def test_a_list_that_the_hub_does_not_tell_is_not_an_empty_one(given: Given) -> None:
    given.enter()
    given.hub.dark = True
    given.hand.key(Qt.Key.Key_F11)
    given.hand.wait(lambda: given.hand.stage.snapshot["absent_listed"] == "away")
    assert given.hand.see("sheet_confirm") is None
    given.hand.key(Qt.Key.Key_Escape)
    given.hub.dark, given.hub.away = False, ()
    given.hand.key(Qt.Key.Key_F11)
    given.hand.wait(lambda: given.hand.stage.snapshot["absent_listed"] == "told")
    assert given.hand.see("sheet_confirm") is None
    given.hand.key(Qt.Key.Key_Escape)
    given.hand.click("sign_out")
    given.hand.wait_screen("SignIn")


def test_priority_is_given_and_taken_away_at_the_desk(given: Given) -> None:
    given.enter()
    given.hand.key(Qt.Key.Key_F12)
    given.hand.wait(lambda: given.hand.see("option_line_A") is not None)
    given.pick(1, 1)
    given.hand.wait(lambda: given.hand.text("sheet_title") == "Ưu tiên cho A013")
    given.pick(3, 2)
    given.hand.wait(lambda: given.hand.text("message") == "Đã ghi ưu tiên cho số A013.")
    given.hand.key(Qt.Key.Key_F12)
    given.hand.wait(lambda: given.hand.see("option_line_A") is not None)
    given.pick(1, 2)
    given.hand.wait(lambda: given.hand.text("sheet_title") == "Ưu tiên cho A014")
    given.pick(1, 4)
    given.hand.wait(lambda: given.hand.text("message") == "Đã bỏ ưu tiên của số A014.")
    assert given.hub.deeds() == [("priority", "w1", "pregnant", "seen_by_staff"), ("priority", "w2", None, "mistake")]


def test_a_list_that_comes_after_its_reader_left_stays_nowhere(given: Given) -> None:
    given.enter()
    given.desk.handlers["absentWanted"]()
    given.desk.handlers["waitingWanted"]()
    given.hand.click("sign_out")
    given.hand.wait_screen("SignIn")
    given.hand.wait(lambda: ("sign_out",) in given.hub.asked)
    given.enter()
    assert given.hand.stage.snapshot["absent"] == given.hand.stage.snapshot["waiting"] == []
