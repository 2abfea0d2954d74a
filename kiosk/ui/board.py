"""Behind the board: events in, the newest call on the wall at once, the waits a moment later."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from config.centre import Centre
from config.event_log import Event, record
from config.texts import Text
from kiosk.flows.show_calls import Calls
from kiosk.ui.backstage import Backstage, Clockwork, after, every
from kiosk.ui.stage import Handlers, Stage
from ticketing.client import BoardState, HubEvent, LineState, Refused, Unreachable

_SOON_S: Final = 0.3  # many events in a moment are one look at the waits
_LOOK_EVERY_S: Final = 20.0


class BoardHub(Protocol):
    """The part of the hub's client that a board needs."""

    def board(self) -> BoardState | Refused | Unreachable:
        """What a board shows now."""
        ...


@dataclass(frozen=True)
class CallShown:
    """One call on the wall."""

    label: str
    counter: int
    times: int


@dataclass(frozen=True)
class LineShown:
    """One line's wait: a range of minutes, never a single number."""

    letter: str
    name: Text
    open: bool
    waiting: int
    low_min: int
    high_min: int


@dataclass(frozen=True)
class BoardShown:
    """The whole wall. beat: changes with every call, so that the same number called again is seen."""

    centre: Text
    last: tuple[CallShown, ...]
    lines: tuple[LineShown, ...]
    linked: bool
    beat: int


class BoardWall:
    """The board's bridge."""

    def __init__(
        self,
        stage: Stage,
        backstage: Backstage,
        hub: BoardHub,
        centre: Centre,
        letters: tuple[str, ...],
        now: Callable[[], datetime],
    ) -> None:
        """letters: the lines shown; empty means all. now: with the centre's offset."""
        self._stage = stage
        self._backstage = backstage
        self._hub = hub
        self._centre = centre
        self._letters = letters or tuple(line.letter for line in centre.lines)
        self._now = now
        self._calls = Calls()
        self._linked = True
        self._beat = 0
        self._looking = False
        self._again = False
        self._soon: Clockwork | None = None
        stage.attach(self, "Board")
        self._clocks = [every(1.0, self._tick), every(_LOOK_EVERY_S, self._look)]

    @property
    def handlers(self) -> Handlers:
        """Keys of the technician who hangs it up; the wall itself is not touched."""
        return {
            "contrastToggled": lambda: self._dress(contrast=True),
            "languageToggled": lambda: self._dress(contrast=False),
        }

    def open(self) -> None:
        """Show the wall; the hub's state follows."""
        self._show()
        self._look()

    def close(self) -> None:
        """Stop the clocks."""
        for clock in self._clocks:
            clock.stop()

    def heard(self, event: HubEvent) -> None:
        """On the GUI thread: something happened. A call is on the wall before anything else is asked."""
        before = self._calls.last
        self._calls = self._calls.hear(event)
        if self._calls.last != before:
            self._beat += 1
            self._show()
        if self._soon is None:
            self._soon = after(_SOON_S, self._look)

    def linked(self, linked: bool) -> None:
        """On the GUI thread: the hub is heard, or not any more."""
        if linked != self._linked:
            record(Event.HUB_FOUND if linked else Event.HUB_LOST)
        self._linked = linked
        if linked:
            self._look()
        self._show()

    def _dress(self, *, contrast: bool) -> None:
        look = self._stage.look
        self._stage.dress(look.other_contrast() if contrast else look.next_language())

    def _look(self) -> None:
        if self._soon is not None:
            self._soon.stop()
            self._soon = None
        if self._looking:
            self._again = True
            return
        self._looking = True
        self._backstage.run(self._hub.board, self._told, lasting=True)

    def _told(self, answer: BoardState | Refused | Unreachable) -> None:
        self._looking = False
        if isinstance(answer, BoardState):
            before = self._calls.last
            self._calls = self._calls.catch_up(answer)
            self._beat += self._calls.last[:1] != before[:1]
            self._show()
        if self._again:
            self._again = False
            self._look()

    def _tick(self) -> None:
        self._stage.tell("clock", self._now().strftime("%H:%M"))

    def _show(self) -> None:
        names = {line.letter: line.name for line in self._centre.lines}
        shown = tuple(
            _line(line, names[line.letter])
            for line in self._calls.lines
            if line.letter in names and line.letter in self._letters
        )
        last = tuple(
            CallShown(call.label, call.counter, call.times)
            for call in self._calls.last
            if call.label[:1] in self._letters
        )
        snapshot = BoardShown(
            centre=self._centre.name,
            last=last,
            lines=shown,
            linked=self._linked,
            beat=self._beat,
        )
        self._stage.show("Board", snapshot)
        self._tick()


def _line(line: LineState, name: Text) -> LineShown:
    return LineShown(line.letter, name, line.open, line.waiting, line.wait_low_min, line.wait_high_min)
