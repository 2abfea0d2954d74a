"""The store as deeds see it: one ledger inside one transaction. Implemented by `sql_ledger.SqlLedger`."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Protocol

from ticketing.domain.answers import CallStatus, TicketStatus
from ticketing.domain.records import (
    CallRecord,
    ClockMark,
    DeviceRecord,
    DraftRecord,
    DrawnNumbers,
    EventRecord,
    PinTries,
    SessionRecord,
    TicketRecord,
)
from ticketing.domain.wait_records import ForecastRecord, JudgedWait


class Ledger(Protocol):
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

    def draw_numbers(self, day: date, line: str, count: int) -> DrawnNumbers:
        """Draw the next `count` numbers of the line's day, for tickets that wait from now on."""

    def add_tickets(self, tickets: Sequence[TicketRecord]) -> None:
        """Keep new, waiting tickets."""

    def ticket(self, ticket_id: str) -> TicketRecord | None:
        """The ticket."""

    def ticket_of_visit(self, visit_id: str) -> TicketRecord | None:
        """The newest ticket of the visit."""

    def ticket_of_number(self, day: date, series: str, number: int) -> TicketRecord | None:
        """The ticket with this printed number."""

    def ahead_of(self, ticket: TicketRecord) -> int:
        """How many of its line wait before this waiting ticket."""

    def waiting_by_line(self, day: date) -> Mapping[str, int]:
        """How many wait, for each line that has had a ticket today."""

    def next_waiting(self, day: date, lines: Collection[str], now_ms: int) -> TicketRecord | None:
        """The ticket to call: the oldest place that is not held; a held one only when nobody else waits."""

    def queue_of(self, day: date, lines: Collection[str], now_ms: int, limit: int) -> Sequence[TicketRecord]:
        """What would be called, in that order."""

    def move_ticket(self, ticket: TicketRecord, to: TicketStatus) -> bool:
        """Change the status if it is still the one in `ticket`. Returns whether it was."""

    def hold_place(self, ticket_id: str, *, kept: bool, until_ms: int) -> None:
        """Pass this ticket over until then, as long as others wait."""

    def add_call(self, call: CallRecord) -> None:
        """Keep an open call. The database refuses a second one for the ticket or the counter."""

    def call(self, call_id: str) -> CallRecord | None:
        """The call."""

    def open_call_at(self, counter: int) -> CallRecord | None:
        """The open call of a counter."""

    def open_call_of(self, ticket_id: str) -> CallRecord | None:
        """The open call of a ticket."""

    def last_call_of(self, ticket_id: str) -> CallRecord | None:
        """The newest call of a ticket, open or not."""

    def announce_again(self, call_id: str, seq: int, times: int) -> None:
        """Note one more announcement."""

    def end_call(self, call_id: str, status: CallStatus, at_ms: int) -> None:
        """Close an open call."""

    def last_calls(self, day: date, limit: int) -> Sequence[tuple[CallRecord, TicketRecord]]:
        """The newest announced calls of the day that still stand or were served, newest first."""

    def open_counters(self, now_ms: int) -> frozenset[int]:
        """The counters where somebody is signed in."""

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

    def enrol(self, token_sha256: str, device: DeviceRecord, at_ms: int) -> None:
        """Let a device in; an earlier token of the same name is void."""

    def device(self, token_sha256: str) -> DeviceRecord | None:
        """The device with this token."""

    def open_session(self, session: SessionRecord) -> None:
        """Sign in; an earlier session of the clerk, or at the counter, ends."""

    def session(self, token_sha256: str, now_ms: int) -> SessionRecord | None:
        """The session, unless it has expired."""

    def close_session(self, token_sha256: str) -> None:
        """Sign out."""

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

    def badge_tries(self, device: str) -> PinTries:
        """The wrong badges at a device since the last right one."""

    def note_badge_tries(self, device: str, tries: PinTries) -> None:
        """Remember them durably."""

    def add_forecasts(self, forecasts: Sequence[ForecastRecord]) -> None:
        """Keep what new tickets were told."""

    def judged_waits(self, day: date) -> Sequence[JudgedWait]:
        """The tickets of a day that were told a wait, in the order of their issue, with their first calls."""
