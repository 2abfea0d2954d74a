"""A portal and a kiosk in the hand of a test, at a centre that takes appointments."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from tests.ticketing.conftest import CENTRE, HandClock
from ticketing.deeds.booking import BookAppointments, CancelAppointments, FreeSlots
from ticketing.deeds.checking_in import CheckInAppointments
from ticketing.deeds.house import House
from ticketing.deeds.take_ticket import TakeTickets
from ticketing.domain.answers import Ticket
from ticketing.domain.appointment_answers import Appointment
from ticketing.domain.asked import TakeTicket
from ticketing.domain.booking import AppointmentRule, Pseudonyms
from ticketing.domain.lines_asked import BookAppointment, CancelAppointment, CheckIn
from ticketing.domain.opening import ClosingReason, LineClosing, LineOpening
from ticketing.domain.rules import CentreRules
from ticketing.store.opening import HubStore

MONDAY = date(2026, 11, 23)
PEOPLE = Pseudonyms(b"k" * 32)
LAN, MINH, HOA, MAI = (PEOPLE.person(f"00119000000{n}") for n in range(4))


def with_appointments(rules: CentreRules) -> CentreRules:
    """Two people in each half hour; B gives four numbers a day; C takes no appointments."""
    office = LineOpening(
        shifts=lambda day: () if day.weekday() > 4 else ((time(8), time(12)), (time(13), time(17))),
        before_opening_min=30,
        last_before_close_min=10,
    )
    lines = tuple(
        replace(line, opening=replace(office, daily_cap=4 if line.letter == "B" else None)) for line in rules.lines
    )
    return replace(rules, lines=lines, appointments=AppointmentRule(lines=frozenset("AB")))


class Booth:
    """A portal and a kiosk in the hand of a test."""

    def __init__(self, house: House, store: HubStore, perform: Callable[..., list[Any]], clock: HandClock) -> None:
        self.house, self.store, self.perform, self.clock = house, store, perform, clock
        self.key_check = PEOPLE.key_check

    def ms(self, hour: int, minute: int = 0, day: date = MONDAY) -> int:
        return int(datetime.combine(day, time(hour, minute), self.house.rules.timezone).timestamp() * 1000)

    def move_to(self, hour: int, minute: int = 0, day: date = MONDAY) -> None:
        self.clock.pass_minutes((self.ms(hour, minute, day) - self.clock.wall_ms) / 60_000)

    def book(self, person: str = LAN, at: int | None = None, line: str = "A", request_id: str | None = None) -> Any:
        slot = self.ms(10) if at is None else at
        asked = BookAppointment(line, slot, person, None, self.key_check, request_id or str(uuid.uuid4()))
        return self.perform(BookAppointments(self.house), asked)[0]

    def cancel(self, appointment: Appointment, request_id: str | None = None) -> Any:
        asked = CancelAppointment(appointment.appointment_id, request_id or str(uuid.uuid4()))
        return self.perform(CancelAppointments(self.house), asked)[0]

    def check_in(self, code: str | None = None, person: str | None = None, **more: Any) -> Any:
        wish = {
            "phone": None,
            "key_check": self.key_check,
            "visit_id": secrets.token_hex(16),
            "request_id": str(uuid.uuid4()),
            **more,
        }
        return self.perform(CheckInAppointments(self.house), CheckIn(code, person, **wish))[0]

    def take(self, line: str = "A", priority: str | None = None) -> Any:
        asked = TakeTicket(line, str(uuid.uuid4()), secrets.token_hex(16), priority)
        return self.perform(TakeTickets(self.house), asked)[0]

    def slots(self, line: str = "A", day: date = MONDAY) -> Any:
        with self.store.reading(CENTRE) as ledger:
            return FreeSlots(self.house)(ledger, line, day)

    def close(self, from_ms: int, until_ms: int | None, line: str = "A") -> None:
        with self.store.writing_once(CENTRE) as ledger:
            ledger.close_line(LineClosing(MONDAY, line, from_ms, until_ms, ClosingReason.DRILL, "mai"))

    def open(self, line: str = "A") -> None:
        with self.store.writing_once(CENTRE) as ledger:
            ledger.open_line(MONDAY, line, self.clock.wall_ms)

    def due(self, ticket: Ticket) -> int:
        with self.store.reading(CENTRE) as ledger:
            record = ledger.ticket(ticket.ticket_id)
        assert record is not None
        return record.due_ms
