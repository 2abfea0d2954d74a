"""What the hub answers: the frozen data that its web layer writes and its client reads.

Times are aware datetimes (RFC 3339 on the wire), `day` is the local date of the centre, waits are whole minutes.
Nothing here is personal: a visit is a random id, a draft is sealed bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


@dataclass(frozen=True)
class Refused:
    """The hub said no, and asking again will not help. The sentences are for people."""

    code: str
    message_vi: str
    message_en: str


class TicketStatus(StrEnum):
    """Where a ticket stands."""

    WAITING = "waiting"
    CALLED = "called"
    ABSENT = "absent"
    FINISHED = "finished"


class CallStatus(StrEnum):
    """How a call stands: open at its counter, or how it ended."""

    OPEN = "open"
    ABSENT = "absent"
    FINISHED = "finished"
    KEPT = "kept"


class StaffRole(StrEnum):
    """What a member of staff may do."""

    CLERK = "clerk"
    SUPPORT = "support"
    SUPERVISOR = "supervisor"
    TECHNICIAN = "technician"


class EventType(StrEnum):
    """What happened in the queue."""

    TICKET_ISSUED = "ticket_issued"
    CALLED = "called"
    RECALLED = "recalled"
    ABSENT = "absent"
    FINISHED = "finished"
    KEPT = "kept"
    VISIT_ENDED = "visit_ended"


@dataclass(frozen=True)
class Ticket:
    """A place in a line.

    `ahead` counts the people of the same line who are before it (0 unless it is waiting); the wait is a range of
    minutes; `kept` says that the citizen asked to keep the place; `page_token` opens the phone page of this ticket.
    """

    ticket_id: str
    visit_id: str
    label: str
    line: str
    number: int
    day: date
    issued_at: datetime
    status: TicketStatus
    ahead: int
    wait_low_min: int
    wait_high_min: int
    page_token: str
    kept: bool = False


@dataclass(frozen=True)
class WaitingTicket:
    """One row of what a counter would call, in order. `held`: the citizen keeps the place while busy with a form."""

    ticket_id: str
    visit_id: str
    label: str
    line: str
    waited_min: int
    kept: bool = False
    held: bool = False


@dataclass(frozen=True)
class Call:
    """One calling of a ticket to a counter; `times` counts how often it was announced."""

    call_id: str
    ticket: Ticket
    counter: int
    called_at: datetime
    times: int
    status: CallStatus


@dataclass(frozen=True)
class CurrentCall:
    """The open call of a counter, if there is one."""

    call: Call | None


@dataclass(frozen=True)
class NobodyWaiting:
    """There is no ticket that this counter could call."""


@dataclass(frozen=True)
class LineState:
    """A line now: how many wait and how long a new ticket would."""

    letter: str
    waiting: int
    wait_low_min: int
    wait_high_min: int
    open: bool


@dataclass(frozen=True)
class ClerkSession:
    """A clerk signed in at a counter. The token goes with every deed of the clerk."""

    token: str
    clerk_id: str
    name: str
    role: StaffRole
    counter: int
    expires_at: datetime


@dataclass(frozen=True)
class SignedOut:
    """The clerk's session is over (or was already)."""


@dataclass(frozen=True)
class DraftKept:
    """The sealed draft is durable at the hub under this revision."""

    revision: int


@dataclass(frozen=True)
class SealedDraft:
    """A sealed draft as it was put; only the key on the citizen's slip opens it."""

    visit_id: str
    sealed: bytes
    revision: int
    expires_at: datetime


@dataclass(frozen=True)
class NoDraft:
    """No draft is kept for this visit: never put, expired, or erased when the visit ended."""


@dataclass(frozen=True)
class VisitEnded:
    """The visit is over: its draft is erased, its dossiers are linked to it."""

    visit_id: str
    dossier_ids: tuple[str, ...]


@dataclass(frozen=True)
class BoardCall:
    """One line of a board: never a name."""

    label: str
    counter: int
    called_at: datetime
    times: int


@dataclass(frozen=True)
class BoardState:
    """What a board shows at `seq`: the newest calls first (at most eight), and every line."""

    last: tuple[BoardCall, ...]
    lines: tuple[LineState, ...]
    seq: int


@dataclass(frozen=True)
class HubEvent:
    """One thing that happened; `seq` rises by exactly one from event to event."""

    seq: int
    type: EventType
    at: datetime
    label: str | None = None
    line: str | None = None
    ticket_id: str | None = None
    counter: int | None = None
    times: int | None = None
