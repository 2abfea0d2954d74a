"""Booking ahead: which hours are free, booking one, taking it back. People are keyed hashes here."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import count

from ticketing.deeds.house import House
from ticketing.deeds.line_standings import numbers_left
from ticketing.domain.answers import EventType, Refused
from ticketing.domain.appointment_answers import Appointment, Slot
from ticketing.domain.booking import CODE_DIGITS, AppointmentRecord, AppointmentRule, AppointmentStatus, slots
from ticketing.domain.hub_clock import moment
from ticketing.domain.lines_asked import BookAppointment, CancelAppointment
from ticketing.domain.records import EventRecord
from ticketing.domain.refusals import Refusal, refuse
from ticketing.domain.rules import LineRule
from ticketing.store.port import Ledger


def describe_appointment(record: AppointmentRecord) -> Appointment:
    """The appointment as it is told."""
    return Appointment(record.appointment_id, record.code, record.line, moment(record.slot_ms), record.status)


class FreeSlots:
    """The question which hours of a day can be booked."""

    def __init__(self, house: House) -> None:
        self._house = house

    def __call__(self, ledger: Ledger, line: str, day: date) -> tuple[Slot, ...] | Refused:
        """Every hour of the day that is still to come, the full ones too; none on a day too far away."""
        house = self._house
        found = _bookable(house, line)
        if isinstance(found, Refused):
            return found
        rule, line_rule = found
        now = house.clock.now_ms()
        hours = _hours(house, ledger, rule, line_rule, day, now)
        if not hours:
            return ()
        taken = ledger.chairs_taken(line, hours[0], hours[-1])
        left = _room(house, ledger, line_rule, day)
        return tuple(Slot(moment(at), max(0, min(left, rule.per_slot - len(taken.get(at, ()))))) for at in hours)

    def appointment(self, ledger: Ledger, appointment_id: str) -> Appointment | Refused:
        """An appointment as it stands."""
        record = ledger.appointment(appointment_id)
        return refuse(Refusal.UNKNOWN_APPOINTMENT) if record is None else describe_appointment(record)


class BookAppointments:
    """Books an hour: one a line and a few a day for each person, as many as there are places in each slot."""

    def __init__(self, house: House) -> None:
        self._house = house

    def __call__(self, ledger: Ledger, asked: Sequence[BookAppointment]) -> Sequence[Appointment | Refused]:
        """One answer for each request, in order."""
        return [self._book(ledger, one) for one in asked]

    def _book(self, ledger: Ledger, asked: BookAppointment) -> Appointment | Refused:
        house = self._house
        done = ledger.done_before([asked.request_id]).get(asked.request_id)
        if done is not None:
            before = ledger.appointment_of_request(asked.request_id)
            wish = (asked.line, asked.slot_ms, asked.person)
            if before is None or (before.line, before.slot_ms, before.person) != wish:
                return refuse(Refusal.REQUEST_REUSED)  # nor is anybody told a code that is somebody else's
            return describe_appointment(before)
        found = _bookable(house, asked.line)
        if isinstance(found, Refused):
            return found
        rule, line_rule = found
        now = house.clock.now_ms()
        if not self._is_our_key(ledger, asked.key_check, now):
            return refuse(Refusal.WRONG_KEY)
        day = house.clock.day_of(asked.slot_ms)
        if asked.slot_ms not in _hours(house, ledger, rule, line_rule, day, now):
            return refuse(Refusal.NO_SUCH_SLOT)
        own = ledger.appointments_of(day, asked.person)
        if any(one.line == asked.line for one in own):
            return refuse(Refusal.ALREADY_BOOKED)
        if len(own) >= rule.per_person_per_day:
            return refuse(Refusal.TOO_MANY_BOOKED)
        taken = ledger.chairs_taken(asked.line, asked.slot_ms, asked.slot_ms).get(asked.slot_ms, ())
        if len(taken) >= rule.per_slot or _room(house, ledger, line_rule, day) <= 0:
            return refuse(Refusal.SLOT_FULL)
        record = AppointmentRecord(
            appointment_id=house.luck.new_id(),
            code=self._new_code(ledger),
            person=asked.person,
            phone=asked.phone,
            line=asked.line,
            day=day,
            slot_ms=asked.slot_ms,
            nth=next(nth for nth in count() if all(one.nth != nth for one in own)),
            chair=next(chair for chair in count() if chair not in taken),
            status=AppointmentStatus.BOOKED,
            request_id=asked.request_id,
        )
        ledger.book(record)
        _tell(ledger, asked.request_id, EventType.APPOINTMENT_BOOKED, asked.line, now)
        return describe_appointment(record)

    def _is_our_key(self, ledger: Ledger, key_check: str, now: int) -> bool:
        """Whether people are hashed as in every other appointment that stands; with none standing, from now on."""
        known = ledger.key_check()
        if known != key_check:
            if known is not None and ledger.is_anything_booked(self._house.today(now)):
                return False
            ledger.note_key_check(key_check)
        return True

    def _new_code(self, ledger: Ledger) -> str:
        while True:
            drawn = hashlib.sha256(self._house.luck.new_token().encode()).digest()
            code = f"{int.from_bytes(drawn[:8]) % 10**CODE_DIGITS:0{CODE_DIGITS}d}"
            if not ledger.is_code_taken(code):
                return code


class CancelAppointments:
    """Takes an appointment back; its place is free again."""

    def __init__(self, house: House) -> None:
        self._house = house

    def __call__(self, ledger: Ledger, asked: Sequence[CancelAppointment]) -> Sequence[Appointment | Refused]:
        """One answer for each request, in order."""
        return [self._cancel(ledger, one) for one in asked]

    def _cancel(self, ledger: Ledger, asked: CancelAppointment) -> Appointment | Refused:
        record = ledger.appointment(asked.appointment_id)
        if record is None:
            return refuse(Refusal.UNKNOWN_APPOINTMENT)
        if record.cancel_request_id == asked.request_id:
            return describe_appointment(record)
        if ledger.done_before([asked.request_id]):
            return refuse(Refusal.REQUEST_REUSED)
        match record.status:
            case AppointmentStatus.CHECKED_IN:
                return refuse(Refusal.APPOINTMENT_USED)
            case AppointmentStatus.BOOKED:
                ledger.cancel_appointment(record.appointment_id, asked.request_id)
                now = self._house.clock.now_ms()
                _tell(ledger, asked.request_id, EventType.APPOINTMENT_CANCELLED, record.line, now)
        kept = ledger.appointment(asked.appointment_id)
        return describe_appointment(record if kept is None else kept)


class EraseOldAppointments:
    """Erases the appointments of days that are over: nobody needs to know any more who came when."""

    def __init__(self, house: House) -> None:
        self._house = house

    def __call__(self, ledger: Ledger, asked: Sequence[None]) -> Sequence[int]:
        """How many were erased, for each asking."""
        today = self._house.today(self._house.clock.now_ms())
        return [ledger.erase_appointments_before(today) for _ in asked]


def _bookable(house: House, line: str) -> tuple[AppointmentRule, LineRule] | Refused:
    rule, line_rule = house.rules.appointments, house.rules.line_of.get(line)
    if line_rule is None:
        return refuse(Refusal.UNKNOWN_LINE)
    if rule is None or not rule.takes(line):
        return refuse(Refusal.NO_APPOINTMENTS)
    return rule, line_rule


def _hours(house: House, ledger: Ledger, rule: AppointmentRule, line: LineRule, day: date, now: int) -> tuple[int, ...]:
    """The day's hours that are to come, near enough, and not in a closing."""
    today = house.today(now)
    if not today <= day <= today + timedelta(days=rule.days_ahead):
        return ()
    closing = ledger.line_closings(day).get(line.letter)
    every = slots(rule, line.opening, day, house.rules.timezone)
    return tuple(at for at in every if at > now and (closing is None or not closing.covers(at)))


def _room(house: House, ledger: Ledger, line: LineRule, day: date) -> int:
    """How many more the line's cap allows on that day; very many without a cap."""
    left = numbers_left(house.rules, ledger, line.letter, day, house.clock.now_ms())
    return 1_000_000 if left is None else left


def _tell(ledger: Ledger, request_id: str, event: EventType, line: str, now: int) -> None:
    ledger.add_events([EventRecord(ledger.draw_seqs(1, now), request_id, event, now, line=line)])
