"""What the store keeps, as deeds see it. Times are milliseconds since 1970 UTC; `day` is the centre's local date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ticketing.domain.answers import CallStatus, EventType, StaffRole, TicketStatus


def label_of(line: str, number: int, series: str | None = None) -> str:
    """What is printed and spoken: `A012`; from a kiosk's own series `K2-001`."""
    return f"{line}{number:03d}" if series is None or series == line else f"{series}-{number:03d}"


@dataclass(frozen=True, slots=True)
class TicketRecord:
    """A ticket.

    `line`, `number` and `series` are printed and never change; it waits in `queue_line`, in the order of (`due_ms`,
    `place`): the hour it counts from, and the seq of its issue. A held one is called only when nobody else waits,
    and if its citizen asked to come later not even then; one with `for_counter` only by that counter, as long as
    somebody is signed in there. `note`: the reason code of the last hold or transfer.
    """

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
    series: str
    queue_line: str
    due_ms: int
    priority: str | None = None
    procedure: str | None = None
    for_counter: int | None = None
    note: str | None = None
    promise_until_ms: int | None = None
    merged_into: str | None = None

    @property
    def label(self) -> str:
        """What is printed and spoken."""
        return label_of(self.line, self.number, self.series)

    @property
    def preferred(self) -> bool:
        """Whether it has priority, of whatever class."""
        return self.priority is not None

    @property
    def turn(self) -> tuple[int, int]:
        """What orders tickets of one class in a line."""
        return self.due_ms, self.place


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
    announced_ms: int


@dataclass(frozen=True, slots=True)
class EventRecord:
    """One deed as it is told to boards and remembered for a retry: the request id is unique in a centre.

    `visit_id`: the visit that ended; of a ticket that was merged, the one that it is served with. It is not told.
    """

    seq: int
    request_id: str
    type: EventType
    at_ms: int
    label: str | None = None
    line: str | None = None
    ticket_id: str | None = None
    call_id: str | None = None
    counter: int | None = None
    times: int | None = None
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
    paused_until_ms: int = 0
    pause_reason: str | None = None


@dataclass(frozen=True, slots=True)
class PinTries:
    """Failures since the last success, counted before a PIN is looked at, so that a crash cannot forgive one."""

    failures: int
    not_before_ms: int
    locked_until_ms: int


@dataclass(frozen=True, slots=True)
class DeviceRecord:
    """An enrolled device."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class DrawnNumbers:
    """Numbers drawn for a line: `last` is the highest of them; `before` tells who waited in it already."""

    last: int
    before: LineOrder


@dataclass(frozen=True, slots=True)
class LineOrder:
    """A line of a day: how many wait, how many of them with priority, and how far its run of priority calls is.

    `run_seq`: the deed that changed the run last; 0 if none did.
    """

    waiting: int
    preferred: int
    run: int
    run_seq: int

    def with_another(self, *, preferred: bool) -> LineOrder:
        """The line when one more has come to wait."""
        return LineOrder(self.waiting + 1, self.preferred + preferred, self.run, self.run_seq)


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """What a member of staff did, to which label, line or counter, and why. Nothing of it is a citizen's.

    `detail`: a code from our own lists, such as the line or the counter that a ticket went to; an id of staff, the
    name of a device, or the days of a report.
    """

    at_ms: int
    staff_id: str
    deed: str
    label: str | None = None
    line: str | None = None
    counter: int | None = None
    reason: str | None = None
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class AuditRow:
    """An entry as it stands in the chain: its number from 1 without a gap, and its hash (SHA-256, hex)."""

    no: int
    entry: AuditEntry
    hash: str


@dataclass(frozen=True, slots=True)
class ClockMark:
    """The latest hour that the centre's deeds have seen; the hub's time never goes behind it."""

    seq: int
    at_ms: int
