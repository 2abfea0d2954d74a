"""What the hub answers about appointments: frozen data for its web layer and its client. Nothing here is personal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ticketing.domain.booking import AppointmentStatus


@dataclass(frozen=True)
class Slot:
    """An hour that can be booked, and how many places are free in it."""

    at: datetime
    free: int


@dataclass(frozen=True)
class Appointment:
    """An appointment. `code`: eight digits that check it in; `at`: the appointed hour."""

    appointment_id: str
    code: str
    line: str
    at: datetime
    status: AppointmentStatus
