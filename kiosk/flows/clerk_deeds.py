"""What a clerk can ask the hub to do, each as a value: equal deeds are the same deed, asked again under the same id."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, assert_never

from ticketing.client import Call, NobodyWaiting, Refused, Unreachable
from ticketing.domain.reasons import (
    CallThisReason,
    HoldReason,
    MergeReason,
    PauseReason,
    PriorityReason,
    QuickReason,
    TransferReason,
)


@dataclass(frozen=True)
class CallNext:
    """Call the first in order."""


@dataclass(frozen=True)
class CallThis:
    """Call this waiting number out of its turn, for a reason of the closed list."""

    ticket_id: str
    reason: CallThisReason


@dataclass(frozen=True)
class Recall:
    """Announce the called number once more. times: how often it had been announced, so that each time is a new deed."""

    call_id: str
    times: int


@dataclass(frozen=True)
class Hold:
    """Set the called number aside for so many minutes; it keeps its place. for_me: then only this counter calls it."""

    call_id: str
    minutes: int
    reason: HoldReason
    for_me: bool = False


@dataclass(frozen=True)
class Transfer:
    """Send the called number to another line or to one counter; one of the two is set. It keeps its place in order."""

    call_id: str
    reason: TransferReason
    line: str | None = None
    counter: int | None = None


@dataclass(frozen=True)
class Absent:
    """The citizen did not come."""

    call_id: str


@dataclass(frozen=True)
class Finish:
    """The citizen is served."""

    call_id: str


@dataclass(frozen=True)
class ComeBack:
    """An absent citizen has come back in time: the number waits again in its old place."""

    ticket_id: str


@dataclass(frozen=True)
class Pause:
    """The counter pauses; minutes: how long that is planned to be."""

    reason: PauseReason
    minutes: int


@dataclass(frozen=True)
class Resume:
    """The counter goes on."""


@dataclass(frozen=True)
class Quick:
    """Somebody stands at the counter with a small matter: a number is given and called at once."""

    line: str
    reason: QuickReason


@dataclass(frozen=True)
class Merge:
    """A waiting number of the same family or errand joins the one being served."""

    ticket_id: str
    into_ticket_id: str
    reason: MergeReason


@dataclass(frozen=True)
class SetPriority:
    """Give a waiting number a priority class, or take it away (None), for a reason."""

    ticket_id: str
    priority_class: str | None
    reason: PriorityReason


@dataclass(frozen=True)
class Undo:
    """Take back a deed that was done under this request id, within its ten seconds."""

    request_id: str


Deed = (
    CallNext | CallThis | Recall | Hold | Transfer | Absent | Finish | ComeBack | Pause | Resume | Quick | Merge
    | SetPriority | Undo
)  # fmt: skip


class DeedHub(Protocol):
    """The part of the hub's client that a clerk's deeds need. Every deed carries the caller's request id."""

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

    def call_this(
        self, counter: int, ticket_id: str, reason: CallThisReason, request_id: str
    ) -> Call | Refused | Unreachable:
        """Call this one."""
        ...

    def hold(
        self, call_id: str, minutes: int, reason: HoldReason, request_id: str, *, for_me: bool = False
    ) -> Call | Refused | Unreachable:
        """Set aside; the place stays."""
        ...

    def transfer(
        self,
        call_id: str,
        request_id: str,
        *,
        line: str | None = None,
        counter: int | None = None,
        reason: TransferReason,
    ) -> Call | Refused | Unreachable:
        """To another line or one counter; the place in order stays."""
        ...

    def come_back(self, ticket_id: str, request_id: str) -> object:
        """An absent ticket waits again."""
        ...

    def pause(self, counter: int, reason: PauseReason, minutes: int, request_id: str) -> object:
        """The counter pauses."""
        ...

    def resume(self, counter: int, request_id: str) -> object:
        """The counter goes on."""
        ...

    def quick(self, counter: int, line: str, reason: QuickReason, request_id: str) -> Call | Refused | Unreachable:
        """A number given and called at once."""
        ...

    def merge(self, ticket_id: str, into_ticket_id: str, reason: MergeReason, request_id: str) -> object:
        """One ticket, several procedures."""
        ...

    def set_priority(
        self, ticket_id: str, priority_class: str | None, reason: PriorityReason, request_id: str
    ) -> object:
        """Give or take a priority class."""
        ...

    def undo(self, deed_request_id: str, request_id: str) -> object:
        """Take back a deed."""
        ...


def send(deed: Deed, counter: int, hub: DeedHub, request_id: str) -> object:
    """Ask the hub to do it at this counter under this id. A Call where the answer is one."""
    match deed:
        case CallNext():
            return hub.call_next(counter, request_id)
        case CallThis(ticket_id, reason):
            return hub.call_this(counter, ticket_id, reason, request_id)
        case Recall(call_id):
            return hub.recall(call_id, request_id)
        case Hold(call_id, minutes, reason, for_me):
            return hub.hold(call_id, minutes, reason, request_id, for_me=for_me)
        case Transfer(call_id, reason, line, other):
            return hub.transfer(call_id, request_id, line=line, counter=other, reason=reason)
        case Absent(call_id):
            return hub.absent(call_id, request_id)
        case Finish(call_id):
            return hub.finish(call_id, request_id)
        case ComeBack(ticket_id):
            return hub.come_back(ticket_id, request_id)
        case Pause(reason, minutes):
            return hub.pause(counter, reason, minutes, request_id)
        case Resume():
            return hub.resume(counter, request_id)
        case Quick(line, reason):
            return hub.quick(counter, line, reason, request_id)
        case Merge(ticket_id, into, reason):
            return hub.merge(ticket_id, into, reason, request_id)
        case SetPriority(ticket_id, priority_class, reason):
            return hub.set_priority(ticket_id, priority_class, reason, request_id)
        case Undo(done_under):
            return hub.undo(done_under, request_id)
        case _:
            assert_never(deed)
