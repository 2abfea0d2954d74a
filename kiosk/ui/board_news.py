"""What reaches a board: events at once, a look at the hub now and then, and whether the hub is heard at all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Generic, TypeVar

from config.event_log import Event, record
from kiosk.flows.show_calls import Calls, Scope
from kiosk.ui.backstage import Backstage, Clockwork, after, every
from ticketing.client import BoardState, EventType, HubEvent, Refused, Unreachable

S = TypeVar("S")

_SOON_S: Final = 0.25  # what only a look can tell
_RARELY_S: Final = 8.0  # waits change with every event; 200 boards must not ask about each of them
_SPREAD_S: Final = 1.0  # the boards of a hall hear the same event, and need not all ask in the same moment
_LOOK_EVERY_S: Final = 20.0
# Calls are told whole; these change what only the hub can say.
_ASK_SOON: Final = frozenset(
    {
        EventType.UNDONE,
        EventType.PAUSED,
        EventType.RESUMED,
        EventType.LINE_CLOSED,
        EventType.LINE_OPENED,
        EventType.CALL_RECORDED,
        EventType.CALL_END_RECORDED,
    }
)


class BoardNews(Generic[S]):
    """The calls as this board knows them. `changed` is told on the GUI thread whenever there is something to show."""

    def __init__(
        self,
        backstage: Backstage,
        scope: Scope,
        ask: Callable[[], tuple[BoardState, S] | Refused | Unreachable],
        changed: Callable[[], None],
        seconds: Callable[[], float],
        luck: Callable[[], float],
    ) -> None:
        """ask: one look at the hub, with what else this board asks. seconds: only goes forward. luck: 0 to 1."""
        self._backstage = backstage
        self._ask = ask
        self._changed = changed
        self._seconds = seconds
        self._luck = luck
        self.calls = Calls(scope)
        self.besides: S | None = None
        """What else the last look told."""
        self.linked = True
        self.beat = 0
        """Changes with every call, so that the same number called again is seen."""
        self._looking = False
        self._again = False
        self._outdated = False
        self._looked_s = -_RARELY_S
        self._planned: Clockwork | None = None
        self._planned_s = 0.0
        self._clock = every(_LOOK_EVERY_S, self.look)

    def close(self) -> None:
        """Stop the clocks."""
        self._clock.stop()
        self._unplan()

    def heard(self, event: HubEvent) -> None:
        """Something happened. A call is shown before anything else is asked."""
        before = self.calls.last
        self.calls = self.calls.hear(event)
        if self.calls.last != before:
            self.beat += self.calls.last[:1] != before[:1]
            self._changed()
        soon = _SOON_S + 0.5 * self._luck()
        if event.type not in _ASK_SOON:
            soon = max(soon, self._looked_s + _RARELY_S - self._seconds() + _SPREAD_S * self._luck())
        self._plan(soon)

    def hears_hub(self, linked: bool) -> None:
        """The hub is heard, or not any more."""
        if linked != self.linked:
            record(Event.HUB_FOUND if linked else Event.HUB_LOST)
        self.linked = linked
        if linked:
            self.look()
        self._changed()

    def goes_back(self, seq: int) -> None:
        """The hub was restored from a backup that ends with this event; that it is heard again is told next."""
        self.calls = self.calls.go_back(seq)
        self._outdated = self._looking  # the look on its way may be at what was lost

    def look(self) -> None:
        """Ask the hub what stands."""
        self._unplan()
        if self._looking:
            self._again = True
            return
        self._looking = True
        self._looked_s = self._seconds()
        self._backstage.run(self._ask, self._told, lasting=True)

    def _told(self, answer: tuple[BoardState, S] | Refused | Unreachable) -> None:
        self._looking = False
        outdated, self._outdated = self._outdated, False
        if isinstance(answer, tuple) and not outdated:
            state, self.besides = answer
            before = self.calls.last
            self.calls = self.calls.catch_up(state)
            self.beat += self.calls.last[:1] != before[:1]
            self._changed()
        if self._again:
            self._again = False
            self.look()

    def _plan(self, wait_s: float) -> None:
        at_s = self._seconds() + wait_s
        if self._planned is not None and self._planned_s <= at_s:
            return
        self._unplan()
        self._planned, self._planned_s = after(wait_s, self.look), at_s

    def _unplan(self) -> None:
        if self._planned is not None:
            self._planned.stop()
            self._planned = None
