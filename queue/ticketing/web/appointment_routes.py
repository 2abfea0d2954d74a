"""Appointments and closings: free hours, booking, cancelling, checking in; a supervisor closes and opens lines.

Identity and telephone numbers become keyed hashes here, before anything else sees them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Path, Query
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from ticketing.deeds.booking import BookAppointments, CancelAppointments, FreeSlots
from ticketing.deeds.checking_in import CheckInAppointments
from ticketing.deeds.closing_lines import CloseLines, OpenLines
from ticketing.domain.answers import LineState, Ticket
from ticketing.domain.appointment_answers import Appointment, Slot
from ticketing.domain.booking import Pseudonyms
from ticketing.domain.lines_asked import BookAppointment, CancelAppointment, CheckIn, CloseLine, OpenLine
from ticketing.domain.luck import fingerprint
from ticketing.domain.opening import ClosingReason
from ticketing.domain.phone_number import PHONE_PATTERN
from ticketing.domain.rules import DeviceRole
from ticketing.pseudonym_key import pseudonym_key
from ticketing.web.admission import DESKS, FRONT, Admission
from ticketing.web.asking import AskedPriority, AskedProcedure, DeedBody, HeaderSession, PathId, RequestId, VisitId
from ticketing.web.errors import granted
from ticketing.web.guards import only
from ticketing.web.hub import Hub

_BOOKERS: Final = frozenset({DeviceRole.BOOKING})
_LOOKERS: Final = FRONT | _BOOKERS
# Between the years 2001 and 2286: what does not fit a database's whole number is nobody's hour.
_EARLIEST: Final = 978_307_200
_LATEST: Final = 9_999_999_999

IdentityNumber = Annotated[str, Field(pattern=r"^[0-9]{12}$")]
PhoneNumber = Annotated[str, Field(pattern=PHONE_PATTERN)]
LineLetter = Annotated[str, Field(min_length=1, max_length=8)]
PathLine = Annotated[str, Path(min_length=1, max_length=8)]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class BookBody(_Body):
    """An hour of a line for a person; the telephone is another way to check in."""

    line: LineLetter
    at: Annotated[AwareDatetime, Field(strict=False)]
    identity_number: IdentityNumber
    phone: PhoneNumber | None = None
    request_id: RequestId


class CheckInBody(_Body):
    """Somebody is here: exactly one of code, identity number and telephone; priority and procedure as of any number."""

    code: Annotated[str, Field(pattern=r"^[0-9]{8}$")] | None = None
    identity_number: IdentityNumber | None = None
    phone: PhoneNumber | None = None
    visit_id: VisitId
    request_id: RequestId
    priority: AskedPriority | None = None
    procedure: AskedProcedure | None = None

    @model_validator(mode="after")
    def _one_of_them(self) -> CheckInBody:
        if sum(one is not None for one in (self.code, self.identity_number, self.phone)) != 1:
            raise ValueError("exactly one of code, identity_number, phone")
        return self


class CloseLineBody(_Body):
    """No more numbers from this hour on (now, if left out), perhaps until another hour of today."""

    reason: Annotated[ClosingReason, Field(strict=False)]
    closes_at: Annotated[AwareDatetime, Field(strict=False)] | None = None
    opens_at: Annotated[AwareDatetime, Field(strict=False)] | None = None
    request_id: RequestId


@dataclass(frozen=True)
class Slots:
    """The hours of a day that can be booked, the full ones too."""

    slots: tuple[Slot, ...]


class _People:
    """Makes the hub's key when the first person is named, not before."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    @cached_property
    def known_as(self) -> Pseudonyms:
        return Pseudonyms(pseudonym_key(self._hub.store.folder))


def appointment_routes(hub: Hub, admission: Admission) -> APIRouter:
    """The routes."""
    router = APIRouter(prefix="/v1", tags=["lines"])
    free, book, cancel = FreeSlots(hub.house), BookAppointments(hub.house), CancelAppointments(hub.house)
    check_in, close, open_again = CheckInAppointments(hub.house), CloseLines(hub.house), OpenLines(hub.house)
    bookers, lookers = [Depends(only(admission, _BOOKERS))], [Depends(only(admission, _LOOKERS))]
    front, desks = [Depends(only(admission, FRONT))], [Depends(only(admission, DESKS))]
    people = _People(hub)

    @router.get("/appointments/slots", dependencies=lookers)
    async def slots(line: Annotated[str, Query(min_length=1, max_length=8)], day: date) -> Slots:
        """The hours of a day that can be booked."""
        return Slots(granted(await hub.look(free, line, day)))

    @router.post("/appointments", dependencies=bookers)
    async def book_appointment(asked: BookBody) -> Appointment:
        """Book an hour. One a line and a few a day for each person."""
        person = people.known_as.person(asked.identity_number)
        phone = None if asked.phone is None else people.known_as.phone(asked.phone)
        check = people.known_as.key_check
        wish = BookAppointment(asked.line, _ms(asked.at), person, phone, check, asked.request_id)
        return granted(await hub.carry_out(book, wish))

    @router.get("/appointments/{appointment_id}", dependencies=bookers)
    async def appointment(appointment_id: PathId) -> Appointment:
        """An appointment as it stands."""
        return granted(await hub.look(free.appointment, appointment_id))

    @router.post("/appointments/{appointment_id}/cancel", dependencies=bookers)
    async def cancel_appointment(appointment_id: PathId, asked: DeedBody) -> Appointment:
        """Give the hour back."""
        return granted(await hub.carry_out(cancel, CancelAppointment(appointment_id, asked.request_id)))

    @router.post("/check-in", dependencies=front)
    async def check_in_appointment(asked: CheckInBody) -> Ticket:
        """The number of an appointment of today."""
        person = None if asked.identity_number is None else people.known_as.person(asked.identity_number)
        phone = None if asked.phone is None else people.known_as.phone(asked.phone)
        check = people.known_as.key_check
        wish = CheckIn(
            asked.code, person, phone, check, asked.visit_id, asked.request_id, asked.priority, asked.procedure
        )
        return granted(await hub.carry_out(check_in, wish))

    @router.post("/lines/{line}/close", dependencies=desks)
    async def close_line(line: PathLine, asked: CloseLineBody, clerk_session: HeaderSession = None) -> LineState:
        """Give no more numbers of a line today; those already given are served. A supervisor's deed."""
        return granted(
            await hub.carry_out(
                close,
                CloseLine(
                    line,
                    None if asked.closes_at is None else _ms(asked.closes_at),
                    None if asked.opens_at is None else _ms(asked.opens_at),
                    asked.reason,
                    asked.request_id,
                    fingerprint(clerk_session or ""),
                ),
            )
        )

    @router.post("/lines/{line}/open", dependencies=desks)
    async def open_line(line: PathLine, asked: DeedBody, clerk_session: HeaderSession = None) -> LineState:
        """Take a closing of today back. A supervisor's deed."""
        return granted(
            await hub.carry_out(open_again, OpenLine(line, asked.request_id, fingerprint(clerk_session or "")))
        )

    return router


def _ms(at: datetime) -> int:
    return int(min(max(at.timestamp(), _EARLIEST), _LATEST)) * 1000
