"""What the store keeps, as deeds see it. Times are milliseconds since 1970 UTC; `day` is the centre's local date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ticketing.domain.answers import CallStatus, EventType, StaffRole, TicketStatus


def label_of(line: str, number: int) -> str:
    """What is printed and spoken: `A012`."""
    return f"{line}{number:03d}"


@dataclass(frozen=True, slots=True)
class TicketRecord:
    """A ticket. `place` orders the queue (the seq of its issue); a held one is called only when nobody else waits."""

    ticket_id: str
    visit_id: str
    day: date
    line: str
    number: int
    issued_ms: int
    status: TicketStatus
    place: int
    kept: bool
    held_until_ms: int
    page_token: str

    @property
    def label(self) -> str:
        """What is printed and spoken."""
        return label_of(self.line, self.number)


@dataclass(frozen=True, slots=True)
class CallRecord:
    """One calling of a ticket to a counter."""

    call_id: str
    ticket_id: str
    day: date
    counter: int
    clerk_id: str
    called_ms: int
    announced_seq: int
    times: int
    status: CallStatus
    ended_ms: int | None


@dataclass(frozen=True, slots=True)
class EventRecord:
    """One deed as it is told to boards and remembered for a retry: the request id is unique in a centre."""

    seq: int
    request_id: str
    type: EventType
    at_ms: int
    label: str | None
    line: str | None
    ticket_id: str | None
    call_id: str | None
    counter: int | None
    times: int | None
    visit_id: str | None = None


@dataclass(frozen=True, slots=True)
class DraftRecord:
    """A sealed draft and the request that put it."""

    visit_id: str
    sealed: bytes
    revision: int
    request_id: str
    expires_ms: int


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """A clerk at a counter (0: at none); the token itself is not stored, only its SHA-256 (hex)."""

    token_sha256: str
    clerk_id: str
    role: StaffRole
    counter: int
    expires_ms: int


@dataclass(frozen=True, slots=True)
class PinTries:
    """Failures since the last success, counted before a PIN is looked at, so that a crash cannot forgive one."""

    failures: int
    not_before_ms: int
    locked_until_ms: int


@dataclass(frozen=True, slots=True)
class BadgeRecord:
    """A badge that is good. Of its secret only the SHA-256 is stored, and not shown here."""

    clerk_id: str
    made_ms: int


@dataclass(frozen=True, slots=True)
class DeviceRecord:
    """An enrolled device."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class DrawnNumbers:
    """Numbers drawn for a line: `last` is the highest of them; `waiting_before` counts who waited already."""

    last: int
    waiting_before: int


@dataclass(frozen=True, slots=True)
class ClockMark:
    """The latest hour that the centre's deeds have seen; the hub's time never goes behind it."""

    seq: int
    at_ms: int
