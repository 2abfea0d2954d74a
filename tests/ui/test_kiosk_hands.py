"""Hands on a kiosk: the keyboard on the glass, a real one, the code reader, idleness, calls, and every signal cut."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk.domain.dossier_code import DossierCode
from kiosk.domain.journey import Step
from kiosk.ui.stage import ScreenBroken
from tests.screens.kiosk_album import SCREENS
from tests.ui.kiosk_given import CARD, NEW_CARD, FakeHub, Kiosk, Make
from tests.ui.kiosk_walk import answer_page, to_done, to_form, to_ticket, write
from ticketing.client import EventType, HubEvent


def at_search(kiosk: Kiosk) -> Kiosk:
    kiosk.hand.tap("door_fill_form")
    kiosk.hand.wait_screen("Need")
    kiosk.hand.tap("field_search")
    return kiosk


def line(kiosk: Kiosk, name: str) -> str:
    """What stands on a line, the syllable under way included."""
    item = kiosk.hand.see(name)
    assert item is not None
    return str(item.property("value"))


def type_fast(kiosk: Kiosk, text: str) -> None:
    """Keys a millisecond apart, as a reader sends them."""
    for letter in text:
        QTest.sendKeyEvent(
            QTest.KeyAction.Click, kiosk.hand.stage.view, Qt.Key.Key_unknown, letter, Qt.KeyboardModifier.NoModifier
        )


def called(kiosk: Kiosk, kind: EventType = EventType.CALLED) -> HubEvent:
    place = kiosk.window.visit.journey.place
    assert place is not None
    return HubEvent(7, kind, kiosk.clock[0], place.label, place.line, place.ticket_id, 3)


# --- writing -------------------------------------------------------------------------------------------------------


def test_telex_on_the_glass_keeps_the_focus(make: Make) -> None:
    kiosk = at_search(make())
    write(kiosk, "khai sinh")
    kiosk.hand.tap("key_backspace")
    write(kiosk, "h")
    assert line(kiosk, "field_search") == "khai sinh"
    write(kiosk, " ddawng")
    assert line(kiosk, "field_search") == "khai sinh đăng"
    kiosk.hand.wait(lambda: kiosk.hand.see("procedure_2.000635") is not None)


def test_names_begin_with_a_capital_and_a_tone_joins_a_settled_word(make: Make) -> None:
    kiosk = make()
    to_ticket(kiosk)
    to_form(kiosk)
    kiosk.hand.tap("skip_card")
    answer_page(kiosk)
    answer_page(kiosk)
    kiosk.hand.tap("field_requester_full_name")
    write(kiosk, "nguyen")
    kiosk.hand.stage.composer.commit()
    write(kiosk, "e")
    write(kiosk, "x")
    write(kiosk, " thij")
    assert line(kiosk, "field_requester_full_name") == "Nguyễn Thị"


def test_a_long_answer_is_written_smaller_and_not_cut(make: Make) -> None:
    kiosk = make()
    to_ticket(kiosk)
    to_form(kiosk)
    kiosk.hand.show_code(CARD)
    while kiosk.hand.see("field_requester_document_issuer") is None:
        answer_page(kiosk)
    assert line(kiosk, "field_requester_document_issuer") == "Cục Cảnh sát quản lý hành chính về trật tự xã hội"
    item = kiosk.hand.see("field_requester_document_issuer")
    assert item is not None
    (written,) = [child for child in item.childItems() if child.inherits("QQuickTextInput")]
    assert 0 < float(written.property("contentWidth")) <= written.width()


def test_a_word_can_be_chosen_from_the_strip(make: Make) -> None:
    kiosk = at_search(make())
    write(kiosk, "nguyen")
    kiosk.hand.wait(lambda: kiosk.hand.usable("key_candidate_1"))
    kiosk.hand.tap("key_candidate_1")
    assert line(kiosk, "field_search").strip() in ("nguyễn", "nguyên")


def test_a_real_keyboard_writes_vietnamese_too(make: Make) -> None:
    kiosk = at_search(make())
    for key in "ddoocj":
        QTest.keyClick(kiosk.hand.stage.view, getattr(Qt.Key, f"Key_{key.upper()}"))
        kiosk.hand.qtbot.wait(45)
    assert line(kiosk, "field_search") == "độc"
    QTest.keyClick(kiosk.hand.stage.view, Qt.Key.Key_Backspace)
    kiosk.hand.wait(lambda: line(kiosk, "field_search") == "độ")


def test_only_digits_go_where_digits_go(make: Make) -> None:
    kiosk = make()
    to_ticket(kiosk)
    to_form(kiosk)
    kiosk.hand.tap("skip_card")
    answer_page(kiosk)
    answer_page(kiosk)
    kiosk.hand.tap("field_requester_personal_number")
    assert kiosk.hand.see("key_a") is None
    write(kiosk, "001")
    type_fast(kiosk, "x")
    kiosk.hand.tap("key_9")
    assert line(kiosk, "field_requester_personal_number") == "0019"


def test_done_puts_the_keyboard_away(make: Make) -> None:
    kiosk = at_search(make())
    kiosk.hand.tap("key_done")
    kiosk.hand.wait(lambda: kiosk.hand.see("key_a") is None)


# --- the reader ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("card", [CARD, NEW_CARD], ids=["seven fields", "eleven fields"])
def test_a_burst_ended_by_return_is_a_card(make: Make, card: str) -> None:
    kiosk = make()
    to_ticket(kiosk)
    to_form(kiosk)
    type_fast(kiosk, card)
    QTest.keyClick(kiosk.hand.stage.view, Qt.Key.Key_Return)
    kiosk.hand.wait_screen("Question")
    draft = kiosk.window.visit.journey.draft
    assert draft is not None
    assert draft.answers["requester_full_name"].value == "Nguyễn Thị Mẫu"


def test_a_burst_is_no_text_in_a_line(make: Make) -> None:
    kiosk = at_search(make())
    type_fast(kiosk, CARD)
    QTest.keyClick(kiosk.hand.stage.view, Qt.Key.Key_Return)
    assert line(kiosk, "field_search") == ""


def test_slow_typing_and_return_is_no_code(make: Make) -> None:
    kiosk = at_search(make())
    heard: list[str] = []
    kiosk.hand.stage.listen_for_codes(heard.append)
    for letter in "ketduyen":
        type_fast(kiosk, letter)
        kiosk.hand.qtbot.wait(45)
    QTest.keyClick(kiosk.hand.stage.view, Qt.Key.Key_Return)
    assert heard == []
    assert line(kiosk, "field_search") == "ketduyen"


def test_a_touch_finds_what_was_typed_just_before(make: Make) -> None:
    kiosk = make()
    to_ticket(kiosk)
    to_form(kiosk)
    kiosk.hand.show_code(CARD)
    for _ in range(7):
        answer_page(kiosk)
    assert kiosk.hand.see("field_requester_phone") is not None
    kiosk.hand.tap("field_requester_phone")
    type_fast(kiosk, "0912345678")
    kiosk.hand.tap("next")
    draft = kiosk.window.visit.journey.draft
    assert draft is not None
    assert draft.answers["requester_phone"].value == "0912345678"


def test_a_damaged_slip_is_told_and_another_code_is_not_a_slip(make: Make) -> None:
    kiosk = make()
    for text, notice in (("MC1:AAAA", "damaged"), ("https://example.vn/x", "not_a_slip")):
        kiosk.hand.show_code(text)
        kiosk.hand.wait_screen("Welcome")
        kiosk.settle()
        assert kiosk.hand.stage.snapshot["notice"] == notice
        kiosk.hand.tap("notice_close")
        assert kiosk.hand.see("notice_close") is None


def test_a_picture_of_a_card_is_as_good(make: Make, tmp_path: Path) -> None:
    kiosk = make()
    to_ticket(kiosk)
    to_form(kiosk)
    picture = tmp_path / "card.png"
    kiosk.images[picture] = (CARD,)
    kiosk.hand.stage.offer_image(picture)
    kiosk.hand.wait_screen("Question")


def test_a_bad_card_says_why_and_keeps_the_citizen_there(make: Make) -> None:
    kiosk = make()
    to_ticket(kiosk)
    to_form(kiosk)
    kiosk.hand.show_code(CARD.replace("01011990", "31021990"))
    kiosk.hand.wait(lambda: kiosk.hand.see("card_fault") is not None)
    assert kiosk.window.visit.journey.step is Step.IDENTITY


# --- trouble, absence, calls ----------------------------------------------------------------------------------------


def test_a_double_tap_is_one_ticket(make: Make) -> None:
    kiosk = make()
    kiosk.hand.tap("door_take_number")
    item = kiosk.hand.see("line_A")
    assert item is not None
    for _ in range(2):
        QTest.mouseClick(
            kiosk.hand.stage.view,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            item.mapToScene(item.boundingRect().center()).toPoint(),
        )
    kiosk.hand.wait_screen("Ticket")
    kiosk.settle()
    assert len(kiosk.hub.tickets) == 1


def test_a_dark_hub_is_said_and_the_draft_arrives_when_it_is_back(make: Make) -> None:
    kiosk = make()
    to_ticket(kiosk)
    to_form(kiosk)
    kiosk.hub.dark = True
    kiosk.hand.tap("skip_card")
    answer_page(kiosk)
    kiosk.hand.wait(lambda: "chưa lưu" in kiosk.hand.text("notice"))
    assert kiosk.hub.drafts == {}
    kiosk.hub.dark = False
    kiosk.window.visit.send()
    kiosk.hand.wait(lambda: kiosk.hand.see("notice") is None)
    assert len(kiosk.hub.drafts) == 1


def test_the_end_says_whether_it_is_kept(make: Make) -> None:
    kiosk = make()
    to_ticket(kiosk)
    to_form(kiosk)
    kiosk.hand.show_code(CARD)
    kiosk.hand.wait_screen("Question")
    kiosk.settle()
    kiosk.hub.dark = True
    to_done(kiosk)
    kiosk.hand.wait(lambda: kiosk.hand.stage.snapshot["keeping"] == "waiting")
    assert "chưa lưu được" in kiosk.hand.text("done_title")
    kiosk.hub.dark = False
    kiosk.hand.tap("retry")
    kiosk.hand.wait(lambda: kiosk.hand.stage.snapshot["keeping"] == "kept")
    assert "đã lưu" in kiosk.hand.text("done_title")


def test_a_called_number_slides_over_and_the_place_is_kept(make: Make) -> None:
    kiosk = make()
    to_ticket(kiosk)
    to_form(kiosk)
    kiosk.window.heard(called(kiosk))
    kiosk.hand.tap("keep_place")
    kiosk.settle()
    kiosk.hand.wait(lambda: not kiosk.hand.usable("keep_place"))
    assert len(kiosk.hub.kept) == 1
    assert kiosk.window.visit.journey.step is Step.IDENTITY


def test_a_call_that_is_taken_back_or_put_off_leaves_the_glass(make: Make) -> None:
    kiosk = make()
    to_ticket(kiosk)
    to_form(kiosk)
    for over in (EventType.CALL_UNDONE, EventType.HELD, EventType.TRANSFERRED, EventType.FINISHED):
        kiosk.window.heard(called(kiosk))
        kiosk.hand.wait(lambda: kiosk.hand.usable("keep_place"))
        kiosk.window.heard(called(kiosk, over))
        kiosk.hand.wait(lambda: not kiosk.hand.usable("keep_place"))


def test_another_number_is_none_of_our_business(make: Make) -> None:
    kiosk = make()
    to_ticket(kiosk)
    event = called(kiosk)
    kiosk.window.heard(HubEvent(event.seq, event.type, event.at, "A001", "A", "another", 1))
    assert not kiosk.hand.usable("call_go")


def test_stillness_asks_and_then_wipes(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    kiosk = make()
    to_ticket(kiosk)
    to_form(kiosk)
    now = time.monotonic()
    monkeypatch.setattr(kiosk.window._presence, "_now", lambda: now)
    kiosk.window._presence.alive()
    now += 91
    kiosk.hand.wait(lambda: kiosk.hand.usable("idle_stay"))
    kiosk.hand.tap("idle_stay")
    kiosk.hand.wait(lambda: not kiosk.hand.usable("idle_stay"))
    assert kiosk.window.visit.journey.step is Step.IDENTITY
    now += 136
    kiosk.hand.wait_screen("Welcome")
    assert not kiosk.window.visit.journey.begun


def test_a_finger_anywhere_is_a_sign_of_life(make: Make) -> None:
    kiosk = make()
    noticed: list[int] = []
    kiosk.hand.stage.on_sign_of_life(lambda: noticed.append(1))
    QTest.mouseClick(kiosk.hand.stage.view, Qt.MouseButton.LeftButton)
    assert noticed


def test_after_a_fault_of_ours_nothing_stays_on_the_glass(make: Make) -> None:
    kiosk = make()
    to_ticket(kiosk)
    kiosk.window.after_a_bug()
    assert kiosk.hand.stage.screen == "Closed"
    assert not kiosk.window.visit.journey.begun


def test_nothing_written_is_left_after_forgetting(make: Make) -> None:
    kiosk = at_search(make())
    write(kiosk, "bi mat")
    kiosk.window.visit.forget()
    kiosk.hand.qtbot.wait(10)
    kiosk.hand.tap("door_fill_form")
    kiosk.hand.wait_screen("Need")
    assert line(kiosk, "field_search") == ""
    kiosk.hand.tap("field_search")
    QTest.keyClick(kiosk.hand.stage.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert line(kiosk, "field_search") == ""
    assert kiosk.hand.stage.composer.word == ""


def test_a_closed_centre_says_so(make: Make) -> None:
    assert make(hub=FakeHub(closed=True)).hand.stage.screen == "Closed"


def test_a_door_that_this_kiosk_does_not_have_is_absent(make: Make) -> None:
    kiosk = make(doors=("take_number", "track"))
    assert kiosk.hand.see("door_take_number") is not None
    assert kiosk.hand.see("door_fill_form") is None
    assert kiosk.hand.see("door_track") is None  # not built
    kiosk.hand.show_code(DossierCode.new().text())
    assert kiosk.hand.stage.screen == "Welcome"


def test_language_letters_contrast_and_reach_come_back_with_the_next_citizen(make: Make) -> None:
    kiosk = make()
    for tool in ("language", "text_size", "contrast", "low_reach"):
        kiosk.hand.tap(tool)
    look = kiosk.hand.stage.look
    assert (look.language, look.text_scale, look.high_contrast, look.low_reach) == ("en", 1.5, True, True)
    kiosk.window.visit.forget()
    assert kiosk.hand.stage.look.language == "vi"


# --- signals -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("signal", ["doorOpened", "lineChosen", "formWanted", "procedureChosen", "started", "skipped"])
def test_a_cut_signal_stops_the_way(make: Make, signal: str) -> None:
    kiosk = make()
    kiosk.hand.stage.cut(signal)
    steps = (
        "door_take_number", "line_A", "start_form", "all_procedures", "procedure_2.000635", "start", "skip_card",
    )  # fmt: skip
    for name in steps:
        kiosk.settle()
        if not kiosk.hand.usable(name):
            break
        kiosk.hand.tap(name)
        kiosk.hand.qtbot.wait(20)
    assert kiosk.window.visit.journey.step is not Step.FORM


def test_a_signal_that_nobody_hears_is_a_fault_at_once(make: Make) -> None:
    kiosk = make()

    class Deaf:
        handlers: dict[str, Callable[..., None]] = {}  # noqa: RUF012 - a test's bridge

    kiosk.hand.stage.forget()
    kiosk.hand.stage.attach(Deaf(), *SCREENS)
    with pytest.raises(ScreenBroken, match="nobody listens"):
        kiosk.hand.stage.show("Lines", {})


def test_after_a_sheet_the_line_that_was_written_on_has_the_focus_again(make: Make) -> None:
    kiosk = at_search(make())
    hand = kiosk.hand
    before = hand.stage.view.activeFocusItem()
    assert before is not None
    hand.stage.sheet("help", {"shown": True, "phone": "", "canLower": True})
    hand.wait(lambda: hand.see("help_close") is not None)
    assert hand.stage.view.activeFocusItem() is not before
    assert hand.stage.frame.property("inputKind") == "", "the keyboard is put away under a sheet"
    hand.stage.sheet("help", {})
    hand.wait(lambda: hand.stage.view.activeFocusItem() is before)
    assert hand.stage.frame.property("inputKind") != ""
