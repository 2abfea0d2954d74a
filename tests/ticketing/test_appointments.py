"""Appointments on both databases: who may book what, and where somebody who booked stands in the queue."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from config.texts import Text
from tests.ticketing.booth_in_hand import HOA, LAN, MAI, MINH, MONDAY, PEOPLE, Booth, with_appointments
from tests.ticketing.conftest import CENTRE, HandClock
from ticketing.deeds.booking import BookAppointments, EraseOldAppointments
from ticketing.deeds.house import House
from ticketing.domain.answers import Refused, Ticket
from ticketing.domain.appointment_answers import Appointment
from ticketing.domain.booking import AppointmentRule, Pseudonyms
from ticketing.domain.express import ExpressRule
from ticketing.domain.lines_asked import BookAppointment
from ticketing.domain.rules import CentreRules, PriorityRule
from ticketing.pseudonym_key import KEY_FILE, pseudonym_key
from ticketing.store.opening import HubStore


@pytest.fixture(scope="session")
def rules(rules: CentreRules) -> CentreRules:
    return with_appointments(rules)


@pytest.fixture
def booth(house: House, store: HubStore, perform: Callable[..., list[Any]], hand_clock: HandClock) -> Booth:
    booth = Booth(house, store, perform, hand_clock)
    booth.move_to(8, 10)
    return booth


def test_the_hours_that_can_be_booked(booth: Booth) -> None:
    today = booth.slots()
    local = [f"{slot.at.astimezone(booth.house.rules.timezone):%H:%M}" for slot in today]
    assert local[:3] == ["08:30", "09:00", "09:30"]
    assert "12:00" not in local
    assert "13:00" in local
    assert local[-1] == "16:30"
    assert {slot.free for slot in today} == {2}
    assert booth.slots(day=MONDAY + timedelta(days=5)) == (), "a Saturday"
    assert booth.slots(day=MONDAY + timedelta(days=7)) == (), "too far ahead"
    assert booth.slots(day=MONDAY - timedelta(days=1)) == ()
    assert booth.slots("C").code == "no_appointments"
    assert booth.slots("Ω").code == "unknown_line"


def test_a_booking_under_anothers_request_does_not_tell_the_others_code(booth: Booth) -> None:
    request_id = str(uuid.uuid4())
    booked = booth.book(LAN, request_id=request_id)
    assert booth.book(LAN, request_id=request_id) == booked
    assert booth.book(MINH, request_id=request_id).code == "request_reused"


def test_one_a_line_and_two_a_day_for_each_person_and_two_in_each_slot(booth: Booth) -> None:
    first = booth.book()
    assert isinstance(first, Appointment)
    assert len(first.code) == 8
    assert booth.book(at=booth.ms(11)).code == "already_booked"
    assert booth.book(line="B").line == "B"
    assert isinstance(booth.book(MINH), Appointment)
    assert booth.book(HOA).code == "slot_full"
    assert next(slot.free for slot in booth.slots() if slot.at == first.at) == 0
    assert isinstance(booth.book(at=booth.ms(10, 0, MONDAY + timedelta(days=1))), Appointment), "another day"


def test_two_a_day_even_where_there_are_more_lines(
    rules: CentreRules, house: House, store: HubStore, perform: Callable[..., list[Any]], hand_clock: HandClock
) -> None:
    everywhere = replace(house, rules=replace(rules, appointments=AppointmentRule()))
    booth = Booth(everywhere, store, perform, hand_clock)
    booth.move_to(8, 10)
    assert all(isinstance(booth.book(line=line), Appointment) for line in "AB")
    assert booth.book(line="C").code == "too_many_booked"


def test_an_hour_that_is_none_cannot_be_booked(booth: Booth) -> None:
    outside = (booth.ms(8), booth.ms(10, 7), booth.ms(12), booth.ms(17), booth.ms(10, 0, MONDAY + timedelta(days=7)))
    assert {booth.book(at=at).code for at in outside} == {"no_such_slot"}
    assert booth.book(at=booth.ms(10, 0, MONDAY - timedelta(days=3))).code == "no_such_slot"
    booth.close(booth.ms(9), booth.ms(11))
    assert booth.book(at=booth.ms(10)).code == "no_such_slot"
    assert isinstance(booth.book(at=booth.ms(11)), Appointment)


def test_the_same_request_books_once(booth: Booth) -> None:
    request_id = str(uuid.uuid4())
    first, again = booth.book(request_id=request_id), booth.book(request_id=request_id)
    assert first == again
    assert booth.book(line="B", request_id=request_id).code == "request_reused"


def test_the_database_itself_refuses_a_double(booth: Booth) -> None:
    made = booth.book()
    with booth.store.reading(CENTRE) as ledger:
        record = ledger.appointment(made.appointment_id)
    assert record is not None
    fresh = replace(record, appointment_id="another-one", code="00000000", request_id="another-request")
    doubles = {
        "one line a day": replace(fresh, chair=1, nth=1),
        "so many a day": replace(fresh, chair=1, line="B"),
        "one person a chair": replace(fresh, person=MINH),
        "one code once": replace(fresh, person=MINH, chair=1, code=record.code),
    }
    for double in doubles.values():
        with booth.store.writing_once(CENTRE) as ledger, pytest.raises(IntegrityError):
            ledger.book(double)
    with booth.store.writing_once(CENTRE) as ledger:
        ledger.book(replace(fresh, person=MINH, chair=1))


def test_a_cancelled_hour_is_free_again_and_cannot_be_used(booth: Booth) -> None:
    made = booth.book()
    request_id = str(uuid.uuid4())
    assert booth.cancel(made, request_id).status == "cancelled"
    assert booth.cancel(made, request_id).status == "cancelled"
    assert booth.cancel(made).status == "cancelled", "whoever cancels again, it stays cancelled"
    assert booth.check_in(made.code).code == "unknown_appointment"
    assert isinstance(booth.book(), Appointment)
    assert booth.cancel(replace(made, appointment_id="nothing-like-it")).code == "unknown_appointment"


def test_who_comes_early_counts_from_coming_and_overtakes_nobody(booth: Booth) -> None:
    made = booth.book()
    booth.move_to(9, 29)
    early = booth.check_in(made.code)
    assert early.code == "appointment_too_early"
    assert "10:00" in early.message_vi
    assert "09:30" in early.message_vi
    booth.move_to(9, 40)
    before = booth.take()
    mine = booth.check_in(made.code)
    assert booth.due(mine) == booth.ms(9, 40)
    assert (before.ahead, mine.ahead) == (0, 1)
    assert booth.take().ahead == 2


def test_who_is_a_little_late_keeps_the_hour_and_overtakes_only_later_comers(booth: Booth) -> None:
    made = booth.book()
    booth.move_to(9, 59)
    booth.take()
    booth.move_to(10, 5)
    later = booth.take()
    booth.move_to(10, 15)
    mine = booth.check_in(made.code)
    assert booth.due(mine) == booth.ms(10)
    assert mine.ahead == 1
    with booth.store.reading(CENTRE) as ledger:
        record = ledger.ticket(later.ticket_id)
        assert record is not None
        assert booth.house.before(ledger, record) == 2


def test_who_is_too_late_gets_a_number_like_anybody(booth: Booth) -> None:
    made = booth.book()
    booth.move_to(10, 16)
    booth.take()
    mine = booth.check_in(made.code)
    assert booth.due(mine) == booth.ms(10, 16)
    assert mine.ahead == 1
    late_evening = booth.book(at=booth.ms(16, 30), person=MINH)
    booth.move_to(16, 52)
    assert booth.check_in(late_evening.code).code == "not_open_now"


def test_the_cap_keeps_room_for_who_booked(booth: Booth) -> None:
    made = booth.book(line="B")
    assert [isinstance(booth.take("B"), Ticket) for _ in range(4)] == [True, True, True, False]
    assert booth.book(MINH, booth.ms(11), "B").code == "slot_full"
    booth.move_to(10)
    assert booth.check_in(made.code).label == "B004"
    assert booth.take("B").code == "line_full"


def test_room_that_nobody_came_for_is_given_away(booth: Booth) -> None:
    booth.book(line="B")
    for _ in range(3):
        booth.take("B")
    booth.move_to(10, 15)
    assert booth.take("B").code == "line_full"
    booth.move_to(10, 16)
    assert isinstance(booth.take("B"), Ticket)


def test_checking_in_by_card_or_telephone_takes_the_first_that_is_open(booth: Booth) -> None:
    phone = PEOPLE.phone("0912345678")
    asked = BookAppointment("B", booth.ms(10, 30), LAN, phone, PEOPLE.key_check, str(uuid.uuid4()))
    booth.perform(BookAppointments(booth.house), asked)
    booth.book(LAN)
    booth.move_to(10)
    by_card = booth.check_in(person=LAN)
    assert by_card.line == "A"
    assert booth.check_in(phone=PEOPLE.phone("+84 912 345 678")).line == "B"
    assert booth.check_in(person=LAN).code == "appointment_used"
    assert booth.check_in(person=MAI).code == "unknown_appointment"


def test_the_same_check_in_twice_is_one_number(booth: Booth) -> None:
    made = booth.book()
    booth.move_to(10)
    same = {"visit_id": secrets.token_hex(16), "request_id": str(uuid.uuid4())}
    first, again = booth.check_in(made.code, **same), booth.check_in(made.code, **same)
    assert isinstance(first, Ticket)
    assert first.ticket_id == again.ticket_id
    assert booth.check_in(made.code).code == "appointment_used"
    assert booth.cancel(made).code == "appointment_used"
    assert booth.check_in(made.code, **{**same, "visit_id": secrets.token_hex(16)}).code == "request_reused"


def test_what_is_over_is_erased(booth: Booth) -> None:
    booth.book()
    booth.book(MINH, booth.ms(10, 0, MONDAY + timedelta(days=1)))
    booth.move_to(0, 1, MONDAY + timedelta(days=1))
    erase = EraseOldAppointments(booth.house)
    assert booth.perform(erase, None) == [1]
    assert booth.perform(erase, None) == [0]


def test_nobody_can_be_read_out_of_a_hash_without_the_key(tmp_path: Path) -> None:
    key = pseudonym_key(tmp_path)
    assert key == pseudonym_key(tmp_path)
    assert (tmp_path / KEY_FILE).stat().st_mode & 0o777 == 0o600
    one, other = Pseudonyms(key), PEOPLE
    assert one.person("001190000001") == Pseudonyms(key).person("001190000001")
    assert one.person("001190000001") != other.person("001190000001")
    assert one.person("0912345678") != one.phone("0912345678")
    assert one.phone("0912345678") == one.phone("+84912345678") == one.phone("84912345678")
    assert one.phone("024.3825.3536") == one.phone("+842438253536")
    assert one.phone("012345678") == one.phone("+8412345678")
    with pytest.raises(ValueError, match="not a telephone number"):
        one.phone("12345678")


def test_a_hub_with_another_key_neither_books_nor_takes_a_card_but_takes_the_code(booth: Booth) -> None:
    made = booth.book()
    booth.key_check = Pseudonyms(b"x" * 32).key_check
    assert booth.book(MINH).code == "wrong_key"
    booth.move_to(10)
    assert booth.check_in(person=LAN).code == "wrong_key"
    assert isinstance(booth.check_in(made.code), Ticket)
    assert booth.book(MINH, booth.ms(11)).code == "wrong_key", "while the appointments of the first key stand"
    booth.move_to(9, 0, MONDAY + timedelta(days=1))
    assert isinstance(booth.book(MINH, booth.ms(11, 0, MONDAY + timedelta(days=1))), Appointment)


def test_who_booked_and_is_called_first_waits_no_longer_than_who_just_came(booth: Booth, rules: CentreRules) -> None:
    booth.house = replace(booth.house, rules=replace(rules, priority_classes=(PriorityRule("aged_75"),)))
    made = booth.book(at=booth.ms(8, 30))
    for _ in range(5):
        booth.take()
    refused = booth.check_in(made.code, priority="everybody")
    assert refused.code == "unknown_priority"
    mine = booth.check_in(made.code, priority="aged_75")
    assert (mine.priority, mine.ahead) == ("aged_75", 0)
    assert booth.take(priority="aged_75").ahead == 1
    assert booth.due(mine) == booth.clock.wall_ms, "the hour counts as for any other appointment"
    with booth.store.reading(CENTRE) as ledger:
        audited = [(row.entry.deed, row.entry.label, row.entry.detail) for row in ledger.audit_after(0, 1)]
    assert audited == [("take_priority", mine.label, "aged_75")]


def test_who_booked_and_says_what_for_gets_the_promise_of_the_day(booth: Booth, rules: CentreRules) -> None:
    name = Text("Thứ Hai xanh", "Green Monday")
    monday = ExpressRule("green", name, 0, frozenset(), frozenset({"2.000635"}), promise_min=60, warn_min=15)
    booth.house = replace(booth.house, rules=replace(rules, express=(monday,)))
    made, other = booth.book(at=booth.ms(8, 30)), booth.book(MINH, booth.ms(8, 30))
    mine = booth.check_in(made.code, procedure="2.000635")
    assert mine.procedure == "2.000635"
    assert int(mine.promise_until.timestamp() * 1000) == booth.clock.wall_ms + 60 * 60_000
    assert booth.check_in(other.code).promise_until is None


def test_a_centre_without_appointments_says_so(booth: Booth, rules: CentreRules) -> None:
    booth.house = replace(booth.house, rules=replace(rules, appointments=None))
    refused = booth.check_in("12345678")
    assert isinstance(refused, Refused)
    assert refused.code == booth.book().code == "no_appointments"


def test_a_missed_appointment_does_not_stand_in_the_way_of_the_next(booth: Booth) -> None:
    missed, booked = booth.book(at=booth.ms(9), line="B"), booth.book(at=booth.ms(14))
    assert isinstance(missed, Appointment)
    assert isinstance(booked, Appointment)
    booth.move_to(13, 55)
    for _ in range(4):
        assert isinstance(booth.take("B"), Ticket)  # all that B gives
    given = booth.check_in(person=LAN)
    assert isinstance(given, Ticket)
    assert given.line == "A"
    assert booth.due(given) <= booth.ms(14)
    assert booth.check_in(person=LAN).code == "line_full", "only the missed one is left"


def test_while_none_of_several_appointments_has_its_time_the_first_is_meant(booth: Booth) -> None:
    for hour in (9, 14):
        assert isinstance(booth.book(at=booth.ms(hour), line="A" if hour == 9 else "B"), Appointment)
    assert "09:00" in booth.check_in(person=LAN).message_en
    booth.move_to(11)
    late = booth.check_in(person=LAN)
    assert (late.line, booth.due(late)) == ("A", booth.ms(11)), "a number like anybody's"
    assert "14:00" in booth.check_in(person=LAN).message_en
