"""Appointments: which hours can be booked, and where somebody who booked stands in the queue. Pure.

An appointment is equal in rank with a number taken on the spot (decision 27): who checks in before the hour counts from
the check-in, like everybody who comes then; who is a little late counts from the appointed hour; who is later than that
counts from the check-in again. So nobody is worse off for having booked, and overtaken are only those who came after
the appointed hour, by `late_min` at most. Minutes in which a supervisor had closed the line make nobody late.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from ticketing.domain.opening import LineClosing, LineOpening, windows
from ticketing.domain.phone_number import national_number

_MINUTE_MS: Final = 60_000
CODE_DIGITS: Final = 8


@dataclass(frozen=True)
class AppointmentRule:
    """How appointments are given. `lines`: those that take them, None for all."""

    days_ahead: int = 6
    per_person_per_day: int = 2
    slot_min: int = 30
    per_slot: int = 2
    check_in_before_min: int = 30
    late_min: int = 15
    lines: frozenset[str] | None = None

    def takes(self, line: str) -> bool:
        """Whether this line can be booked."""
        return self.lines is None or line in self.lines


class AppointmentStatus(StrEnum):
    """How an appointment stands."""

    BOOKED = "booked"
    CANCELLED = "cancelled"
    CHECKED_IN = "checked_in"


@dataclass(frozen=True, slots=True)
class AppointmentRecord:
    """An appointment as it is kept. `person` and `phone` are keyed hashes: nobody can be read out of them.

    `nth` counts the person's appointments of the day and `chair` those of the slot, both from 0: the database keeps
    them unique, so that nobody books once too often and no slot overflows.
    """

    appointment_id: str
    code: str
    person: str
    phone: str | None
    line: str
    day: date
    slot_ms: int
    nth: int
    chair: int
    status: AppointmentStatus
    request_id: str
    cancel_request_id: str | None = None
    ticket_id: str | None = None


def slots(rule: AppointmentRule, opening: LineOpening, day: date, zone: ZoneInfo) -> Iterator[int]:
    """The hours of a day that can be booked, in order: every `slot_min` minutes from the beginning of each shift."""
    if opening.shifts is None:
        begin = datetime(day.year, day.month, day.day, tzinfo=zone)
        stretches = [(begin, begin + timedelta(days=1))]
    else:
        # Numbers are given earlier than a shift begins; nobody is appointed before there is anybody to serve.
        before = timedelta(minutes=opening.before_opening_min)
        stretches = [(first + before, last) for first, last in windows(opening, day, zone)]
    for first, last in stretches:
        at = first
        while at < last:
            yield int(at.timestamp() * 1000)
            at += timedelta(minutes=rule.slot_min)


def in_time_until_ms(rule: AppointmentRule, slot_ms: int, closing: LineClosing | None, closes_ms: int) -> int:
    """The last moment at which somebody is in time for this hour.

    Where a closing takes any of the tolerance, that begins anew when the closing ends. `closes_ms`: the end of the
    line's last shift, after which a closing makes nobody in time any more.
    """
    late_ms = rule.late_min * _MINUTE_MS
    last = slot_ms + late_ms
    if closing is None or closing.from_ms > last or closing.is_over(slot_ms):
        return last
    over = closes_ms if closing.until_ms is None else closing.until_ms
    return max(last, min(over + late_ms, closes_ms))


def waited_for_since_ms(rule: AppointmentRule, closing: LineClosing | None, now_ms: int) -> int:
    """The first hour whose people are still waited for now; the rest of the day's are."""
    late_ms = rule.late_min * _MINUTE_MS
    if closing is None or (closing.until_ms is not None and closing.until_ms + late_ms < now_ms):
        return now_ms - late_ms
    return min(now_ms, closing.from_ms) - late_ms


def too_early(rule: AppointmentRule, slot_ms: int, now_ms: int) -> bool:
    """Whether check-in has not begun yet."""
    return now_ms < slot_ms - rule.check_in_before_min * _MINUTE_MS


class Pseudonyms:
    """Turns identity and telephone numbers into keyed hashes (HMAC-SHA-256); the key never leaves the hub's home."""

    def __init__(self, key: bytes) -> None:
        """`key`: 32 random bytes."""
        self._key = key

    def person(self, identity_number: str) -> str:
        """The hash of an identity number (12 digits)."""
        return self._of("person", identity_number)

    def phone(self, number: str) -> str:
        """The hash of a telephone number, however it is written. Raises ValueError for what is none."""
        national = national_number(number)
        if national is None:
            raise ValueError("not a telephone number")
        return self._of("phone", national)

    @property
    def key_check(self) -> str:
        """What tells this key from another, and nothing else."""
        return self._of("key", "check")

    def _of(self, kind: str, text: str) -> str:
        return hmac.new(self._key, f"{kind}:{text}".encode(), hashlib.sha256).hexdigest()
