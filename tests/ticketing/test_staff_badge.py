"""Badges: made by the command, they sign in at a real hub; void ones do not, and wrong ones lock the device."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pypdfium2
import pytest
import zxingcpp

from ticketing.badges import give_badge
from ticketing.client import ClerkSession, HubClient, Refused, StaffRole
from ticketing.deeds.signing_in import SignInWithBadges
from ticketing.domain.asked import ShowBadge
from ticketing.domain.badge import badge_fingerprint, badge_text, looks_like_badge
from ticketing.store.opening import DATABASE_FILE, HubStore

CENTRE = "H26-CN03"


def fingerprint_of(number: int) -> str:
    sha256 = badge_fingerprint(badge_text(bytes([number]) * 20))
    assert sha256 is not None
    return sha256


def give(store: HubStore, clerk: str, number: int) -> None:
    with store.writing_once(CENTRE) as ledger:
        ledger.give_badge(clerk, fingerprint_of(number), 0)


def code(answer: object) -> str:
    assert isinstance(answer, Refused)
    return answer.code


def make(home: Path, *words: str) -> str:
    command = [sys.executable, "-m", "kiosk", "staff-badge", *words, "--home", str(home)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def printed_code(card: Path) -> str:
    if card.suffix == ".pdf":
        document = pypdfium2.PdfDocument(card)
        picture = document[0].render(scale=4).to_numpy()
        document.close()
    else:
        read = cv2.imdecode(np.fromfile(card, np.uint8), cv2.IMREAD_COLOR)
        assert read is not None
        picture = np.asarray(read)
    return str(zxingcpp.read_barcodes(picture)[0].text)


def test_a_printed_badge_signs_in_and_a_new_one_makes_it_void(
    start_hub: Callable[..., Any], let_in: Callable[..., str], tmp_path: Path
) -> None:
    make(tmp_path, "lan", "--out", str(tmp_path / "lan.png"))
    make(tmp_path, "huong", "--out", str(tmp_path / "huong.pdf"))
    hub = start_hub(tmp_path)
    with sqlite3.connect(tmp_path / DATABASE_FILE) as database:
        audited = database.execute("SELECT deed, detail FROM audit ORDER BY no").fetchall()
    assert audited == [("give_badge", "lan"), ("give_badge", "huong")]
    counter = HubClient(hub.url, let_in(tmp_path, "counter"))
    desk = HubClient(hub.url, let_in(tmp_path, "supervisor"))
    lan, huong = printed_code(tmp_path / "lan.png"), printed_code(tmp_path / "huong.pdf")
    session = counter.sign_in_with_badge(f" {lan.lower()} ", 3)
    assert isinstance(session, ClerkSession)
    assert (session.clerk_id, session.role, session.counter) == ("lan", StaffRole.CLERK, 3)
    assert not isinstance(counter.call_next(3, "request-1"), Refused)
    over_all = desk.sign_in_with_badge(huong, 0)
    assert isinstance(over_all, ClerkSession)
    assert over_all.counter == 0
    assert code(desk.sign_in_with_badge(lan, 0)) == "not_allowed"
    assert code(desk.sign_in_with_badge(huong, 3)) == "wrong_role"
    assert code(counter.sign_in_with_badge(huong, 0)) == "unknown_counter"
    assert (tmp_path / "lan.png").stat().st_mode & 0o777 == 0o600
    second = badge_text(bytes(range(20)))
    assert give_badge(tmp_path, CENTRE, "lan", badge_fingerprint(second) or "", 0) is None
    assert code(counter.sign_in_with_badge(lan, 3)) == "wrong_badge"
    assert isinstance(counter.sign_in_with_badge(second, 3), ClerkSession)
    make(tmp_path, "lan", "--revoke")
    assert code(counter.sign_in_with_badge(second, 3)) == "wrong_badge"
    for kept in (path for path in tmp_path.rglob("*") if path.is_file() and path.suffix not in (".png", ".pdf")):
        assert lan.removeprefix("MB1:").encode() not in kept.read_bytes()
    with closing(sqlite3.connect(tmp_path / "hub.sqlite3")) as database:
        assert database.execute("SELECT count(*) FROM badge WHERE revoked_ms IS NULL").fetchone() == (1,)


def test_wrong_badges_slow_the_device_down_and_lock_it_but_no_other(
    house: Any, hand_clock: Any, store: HubStore, perform: Callable[..., list[Any]]
) -> None:
    give(store, "lan", 1)
    sign_in = SignInWithBadges(house)

    def show(number: int, device: str = "Q3", counter: int = 3) -> Any:
        return perform(sign_in, ShowBadge(fingerprint_of(number), device, counter))[0]

    assert [code(show(9)) for _ in range(3)] == ["wrong_badge"] * 3
    assert code(show(1)) == "too_soon"
    hand_clock.pass_minutes(0.05)
    assert code(show(9)) == "wrong_badge"
    hand_clock.pass_minutes(0.1)
    assert code(show(9)) == "wrong_badge"
    assert code(show(1)) == "locked"
    assert isinstance(show(1, "Q1", 1), ClerkSession)
    hand_clock.pass_minutes(16)
    assert isinstance(show(1), ClerkSession)
    assert [code(show(9)) for _ in range(2)] == ["wrong_badge"] * 2
    with store.reading(CENTRE) as ledger:
        entries = [row.entry for row in ledger.audit_after(0, 100)]
    refused, locked, signed_in = ("sign_in_refused", "-"), ("sign_in_locked", "-"), ("sign_in", "lan")
    elsewhere = ("session_displaced", "lan")
    told = [(one.deed, one.staff_id) for one in entries]
    assert told == [*[refused] * 4, locked, signed_in, elsewhere, signed_in, *[refused] * 2]
    assert {(one.reason, one.detail) for one in entries if one.deed == "sign_in_refused"} == {("badge", "Q3")}


def test_two_supervisors_may_look_over_the_centre_and_one_person_is_in_one_place(
    house: Any, store: HubStore, perform: Callable[..., list[Any]]
) -> None:
    from dataclasses import replace

    from ticketing.deeds.house import House
    from ticketing.domain.rules import StaffRule

    staff = (*house.rules.staff, StaffRule("huong", "H", StaffRole.SUPERVISOR, "x"),
             StaffRule("tuan", "T", StaffRole.TECHNICIAN, "x"))  # fmt: skip
    grown = House(replace(house.rules, staff=staff), house.clock, house.luck)
    sign_in = SignInWithBadges(grown)
    for number, clerk in enumerate(("huong", "tuan", "lan"), 1):
        give(store, clerk, number)
    first, second = perform(
        sign_in, ShowBadge(fingerprint_of(1), "V1", 0), ShowBadge(fingerprint_of(2), "V2", 0)
    )  # fmt: skip
    assert isinstance(first, ClerkSession)
    assert isinstance(second, ClerkSession)
    now = house.clock.now_ms()

    def alive(session: ClerkSession) -> bool:
        from ticketing.domain.luck import fingerprint

        with store.reading(CENTRE) as ledger:
            return ledger.session(fingerprint(session.token), now) is not None

    assert (alive(first), alive(second)) == (True, True)
    with store.reading(CENTRE) as ledger:
        assert not ledger.sessions_at_counters(now)
    at_counter = perform(sign_in, ShowBadge(fingerprint_of(1), "Q1", 1))[0]
    assert isinstance(at_counter, ClerkSession)
    assert (alive(first), alive(second), alive(at_counter)) == (False, True, True)


@pytest.mark.parametrize("text", ["", "MB1:", "MC1:" + "A" * 32, "MB1:" + "A" * 31, "MB1:" + "1" * 32])
def test_what_is_no_badge_has_no_fingerprint(text: str) -> None:
    assert badge_fingerprint(text) is None


def test_a_reader_that_types_small_letters_is_understood() -> None:
    text = badge_text(bytes(range(20)))
    assert badge_fingerprint(text.lower() + "\n") == badge_fingerprint(text)
    assert looks_like_badge(text.lower())
    assert not looks_like_badge("MC1:AAAA")
