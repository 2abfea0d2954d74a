"""Bad codes shown to a kiosk: a sentence in both languages, one event, and no letter of the code in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from config import event_log
from tests.ui.kiosk_given import Kiosk, Make
from tests.ui.kiosk_walk import to_form, to_ticket

PERSON = "Nguyễn Thị Mẫu"
HOME = "Số 1 Phố Mẫu"


@pytest.fixture
def said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The log of this process, for as long as one test."""
    path = tmp_path / "kiosk.jsonl"
    monkeypatch.setattr(event_log, "_log", event_log.EventLog("kiosk", path))
    return path


def refusals(path: Path) -> list[dict[str, Any]]:
    """Every refused input in the log, which holds nothing of any person."""
    text = path.read_text()
    for personal in (PERSON, "Mẫu", HOME, "001190000001"):
        assert personal not in text
    events = [json.loads(line) for line in text.splitlines()]
    return [one for one in events if one["event"] in ("input.refused", "card.refused")]


def at_card(make: Make) -> Kiosk:
    kiosk = make()
    to_ticket(kiosk)
    to_form(kiosk)
    return kiosk


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("hello", "not_a_card"),
        ("001190000001", "only_number"),
        (f"001190000001||{PERSON}|31021990|Nữ|{HOME}|20082021", "born"),
        (f"001190000001||{PERSON}|01011990|Nữ|{HOME}|20082091", "future"),
        (f"{PERSON}|001190000001||Nữ|01011990|{HOME}|20082021", "order"),
        (f"001190000001||{PERSON}|01011990|Nữ|{HOME}", "another_layout"),
        ("001190000001||Nguy?n Th? M?u|01011990|N?|S? 1|20082021", "mangled"),
        (f"001190000001||{PERSON}|01011990|Nữ|{HOME * 600}|20082021", "too_long"),
    ],
    ids=lambda value: value if len(value) < 20 else "",
)
def test_a_bad_card_is_told_once_and_the_form_can_be_filled_by_hand(
    make: Make, said: Path, code: str, reason: str
) -> None:
    kiosk = at_card(make)
    kiosk.hand.show_code(code)
    fault = kiosk.hand.stage.snapshot["fault"]
    assert fault["vi"]
    assert fault["en"]
    (refused,) = refusals(said)
    assert (refused["event"], refused["reason"]) == ("card.refused", reason)
    kiosk.hand.tap("skip_card")
    kiosk.hand.wait_screen("Question")


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("MC1:ABCDEF", "damaged"),
        (f"001190000001||{PERSON}|01011990|Nữ|{HOME}|20082021", "not_a_slip"),
        ("MC1:" + "A" * 84, "damaged"),
    ],
    ids=("cut", "a_card", "nonsense"),
)
def test_a_bad_slip_is_told_at_the_first_screen(make: Make, said: Path, code: str, reason: str) -> None:
    kiosk = make()
    kiosk.hand.show_code(code)
    kiosk.settle()
    assert kiosk.hand.see("welcome_notice") is not None
    (refused,) = refusals(said)
    assert refused | {"at": ""} == {
        "at": "", "process": "kiosk", "event": "input.refused", "where": "kiosk_slip", "reason": reason,
    }  # fmt: skip


def test_a_picture_without_a_code_is_told(make: Make, said: Path) -> None:
    kiosk = make()
    kiosk.hand.stage.offer_image(Path("nothing.png"))
    kiosk.settle()
    assert kiosk.hand.see("welcome_notice") is not None
    assert [one["reason"] for one in refusals(said)] == ["no_code"]


def test_what_stands_for_no_appointment_is_told(make: Make, said: Path) -> None:
    kiosk = make(doors=("take_number", "appointment"))
    kiosk.hand.tap("door_appointment")
    for code in ("123", f"{PERSON}|001190000001||Nữ|01011990|{HOME}|20082021"):
        kiosk.hand.show_code(code)
        assert kiosk.hand.stage.snapshot["said"]["en"]
    assert [(one["where"], one["reason"]) for one in refusals(said)] == [
        ("kiosk_appointment", "not_a_booking"), ("kiosk_appointment", "order"),
    ]  # fmt: skip


def test_a_hub_that_cannot_be_heard_is_no_bad_input(make: Make, said: Path) -> None:
    kiosk = make()
    to_ticket(kiosk)
    slip = kiosk.printer.codes[-1]
    kiosk.hand.tap("finish")
    kiosk.hand.wait_screen("Welcome")
    kiosk.hub.dark = True
    kiosk.hand.show_code(slip)
    kiosk.settle()
    assert kiosk.hand.stage.snapshot["notice"] == "unreachable"
    assert refusals(said) == []
