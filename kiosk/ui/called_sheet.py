"""The sheet that says "your number is called" over whatever the citizen is doing, with one touch to keep the place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final, Protocol

from config.event_log import Event, record
from kiosk.domain.journey import Place
from kiosk.ui.backstage import Backstage
from kiosk.ui.stage import Handlers, Stage
from ticketing.client import EventType, HubEvent, Refused, Ticket, Unreachable


class KeepingHub(Protocol):
    """The part of the hub's client that keeping a place needs."""

    def keep_place(self, ticket_id: str, request_id: str) -> Ticket | Refused | Unreachable:
        """A called ticket goes back to its place in the order."""
        ...


@dataclass(frozen=True)
class _Call:
    label: str
    counter: int
    keeping: bool = False
    refused: bool = False


# The call is over, taken back or put off: nobody need hurry to a counter any more.
_OVER: Final = frozenset(
    {
        EventType.KEPT, EventType.ABSENT, EventType.FINISHED, EventType.CALL_UNDONE, EventType.HELD,
        EventType.TRANSFERRED, EventType.MERGED, EventType.POSTPONED, EventType.LEFT,
    }
)  # fmt: skip


class CalledSheet:
    """Watches one ticket while its citizen is busy here."""

    def __init__(self, hub: KeepingHub, backstage: Backstage, stage: Stage, new_id: Callable[[], str]) -> None:
        self._hub = hub
        self._backstage = backstage
        self._stage = stage
        self._new_id = new_id
        self._place: Place | None = None
        self._call: _Call | None = None
        self._request_id = ""

    @property
    def handlers(self) -> Handlers:
        """The sheet's own signals."""
        return {"placeKept": self._keep, "callSeen": self._seen, "helpClosed": lambda: self._stage.sheet("help", {})}

    def watch(self, place: Place | None) -> None:
        """From now on look out for this number."""
        self._place = place

    def forget(self) -> None:
        """The citizen is gone."""
        self._place = None
        self._put(None)

    def heard(self, event: HubEvent) -> None:
        """Something happened in the queue."""
        if self._place is None or event.ticket_id != self._place.ticket_id:
            return
        if event.type in (EventType.CALLED, EventType.RECALLED):
            if event.type is EventType.CALLED or self._request_id == "":
                self._request_id = self._new_id()
            self._put(_Call(self._place.label, event.counter or 0))
        elif event.type in _OVER:
            self._put(None)

    def _keep(self) -> None:
        call, place = self._call, self._place
        if call is None or place is None or call.keeping:
            return
        self._put(_Call(call.label, call.counter, keeping=True))
        self._backstage.run(partial(self._hub.keep_place, place.ticket_id, self._request_id), partial(self._kept, call))

    def _kept(self, call: _Call, answer: Ticket | Refused | Unreachable) -> None:
        if self._call is None:
            return
        if isinstance(answer, Ticket):
            record(Event.TICKET_KEPT, label=call.label)
            self._put(None)
        else:
            # Asked again under the same id: the hub may have done it and lost its answer on the way.
            self._put(_Call(call.label, call.counter, refused=isinstance(answer, Refused)))

    def _seen(self) -> None:
        self._put(None)

    def _put(self, call: _Call | None) -> None:
        self._call = call
        self._stage.sheet("call", call if call is not None else {})
