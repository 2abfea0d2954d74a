"""Whose turn it is to be said. One at a time; new calls before repetitions, repetitions not for ever last.

Pure: every change gives new `Turns`. Times are seconds of a clock that only goes forward.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

NEW_IN_A_ROW: Final = 3
"""So many new calls are said one after the other while a repetition waits; then it has its turn."""
CALL_KEEPS_S: Final = 120.0
"""A call that could not be said for this long is on every screen already; said now it would only confuse."""
REPETITION_KEEPS_S: Final = 40.0
"""A repetition comes soon or not at all."""


@dataclass(frozen=True)
class Saying:
    """One announcement. nth: 1 the first time a call is said. due_s: when it joined. at: the hub's hour of it."""

    label: str
    counter: int
    at: datetime
    due_s: float
    nth: int = 1


@dataclass(frozen=True)
class Turns:
    """What waits to be said, oldest first, and what is being said now. times: how often each call is said in all."""

    times: int
    waiting: tuple[Saying, ...] = ()
    speaking: Saying | None = None
    unsaid: bool = False
    """What is being said was taken back meanwhile: it has no repetition."""
    row: int = 0
    latest: datetime | None = None

    def called(self, label: str, counter: int, at: datetime, now_s: float) -> Turns:
        """A number was called, or called again: it replaces whatever of this number still waits."""
        rest = _without(self.waiting, label)
        latest = at if self.latest is None else max(self.latest, at)
        mine = self.speaking is not None and self.speaking.label == label
        return replace(
            self,
            waiting=(*rest, Saying(label, counter, at, now_s)),
            unsaid=self.unsaid or mine,
            latest=latest,
        )

    def settled(self, label: str) -> Turns:
        """Nobody needs to hear this number any more: served, absent, taken back, put aside."""
        mine = self.speaking is not None and self.speaking.label == label
        return replace(self, waiting=_without(self.waiting, label), unsaid=self.unsaid or mine)

    def hushed(self) -> Turns:
        """Nothing that waits will be said: these are quiet hours."""
        return replace(self, waiting=(), unsaid=self.speaking is not None)

    def forgotten(self) -> Turns:
        """Nothing that was told so far stands any more, and the hub's hours begin anew."""
        return replace(self.hushed(), row=0, latest=None)

    def next(self, now_s: float) -> Turns:
        """The next one speaks, if any waits; what has gone stale is left out. Only when nothing is being said."""
        if self.speaking is not None:
            raise ValueError("two announcements at once")
        fresh = tuple(saying for saying in self.waiting if not self._stale(saying, now_s))
        new = next((saying for saying in fresh if saying.nth == 1), None)
        again = next((saying for saying in fresh if saying.nth > 1), None)
        chosen = again if new is None or (again is not None and self.row >= NEW_IN_A_ROW) else new
        if chosen is None:
            return replace(self, waiting=fresh)
        row = 0 if chosen is again else self.row + 1
        waiting = tuple(saying for saying in fresh if saying is not chosen)
        return replace(self, waiting=waiting, speaking=chosen, unsaid=False, row=row)

    def said(self, now_s: float) -> Turns:
        """What was being said is over; its repetition joins the line, if it has one."""
        if self.speaking is None:
            return self
        waiting = self.waiting
        if not self.unsaid and self.speaking.nth < self.times:
            waiting = (*waiting, replace(self.speaking, nth=self.speaking.nth + 1, due_s=now_s))
        return replace(self, waiting=waiting, speaking=None, unsaid=False)

    def unheard(self) -> Turns:
        """What was being said reached nobody: it waits again, first and as old as it was."""
        if self.speaking is None:
            return self
        waiting = self.waiting if self.unsaid else (self.speaking, *self.waiting)
        return replace(self, waiting=waiting, speaking=None, unsaid=False)

    def _stale(self, saying: Saying, now_s: float) -> bool:
        keeps = CALL_KEEPS_S if saying.nth == 1 else REPETITION_KEEPS_S
        # The hub's own clock tells how far behind the news a call is that was only heard after a lost link.
        behind = 0.0 if self.latest is None else (self.latest - saying.at).total_seconds()
        return now_s - saying.due_s > keeps or (saying.nth == 1 and behind > CALL_KEEPS_S)


def _without(waiting: tuple[Saying, ...], label: str) -> tuple[Saying, ...]:
    return tuple(saying for saying in waiting if saying.label != label)
