"""Call a citizen: what one counter asks of the hub, each deed done once however often the line breaks.

A deed whose answer was lost keeps its request id in the desk; the same deed again asks the same question again, so the
hub answers with what it did the first time and nobody is skipped or called twice. What was done can be taken back for
some seconds: the hub decides whether it still can, the desk only remembers what there is to take back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Protocol

from kiosk.flows.clerk_deeds import (
    Absent,
    CallNext,
    CallThis,
    ComeBack,
    Deed,
    DeedHub,
    Finish,
    Hold,
    Merge,
    Pause,
    Quick,
    Recall,
    Resume,
    SetPriority,
    Transfer,
    Undo,
    send,
)
from kiosk.flows.counter_desk import Desk, LostAnswer, Pausing
from ticketing.client import (
    AbsentTicket,
    Call,
    CallStatus,
    CounterState,
    LineState,
    NobodyWaiting,
    Refused,
    Unreachable,
    WaitingTicket,
)

NewId = Callable[[], str]
UNDO: Final = timedelta(seconds=10)

_NOT_UNDONE: Final = (Recall, Undo)


class CallingHub(DeedHub, Protocol):
    """The part of the hub's client that calling needs."""

    def queue(self, counter: int) -> tuple[WaitingTicket, ...] | Refused | Unreachable:
        """Who this counter would call next, in order."""
        ...

    def current_call(self, counter: int) -> Call | Refused | Unreachable | None:
        """The call this counter is serving."""
        ...

    def counters(self) -> tuple[CounterState, ...] | Refused | Unreachable:
        """Every counter: whether it is open, and whether it pauses."""
        ...

    def lines(self) -> tuple[LineState, ...] | Refused | Unreachable:
        """Every line: how many wait, and how long a new number would."""
        ...

    def absent_tickets(self, counter: int) -> tuple[AbsentTicket, ...] | Refused | Unreachable:
        """Who was called in vain in this counter's lines and may still come back."""
        ...


@dataclass(frozen=True)
class Done:
    """The hub did it. nobody: there was nobody to call."""

    nobody: bool = False


Outcome = Done | Refused | Unreachable


def look(desk: Desk, hub: CallingHub, now: datetime) -> tuple[Desk, Outcome]:
    """Read the queue and the current call afresh: at sign-in, after an event, after a broken line."""
    queue = hub.queue(desk.counter)
    if isinstance(queue, Refused | Unreachable):
        return desk, queue
    call = hub.current_call(desk.counter)
    if isinstance(call, Refused | Unreachable):
        return replace(desk, queue=queue), call
    return replace(desk, queue=queue).with_call(call, now), Done()


def look_around(desk: Desk, hub: CallingHub) -> tuple[Desk, Outcome]:
    """Read what changes less often: whether this counter pauses, how the lines stand, who may still come back."""
    counters = hub.counters()
    if isinstance(counters, Refused | Unreachable):
        return desk, counters
    lines = hub.lines()
    if isinstance(lines, Refused | Unreachable):
        return desk, lines
    absent = hub.absent_tickets(desk.counter)
    if isinstance(absent, Refused | Unreachable):
        return desk, absent
    until, reason = next(
        ((one.paused_until, one.reason) for one in counters if one.number == desk.counter), (None, None)
    )
    pausing = None if until is None else Pausing(until, reason or "")
    return replace(desk, pausing=pausing, lines=lines, absent=absent), Done()


def call_next(
    desk: Desk, hub: CallingHub, new_id: NewId, now: datetime, undo: timedelta = UNDO
) -> tuple[Desk, Outcome]:
    """Finish the open call, if there is one, and call the next number."""
    if desk.call is not None:
        desk, outcome = act(desk, Finish(desk.call.call_id), hub, new_id, now, undo)
        if not isinstance(outcome, Done):
            return desk, outcome
    return act(desk, CallNext(), hub, new_id, now, undo)


def act(
    desk: Desk, deed: Deed, hub: CallingHub, new_id: NewId, now: datetime, undo: timedelta = UNDO
) -> tuple[Desk, Outcome]:
    """Have the hub do it, exactly once. undo: how long it can be taken back."""
    desk, asked = _asked(desk, deed, new_id)
    answer = send(deed, desk.counter, hub, asked.request_id)
    if isinstance(answer, Unreachable):
        return desk, answer
    desk = replace(desk, lost=None)
    if isinstance(answer, Refused):
        # A deed that cannot be taken back any more is not offered again.
        return (_without(desk, deed.request_id) if isinstance(deed, Undo) else desk), answer
    if isinstance(answer, NobodyWaiting):
        return replace(desk, queue=()), Done(nobody=True)
    if isinstance(deed, Undo):
        return _taken_back(desk, deed), Done()
    if not isinstance(deed, _NOT_UNDONE):
        label = answer.ticket.label if isinstance(answer, Call) else asked.label
        desk = desk.with_done(deed, asked.request_id, label, now, undo)
    return _after(desk, deed, answer, now), Done()


def _after(desk: Desk, deed: Deed, answer: object, now: datetime) -> Desk:
    """What the desk knows at once, before it looks again."""
    if isinstance(deed, Pause):
        return replace(desk, pausing=Pausing(now + timedelta(minutes=deed.minutes), deed.reason))
    if isinstance(deed, Resume):
        return replace(desk, pausing=None)
    if isinstance(deed, Finish | Absent):
        desk = _counted(desk, deed, now)
    if not isinstance(answer, Call):
        return desk
    called = answer if answer.status is CallStatus.OPEN else None
    waiting = tuple(row for row in desk.queue if called is None or row.ticket_id != called.ticket.ticket_id)
    return replace(desk, queue=waiting).with_call(called, now)


def _counted(desk: Desk, deed: Finish | Absent, now: datetime) -> Desk:
    figures = desk.figures
    if isinstance(deed, Absent):
        return replace(desk, figures=replace(figures, absent=figures.absent + 1))
    seconds = 0.0 if desk.call is None else max(0.0, (now - desk.call.called_at).total_seconds())
    return replace(desk, figures=replace(figures, served=figures.served + 1, seconds=figures.seconds + seconds))


def _taken_back(desk: Desk, deed: Undo) -> Desk:
    """Figures and pause as they were; who is called and who waits is looked up afterwards."""
    undone = next((done for done in desk.done if done.request_id == deed.request_id), None)
    if undone is None:
        return desk
    return replace(_without(desk, deed.request_id), figures=undone.before, pausing=undone.pausing)


def _without(desk: Desk, request_id: str) -> Desk:
    return replace(desk, done=tuple(done for done in desk.done if done.request_id != request_id))


def _asked(desk: Desk, deed: Deed, new_id: NewId) -> tuple[Desk, LostAnswer]:
    """Under which id to ask: the lost one when the same deed is asked again, else a new one."""
    lost = desk.lost
    if lost is not None and lost.deed == deed:
        return desk, lost
    asked = LostAnswer(deed, new_id(), _label(desk, deed))
    return replace(desk, lost=asked), asked


def _label(desk: Desk, deed: Deed) -> str:
    match deed:
        case CallThis(ticket_id) | ComeBack(ticket_id) | Merge(ticket_id) | SetPriority(ticket_id):
            return desk.label_of(ticket_id)
        case Recall() | Hold() | Transfer() | Absent() | Finish():
            return desk.call.ticket.label if desk.call is not None else ""
        case Undo(request_id):
            return next((done.label for done in desk.done if done.request_id == request_id), "")
        case CallNext() | Pause() | Resume() | Quick():
            return ""
