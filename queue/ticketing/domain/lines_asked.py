"""What is asked about lines and appointments, once it has been read from the wire. People are keyed hashes here."""

from __future__ import annotations

from dataclasses import dataclass

from ticketing.domain.opening import ClosingReason


@dataclass(frozen=True, slots=True)
class CloseLine:
    """The supervisor with this session closes a line today, from an hour on (None: now), perhaps until another."""

    line: str
    from_ms: int | None
    until_ms: int | None
    reason: ClosingReason
    request_id: str
    session_sha256: str


@dataclass(frozen=True, slots=True)
class OpenLine:
    """The supervisor with this session takes today's closing of a line back."""

    line: str
    request_id: str
    session_sha256: str


@dataclass(frozen=True, slots=True)
class BookAppointment:
    """Somebody books an hour of a line."""

    line: str
    slot_ms: int
    person: str
    phone: str | None
    key_check: str
    request_id: str


@dataclass(frozen=True, slots=True)
class CancelAppointment:
    """Somebody does not come."""

    appointment_id: str
    request_id: str


@dataclass(frozen=True, slots=True)
class CheckIn:
    """Somebody who booked is here: known by exactly one of code, person and phone (hashes of one key).

    priority, procedure: said as with any other number.
    """

    code: str | None
    person: str | None
    phone: str | None
    key_check: str
    visit_id: str
    request_id: str
    priority: str | None = None
    procedure: str | None = None
