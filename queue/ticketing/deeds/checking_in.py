"""Checking in: somebody who booked is here and gets a number that counts from the right hour (decision 27)."""

from __future__ import annotations

from collections.abc import Sequence

from ticketing.deeds.house import House
from ticketing.deeds.take_ticket import TakeTickets
from ticketing.domain.answers import EventType, Refused, Ticket
from ticketing.domain.asked import TakeTicket
from ticketing.domain.booking import AppointmentRecord, AppointmentRule, AppointmentStatus, counts_from_ms, too_early
from ticketing.domain.hub_clock import moment
from ticketing.domain.lines_asked import CheckIn
from ticketing.domain.refusals import Refusal, refuse
from ticketing.store.port import Ledger

_MINUTE_MS = 60_000


class CheckInAppointments:
    """Gives the number of an appointment, once."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._take = TakeTickets(house)

    def __call__(self, ledger: Ledger, asked: Sequence[CheckIn]) -> Sequence[Ticket | Refused]:
        """One answer for each request, in order."""
        return [self._check_in(ledger, one) for one in asked]

    def _check_in(self, ledger: Ledger, asked: CheckIn) -> Ticket | Refused:
        house = self._house
        rule = house.rules.appointments
        if rule is None:
            return refuse(Refusal.NO_APPOINTMENTS)
        now = house.clock.now_ms()
        done = ledger.done_before([asked.request_id]).get(asked.request_id)
        if done is not None:
            ticket = None if done.ticket_id is None else ledger.ticket(done.ticket_id)
            if ticket is None or done.type is not EventType.TICKET_ISSUED or ticket.visit_id != asked.visit_id:
                return refuse(Refusal.REQUEST_REUSED)
            return house.describe(ledger, ticket, now)
        found = self._find(ledger, asked, rule, now)
        if isinstance(found, Refused):
            return found
        # Later than the tolerance the place was no longer kept: a number like anybody's, if there is one.
        counts_from = None if _is_late(rule, found, now) else counts_from_ms(rule, found.slot_ms, now)
        wish = TakeTicket(found.line, asked.request_id, asked.visit_id, counts_from_ms=counts_from)
        given = self._take(ledger, [wish])[0]
        if isinstance(given, Refused):
            return given
        if not ledger.use_appointment(found.appointment_id, given.ticket_id):
            raise AssertionError("an appointment changed inside the writer's transaction")
        ticket = ledger.ticket(given.ticket_id)
        return given if ticket is None else house.describe(ledger, ticket, now)

    def _find(self, ledger: Ledger, asked: CheckIn, rule: AppointmentRule, now: int) -> AppointmentRecord | Refused:
        """The appointment to check in: of several still open the first whose time it is; else the first of them."""
        house = self._house
        if asked.code is None and ledger.key_check() not in (None, asked.key_check):
            return refuse(Refusal.WRONG_KEY)
        today = ledger.find_appointments(house.today(now), asked.code, asked.person, asked.phone)
        if not today:
            return refuse(Refusal.UNKNOWN_APPOINTMENT)
        open_ones = [one for one in today if one.status is AppointmentStatus.BOOKED]
        if not open_ones:
            return refuse(Refusal.APPOINTMENT_USED)
        first = next((one for one in open_ones if self._is_its_time(one, rule, now)), open_ones[0])
        if first.line not in house.rules.line_of:
            return refuse(Refusal.APPOINTMENT_OVER)
        if too_early(rule, first.slot_ms, now):
            zone = house.rules.timezone
            at = f"{moment(first.slot_ms).astimezone(zone):%H:%M}"
            begins = f"{moment(first.slot_ms - rule.check_in_before_min * _MINUTE_MS).astimezone(zone):%H:%M}"
            return Refused(
                Refusal.APPOINTMENT_TOO_EARLY.value,
                f"Ông/bà hẹn lúc {at}; nhận số từ {begins}. Lịch hẹn vẫn giữ. Không muốn đợi, ông/bà có thể lấy số "
                "ngay bây giờ.",
                f"Your appointment is at {at}; check-in begins at {begins}. The appointment is kept. If you would "
                "rather not wait, you may take a number now.",
            )
        return first

    def _is_its_time(self, one: AppointmentRecord, rule: AppointmentRule, now: int) -> bool:
        known = one.line in self._house.rules.line_of
        return known and not too_early(rule, one.slot_ms, now) and not _is_late(rule, one, now)


def _is_late(rule: AppointmentRule, one: AppointmentRecord, now: int) -> bool:
    return now > one.slot_ms + rule.late_min * _MINUTE_MS
