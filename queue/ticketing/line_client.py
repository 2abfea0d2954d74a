"""The part of the hub's client that is about lines: booking ahead, checking in, closing a line with notice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from urllib.parse import urlencode

from pydantic import TypeAdapter

from ticketing.domain.answers import LineState, Refused, Ticket
from ticketing.domain.appointment_answers import Appointment, Slot
from ticketing.domain.opening import ClosingReason
from ticketing.hub_link import HubLink, Unreachable, path_part


@dataclass(frozen=True)
class _Slots:
    slots: tuple[Slot, ...]


_APPOINTMENT: Final = TypeAdapter(Appointment)
_SLOTS: Final = TypeAdapter(_Slots)
_TICKET: Final = TypeAdapter(Ticket)
_LINE: Final = TypeAdapter(LineState)


class LineDeeds(HubLink):
    """Appointments, and a supervisor's closings."""

    def slots(self, line: str, day: date) -> tuple[Slot, ...] | Refused | Unreachable:
        """The hours of a day that can be booked, the full ones too; empty on a day that cannot."""
        asked = urlencode({"line": line, "day": day.isoformat()})
        answer = self._ask("GET", f"/v1/appointments/slots?{asked}", _SLOTS)
        return answer.slots if isinstance(answer, _Slots) else answer

    def book_appointment(
        self, line: str, at: datetime, identity_number: str, request_id: str, *, phone: str | None = None
    ) -> Appointment | Refused | Unreachable:
        """Book an hour for a person (12 digits). The hub keeps only keyed hashes of the two numbers."""
        asked = {
            "line": line, "at": at.isoformat(), "identity_number": identity_number, "phone": phone,
            "request_id": request_id,
        }  # fmt: skip
        return self._ask("POST", "/v1/appointments", _APPOINTMENT, asked)

    def appointment(self, appointment_id: str) -> Appointment | Refused | Unreachable:
        """An appointment as it stands."""
        return self._ask("GET", f"/v1/appointments/{path_part(appointment_id)}", _APPOINTMENT)

    def cancel_appointment(self, appointment_id: str, request_id: str) -> Appointment | Refused | Unreachable:
        """Give the hour back."""
        path = f"/v1/appointments/{path_part(appointment_id)}/cancel"
        return self._ask("POST", path, _APPOINTMENT, {"request_id": request_id})

    def check_in(
        self,
        visit_id: str,
        request_id: str,
        *,
        code: str | None = None,
        identity_number: str | None = None,
        phone: str | None = None,
        priority: str | None = None,
        procedure: str | None = None,
    ) -> Ticket | Refused | Unreachable:
        """The number of an appointment of today, found by exactly one of the first three.

        `priority` and `procedure` as in `take_ticket`; with an "unknown_priority" the appointment stays open.
        """
        asked = {
            "code": code, "identity_number": identity_number, "phone": phone, "visit_id": visit_id,
            "request_id": request_id,
        }  # fmt: skip
        if priority is not None:
            asked["priority"] = priority
        if procedure is not None:
            asked["procedure"] = procedure
        return self._ask("POST", "/v1/check-in", _TICKET, asked)

    def close_line(
        self,
        line: str,
        reason: ClosingReason,
        request_id: str,
        *,
        closes_at: datetime | None = None,
        opens_at: datetime | None = None,
    ) -> LineState | Refused | Unreachable:
        """No more numbers of this line today from an hour on (now, if left out), perhaps until another. A supervisor's
        deed; numbers already given are served.
        """
        asked = {
            "reason": reason.value, "request_id": request_id,
            "closes_at": None if closes_at is None else closes_at.isoformat(),
            "opens_at": None if opens_at is None else opens_at.isoformat(),
        }  # fmt: skip
        return self._ask("POST", f"/v1/lines/{path_part(line)}/close", _LINE, asked)

    def open_line(self, line: str, request_id: str) -> LineState | Refused | Unreachable:
        """Take today's closing of a line back. A supervisor's deed."""
        return self._ask("POST", f"/v1/lines/{path_part(line)}/open", _LINE, {"request_id": request_id})
