"""What devices ask of the hub, once it has been read from the wire."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ticketing.domain.report_answers import ReportFormat


@dataclass(frozen=True, slots=True)
class TakeTicket:
    """A number in this line, for this visit."""

    line: str
    request_id: str
    visit_id: str
    priority: str | None = None
    procedure: str | None = None
    counts_from_ms: int | None = None
    """Only for who booked: the hour from which they wait."""


@dataclass(frozen=True, slots=True)
class KeepPlace:
    """The citizen is busy and wants to keep the place."""

    ticket_id: str
    request_id: str


@dataclass(frozen=True, slots=True)
class CallNext:
    """The clerk with this session calls the next ticket to this counter."""

    counter: int
    request_id: str
    session_sha256: str


@dataclass(frozen=True, slots=True)
class GoOnWithCall:
    """The clerk with this session recalls, ends or finishes a call."""

    call_id: str
    request_id: str
    session_sha256: str


@dataclass(frozen=True, slots=True)
class CallThis:
    """The clerk with this session calls this very ticket to this counter."""

    counter: int
    ticket_id: str
    reason: str
    request_id: str
    session_sha256: str


@dataclass(frozen=True, slots=True)
class HoldCall:
    """The citizen of an open call is sent for something; with `for_me` only this counter calls the ticket again."""

    call_id: str
    minutes: int
    reason: str
    for_me: bool
    request_id: str
    session_sha256: str


@dataclass(frozen=True, slots=True)
class TransferCall:
    """The ticket of an open call goes to another line or to a counter: exactly one of them is given."""

    call_id: str
    line: str | None
    counter: int | None
    reason: str
    request_id: str
    session_sha256: str


@dataclass(frozen=True, slots=True)
class PauseCounter:
    """The counter of this session calls nobody for some minutes."""

    counter: int
    reason: str
    minutes: int
    request_id: str
    session_sha256: str


@dataclass(frozen=True, slots=True)
class ResumeCounter:
    """The counter of this session calls again."""

    counter: int
    request_id: str
    session_sha256: str


@dataclass(frozen=True, slots=True)
class QuickService:
    """Somebody stands at the counter with a small matter: a number, issued and called at once."""

    counter: int
    line: str
    reason: str
    request_id: str
    session_sha256: str


@dataclass(frozen=True, slots=True)
class MergeTickets:
    """A family with several numbers is served with one of them."""

    ticket_id: str
    into_ticket_id: str
    reason: str
    request_id: str
    session_sha256: str


@dataclass(frozen=True, slots=True)
class SetPriority:
    """A member of staff gives a ticket a priority class, or takes it away (None)."""

    ticket_id: str
    priority: str | None
    reason: str
    request_id: str
    session_sha256: str


@dataclass(frozen=True, slots=True)
class UndoDeed:
    """The clerk with this session takes the deed of that request back."""

    deed_request_id: str
    request_id: str
    session_sha256: str


@dataclass(frozen=True, slots=True)
class ComeBack:
    """The citizen is here again."""

    ticket_id: str
    request_id: str
    session_sha256: str | None = None


@dataclass(frozen=True, slots=True)
class LeaveLine:
    """The citizen does not wait any more."""

    ticket_id: str
    request_id: str
    session_sha256: str | None = None


@dataclass(frozen=True, slots=True)
class ComeLater:
    """The citizen comes in so many minutes and keeps the place."""

    ticket_id: str
    minutes: int
    request_id: str


@dataclass(frozen=True, slots=True)
class PutDraft:
    """A sealed draft to keep."""

    visit_id: str
    sealed: bytes
    revision: int
    request_id: str


@dataclass(frozen=True, slots=True)
class EndVisit:
    """The visit is over; these dossiers were filed in it."""

    visit_id: str
    dossier_ids: tuple[str, ...]
    request_id: str


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A clerk whose PIN was right, at a counter (0: at none)."""

    clerk_id: str
    counter: int


@dataclass(frozen=True, slots=True)
class WrongPin:
    """A PIN that was not the clerk's, at a counter (0: at none)."""

    clerk_id: str
    counter: int


@dataclass(frozen=True, slots=True)
class ShowBadge:
    """A badge held up to a device, at a counter (0: at none)."""

    badge_sha256: str
    device: str
    counter: int


@dataclass(frozen=True, slots=True)
class ExportReport:
    """Whoever has this session takes the figures of these days away as a file."""

    first: date
    last: date
    format: ReportFormat
    session_sha256: str
