"""What the hub answers: the frozen data that its web layer writes and its client reads.

Times are aware datetimes (RFC 3339 on the wire), `day` is the local date of the centre, waits are whole minutes.
Nothing here is personal: a visit is a random id, a draft is sealed bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from config.texts import Text


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
    LEFT = "left"
    MERGED = "merged"


class CallStatus(StrEnum):
    """How a call stands: open at its counter, or how it ended."""

    OPEN = "open"
    ABSENT = "absent"
    FINISHED = "finished"
    KEPT = "kept"
    HELD = "held"
    TRANSFERRED = "transferred"
    UNDONE = "undone"
    MERGED = "merged"


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
    CALL_UNDONE = "call_undone"
    UNDONE = "undone"
    HELD = "held"
    TRANSFERRED = "transferred"
    CAME_BACK = "came_back"
    PAUSED = "paused"
    RESUMED = "resumed"
    MERGED = "merged"
    LEFT = "left"
    POSTPONED = "postponed"
    PRIORITY_SET = "priority_set"
    LINE_CLOSED = "line_closed"
    LINE_OPENED = "line_opened"
    APPOINTMENT_BOOKED = "appointment_booked"
    APPOINTMENT_CANCELLED = "appointment_cancelled"
    CALL_RECORDED = "call_recorded"
    """A call that a counter made while the hub was away; it was heard then and is announced no more."""
    CALL_END_RECORDED = "call_end_recorded"
    LEASES_FREED = "leases_freed"
    """What a counter had reserved is everybody's again, because staff vouch that nobody calls there."""
    PROMISE_AT_RISK = "promise_at_risk"
    PROMISE_BROKEN = "promise_broken"


@dataclass(frozen=True)
class Ticket:
    """A place in a line.

    `ahead` counts the people of the same line who are before it (0 unless it is waiting); the wait is a range of
    minutes, and `wait_told` whether a citizen may be told it (decision 41); `kept` says that the citizen asked to keep
    the place; `page_token` opens the phone page of this ticket. `line` is the printed one, `queue_line` the one in
    which it waits now; with `for_counter` only that counter calls it. A merged ticket is served with the one in
    `merged_into`.
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
    priority: str | None = None
    procedure: str | None = None
    queue_line: str = ""
    for_counter: int | None = None
    promise_until: datetime | None = None
    merged_into: str | None = None
    wait_told: bool = True


@dataclass(frozen=True)
class TicketVisit:
    """One visit that a ticket stands for: its own, or that of a ticket merged into it."""

    visit_id: str
    ticket_id: str
    label: str
    procedure: str | None


@dataclass(frozen=True)
class WaitingTicket:
    """One row of what a counter would call, in order.

    `held`: passed over for now, because the citizen is busy with a form or was sent for something. `note`: the reason
    code of the last hold or transfer. `promise_until`: when an express programme has promised to be done.
    """

    ticket_id: str
    visit_id: str
    label: str
    line: str
    waited_min: int
    kept: bool = False
    held: bool = False
    priority: str | None = None
    for_counter: int | None = None
    note: str | None = None
    promise_until: datetime | None = None


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
class Undone:
    """A deed was taken back: the call and the ticket it was about, as they stand now (None: it was about neither)."""

    call: Call | None
    ticket: Ticket | None


@dataclass(frozen=True)
class CounterState:
    """A counter: somebody is signed in there (`open`), and pauses until then for a reason from the closed list."""

    number: int
    open: bool
    paused_until: datetime | None
    reason: str | None


@dataclass(frozen=True)
class NobodyWaiting:
    """There is no ticket that this counter could call."""


class LineStanding(StrEnum):
    """Whether a line gives numbers."""

    OPEN = "open"
    CLOSING = "closing"
    """It still does, and `notice` says until when."""
    CLOSED = "closed"
    FULL = "full"


@dataclass(frozen=True)
class LineState:
    """A line now: how many wait and how long a new ticket would.

    `open`: a number can be had now. `notice` says, where there is something to say, why not or until when; `opens_at`
    when the line next gives numbers, if it does not now and that is known. `wait_told`: whether a citizen may be told
    the range (decision 41).
    """

    letter: str
    waiting: int
    wait_low_min: int
    wait_high_min: int
    open: bool
    state: LineStanding = LineStanding.OPEN
    notice: Text | None = None
    opens_at: datetime | None = None
    wait_told: bool = True


NO_TOKEN: Final = ""
"""Of a session that the hub knows nothing of: the counter opened it while the hub was away."""


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
    """One line of a board: never a name. line: the one it was called from. open: it is still called to its counter."""

    label: str
    counter: int
    called_at: datetime
    times: int
    line: str = ""
    open: bool = True


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
