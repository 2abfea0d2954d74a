"""Calling without the hub: a counter goes on with the numbers that the hub reserved for it, and for nobody else.

The clerk notices little: the same keys, the same answers. What the hub was asked and did not answer stays what it is; a
counter is alone only once the hub has been silent for some seconds, and until every call made meanwhile is told to it.
A kiosk's own numbers are called blindly (`SeriesTurns`): nobody came does not use one up, for perhaps it was never
given, and does not hold up those after it, for perhaps the person went home.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final, Protocol

from config.event_log import Event, record
from kiosk.domain.series_turns import SeriesTurns
from ticketing.client import (
    Call,
    CallEnd,
    CallStatus,
    LeasedTicket,
    NobodyWaiting,
    OfflineCall,
    Recorded,
    RecordedCall,
    Refused,
    Slice,
    Ticket,
    TicketStatus,
    Unreachable,
    WaitingTicket,
    series_label,
)

_SLICE_KNOWS_S: Final = 30.0
_NO_VISIT: Final = "0" * 32
_STATUS: Final = {
    CallEnd.OPEN: (CallStatus.OPEN, TicketStatus.CALLED),
    CallEnd.ABSENT: (CallStatus.ABSENT, TicketStatus.ABSENT),
    CallEnd.FINISHED: (CallStatus.FINISHED, TicketStatus.FINISHED),
    CallEnd.KEPT: (CallStatus.KEPT, TicketStatus.WAITING),
}
_NOT_NOW: Final = Refused(
    "needs_hub",
    "Việc này cần máy chủ, xin làm khi có kết nối lại. Gọi số, gọi lại, báo vắng, tạm giữ và xong vẫn làm được.",
    "This needs the hub; please do it when the connection is back. Calling, recalling, absent, hold and finish work.",
)


class SliceBook(Protocol):
    """What a counter holds of the queue, and what it did with it; every change survives a power cut."""

    def slice(self) -> Slice:
        """The newest slice."""
        ...

    def keep_slice(self, slice_: Slice) -> None:
        """Hold this one from now on, if it is newer. Raises OSError where it cannot be kept."""
        ...

    def let_go(self) -> None:
        """Hold nothing: another machine has this counter's slice. Nothing may be called before the hub answers again.

        Told again until the disk has taken it.
        """
        ...

    def may_call(self) -> bool:
        """Whether the hub answered recently enough for the slice to be this counter's still."""
        ...

    def hub_answered(self, asked_s: float) -> None:
        """The hub answered a question that was asked at that moment of `uptime_s`."""
        ...

    def uptime_s(self) -> float:
        """Seconds since the machine started, sleep included."""
        ...

    def calls(self) -> tuple[OfflineCall, ...]:
        """Every call made here that the slice does not know of yet, in order."""
        ...

    def keep_call(self, call: OfflineCall) -> bool:
        """Put or replace a call. False: it could not be kept, so it must not be made."""
        ...

    def note_hub_call(self, call: OfflineCall | None) -> None:
        """The call that the hub says is open here, or None: it need not be told, but a restart must not forget it."""
        ...

    def untold(self, limit: int) -> tuple[OfflineCall, ...]:
        """What the hub has not recorded yet, the oldest first."""
        ...

    def note_told(self, calls: tuple[OfflineCall, ...]) -> None:
        """The hub recorded these, as they stand here: they are untold no more.

        Where the disk does not take it, the next process tells them again.
        """
        ...

    def turns(self, series: str, day: date) -> SeriesTurns:
        """Which numbers of a series somebody came with here on that day, and which were called in vain."""
        ...

    def keep_turns(self, series: str, day: date, turns: SeriesTurns) -> None:
        """A call of that series ended."""
        ...


@dataclass(frozen=True)
class Alone:
    """How it stands. calls: made without the hub since it was lost. told, contested: of the last return.

    elsewhere: another machine holds this counter's slice, so nobody can be called here without the hub.
    """

    now: bool = False
    calls: int = 0
    left: int = 0
    told: int = 0
    contested: tuple[str, ...] = ()
    elsewhere: bool = False


class CallingAlone:
    """One counter's calling, with and without the hub. Any thread."""

    def __init__(
        self,
        counter: int,
        book: SliceBook,
        now: Callable[[], datetime],
        new_id: Callable[[], str],
        on_change: Callable[[Alone], None],
        on_call: Callable[[Call], None] = lambda _call: None,
    ) -> None:
        """`now`: with the centre's offset. `on_change` is called on whatever thread changed something.

        `on_call`: the same, with each call that is made, announced again or ended without the hub.
        """
        self._counter = counter
        self._book = book
        self._now = now
        self._new_id = new_id
        self._on_change = on_change
        self._on_call = on_call
        self._lock = threading.RLock()
        # What an earlier process did without the hub is told before the hub is asked for anything.
        self._alone = bool(book.untold(1))
        self._clerk = ""
        self._open = self._left_open()
        self._met: dict[str, float] = {}
        self._misses = 0
        self._missed_at: dict[str, int] = {}
        self._made = 0
        self._told = Alone()
        self._elsewhere = False

    # --- how it stands -----------------------------------------------------------------------------------------------

    def signed_in(self, clerk_id: str) -> None:
        """Who calls from now on; "" for nobody."""
        with self._lock:
            self._clerk = clerk_id

    @property
    def wanted(self) -> bool:
        """Whether somebody here would call."""
        return bool(self._clerk)

    @property
    def goes_on(self) -> bool:
        """Whether numbers may be called here without the hub now."""
        with self._lock:
            return self._alone and not self._elsewhere and self._book.may_call()

    @property
    def state(self) -> Alone:
        """How it stands now."""
        with self._lock:
            left = len(self._left(self._now())[0])
            return replace(self._told, now=self._alone, calls=self._made, left=left, elsewhere=self._elsewhere)

    def hub_lost(self) -> None:
        """The hub has been silent for too long to wait for it."""
        with self._lock:
            if self._alone:
                return
            self._alone = True
            self._made = 0
            self._told = Alone()
        self._tell()

    def told(self, calls: tuple[OfflineCall, ...], answers: tuple[RecordedCall, ...]) -> tuple[OfflineCall, ...]:
        """The hub answered a report. Returns the calls that it knows now.

        A number of a kiosk's series that is being served, and that its kiosk has not registered, is told again.
        """
        known = []
        with self._lock:
            for call, answer in zip(calls, answers, strict=True):
                if call.end is CallEnd.OPEN and answer.outcome is Recorded.WAITS_FOR_KIOSK:
                    continue
                known.append(call)
                if answer.outcome is Recorded.CONTESTED:
                    self._told = replace(self._told, contested=(*self._told.contested, call.label))
                elif call.end is not CallEnd.OPEN:
                    self._told = replace(self._told, told=self._told.told + 1)
        return tuple(known)

    def slice_kept(self) -> None:
        """A newer slice is held; it knows of calls that the hub answered a while ago."""
        long_ago = self._book.uptime_s() - _SLICE_KNOWS_S
        with self._lock:
            self._met = {ticket_id: at for ticket_id, at in self._met.items() if at > long_ago}

    def slice_held(self, *, elsewhere: bool) -> None:
        """This machine holds the counter's slice, or another one does, as the hub says."""
        with self._lock:
            was, self._elsewhere = self._elsewhere, elsewhere
        if was != elsewhere:
            self._tell()

    def hub_back(self) -> bool:
        """The hub answers. False: it does not know yet of everything that was done without it."""
        with self._lock:
            if self._alone and self._book.untold(1):
                return False
            was, self._alone = self._alone, False
        if was:
            self._tell()
        return True

    # --- calling -----------------------------------------------------------------------------------------------------

    def queue(
        self, ask: Callable[[], tuple[WaitingTicket, ...] | Refused | Unreachable]
    ) -> tuple[WaitingTicket, ...] | Refused | Unreachable:
        """Who would be called next."""
        if not self._alone:
            return ask()
        with self._lock:
            now = self._now()
            may_come, later = self._left(now)
            return tuple(_row(one, now, held=one in later) for one in (*may_come, *later))

    def current_call(
        self, ask: Callable[[], Call | Refused | Unreachable | None]
    ) -> Call | Refused | Unreachable | None:
        """The open call."""
        if self._alone:
            return self._open
        answer = ask()
        if answer is None or isinstance(answer, Call):
            self._saw(answer)
        return answer

    def call_next(
        self, ask: Callable[[], Call | NobodyWaiting | Refused | Unreachable]
    ) -> Call | NobodyWaiting | Refused | Unreachable:
        """Call the next number."""
        if not self._alone:
            answer = ask()
            if isinstance(answer, Call):
                self._saw(answer)
            return answer
        with self._lock:
            if not self._book.may_call():
                return Unreachable("slice_lapsed")
            if self._open is not None:
                return _NOT_NOW
            left, _later = self._left(self._now())
            made = self._call_ticket(left[0]) if left else self._call_series()
        self._called(made)
        return made

    def go_on(
        self, call_id: str, end: CallEnd, ask: Callable[[], Call | Refused | Unreachable]
    ) -> Call | Refused | Unreachable:
        """Announce the open call again (`end` open), or end it."""
        if not self._alone:
            answer = ask()
            if isinstance(answer, Call):
                self._saw(answer if answer.status is CallStatus.OPEN else None, answer)
            return answer
        with self._lock:
            done = self._go_on(call_id, end)
        self._called(done)
        return done

    # --- inside ------------------------------------------------------------------------------------------------------

    def _saw(self, call: Call | None, other: Call | None = None) -> None:
        """The hub told of a call: should hub or process go now, it goes on, and its ticket is called no more."""
        with self._lock:
            if call is None:
                if self._open is not None:
                    self._book.note_hub_call(None)
            elif self._open is None or self._open.call_id != call.call_id:
                self._book.note_hub_call(
                    OfflineCall(
                        call.call_id, self._clerk, call.called_at.date(), call.ticket.label, call.called_at, call.times,
                        CallEnd.OPEN, ticket_id=call.ticket.ticket_id,
                    )
                )  # fmt: skip
            self._open = call
            for one in (call, other):
                if one is not None:
                    self._met[one.ticket.ticket_id] = self._book.uptime_s()

    def _left_open(self) -> Call | None:
        """The call that an earlier process had in its hand."""
        left = next((call for call in reversed(self._book.calls()) if call.end is CallEnd.OPEN), None)
        if left is None:
            return None
        leased = next((one for one in self._book.slice().tickets if one.ticket_id == left.ticket_id), None)
        visit_id, line = (_NO_VISIT, "") if leased is None else (leased.visit_id, leased.line)
        ticket_id = left.ticket_id or f"{left.series}-{left.number}"
        ticket = _ticket(ticket_id, visit_id, left.label, line, left.called_at)
        return Call(left.call_id, ticket, self._counter, left.called_at, left.times, CallStatus.OPEN)

    def _left(self, now: datetime) -> tuple[list[LeasedTicket], list[LeasedTicket]]:
        """Who may be called, in order, and who asked to come later and may be at home. Whose hour has come is first:
        the place was kept."""
        called = {call.ticket_id for call in self._book.calls()} | self._met.keys()
        # Nobody waits from day to day.
        today = [one for one in self._book.slice().tickets if one.issued_at.astimezone(now.tzinfo).date() == now.date()]
        left = [one for one in today if one.ticket_id not in called]
        back = [one for one in left if one.not_before is not None and one.not_before <= now]
        here = [one for one in left if one.not_before is None]
        return back + here, [one for one in left if one.not_before is not None and one.not_before > now]

    def _call_ticket(self, ticket: LeasedTicket) -> Call | Unreachable:
        now = self._now()
        call = OfflineCall(
            self._new_id(), self._clerk, now.date(), ticket.label, now, 1, CallEnd.OPEN, ticket_id=ticket.ticket_id
        )
        shown = _ticket(ticket.ticket_id, ticket.visit_id, ticket.label, ticket.line, ticket.issued_at)
        return self._begin(call, shown)

    def _call_series(self) -> Call | NobodyWaiting | Unreachable:
        """The next number of a kiosk's series, perhaps not given yet; after nobody came, another one has its turn."""
        now = self._now()
        series = [one for one in self._book.slice().series if one.day == now.date()]
        if not series:
            return NobodyWaiting()
        chosen = min(series, key=lambda one: (self._missed_at.get(one.series, 0), one.series))
        number = self._turns(chosen.series, chosen.day).next()
        label = series_label(chosen.series, number)
        call = OfflineCall(
            self._new_id(), self._clerk, chosen.day, label, now, 1, CallEnd.OPEN, series=chosen.series, number=number
        )
        return self._begin(call, _ticket(f"{chosen.series}-{number}", _NO_VISIT, label, "", now))

    def _begin(self, call: OfflineCall, ticket: Ticket) -> Call | Unreachable:
        if not self._book.keep_call(call):
            return Unreachable("disk_full")
        record(Event.OFFLINE_CALL_MADE, label=call.label, counter=self._counter, call_id=call.call_id)
        self._made += 1
        self._open = Call(call.call_id, ticket, self._counter, call.called_at, 1, CallStatus.OPEN)
        return self._open

    def _go_on(self, call_id: str, end: CallEnd) -> Call | Refused | Unreachable:
        shown = self._open
        if shown is None or shown.call_id != call_id:
            return _NOT_NOW
        now = self._now()
        kept = next((call for call in self._book.calls() if call.call_id == call_id), None)
        if kept is None:
            # The hub made this call, before it was lost.
            kept = OfflineCall(
                call_id, self._clerk, shown.called_at.date(), shown.ticket.label, shown.called_at, shown.times,
                CallEnd.OPEN, ticket_id=shown.ticket.ticket_id,
            )  # fmt: skip
        kept = replace(kept, times=kept.times + 1) if end is CallEnd.OPEN else replace(kept, end=end, ended_at=now)
        if not self._book.keep_call(kept):
            return Unreachable("disk_full")
        if end is not CallEnd.OPEN and kept.series is not None and kept.number is not None:
            self._end_of_series(kept.series, kept.day, kept.number, end)
        call_status, ticket_status = _STATUS[end]
        done = replace(shown, times=kept.times, status=call_status, ticket=replace(shown.ticket, status=ticket_status))
        self._open = done if end is CallEnd.OPEN else None
        return done

    def _end_of_series(self, series: str, day: date, number: int, end: CallEnd) -> None:
        turns = self._turns(series, day)
        if end is CallEnd.ABSENT:
            self._misses += 1
            self._missed_at[series] = self._misses
            self._book.keep_turns(series, day, turns.nobody_came(number))
        else:
            self._book.keep_turns(series, day, turns.somebody_came(number))

    def _turns(self, series: str, day: date) -> SeriesTurns:
        """Of the numbers that the hub does not know."""
        held = [one.next_number for one in self._book.slice().series if (one.series, one.day) == (series, day)]
        return self._book.turns(series, day).from_number(max(held, default=1))

    def _called(self, answer: Call | NobodyWaiting | Refused | Unreachable) -> None:
        if isinstance(answer, Call):
            self._on_call(answer)
        self._tell()

    def _tell(self) -> None:
        self._on_change(self.state)


def _ticket(ticket_id: str, visit_id: str, label: str, line: str, issued_at: datetime) -> Ticket:
    return Ticket(
        ticket_id=ticket_id, visit_id=visit_id, label=label, line=line, number=0, day=issued_at.date(),
        issued_at=issued_at, status=TicketStatus.CALLED, ahead=0, wait_low_min=0, wait_high_min=0, page_token="",
    )  # fmt: skip


def _row(ticket: LeasedTicket, now: datetime, *, held: bool) -> WaitingTicket:
    waited = max(0, int((now - ticket.issued_at).total_seconds() // 60))
    return WaitingTicket(ticket.ticket_id, ticket.visit_id, ticket.label, ticket.line, waited, held=held)
