"""Behind the sign above one counter: the number that is called there, or why nobody is called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from config.boards import BoardPlace
from config.centre import Centre
from config.texts import Text
from kiosk.ui.backstage import Backstage, every
from kiosk.ui.board import Ways, scope_of, technicians_keys
from kiosk.ui.board_news import BoardNews
from kiosk.ui.stage import Handlers, Stage
from ticketing.client import BoardState, CounterState, HubEvent, Refused, Unreachable


class SignHub(Protocol):
    """The part of the hub's client that a sign needs."""

    def board(self, lines: Sequence[str] = (), counter: int | None = None) -> BoardState | Refused | Unreachable:
        """What a board shows now."""
        ...

    def counters(self) -> tuple[CounterState, ...] | Refused | Unreachable:
        """Every counter now."""
        ...


@dataclass(frozen=True)
class SignShown:
    """The sign. state: "call" | "free" | "paused" | "closed" | "unknown". until: "10:15" or ""."""

    counter: int
    name: Text
    lines: tuple[Text, ...]
    state: str
    label: str
    times: int
    until: str
    linked: bool
    beat: int


class CounterSign:
    """The bridge of a counter's sign."""

    def __init__(
        self, stage: Stage, backstage: Backstage, hub: SignHub, centre: Centre, place: BoardPlace, ways: Ways
    ) -> None:
        """place: of kind "counter", with a counter that the centre has."""
        counter = centre.counter(place.counter or 0)
        if counter is None:
            raise ValueError("a sign needs a counter of its centre")
        self._stage = stage
        self._counter = counter
        self._lines = tuple(line.name for line in centre.lines if line.letter in counter.lines)
        self._ways = ways
        self._news: BoardNews[CounterState | None] = BoardNews(
            backstage, scope_of(place, centre), lambda: _look(hub, counter.number), self._show, ways.seconds, ways.luck
        )
        self._shown: SignShown | None = None
        stage.attach(self, "CounterSign")
        self._clock = every(1.0, self._show)

    @property
    def handlers(self) -> Handlers:
        """Keys of the technician."""
        return technicians_keys(self._stage)

    def open(self) -> None:
        """Show the sign; the hub's state follows."""
        self._shown = None
        self._show()
        self._news.look()

    def close(self) -> None:
        """Stop the clocks."""
        self._clock.stop()
        self._news.close()

    def heard(self, event: HubEvent) -> None:
        """On the GUI thread: something happened."""
        self._news.heard(event)

    def linked(self, linked: bool) -> None:
        """On the GUI thread: the hub is heard, or not any more."""
        self._news.hears_hub(linked)

    def goes_back(self, seq: int) -> None:
        """On the GUI thread: the hub was restored from a backup that ends with this event."""
        self._news.goes_back(seq)

    def voice(self, heard: bool) -> None:
        """On the GUI thread: the voice is lost, or back. A sign above a counter says nothing of it."""

    def _show(self) -> None:
        news = self._news
        newest = news.calls.last[0] if news.calls.last and news.calls.last[0].open else None
        state, until = self._standing()
        shown = SignShown(
            counter=self._counter.number,
            name=self._counter.name,
            lines=self._lines,
            state=state if newest is None else "call",
            label="" if newest is None else newest.label,
            times=0 if newest is None else newest.times,
            until=until,
            linked=news.linked,
            beat=news.beat,
        )
        if shown != self._shown:
            self._shown = shown
            self._stage.show("CounterSign", shown)

    def _standing(self) -> tuple[str, str]:
        counter, now = self._news.besides, self._ways.now()
        if counter is None:
            return "unknown", ""
        if not counter.open:
            return "closed", ""
        if counter.paused_until is not None and counter.paused_until > now:
            return "paused", counter.paused_until.astimezone(now.tzinfo).strftime("%H:%M")
        return "free", ""


def _look(hub: SignHub, number: int) -> tuple[BoardState, CounterState | None] | Refused | Unreachable:
    state = hub.board((), number)
    if not isinstance(state, BoardState):
        return state
    counters = hub.counters()
    if not isinstance(counters, tuple):
        return counters
    return state, next((counter for counter in counters if counter.number == number), None)
