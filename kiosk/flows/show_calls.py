"""Show calls: what a board knows, from one look at the hub and every event since, each taken once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from ticketing.client import BoardCall, BoardState, EventType, HubEvent, LineState

SHOWN: Final = 8
_REMEMBERED: Final = 64


@dataclass(frozen=True)
class Calls:
    """The newest call first, never a name. seq: the last event that is in it."""

    last: tuple[BoardCall, ...] = ()
    lines: tuple[LineState, ...] = ()
    seq: int = -1
    _heard: tuple[HubEvent, ...] = ()

    def hear(self, event: HubEvent) -> Calls:
        """After one event; an event that is in it already changes nothing."""
        if event.seq <= self.seq:
            return self
        heard = (*self._heard, event)[-_REMEMBERED:]
        return replace(self, last=_with(self.last, event), seq=event.seq, _heard=heard)

    def catch_up(self, state: BoardState) -> Calls:
        """After a look at the hub. The look may be older than the events heard meanwhile: those are put on top."""
        last = state.last
        for event in self._heard:
            if event.seq > state.seq:
                last = _with(last, event)
        return replace(self, last=last[:SHOWN], lines=state.lines, seq=max(self.seq, state.seq))


def _with(last: tuple[BoardCall, ...], event: HubEvent) -> tuple[BoardCall, ...]:
    if event.type not in (EventType.CALLED, EventType.RECALLED) or event.label is None or event.counter is None:
        return last
    call = BoardCall(event.label, event.counter, event.at, event.times or 1)
    return (call, *(other for other in last if other.label != event.label))[:SHOWN]
