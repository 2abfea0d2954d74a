"""Take a number: one wish, one request id, one ticket, however often the line breaks or a finger taps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, assert_never

from config.event_log import Event, record
from config.texts import Text
from kiosk.domain.dossier_code import DossierCode
from kiosk.domain.journey import Happening, Intent, NumberGiven, NumberNotGiven, Place, Slip, SlipTold
from printing.port import NotPrinted, Printed, PrintOutcome, Unsure
from ticketing.client import Refused, Ticket, Unreachable
from ticketing.domain.page_key import page_key


class NumberHub(Protocol):
    """The part of the hub's client that taking a number needs."""

    def take_ticket(
        self, line: str, request_id: str, visit_id: str, *, priority: str | None = None, procedure: str | None = None
    ) -> Ticket | Refused | Unreachable:
        """The same request id always gets the same ticket."""
        ...

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
        """The number of somebody who booked, found by exactly one of the first three."""
        ...


class OwnNumbers(Protocol):
    """Numbers of this kiosk's own, for when the hub cannot be heard."""

    def give(self, intent: Intent) -> Place | None:
        """A number for this wish, durable; None where there is none to give."""
        ...


# Lays the slip out, prints it and says what became of it; slow.
PrintSlip = Callable[[Place, DossierCode], PrintOutcome]


def place_of(ticket: Ticket) -> Place:
    """What the journey keeps of a ticket."""
    return Place(
        ticket.ticket_id,
        ticket.label,
        ticket.line,
        ticket.ahead,
        ticket.wait_low_min,
        ticket.wait_high_min,
        ticket.page_token,
        promise_until=ticket.promise_until,
        wait_told=ticket.wait_told,
    )


def phone_page(public_url: str | None, place: Place) -> str | None:
    """The address of this number's page; None where phones reach no page, or while the hub does not know the number."""
    if public_url is None or not place.page_token:
        return None
    return f"{public_url.rstrip('/')}/{page_key(place.label, place.page_token)}"


def take_number(hub: NumberHub, intent: Intent, own: OwnNumbers | None = None) -> Happening:
    """Ask the hub for the number of this wish; where it cannot be heard, give one of the kiosk's own. Slow."""
    record(Event.TICKET_ASKED, line=intent.line or None)
    answer = _ask(hub, intent)
    match answer:
        case Ticket():
            record(Event.TICKET_ISSUED, line=answer.line, label=answer.label, ticket_id=answer.ticket_id)
            return NumberGiven(place_of(answer))
        case Refused():
            return NumberNotGiven(answer.code, Text(answer.message_vi, answer.message_en))
        case Unreachable():
            # Who booked has a place that only the hub knows: no number of the kiosk's own would be it.
            place = own.give(intent) if own is not None and intent.booked is None else None
            return NumberNotGiven("unreachable") if place is None else NumberGiven(place)
        case _:
            assert_never(answer)


def _ask(hub: NumberHub, intent: Intent) -> Ticket | Refused | Unreachable:
    visit_id, booked = intent.code.visit_id, intent.booked
    priority, procedure = intent.priority, intent.procedure
    if booked is None:
        return hub.take_ticket(intent.line, intent.request_id, visit_id, priority=priority, procedure=procedure)
    return hub.check_in(
        visit_id,
        intent.request_id,
        code=booked.number if booked.kind == "code" else None,
        identity_number=booked.number if booked.kind == "identity_number" else None,
        phone=booked.number if booked.kind == "phone" else None,
        priority=priority,
        procedure=procedure,
    )


def print_number(print_slip: PrintSlip, place: Place, code: DossierCode) -> Happening:
    """Print the slip and say truthfully what is known about it. Slow: waits for the printer."""
    outcome = print_slip(place, code)
    match outcome:
        case Printed():
            record(Event.SLIP_PRINTED, label=place.label)
            return SlipTold(Slip.PRINTED)
        case NotPrinted():
            record(Event.SLIP_NOT_PRINTED, label=place.label, reason=outcome.reason.code)
            return SlipTold(Slip.NOT_PRINTED, outcome.reason.code)
        case Unsure():
            record(Event.SLIP_UNSURE, label=place.label, reason=outcome.reason.code)
            return SlipTold(Slip.UNSURE, outcome.reason.code)
        case _:
            assert_never(outcome)
