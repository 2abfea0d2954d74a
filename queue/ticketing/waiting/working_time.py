"""The day as a line's counters see it: time that runs as fast as there are counters planned, and stands in breaks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

_Shifts = Sequence[tuple[float, float]]


class WorkingTime:
    """Converts minutes of the day into working minutes of one line: all its counters together do one a minute.

    Before the first shift, and in a break of all of them, nothing passes. After the last shift time goes on as usual,
    for whoever has a number then is still served; and so it does on a day without a plan.
    """

    def __init__(self, shifts: Sequence[_Shifts]) -> None:
        """`shifts`: those of each counter that serves the line, in minutes of the day."""
        self._edges = sorted({edge for own in shifts for shift in own for edge in shift}) or [0.0]
        there = [sum(any(begins <= edge < ends for begins, ends in own) for own in shifts) for edge in self._edges]
        self._speed = [count / max(1, *there) for count in there[:-1]] + [1.0]
        self._passed = [0.0]
        for index, speed in enumerate(self._speed[:-1]):
            self._passed.append(self._passed[-1] + (self._edges[index + 1] - self._edges[index]) * speed)

    def worked(self, at: float, minutes: float) -> float:
        """How many working minutes pass from minute `at` of the day in so many minutes."""
        return self._at(at + minutes) - self._at(at)

    def minutes(self, at: float, worked: float) -> float:
        """After how many minutes, from minute `at` of the day on, so many working minutes have passed."""
        wanted = self._at(at) + worked
        index = max(0, bisect_left(self._passed, wanted) - 1)
        if wanted <= 0:
            return max(0.0, self._edges[0] - at)
        return max(0.0, self._edges[index] + (wanted - self._passed[index]) / self._speed[index] - at)

    def _at(self, minute: float) -> float:
        index = bisect_right(self._edges, minute) - 1
        if index < 0:
            return 0.0
        return self._passed[index] + (minute - self._edges[index]) * self._speed[index]
