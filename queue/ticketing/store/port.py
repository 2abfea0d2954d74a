"""The store as deeds see it: one ledger inside one transaction. Implemented by `sql_ledger.SqlLedger`."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Protocol

from ticketing.domain.answers import CallStatus, StaffRole
from ticketing.domain.booking import AppointmentRecord
from ticketing.domain.changes import Pause, UndoRecord
from ticketing.domain.device_records import DeviceStanding, OutboxNews
from ticketing.domain.fair_order import LineQueue
from ticketing.domain.opening import LineClosing
from ticketing.domain.records import (
    AuditEntry,
    AuditRow,
    CallRecord,
    ClockMark,
    DeviceRecord,
    DraftRecord,
    DrawnNumbers,
    EventRecord,
    LineOrder,
    PinTries,
    SessionRecord,
    TicketRecord,
)
from ticketing.domain.report_records import CallFact, CounterFact, MoveFact, OpenCallFact, TicketFact
from ticketing.domain.wait_records import ForecastRecord, JudgedWait, PastCall, PausedCounter, QueuedTicket
from ticketing.store.lease_port import LeaseLedger


class Ledger(LeaseLedger, Protocol):
    """Everything that is read and written in one transaction of one centre."""

    def mark(self) -> ClockMark:
        """The last seq and the latest hour; zeros before the first event."""

    def draw_seqs(self, count: int, at_ms: int) -> int:
        """Draw `count` seqs without a gap and note the hour. Returns the first of them."""

    def done_before(self, request_ids: Collection[str]) -> Mapping[str, EventRecord]:
        """What these requests already did."""

    def add_events(self, events: Sequence[EventRecord]) -> None:
        """Record what happened; it is told to listeners after the commit."""

    def events_after(self, seq: int, limit: int) -> Sequence[EventRecord]:
        """The events that follow `seq`, in order."""

    def draw_numbers(self, day: date, line: str, count: int, preferred: int = 0) -> DrawnNumbers:
        """Draw the next `count` numbers of the line's day, for tickets that wait from now on.

        `preferred`: how many of them have priority.
        """

    def add_tickets(self, tickets: Sequence[TicketRecord]) -> None:
        """Keep new, waiting tickets."""

    def ticket(self, ticket_id: str) -> TicketRecord | None:
        """The ticket."""

    def ticket_of_visit(self, visit_id: str) -> TicketRecord | None:
        """The newest ticket of the visit."""

    def ticket_of_number(self, day: date, series: str, number: int) -> TicketRecord | None:
        """The ticket with this printed number."""

    def before_in_class(self, ticket: TicketRecord) -> int:
        """How many of its line and class (with priority or without) wait before this ticket."""

    def line_orders(self, day: date) -> Mapping[str, LineOrder]:
        """Every line that anybody has waited in today."""

    def note_run(self, day: date, line: str, run: int, seq: int) -> None:
        """Remember how many priority calls in a row the line's order gave, and which deed changed that last."""

    def waiting_by_line(self, day: date) -> Mapping[str, int]:
        """How many wait, for each line that has had a ticket today."""

    def line_queues(
        self,
        day: date,
        lines: Collection[str],
        counter: int,
        now_ms: int,
        *,
        kept_for: Collection[int],
        held: bool,
        most: int,
        whoever_leases: bool = False,
    ) -> Sequence[LineQueue]:
        """Who waits in these lines and may be called by this counter: those that are held, or those that are not.

        `kept_for`: what waits for one of these counters is nobody else's; what waits for any other is everybody's.
        `whoever_leases`: also those that are reserved for another counter in case the hub goes away.

        At most `most` of each class in each line, in order. With 1 they are to be called: they are locked, and whoever
        another transaction has in its hand is passed over, as is whoever asked to come later.
        """

    def change_ticket(self, was: TicketRecord, to: TicketRecord) -> bool:
        """Make `was` into `to` if it still has the status of `was`; the lines' counts follow. Returns whether it had.

        What is printed, the visit, the day and the place never change.
        """

    def add_call(self, call: CallRecord) -> None:
        """Keep an open call. The database refuses a second one for the ticket or the counter."""

    def call(self, call_id: str) -> CallRecord | None:
        """The call."""

    def open_call_at(self, counter: int) -> CallRecord | None:
        """The open call of a counter."""

    def open_call_of(self, ticket_id: str) -> CallRecord | None:
        """The open call of a ticket."""

    def last_call_of(self, ticket_id: str) -> CallRecord | None:
        """The call of a ticket that was told last, open or not; what a counter did without the hub is told late."""

    def called_in_vain_ms(self, ticket_id: str) -> int | None:
        """When a call of this ticket ended last because nobody came; None if none did."""

    def announce_again(self, call_id: str, seq: int, times: int, at_ms: int) -> None:
        """Note one more announcement."""

    def end_call(self, call_id: str, status: CallStatus, at_ms: int) -> None:
        """Close an open call."""

    def absent_since(
        self, day: date, lines: Collection[str], since_ms: int, most: int
    ) -> Sequence[tuple[TicketRecord, int]]:
        """Absent tickets of these lines whose last call ended in vain since then, each with that hour; oldest first."""

    def last_calls(self, day: date, limit: int) -> Sequence[tuple[CallRecord, TicketRecord]]:
        """The newest announced calls of the day that still stand or were served, newest first."""

    def restore_call(self, call: CallRecord) -> None:
        """Make an ended call what it was before. The database refuses a second open one for the ticket or counter."""

    def sessions_at_counters(self, now_ms: int) -> Sequence[SessionRecord]:
        """Everybody who is signed in at a counter."""

    def pause_session(self, token_sha256: str, pause: Pause) -> None:
        """Let the counter of this session pause, or no longer."""

    def visits_of(self, ticket_id: str) -> Sequence[TicketRecord]:
        """The ticket and those that are merged into it, in order of issue."""

    def audit_head(self) -> tuple[int, str]:
        """The number and the hash of the last audited deed, as the centre remembers them."""

    def add_audit(self, entries: Sequence[AuditEntry]) -> None:
        """Add to the chain of what staff did; at least one entry."""

    def audit_after(self, no: int, limit: int) -> Sequence[AuditRow]:
        """The audited deeds that follow `no`, in order."""

    def keep_undo(self, record: UndoRecord) -> None:
        """Remember what a deed changed, so that it can be undone."""

    def undo_of(self, request_id: str) -> UndoRecord | None:
        """What the deed of this request changed; None when it is not to be undone, or long ago."""

    def mark_undone(self, request_id: str) -> None:
        """This deed has been undone."""

    def draft(self, visit_id: str, now_ms: int) -> DraftRecord | None:
        """The draft, unless it has expired."""

    def keep_draft(self, draft: DraftRecord) -> None:
        """Put or replace the draft of a visit."""

    def erase_draft(self, visit_id: str) -> None:
        """Erase the draft of a visit, if there is one."""

    def erase_expired_drafts(self, now_ms: int) -> int:
        """Erase every draft whose time is over. Returns how many."""

    def link_dossiers(self, visit_id: str, dossier_ids: Sequence[str], seq: int) -> None:
        """Link dossiers to a visit."""

    def dossiers_of(self, visit_id: str) -> tuple[str, ...]:
        """The dossiers of a visit, in the order they were told."""

    def enrol(self, token_sha256: str, device: DeviceRecord, at_ms: int) -> Sequence[DeviceRecord]:
        """Let a device in; an earlier token of the same name is void. Whose tokens are void now."""

    def device(self, token_sha256: str) -> DeviceRecord | None:
        """The device with this token."""

    def note_heard(self, devices: Collection[str], at_ms: int) -> None:
        """These devices were heard at that hour."""

    def note_outbox(self, device: str, news: OutboxNews, at_ms: int) -> None:
        """A courier told this, and so was heard."""

    def devices(self) -> Sequence[DeviceStanding]:
        """Every enrolled device, by name."""

    def open_session(self, session: SessionRecord, now_ms: int) -> Sequence[tuple[str, int | None]]:
        """Sign in; an earlier session of the clerk, or at the counter, ends. Whose live ones did, at which counter."""

    def session(self, token_sha256: str, now_ms: int) -> SessionRecord | None:
        """The session, unless it has expired."""

    def close_session(self, token_sha256: str) -> None:
        """Sign out."""

    def close_sessions_but(self, staff: Collection[tuple[str, StaffRole]]) -> Sequence[tuple[str, int | None]]:
        """Sign out whoever is not among these, in this role; who that was, and at which counter."""

    def pin_tries(self, clerk_id: str) -> PinTries:
        """The failures since the last success."""

    def note_pin_tries(self, clerk_id: str, tries: PinTries) -> None:
        """Remember them durably."""

    def give_badge(self, clerk_id: str, badge_sha256: str, at_ms: int) -> None:
        """Keep a new badge; an earlier one of the same person is void."""

    def revoke_badge(self, clerk_id: str, at_ms: int) -> bool:
        """Make a person's badge void. Returns whether there was one."""

    def badge_owner(self, badge_sha256: str) -> str | None:
        """Whose badge it is; None for one that was never given or is void."""

    def oldest_waiting(self, day: date) -> Mapping[str, int]:
        """When the oldest waiting ticket of each line was issued (milliseconds)."""

    def promises(self, day: date) -> Sequence[tuple[str, int]]:
        """Line and promised hour (milliseconds) of every ticket under way to whom one was promised."""

    def counters_now(self, now_ms: int) -> Sequence[CounterFact]:
        """Every counter where somebody is signed in."""

    def open_calls(self) -> Sequence[OpenCallFact]:
        """The number at each counter that serves one."""

    def report_tickets(self, first: date, last: date) -> Sequence[TicketFact]:
        """The tickets of these days, in the order of their issue."""

    def report_calls(self, first: date, last: date) -> Sequence[CallFact]:
        """The calls of these days that were not undone."""

    def report_moves(self, first: date, last: date) -> Sequence[MoveFact]:
        """The calls of these days after which a ticket was sent on or held, in the order of those deeds."""

    def badge_tries(self, device: str) -> PinTries:
        """The wrong badges at a device since the last right one."""

    def note_badge_tries(self, device: str, tries: PinTries) -> None:
        """Remember them durably."""

    def add_forecasts(self, forecasts: Sequence[ForecastRecord]) -> None:
        """Keep what new tickets were told."""

    def judged_waits(self, day: date) -> Sequence[JudgedWait]:
        """The tickets of a day that were told a wait and not kept, in the order of their issue, with first calls."""

    def queued(self, day: date, line: str, *, preferred: bool, most: int) -> Sequence[QueuedTicket]:
        """Who waits in a line with priority, or without, in order."""

    def calls_under_way(self) -> Sequence[PastCall]:
        """The calls under way."""

    def these_calls(self, call_ids: Collection[str]) -> Sequence[PastCall]:
        """These calls, in no order."""

    def calls_of_day(self, day: date) -> Sequence[PastCall]:
        """The calls of a day that were not taken back, in the order of their hours."""

    def days_with_tickets(self) -> Sequence[date]:
        """Every day that has had a ticket, in order."""

    def pauses_between(self, from_ms: int, to_ms: int) -> Sequence[PausedCounter]:
        """The pauses that began between two hours. Walks through every event: not for busy moments."""

    def last_calls_since(self, day: date, most: int) -> Sequence[PastCall]:
        """The newest calls of that day and later that were not taken back, the oldest first."""

    def line_closings(self, day: date) -> Mapping[str, LineClosing]:
        """The lines that a supervisor closed on that day, over or to come."""

    def close_line(self, closing: LineClosing) -> None:
        """Keep a closing; an earlier one of the line's day is replaced."""

    def open_line(self, day: date, line: str, at_ms: int) -> None:
        """End a closing that has begun, or forget one that has not, if there is one."""

    def numbers_taken(self, day: date, lines: Collection[str]) -> Mapping[str, int]:
        """How many numbers people took of these lines: their own, and those of kiosks' series that are registered.

        Numbers of a quick service are not among them. Walks through the day's numbers of the lines.
        """

    def book(self, record: AppointmentRecord) -> None:
        """Keep an appointment. The database refuses one too many of a person or a slot."""

    def appointment(self, appointment_id: str) -> AppointmentRecord | None:
        """The appointment."""

    def appointment_of_request(self, request_id: str) -> AppointmentRecord | None:
        """What this request booked."""

    def appointments_of(self, day: date, person: str) -> Sequence[AppointmentRecord]:
        """What a person has booked for a day and not cancelled."""

    def find_appointments(
        self, day: date, code: str | None, person: str | None, phone: str | None
    ) -> Sequence[AppointmentRecord]:
        """The day's appointments with that code, of that person or that telephone, the earliest first."""

    def chairs_taken(self, line: str, first_ms: int, last_ms: int) -> Mapping[int, Collection[int]]:
        """The places that are taken in each slot between two hours, both included."""

    def is_code_taken(self, code: str) -> bool:
        """Whether an appointment has this code."""

    def appointments_to_come(self, day: date, line: str, since_ms: int) -> int:
        """How many are booked for the line at that hour or later and have not checked in."""

    def cancel_appointment(self, appointment_id: str, request_id: str) -> bool:
        """Give its places back, if it is still booked. Returns whether it was."""

    def use_appointment(self, appointment_id: str, ticket_id: str) -> bool:
        """Note the check-in, if it is still booked. Returns whether it was."""

    def erase_appointments_before(self, day: date) -> int:
        """Erase what is over. Returns how many."""

    def is_anything_booked(self, since: date) -> bool:
        """Whether an appointment stands on that day or later."""

    def key_check(self) -> str | None:
        """What tells the key by which the centre's people were hashed from another; None before the first."""

    def note_key_check(self, value: str) -> None:
        """Remember it."""

    def promises_until(self, day: date, until_ms: int) -> Sequence[tuple[str, int]]:
        """Tickets not yet served that were promised an hour up to then, with the hour; the nearest first."""
