"""Which number of a kiosk's series is called next by a counter that cannot ask how many were given.

Nobody came with a number: perhaps the person went home, perhaps the number was never given. So it comes again later,
and numbers further on come too, each half as often as the one before it: nobody waits behind an empty place for ever,
and an hour of calls into an empty hall goes some few numbers too far, not hundreds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace


@dataclass(frozen=True)
class SeriesTurns:
    """One series, one day. came: the highest number that somebody came with; all before it were given.

    missed: how often nobody came, of every number up to `came` that nobody came with, and of those called beyond it.
    """

    came: int = 0
    missed: Mapping[int, int] = field(default_factory=dict)

    def from_number(self, first: int) -> SeriesTurns:
        """The hub has the numbers before this one: they are called by their tickets."""
        missed = {number: times for number, times in self.missed.items() if number >= first}
        return SeriesTurns(max(self.came, first - 1), missed)

    def next(self) -> int:
        """The number to be called."""
        furthest = max([self.came, *self.missed])
        numbers = self.missed.keys() | set(range(self.came + 1, furthest + 2))
        return min(numbers, key=self._turn)

    def nobody_came(self, number: int) -> SeriesTurns:
        """This number was called as often as is due, and nobody stood up."""
        return replace(self, missed={**self.missed, number: self.missed.get(number, 0) + 1})

    def somebody_came(self, number: int) -> SeriesTurns:
        """This number is served. Who has one of those passed over on the way to it, and was perhaps not there yet when
        it was called, comes next."""
        if number <= self.came:
            return replace(self, missed={other: times for other, times in self.missed.items() if other != number})
        before = {other: times for other, times in self.missed.items() if other <= self.came}
        return SeriesTurns(number, before | dict.fromkeys(range(self.came + 1, number), 0))

    def _turn(self, number: int) -> tuple[int, int, int]:
        times = self.missed.get(number, 0)
        return (times + 1) << max(0, number - self.came - 1), times, number
