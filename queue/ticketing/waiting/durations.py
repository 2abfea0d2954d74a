"""What one kind of duration has been lately: its mean, its spread, and what is left of one that is under way."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import deque
from typing import Final

_PRIOR_WEIGHT: Final = 4  # observations that the prior mean is worth
_RESIDUAL_PRIOR_WEIGHT: Final = 3
_OUTLIER: Final = 0.99  # the spread is taken without the longest hundredth: one visit of three hours is not a habit
_FEW: Final = 20
_PRIOR_SPREAD: Final = 0.75  # standard deviation / mean of visits at public counters, until we know better


class LearnedDuration:
    """The last `window` durations, in minutes, with a prior mean for the first day."""

    def __init__(self, prior_mean: float, window: int = 400) -> None:
        self._prior = prior_mean
        self._recent: deque[float] = deque(maxlen=window)
        self._sorted: list[float] = []
        self._sums_from: list[float] = [0.0]  # [i]: sum of the sorted durations from i on
        self._variance: float | None = None

    def learn(self, minutes: float) -> None:
        """One more duration has ended."""
        if len(self._recent) == self._recent.maxlen:
            del self._sorted[bisect_left(self._sorted, self._recent[0])]
        self._recent.append(minutes)
        insort(self._sorted, minutes)
        sums = [0.0] * (len(self._sorted) + 1)
        for index in range(len(self._sorted) - 1, -1, -1):
            sums[index] = sums[index + 1] + self._sorted[index]
        self._sums_from = sums
        self._variance = None

    @property
    def count(self) -> int:
        """How many durations are remembered."""
        return len(self._sorted)

    def mean(self) -> float:
        """Minutes; the prior counts as a few observations."""
        return (self._prior * _PRIOR_WEIGHT + self._sums_from[0]) / (len(self._sorted) + _PRIOR_WEIGHT)

    def variance(self) -> float:
        """Square minutes."""
        if len(self._sorted) < _FEW:
            return (_PRIOR_SPREAD * self.mean()) ** 2
        if self._variance is None:
            highest = self._sorted[int(len(self._sorted) * _OUTLIER)]
            mean = self._sums_from[0] / len(self._sorted)
            self._variance = sum((min(one, highest) - mean) ** 2 for one in self._sorted) / len(self._sorted)
        return self._variance

    def left_after(self, elapsed: float) -> float:
        """Expected minutes left of one that has lasted `elapsed` minutes (mean residual life)."""
        first = bisect_right(self._sorted, elapsed)
        longer = len(self._sorted) - first
        excess = self._sums_from[first] - longer * elapsed
        mean = self.mean()
        # Few have lasted as long: a heavy-tailed duration has the more left the longer it has lasted.
        prior = max(0.3 * mean, mean - 0.6 * elapsed if elapsed < mean else 0.4 * elapsed)
        return (excess + _RESIDUAL_PRIOR_WEIGHT * prior) / (longer + _RESIDUAL_PRIOR_WEIGHT)
