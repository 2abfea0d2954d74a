"""A hub for one counter, in memory: remembers request ids as the real one does, and can lose its answers on the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar, cast
from zoneinfo import ZoneInfo

from argon2 import PasswordHasher

from ticketing.client import (
    AbsentTicket,
    Call,
    CallStatus,
    ClerkSession,
    CounterState,
    LineState,
    NobodyWaiting,
    Refused,
    StaffRole,
    Ticket,
    TicketStatus,
    Undone,
    Unreachable,
    WaitingTicket,
)
from ticketing.domain.reasons import Reason
from ticketing.domain.rules import CentreRules, CounterRule, LineRule, StaffRule

T = TypeVar("T")
TEN = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
AWAY = Unreachable("no_connection")
_QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
RULES = CentreRules(
    centre_id="H26-CN03",
    timezone=ZoneInfo("Asia/Ho_Chi_Minh"),
    lines=(LineRule("A", 6.0),),
    counters=(CounterRule(3, ("A",)),),
    staff=(
        StaffRule("lan", "Lan", StaffRole.CLERK, _QUICK.hash("246810")),
        StaffRule("hoa", "Hoa", StaffRole.SUPPORT, _QUICK.hash("112358")),
    ),
)
NO_CALL = Refused("wrong_state", "Không có lượt gọi.", "No open call.")
NOT_WAITING = Refused("wrong_state", "Số không còn chờ.", "The number waits no more.")
TOO_LATE = Refused("undo_too_late", "Đã quá lúc hoàn tác.", "Too late to undo.")


def a_session(counter: int = 3) -> ClerkSession:
    return ClerkSession("token", "CB01", "Lê Thị Bình", StaffRole.CLERK, counter, TEN + timedelta(hours=8))


def a_ticket(number: int, status: TicketStatus = TicketStatus.WAITING) -> Ticket:
    return Ticket(
        f"ticket-{number}", f"{number:032x}", f"A{number:03d}", "A", number, date(2026, 11, 23), TEN, status, 0, 0, 0,
        "page", queue_line="A",
    )  # fmt: skip


@dataclass(frozen=True)
class _Before:
    waiting: tuple[Ticket, ...]
    absent: tuple[Ticket, ...]
    open: Call | None
    paused: bool


@dataclass
class DeskHub:
    """waiting, absents: tickets in order. asked: every deed that came in, with its request id, answered or not.

    notes: by label, what the rows of the queue say besides.
    """

    waiting: list[Ticket] = field(default_factory=list)
    absents: list[Ticket] = field(default_factory=list)
    open: Call | None = None
    paused: bool = False
    asked: list[tuple[str, str]] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    answers_get_lost: bool = False
    dark: bool = False
    too_late: bool = False
    notes: dict[str, dict[str, Any]] = field(default_factory=dict)
    _done: dict[str, object] = field(default_factory=dict)
    _before: dict[str, _Before] = field(default_factory=dict)

    @property
    def labels(self) -> list[str]:
        """Who waits."""
        return [ticket.label for ticket in self.waiting]

    def queue(self, counter: int) -> tuple[WaitingTicket, ...] | Refused | Unreachable:
        return AWAY if self.dark else tuple(self._row(ticket) for ticket in self.waiting)

    def current_call(self, counter: int) -> Call | Refused | Unreachable | None:
        return AWAY if self.dark else self.open

    def counters(self) -> tuple[CounterState, ...] | Refused | Unreachable:
        until = TEN + timedelta(minutes=15) if self.paused else None
        return AWAY if self.dark else (CounterState(3, True, until, "lunch" if self.paused else None),)

    def lines(self) -> tuple[LineState, ...] | Refused | Unreachable:
        return AWAY if self.dark else (LineState("A", len(self.waiting), 5, 15, True), LineState("B", 0, 0, 5, False))

    def absent_tickets(self, counter: int) -> tuple[AbsentTicket, ...] | Refused | Unreachable:
        until = TEN + timedelta(minutes=90)
        return AWAY if self.dark else tuple(AbsentTicket(t.ticket_id, t.label, t.line, until) for t in self.absents)

    def call_next(self, counter: int, request_id: str) -> Call | NobodyWaiting | Refused | Unreachable:
        return self._once("call_next", request_id, self._first)

    def call_this(self, counter: int, ticket_id: str, reason: Reason, request_id: str) -> Call | Refused | Unreachable:
        self.reasons.append(reason.value)
        return self._once("call_this", request_id, lambda: self._call(self._of(ticket_id)))

    def quick(self, counter: int, line: str, reason: Reason, request_id: str) -> Call | Refused | Unreachable:
        self.reasons.append(reason.value)
        return self._once("quick", request_id, lambda: self._call(a_ticket(90)))

    def recall(self, call_id: str, request_id: str) -> Call | Refused | Unreachable:
        def again() -> Call | Refused:
            if self.open is None:
                return NO_CALL
            self.open = replace(self.open, times=self.open.times + 1)
            return self.open

        return self._once("recall", request_id, again)

    def absent(self, call_id: str, request_id: str) -> Call | Refused | Unreachable:
        def gone() -> Call | Refused:
            if self.open is not None:
                self.absents.append(self.open.ticket)
            return self._end(CallStatus.ABSENT)

        return self._once("absent", request_id, gone)

    def finish(self, call_id: str, request_id: str) -> Call | Refused | Unreachable:
        return self._once("finish", request_id, lambda: self._end(CallStatus.FINISHED))

    def hold(
        self, call_id: str, minutes: int, reason: Reason, request_id: str, *, for_me: bool = False
    ) -> Call | Refused | Unreachable:
        self.reasons.append(f"{reason.value} {minutes}{' for me' if for_me else ''}")
        return self._once("hold", request_id, lambda: self._back(CallStatus.HELD))

    def transfer(
        self, call_id: str, request_id: str, *, line: str | None = None, counter: int | None = None, reason: Reason
    ) -> Call | Refused | Unreachable:
        self.reasons.append(f"{reason.value} {line or counter}")
        return self._once("transfer", request_id, lambda: self._end(CallStatus.TRANSFERRED))

    def come_back(self, ticket_id: str, request_id: str) -> Ticket | Refused | Unreachable:
        def back() -> Ticket | Refused:
            ticket = next((one for one in self.absents if one.ticket_id == ticket_id), None)
            if ticket is None:
                return NOT_WAITING
            self.absents.remove(ticket)
            self.waiting.insert(0, ticket)
            return ticket

        return self._once("come_back", request_id, back)

    def pause(
        self, counter: int, reason: Reason, minutes: int, request_id: str
    ) -> CounterState | Refused | Unreachable:
        self.reasons.append(f"{reason.value} {minutes}")
        return self._once("pause", request_id, lambda: self._pausing(True))

    def resume(self, counter: int, request_id: str) -> CounterState | Refused | Unreachable:
        return self._once("resume", request_id, lambda: self._pausing(False))

    def merge(
        self, ticket_id: str, into_ticket_id: str, reason: Reason, request_id: str
    ) -> Ticket | Refused | Unreachable:
        def merged() -> Ticket | Refused:
            ticket = self._of(ticket_id)
            if ticket is None:
                return NOT_WAITING
            self.waiting.remove(ticket)
            return replace(ticket, status=TicketStatus.MERGED, merged_into=into_ticket_id)

        self.reasons.append(reason.value)
        return self._once("merge", request_id, merged)

    def set_priority(
        self, ticket_id: str, priority_class: str | None, reason: Reason, request_id: str
    ) -> Ticket | Refused | Unreachable:
        def marked() -> Ticket | Refused:
            ticket = self._of(ticket_id)
            if ticket is None:
                return NOT_WAITING
            changed = replace(ticket, priority=priority_class)
            self.waiting[self.waiting.index(ticket)] = changed
            return changed

        self.reasons.append(reason.value)
        return self._once("set_priority", request_id, marked)

    def undo(self, deed_request_id: str, request_id: str) -> Undone | Refused | Unreachable:
        def taken_back() -> Undone | Refused:
            before = self._before.get(deed_request_id)
            if before is None or self.too_late:
                return TOO_LATE
            self.waiting, self.absents = list(before.waiting), list(before.absent)
            self.open, self.paused = before.open, before.paused
            return Undone(self.open, None)

        return self._once("undo", request_id, taken_back)

    def _row(self, ticket: Ticket) -> WaitingTicket:
        row = WaitingTicket(
            ticket.ticket_id, ticket.visit_id, ticket.label, ticket.line, ticket.number - 8, priority=ticket.priority
        )
        return replace(row, **self.notes.get(ticket.label, {}))

    def _of(self, ticket_id: str) -> Ticket | None:
        return next((ticket for ticket in self.waiting if ticket.ticket_id == ticket_id), None)

    def _first(self) -> Call | NobodyWaiting | Refused:
        return self._call(self.waiting[0]) if self.waiting else NobodyWaiting()

    def _call(self, ticket: Ticket | None) -> Call | Refused:
        if ticket is None:
            return NOT_WAITING
        self.waiting = [one for one in self.waiting if one is not ticket]
        called = replace(ticket, status=TicketStatus.CALLED)
        self.open = Call(f"call-{ticket.number}-{len(self.asked)}", called, 3, TEN, 1, CallStatus.OPEN)
        return self.open

    def _end(self, status: CallStatus) -> Call | Refused:
        if self.open is None:
            return NO_CALL
        ended, self.open = replace(self.open, status=status), None
        return ended

    def _back(self, status: CallStatus) -> Call | Refused:
        if self.open is not None:
            self.waiting.append(replace(self.open.ticket, status=TicketStatus.WAITING))
        return self._end(status)

    def _pausing(self, paused: bool) -> CounterState:
        self.paused = paused
        return CounterState(3, True, TEN + timedelta(minutes=15) if paused else None, "lunch" if paused else None)

    def _once(self, deed: str, request_id: str, act: Callable[[], T]) -> T | Unreachable:
        self.asked.append((deed, request_id))
        if self.dark:
            return AWAY
        if request_id not in self._done:
            self._before[request_id] = _Before(tuple(self.waiting), tuple(self.absents), self.open, self.paused)
            answer = act()
            if not isinstance(answer, Refused | NobodyWaiting):
                self._done[request_id] = answer
        else:
            answer = cast("T", self._done[request_id])
        return Unreachable("timeout") if self.answers_get_lost else answer
