"""What devices ask of the hub, once it has been read from the wire."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TakeTicket:
    """A number in this line, for this visit."""

    line: str
    request_id: str
    visit_id: str


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
class ShowBadge:
    """A badge held up to a device, at a counter (0: at none)."""

    badge_sha256: str
    device: str
    counter: int
