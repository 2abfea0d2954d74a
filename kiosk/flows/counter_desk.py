"""One counter's working state, frozen: who is signed in, whom they serve, who waits, what can still be taken back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from kiosk.flows.clerk_deeds import Deed
from ticketing.client import AbsentTicket, Call, ClerkSession, LineState, WaitingTicket

_MOST_UNDOABLE: Final = 3  # finished and called on is two


@dataclass(frozen=True)
class LostAnswer:
    """A deed the hub may or may not have done; asked again under the same id it is done exactly once. label: whose."""

    deed: Deed
    request_id: str
    label: str


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
class Pausing:
    """The counter calls nobody until then, or until the clerk goes on. reason: a code of the closed list."""

    until: datetime
    reason: str


@dataclass(frozen=True)
class Undoable:
    """A deed that can be taken back until `until`. label: whose number; before, pausing: as they were before it."""

    deed: Deed
    request_id: str
    label: str
    until: datetime
    before: Figures
    pausing: Pausing | None


@dataclass(frozen=True)
class Desk:
    """One counter's working state; only the deeds of call_citizen make a new one.

    announced_at: when the open call was last announced, by this machine's clock. done: newest last.
    """

    session: ClerkSession
    call: Call | None = None
    queue: tuple[WaitingTicket, ...] = ()
    figures: Figures = Figures()
    lost: LostAnswer | None = None
    announced_at: datetime | None = None
    done: tuple[Undoable, ...] = ()
    pausing: Pausing | None = None
    lines: tuple[LineState, ...] = ()
    absent: tuple[AbsentTicket, ...] = ()

    @property
    def counter(self) -> int:
        """The counter the clerk signed in at."""
        return self.session.counter

    def pausing_at(self, now: datetime) -> Pausing | None:
        """The pause, while it lasts."""
        return self.pausing if self.pausing is not None and now < self.pausing.until else None

    def undoable(self, now: datetime) -> Undoable | None:
        """The newest deed that can still be taken back."""
        return next((done for done in reversed(self.done) if now < done.until), None)

    def with_call(self, call: Call | None, now: datetime) -> Desk:
        """The same desk with this call open. An announcement that was not heard of before is dated now."""
        before = self.call
        if call is None:
            return replace(self, call=None, announced_at=None)
        known = before is not None and (before.call_id, before.times) == (call.call_id, call.times)
        return replace(self, call=call, announced_at=self.announced_at if known else now)

    def with_done(self, deed: Deed, request_id: str, label: str, now: datetime, window: timedelta) -> Desk:
        """Remember a deed so that it can be taken back within `window`; `figures` are still those from before it."""
        fresh = tuple(done for done in self.done if now < done.until)
        undoable = Undoable(deed, request_id, label, now + window, self.figures, self.pausing)
        return replace(self, done=(*fresh, undoable)[-_MOST_UNDOABLE:])

    def label_of(self, ticket_id: str) -> str:
        """The label of a number on the desk or in its lists; empty for one that is not there any more."""
        if self.call is not None and self.call.ticket.ticket_id == ticket_id:
            return self.call.ticket.label
        labels = {row.ticket_id: row.label for row in self.absent} | {row.ticket_id: row.label for row in self.queue}
        return labels.get(ticket_id, "")
