"""Which devices are heard by this hub: those that ask something, and those that listen to its events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager


class Attendance:
    """Names of devices. Only on the event loop's thread."""

    def __init__(self) -> None:
        self._asked: set[str] = set()
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

    def heard(self) -> frozenset[str]:
        """Everybody who listens now or has asked since this was asked last."""
        asked, self._asked = self._asked, set()
        return frozenset(asked).union(self._listening)
