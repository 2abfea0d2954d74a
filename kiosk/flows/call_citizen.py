"""Call a citizen: what one counter asks of the hub, each deed done once however often the line breaks.

A deed whose answer was lost keeps its request id in the desk; pressing the same key again asks the same question
again, so the hub answers with what it did the first time and nobody is skipped or called twice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, Protocol

from ticketing.client import Call, ClerkSession, NobodyWaiting, Refused, Unreachable, WaitingTicket

Deed = Literal["call_next", "recall", "absent", "finish"]
NewId = Callable[[], str]


class CallingHub(Protocol):
    """The part of the hub's client that calling needs."""

    def queue(self, counter: int) -> tuple[WaitingTicket, ...] | Refused | Unreachable:
        """Who this counter would call next, in order."""
        ...

    def current_call(self, counter: int) -> Call | Refused | Unreachable | None:
        """The call this counter is serving."""
        ...

    def call_next(self, counter: int, request_id: str) -> Call | NobodyWaiting | Refused | Unreachable:
        """Call the first in order."""
        ...

    def recall(self, call_id: str, request_id: str) -> Call | Refused | Unreachable:
        """Announce the same number once more."""
        ...

    def absent(self, call_id: str, request_id: str) -> Call | Refused | Unreachable:
        """The citizen did not come."""
        ...

    def finish(self, call_id: str, request_id: str) -> Call | Refused | Unreachable:
        """The citizen is served."""
        ...


@dataclass(frozen=True)
class LostAnswer:
    """A deed the hub may or may not have done; asked again under the same id it is done exactly once."""

    deed: Deed
    call_id: str
    request_id: str


@dataclass(frozen=True)
class Figures:
    """What this counter did since its clerk signed in. seconds: from call to finish, all together."""

    served: int = 0
    absent: int = 0
    seconds: float = 0.0

    @property
    def minutes_per_visit(self) -> float | None:
        """Mean minutes from call to finish; None before the first."""
        return self.seconds / 60 / self.served if self.served else None


@dataclass(frozen=True)
class Desk:
    """One counter's working state; only the deeds below make a new one."""

    session: ClerkSession
    call: Call | None = None
    queue: tuple[WaitingTicket, ...] = ()
    figures: Figures = Figures()
    lost: LostAnswer | None = None

    @property
    def counter(self) -> int:
        """The counter the clerk signed in at."""
        return self.session.counter


@dataclass(frozen=True)
class Done:
    """The hub did it. nobody: there was nobody to call."""

    nobody: bool = False


Outcome = Done | Refused | Unreachable


def look(desk: Desk, hub: CallingHub) -> tuple[Desk, Outcome]:
    """Read the queue and the current call afresh: at sign-in, after an event, after a broken line."""
    queue = hub.queue(desk.counter)
    if isinstance(queue, Refused | Unreachable):
        return desk, queue
    call = hub.current_call(desk.counter)
    if isinstance(call, Refused | Unreachable):
        return replace(desk, queue=queue), call
    return replace(desk, queue=queue, call=call), Done()


def call_next(desk: Desk, hub: CallingHub, new_id: NewId, now: datetime) -> tuple[Desk, Outcome]:
    """Finish the open call, if there is one, and call the next number."""
    if desk.call is not None:
        desk, outcome = finish(desk, hub, new_id, now)
        if not isinstance(outcome, Done):
            return desk, outcome
    desk, request_id = _ask(desk, "call_next", "", new_id)
    answer = hub.call_next(desk.counter, request_id)
    if isinstance(answer, Unreachable):
        return desk, answer
    desk = replace(desk, lost=None)
    if isinstance(answer, Refused):
        return desk, answer
    if isinstance(answer, NobodyWaiting):
        return replace(desk, queue=()), Done(nobody=True)
    rest = tuple(waiting for waiting in desk.queue if waiting.ticket_id != answer.ticket.ticket_id)
    return replace(desk, call=answer, queue=rest), Done()


def recall(desk: Desk, hub: CallingHub, new_id: NewId) -> tuple[Desk, Outcome]:
    """Announce the called number once more. Without an open call nothing is done."""
    desk, answer = _on_call(desk, "recall", hub.recall, new_id)
    return (replace(desk, call=answer), Done()) if isinstance(answer, Call) else (desk, answer)


def absent(desk: Desk, hub: CallingHub, new_id: NewId) -> tuple[Desk, Outcome]:
    """Put the called number aside: its citizen did not come."""
    desk, answer = _on_call(desk, "absent", hub.absent, new_id)
    if not isinstance(answer, Call):
        return desk, answer
    figures = replace(desk.figures, absent=desk.figures.absent + 1)
    return replace(desk, call=None, figures=figures), Done()


def finish(desk: Desk, hub: CallingHub, new_id: NewId, now: datetime) -> tuple[Desk, Outcome]:
    """Close the open call and count it into the day's figures."""
    open_call = desk.call
    desk, answer = _on_call(desk, "finish", hub.finish, new_id)
    if not isinstance(answer, Call) or open_call is None:
        return desk, answer if not isinstance(answer, Call) else Done()
    seconds = max(0.0, (now - open_call.called_at).total_seconds())
    figures = replace(desk.figures, served=desk.figures.served + 1, seconds=desk.figures.seconds + seconds)
    return replace(desk, call=None, figures=figures), Done()


def _on_call(
    desk: Desk, deed: Deed, ask: Callable[[str, str], Call | Refused | Unreachable], new_id: NewId
) -> tuple[Desk, Call | Done | Refused | Unreachable]:
    if desk.call is None:
        return desk, Done()
    call_id = desk.call.call_id
    desk, request_id = _ask(desk, deed, call_id, new_id)
    answer = ask(call_id, request_id)
    return (desk if isinstance(answer, Unreachable) else replace(desk, lost=None)), answer


def _ask(desk: Desk, deed: Deed, call_id: str, new_id: NewId) -> tuple[Desk, str]:
    """The request id to ask under: the lost one when the same deed is asked again, else a new one."""
    lost = desk.lost
    if lost is not None and (lost.deed, lost.call_id) == (deed, call_id):
        return desk, lost.request_id
    asked = LostAnswer(deed, call_id, new_id())
    return replace(desk, lost=asked), asked.request_id
