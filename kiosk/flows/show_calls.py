"""Show calls: what a board knows, from one look at the hub and every event since, each taken once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from ticketing.client import BoardCall, BoardState, EventType, HubEvent, LineState

SHOWN: Final = 8
_REMEMBERED: Final = 64

INVITING: Final = frozenset({EventType.CALLED, EventType.RECALLED})
ENDING: Final = frozenset({EventType.FINISHED, EventType.ABSENT})
"""The number was at its counter, or nobody came: it stays among the last calls, and nobody need hear it any more."""
TAKEN_BACK: Final = frozenset(
    {
        EventType.CALL_UNDONE,
        EventType.KEPT,
        EventType.HELD,
        EventType.TRANSFERRED,
        EventType.CAME_BACK,
        EventType.POSTPONED,
        EventType.MERGED,
        EventType.LEFT,
    }
)
"""The invitation does not stand any more: on a wall it would send somebody to a counter for nothing."""


@dataclass(frozen=True)
class Scope:
    """What a board is for. others: lines whose calls belong on other boards; counter: only calls to this one.

    A line that is no more has no board of its own: its calls are shown on every one.
    """

    others: frozenset[str] = frozenset()
    counter: int | None = None

    def holds(self, event: HubEvent) -> bool:
        """Whether this call belongs on the board."""
        if self.counter is not None and event.counter != self.counter:
            return False
        return event.line not in self.others


EVERYTHING: Final = Scope()


@dataclass(frozen=True)
class Calls:
    """The newest call first, never a name. seq: the last event that is in it."""

    scope: Scope = EVERYTHING
    last: tuple[BoardCall, ...] = ()
    lines: tuple[LineState, ...] = ()
    seq: int = -1
    _heard: tuple[HubEvent, ...] = ()

    def hear(self, event: HubEvent) -> Calls:
        """After one event; an event that is in it already changes nothing."""
        if event.seq <= self.seq:
            return self
        heard = (*self._heard, event)[-_REMEMBERED:]
        return replace(self, last=self._with(self.last, event), seq=event.seq, _heard=heard)

    def go_back(self, seq: int) -> Calls:
        """After the hub was restored from a backup that ends with this event: of what came later nothing stands."""
        return replace(self, last=(), seq=seq, _heard=())

    def catch_up(self, state: BoardState) -> Calls:
        """After a look at the hub. The look may be older than the events heard meanwhile: those are put on top."""
        last = state.last
        for event in self._heard:
            if event.seq > state.seq:
                last = self._with(last, event)
        return replace(self, last=last[:SHOWN], lines=state.lines, seq=max(self.seq, state.seq))

    def _with(self, last: tuple[BoardCall, ...], event: HubEvent) -> tuple[BoardCall, ...]:
        if event.label is None:
            return last
        others = tuple(call for call in last if call.label != event.label)
        if event.type in TAKEN_BACK:
            return others
        if event.type in ENDING:
            return tuple(replace(call, open=False) if call.label == event.label else call for call in last)
        if event.type in INVITING and event.counter is not None:
            if not self.scope.holds(event):
                return others  # called elsewhere now
            call = BoardCall(event.label, event.counter, event.at, event.times or 1, event.line or "")
            return (call, *others)[:SHOWN]
        return last
