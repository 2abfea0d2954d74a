"""Lines that close, people who are called first, people who booked: by touch on the real screens."""

from __future__ import annotations

from dataclasses import replace

import pytest

from config.texts import Text
from kiosk.domain.journey import Booked, FormWanted
from kiosk.flows.appointment_shown import NotAnAppointment, appointment_in
from tests.ui.kiosk_given import CARD, NOW, FakeHub, Kiosk, Make
from ticketing.client import LineStanding, LineState, Refused

DOORS = ("take_number", "fill_form", "appointment")
SHUT = Text("Nhóm này tạm ngừng nhận số.", "This line gives no more numbers.")
CLOSED_B = LineState("B", 3, 10, 20, False, LineStanding.CLOSED, SHUT)


def type_booking(kiosk: Kiosk, digits: str) -> None:
    kiosk.hand.tap("door_appointment")
    kiosk.hand.tap("field_appointment")
    for digit in digits:
        kiosk.hand.tap(f"key_{digit}")


def test_a_closed_line_is_explained_and_is_no_button(make: Make) -> None:
    kiosk = make(hub=FakeHub(states={"B": CLOSED_B}))
    kiosk.hand.tap("door_take_number")
    assert kiosk.hand.see("line_A") is not None
    assert kiosk.hand.see("line_B") is None
    explained = kiosk.hand.see("closed_B")
    assert explained is not None
    assert explained.property("detail") == SHUT.vi


def test_a_line_that_is_no_longer_valid_is_absent(make: Make) -> None:
    kiosk = make()
    house = kiosk.window.visit.house
    lines = [line.model_copy(update={"valid_to": NOW.date().replace(year=2025)}) if line.letter == "C" else line
             for line in house.centre.lines]  # fmt: skip
    kiosk.window.visit.house = replace(house, centre=house.centre.model_copy(update={"lines": tuple(lines)}))
    kiosk.hand.tap("door_take_number")
    assert kiosk.hand.see("line_B") is not None
    assert kiosk.hand.see("line_C") is None
    assert kiosk.hand.see("closed_C") is None


def test_a_line_that_closes_under_the_finger_says_why_and_leads_to_the_others(make: Make) -> None:
    kiosk = make(hub=FakeHub(refuse=Refused("line_closed", SHUT.vi, SHUT.en)))
    kiosk.hand.tap("door_take_number")
    kiosk.hand.tap("line_A")
    kiosk.hand.wait_screen("Unreachable")
    assert kiosk.hand.text("unreachable_words") == SHUT.vi
    kiosk.hub.refuse = None
    kiosk.hand.tap("other_line")
    kiosk.hand.wait_screen("Lines")
    kiosk.hand.tap("line_B")
    kiosk.hand.wait_screen("Ticket")
    assert len(set(kiosk.hub.asked)) == 2, "another line is another wish"


def test_when_nothing_is_open_the_next_hour_is_told(make: Make) -> None:
    opens = NOW.replace(hour=13, minute=0)
    states = {letter: LineState(letter, 0, 0, 0, False, LineStanding.CLOSED, SHUT, opens) for letter in "ABC"}
    kiosk = make(hub=FakeHub(states=states))
    kiosk.hand.wait_screen("Closed")
    zone = kiosk.window.visit.house.centre.zone
    assert kiosk.hand.stage.snapshot["opens"] == f"{opens.astimezone(zone):%H:%M}"


def test_without_the_hub_the_centres_own_hours_hold(make: Make) -> None:
    kiosk = make(hub=FakeHub(dark=True))
    kiosk.hand.wait_screen("Welcome")
    kiosk.clock[0] = NOW.replace(hour=16, minute=45)
    kiosk.hand.tap("door_take_number")
    assert kiosk.hand.see("line_A") is not None
    closed = kiosk.hand.see("closed_B")
    assert closed is not None
    assert "07:30" in closed.property("detail")
    kiosk.clock[0] = NOW.replace(hour=21)
    kiosk.hand.tap("back")
    kiosk.hand.wait_screen("Closed")
    assert kiosk.hand.stage.snapshot["opens"] == "07:30"


def test_full_lines_do_not_shut_the_door_on_who_booked(make: Make) -> None:
    states = {letter: replace(CLOSED_B, letter=letter, state=LineStanding.FULL) for letter in "ABC"}
    kiosk = make(hub=FakeHub(states=states), doors=DOORS)
    kiosk.hand.tap("door_appointment")
    kiosk.hand.wait_screen("Appointment")


def test_whoever_booked_gets_in_while_no_line_gives_numbers_yet(make: Make) -> None:
    states = {letter: replace(CLOSED_B, letter=letter) for letter in "ABC"}
    kiosk = make(hub=FakeHub(states=states), doors=DOORS)
    kiosk.hand.wait_screen("Closed")
    kiosk.hand.tap("door_appointment")
    kiosk.hand.wait_screen("Appointment")
    kiosk.hand.tap("back")
    kiosk.hand.wait_screen("Closed")
    kiosk.window.after_a_bug()
    assert kiosk.hand.see("door_appointment") is None, "out of service nothing can be done"


def test_a_closed_kiosk_without_appointments_has_no_door_for_them(make: Make) -> None:
    kiosk = make(hub=FakeHub(closed=True))
    kiosk.hand.wait_screen("Closed")
    assert kiosk.hand.see("door_appointment") is None


def test_priority_goes_with_the_number_and_is_forgotten_with_the_visit(make: Make) -> None:
    kiosk = make()
    kiosk.hand.tap("door_take_number")
    kiosk.hand.tap("priority")
    kiosk.hand.tap("priority_pregnant")
    kiosk.hand.tap("line_A")
    kiosk.hand.wait_screen("Ticket")
    kiosk.settle()
    kiosk.hand.tap("finish")
    kiosk.hand.wait_screen("Welcome")
    kiosk.hand.tap("door_take_number")
    kiosk.hand.tap("line_A")
    kiosk.hand.wait_screen("Ticket")
    assert kiosk.hub.wishes == [("pregnant", None), (None, None)]


def test_back_from_the_question_of_priority_leads_to_the_lines(make: Make) -> None:
    kiosk = make()
    kiosk.hand.tap("door_take_number")
    kiosk.hand.tap("priority")
    kiosk.hand.tap("back")
    assert kiosk.hand.see("line_A") is not None
    kiosk.hand.tap("priority")
    kiosk.hand.tap("priority_merit")
    kiosk.hand.tap("priority_change")
    kiosk.hand.tap("priority_none")
    kiosk.hand.tap("line_A")
    kiosk.hand.wait_screen("Ticket")
    assert kiosk.hub.wishes == [(None, None)]


def test_who_booked_is_asked_for_priority_too(make: Make) -> None:
    kiosk = make(doors=DOORS)
    kiosk.hand.tap("door_appointment")
    kiosk.hand.tap("priority")
    kiosk.hand.tap("priority_aged_75")
    kiosk.hand.wait_screen("Appointment")
    assert kiosk.hand.see("priority_chosen") is not None
    kiosk.hand.show_code(CARD)
    kiosk.hand.wait_screen("Ticket")
    assert kiosk.hub.wishes == [("aged_75", None)]


def test_digits_already_typed_are_still_there_after_the_question_of_priority(make: Make) -> None:
    kiosk = make(doors=DOORS)
    type_booking(kiosk, "12345678")
    kiosk.hand.tap("priority")
    kiosk.hand.tap("priority_disabled")
    kiosk.hand.tap("check_in")
    kiosk.hand.wait_screen("Ticket")
    assert (kiosk.hub.checked_in, kiosk.hub.wishes) == (["12345678"], [("disabled", None)])


def test_digits_of_who_went_back_are_not_shown_to_whoever_comes_next(make: Make) -> None:
    kiosk = make(doors=DOORS)
    type_booking(kiosk, "0912")
    kiosk.hand.tap("back")
    kiosk.hand.wait_screen("Welcome")
    kiosk.hand.tap("door_appointment")
    kiosk.hand.wait_screen("Appointment")
    field = kiosk.hand.see("field_appointment")
    assert field is not None
    assert field.property("value") == ""


def test_priority_goes_with_a_number_taken_for_a_form_and_is_not_asked_after_it(make: Make) -> None:
    kiosk = make()
    kiosk.hand.tap("door_fill_form")
    kiosk.hand.tap("all_procedures")
    kiosk.hand.tap("procedure_2.000635")
    kiosk.hand.tap("priority")
    kiosk.hand.tap("priority_pregnant")
    kiosk.hand.wait_screen("Procedure")
    kiosk.hand.tap("start")
    kiosk.hand.wait_screen("Ticket")
    kiosk.settle()
    assert kiosk.hub.wishes == [("pregnant", "2.000635")]
    kiosk.window.visit.go(FormWanted())
    kiosk.hand.wait_screen("Procedure")
    assert kiosk.hand.see("priority") is None
    assert kiosk.hand.see("priority_chosen") is None


@pytest.mark.parametrize("door", ["take_number", "appointment", "fill_form"])
def test_where_nobody_is_called_first_today_nobody_is_asked(make: Make, door: str) -> None:
    kiosk = make(doors=DOORS)
    house = kiosk.window.visit.house
    over = [one.model_copy(update={"valid_to": NOW.date().replace(year=2025)}) for one in house.centre.priority_classes]
    kiosk.window.visit.house = replace(house, centre=house.centre.model_copy(update={"priority_classes": tuple(over)}))
    kiosk.hand.tap(f"door_{door}")
    if door == "fill_form":
        kiosk.hand.tap("all_procedures")
        kiosk.hand.tap("procedure_2.000635")
    assert kiosk.hand.see("back") is not None
    assert kiosk.hand.see("priority") is None


def test_the_procedure_goes_with_a_number_taken_for_a_form(make: Make) -> None:
    kiosk = make()
    kiosk.hand.tap("door_fill_form")
    kiosk.hand.tap("all_procedures")
    kiosk.hand.tap("procedure_2.000635")
    kiosk.hand.tap("start")
    kiosk.hand.wait_screen("Ticket")
    assert kiosk.hub.wishes == [(None, "2.000635")]


def test_who_booked_types_the_code_and_gets_number_and_slip(make: Make) -> None:
    kiosk = make(doors=DOORS)
    type_booking(kiosk, "12345678")
    kiosk.hand.tap("check_in")
    kiosk.hand.wait_screen("Ticket")
    kiosk.settle()
    assert kiosk.hub.checked_in == ["12345678"]
    assert kiosk.printer.printed == ["A012"]


def test_the_card_shown_finds_the_appointment(make: Make) -> None:
    kiosk = make(doors=DOORS)
    kiosk.hand.tap("door_appointment")
    kiosk.hand.show_code(CARD)
    kiosk.hand.wait_screen("Ticket")
    assert kiosk.hub.checked_in == ["001190000001"]


def test_what_is_no_appointment_is_told_and_a_number_is_offered(make: Make) -> None:
    unknown = Refused("unknown_appointment", "Hôm nay không có lịch hẹn nào như vậy.", "There is no such appointment.")
    kiosk = make(doors=DOORS, hub=FakeHub(refused={"12345678": unknown}))
    kiosk.hand.tap("door_appointment")
    kiosk.hand.show_code("nonsense")
    fault = kiosk.hand.see("appointment_fault")
    assert fault is not None
    assert "8 chữ số" in fault.property("text")
    kiosk.hand.show_code("12345678")
    kiosk.settle()
    kiosk.hand.wait_screen("Appointment")
    fault = kiosk.hand.see("appointment_fault")
    assert fault is not None
    assert fault.property("text") == unknown.message_vi
    kiosk.hand.tap("number_instead")
    kiosk.hand.tap("line_A")
    kiosk.hand.wait_screen("Ticket")


def test_a_check_in_whose_answer_is_lost_is_asked_again_for_the_same_number(make: Make) -> None:
    kiosk = make(doors=DOORS, hub=FakeHub(dark=True))
    kiosk.hand.tap("door_appointment")
    kiosk.hand.show_code("12345678")
    kiosk.hand.wait_screen("Unreachable")
    kiosk.hub.dark = False
    kiosk.hand.tap("retry")
    kiosk.hand.wait_screen("Ticket")
    assert len(kiosk.hub.tickets) == 1


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("12345678", Booked("code", "12345678")),
        (" 1234 5678\r", Booked("code", "12345678")),
        ("mch:12345678", Booked("code", "12345678")),
        ("0912345678", Booked("phone", "0912345678")),
        ("+84 912 345 678", Booked("phone", "0912345678")),
        ("84912345678", Booked("phone", "0912345678")),
        ("024 3825 3536", Booked("phone", "02438253536")),
        ("+842438253536", Booked("phone", "02438253536")),
        ("012345678", Booked("phone", "012345678")),
        ("001190000001", Booked("identity_number", "001190000001")),
        (CARD, Booked("identity_number", "001190000001")),
    ],
)
def test_how_somebody_who_booked_is_known(text: str, known: Booked) -> None:
    assert appointment_in(text, NOW.date()) == known


@pytest.mark.parametrize("text", ["", "1", "1234567", "MC1:ABCDEFGH", "٠١٢٣٤٥٦٧", CARD[:40], "x" * 5000])
def test_anything_else_is_told_in_words(text: str) -> None:
    found = appointment_in(text, NOW.date())
    assert isinstance(found, NotAnAppointment)
    assert found.text.vi
