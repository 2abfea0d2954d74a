"""Checking in: somebody who booked is here and gets a number that counts from the right hour (decision 27)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ticketing.deeds.house import House
from ticketing.deeds.take_ticket import TakeTickets
from ticketing.domain.answers import EventType, Refused, Ticket
from ticketing.domain.asked import TakeTicket
from ticketing.domain.booking import AppointmentRecord, AppointmentRule, AppointmentStatus, in_time_until_ms, too_early
from ticketing.domain.lines_asked import CheckIn
from ticketing.domain.opening import REASON_WORDS, LineClosing, closing_ms
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
        hour = _Hour(house, rule, ledger.line_closings(house.today(now)), now)
        found = self._find(ledger, asked, hour)
        if isinstance(found, Refused):
            return found
        in_time = hour.is_in_time(found)
        closing = hour.closing(found)
        if in_time and closing is not None:
            return hour.line_closed(found, closing)
        # Later than the tolerance the place was no longer kept: a number like anybody's, if there is one.
        counts_from = min(found.slot_ms, now) if in_time else None
        wish = TakeTicket(found.line, asked.request_id, asked.visit_id, asked.priority, asked.procedure, counts_from)
        given = self._take(ledger, [wish])[0]
        if isinstance(given, Refused):
            return given
        if not ledger.use_appointment(found.appointment_id, given.ticket_id):
            raise AssertionError("an appointment changed inside the writer's transaction")
        ticket = ledger.ticket(given.ticket_id)
        return given if ticket is None else house.describe(ledger, ticket, now)

    def _find(self, ledger: Ledger, asked: CheckIn, hour: _Hour) -> AppointmentRecord | Refused:
        """The appointment to check in: of several still open the first whose time it is; else the first of them."""
        house = self._house
        if asked.code is None and ledger.key_check() not in (None, asked.key_check):
            return refuse(Refusal.WRONG_KEY)
        today = ledger.find_appointments(house.today(hour.now_ms), asked.code, asked.person, asked.phone)
        if not today:
            return refuse(Refusal.UNKNOWN_APPOINTMENT)
        open_ones = [one for one in today if one.status is AppointmentStatus.BOOKED]
        if not open_ones:
            return refuse(Refusal.APPOINTMENT_USED)
        first = next((one for one in open_ones if hour.is_right_for(one)), open_ones[0])
        if first.line not in house.rules.line_of:
            return refuse(Refusal.APPOINTMENT_OVER)
        return hour.too_early(first) if too_early(hour.rule, first.slot_ms, hour.now_ms) else first


@dataclass(frozen=True, slots=True)
class _Hour:
    """The hour of a check-in: what it makes of an appointment of today. The line must be known, but for `is_right_for`.

    `closings`: today's, by line.
    """

    house: House
    rule: AppointmentRule
    closings: Mapping[str, LineClosing]
    now_ms: int

    def is_right_for(self, one: AppointmentRecord) -> bool:
        """Whether the number of this appointment can be had now, counted from its hour."""
        if one.line not in self.house.rules.line_of or too_early(self.rule, one.slot_ms, self.now_ms):
            return False
        return self.is_in_time(one) and self.closing(one) is None

    def is_in_time(self, one: AppointmentRecord) -> bool:
        """Whether the place is still kept."""
        return self.now_ms <= self._in_time_until_ms(one)

    def closing(self, one: AppointmentRecord) -> LineClosing | None:
        """The supervisor's closing of its line that lasts now."""
        closing = self.closings.get(one.line)
        return closing if closing is not None and closing.covers(self.now_ms) else None

    def too_early(self, one: AppointmentRecord) -> Refused:
        """What somebody is told before check-in begins."""
        at = self.house.clock.hour_of(one.slot_ms)
        begins = self.house.clock.hour_of(one.slot_ms - self.rule.check_in_before_min * _MINUTE_MS)
        return Refused(
            Refusal.APPOINTMENT_TOO_EARLY.value,
            f"Ông/bà hẹn lúc {at}; nhận số từ {begins}. Lịch hẹn vẫn giữ. Không muốn đợi, ông/bà có thể lấy số "
            "ngay bây giờ.",
            f"Your appointment is at {at}; check-in begins at {begins}. The appointment is kept. If you would "
            "rather not wait, you may take a number now.",
        )

    def line_closed(self, one: AppointmentRecord, closing: LineClosing) -> Refused:
        """What somebody in time is told while a closing lasts."""
        words = REASON_WORDS[closing.reason]
        if closing.until_ms is None or closing.until_ms >= self._closes_ms(one):
            return Refused(
                Refusal.LINE_CLOSED.value,
                f"Nhóm này ngừng nhận số đến hết hôm nay: {words.vi}. Lịch hẹn của ông/bà chưa dùng được; nếu nhóm "
                "nhận số lại trong hôm nay, lịch hẹn vẫn được tính. Xin hỏi bàn hướng dẫn.",
                f"This line gives no numbers for the rest of today: {words.en}. Your appointment cannot be used now; "
                "should the line open again today, it still counts. Please ask at the help desk.",
            )
        ends = self.house.clock.hour_of(closing.until_ms)
        last = self.house.clock.hour_of(self._in_time_until_ms(one))
        return Refused(
            Refusal.LINE_CLOSED.value,
            f"Nhóm này tạm ngừng nhận số đến {ends}: {words.vi}. Lịch hẹn của ông/bà vẫn giữ: xin nhận số từ {ends} "
            f"đến {last}.",
            f"This line gives no numbers until {ends}: {words.en}. Your appointment is kept: please check in between "
            f"{ends} and {last}.",
        )

    def _in_time_until_ms(self, one: AppointmentRecord) -> int:
        return in_time_until_ms(self.rule, one.slot_ms, self.closings.get(one.line), self._closes_ms(one))

    def _closes_ms(self, one: AppointmentRecord) -> int:
        """When the last shift of its line ends today; midnight on a day that has none any more."""
        rules = self.house.rules
        closes = closing_ms(rules.line_of[one.line].opening, one.day, rules.timezone)
        return self.house.clock.end_of_day_ms(self.now_ms, 0) if closes is None else closes
