"""Which devices are heard by this hub: those that ask something, and those that listen to its events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

NOTE_EVERY_S: Final = 15.0
_BACK_S: Final = 45.0
"""Who was not noted for so long comes back."""


class Attendance:
    """Names of devices. Only on the event loop's thread."""

    def __init__(self) -> None:
        self._asked: set[str] = set()
        self._noted_s: dict[str, float] = {}
        self._next_s = 0.0
        self._listening: Counter[str] = Counter()

    def asked(self, device: str) -> None:
        """It has just asked for something."""
        self._asked.add(device)

    @contextmanager
    def listening(self, device: str) -> Iterator[None]:
        """It listens for as long as this lasts."""
        self._listening[device] += 1
        try:
            yield
        finally:
            self._listening[device] -= 1
            self._listening += Counter()  # who listens no more is left out
            self._asked.add(device)

    def to_note(self, now_s: float) -> frozenset[str]:
        """Who is to be noted now. Every 15 seconds all who were heard since; at once when somebody comes (back)."""
        heard = self._asked.union(self._listening)
        if now_s < self._next_s and not any(now_s - self._noted_s.get(one, -_BACK_S) >= _BACK_S for one in heard):
            return frozenset()
        self._asked = set()
        self._next_s = now_s + NOTE_EVERY_S
        self._noted_s.update(dict.fromkeys(heard, now_s))
        return frozenset(heard)
