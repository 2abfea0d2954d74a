"""Behind the wall of a hall or a zone: the newest call at once, the calls before it, how long each line waits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from config.boards import BoardKind, BoardPlace
from config.centre import Centre
from config.texts import Text
from config.wait_words import wait_words
from kiosk.flows.show_calls import Scope
from kiosk.ui.backstage import Backstage, every
from kiosk.ui.board_news import BoardNews
from kiosk.ui.stage import Handlers, Stage
from ticketing.client import BoardState, HubEvent, LineState, Refused, Unreachable

TURN_S: Final = 8
"""So long a sentence, and a page of lines where there are more than fit, stays on the wall."""


class WallHub(Protocol):
    """The part of the hub's client that a wall needs."""

    def board(self, lines: Sequence[str] = (), counter: int | None = None) -> BoardState | Refused | Unreachable:
        """What a board shows now."""
        ...


@dataclass(frozen=True)
class Ways:
    """Time and luck. now: with the centre's offset. seconds: a clock that only goes forward. luck: 0 to 1."""

    now: Callable[[], datetime]
    seconds: Callable[[], float]
    luck: Callable[[], float]


@dataclass(frozen=True)
class CallShown:
    """One call on the wall."""

    label: str
    counter: int
    times: int


@dataclass(frozen=True)
class LineShown:
    """One line's wait, in words.

    state: "open" | "closing" | "closed" | "full". opens: "13:00" where it gives numbers again today.
    """

    letter: str
    name: Text
    open: bool
    waiting: int
    wait: Text
    state: str = "open"
    opens: str = ""


@dataclass(frozen=True)
class BoardShown:
    """The whole wall. beat: changes with every call. known: the hub has answered once; seen: when, "09:57" or ""."""

    kind: BoardKind
    title: Text
    last: tuple[CallShown, ...]
    lines: tuple[LineShown, ...]
    announcements: tuple[Text, ...]
    linked: bool
    known: bool
    seen: str
    silent: bool
    """The voice has failed: staff see a small sign."""
    beat: int


class BoardWall:
    """The bridge of a hall's or a zone's board."""

    def __init__(
        self, stage: Stage, backstage: Backstage, hub: WallHub, centre: Centre, place: BoardPlace, ways: Ways
    ) -> None:
        self._stage = stage
        self._centre = centre
        self._place = place
        self._ways = ways
        self._seen = ""
        self._silent = False
        self._begun_s = ways.seconds()
        self._news: BoardNews[None] = BoardNews(
            backstage, scope_of(place, centre), lambda: _look(hub, place.lines), self._show, ways.seconds, ways.luck
        )
        stage.attach(self, "Board")
        self._clock = every(1.0, self._tick)

    @property
    def handlers(self) -> Handlers:
        """Keys of the technician who hangs it up; the wall itself is not touched."""
        return technicians_keys(self._stage)

    def open(self) -> None:
        """Show the wall; the hub's state follows."""
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
        """On the GUI thread: the voice is lost, or back."""
        self._silent = not heard
        self._show()

    def _tick(self) -> None:
        self._stage.tell("clock", self._ways.now().strftime("%H:%M"))
        self._stage.tell("turn", int(self._ways.seconds() - self._begun_s) // TURN_S)

    def _show(self) -> None:
        news, now = self._news, self._ways.now()
        known = news.calls.seq >= 0
        if news.linked and known:
            self._seen = now.strftime("%H:%M")
        shown_letters = self._place.lines or tuple(line.letter for line in self._centre.lines)
        names = {line.letter: line.name for line in self._centre.lines}
        lines = tuple(
            _line(line, names[line.letter], now)
            for line in news.calls.lines
            if line.letter in names and line.letter in shown_letters
        )
        snapshot = BoardShown(
            kind=self._place.kind,
            title=self._title(),
            last=tuple(CallShown(call.label, call.counter, call.times) for call in news.calls.last),
            lines=lines,
            announcements=(*_notices(lines, news.calls.lines), *self._place.announcements),
            linked=news.linked,
            known=known,
            seen=self._seen,
            silent=self._silent,
            beat=news.beat,
        )
        self._stage.show("Board", snapshot)
        self._tick()

    def _title(self) -> Text:
        if self._place.kind == "hall":
            return self._centre.name
        line = self._centre.line(self._place.lines[0]) if self._place.lines else None
        return self._place.zone or (line.name if line is not None else self._centre.name)


def scope_of(place: BoardPlace, centre: Centre) -> Scope:
    """Which calls a board of devices.toml is for."""
    letters = {line.letter for line in centre.lines}
    return Scope(frozenset(letters.difference(place.lines)) if place.lines else frozenset(), place.counter)


def technicians_keys(stage: Stage) -> Handlers:
    """F7 and F8 of a keyboard that is plugged in to try the look of a wall."""
    return {
        "contrastToggled": lambda: stage.dress(stage.look.other_contrast()),
        "languageToggled": lambda: stage.dress(stage.look.next_language()),
    }


def _look(hub: WallHub, lines: Sequence[str]) -> tuple[BoardState, None] | Refused | Unreachable:
    state = hub.board(lines)
    return (state, None) if isinstance(state, BoardState) else state


def _line(line: LineState, name: Text, now: datetime) -> LineShown:
    opens = "" if line.opens_at is None else _today(line.opens_at.astimezone(now.tzinfo), now)
    wait = wait_words(line.wait_low_min, line.wait_high_min, told=line.wait_told)
    return LineShown(line.letter, name, line.open, line.waiting, wait, line.state.value, opens)


def _notices(shown: Sequence[LineShown], lines: Sequence[LineState]) -> tuple[Text, ...]:
    """What the hub says of lines that stop giving numbers, while others still do; at night every line is closed."""
    letters = {line.letter for line in shown}
    if not any(line.open for line in shown):
        return ()
    return tuple(
        Text(f"Nhóm {line.letter}: {line.notice.vi}", f"Line {line.letter}: {line.notice.en}")
        for line in lines
        if line.letter in letters and line.notice is not None
    )


def _today(at: datetime, now: datetime) -> str:
    return at.strftime("%H:%M") if at.date() == now.date() else ""
