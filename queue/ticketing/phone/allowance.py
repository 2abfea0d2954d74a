"""How often somebody may do something: a bucket that fills with time."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

_MOST_REMEMBERED: Final = 20_000


@dataclass(slots=True)
class _Bucket:
    left: float
    at_s: float


class Allowance:
    """`burst` deeds at once for each name, and one more every `seconds_each`. Forgets whom it has not met for long."""

    def __init__(self, burst: int, seconds_each: float, monotonic_s: Callable[[], float]) -> None:
        self._burst = burst
        self._seconds_each = seconds_each
        self._monotonic_s = monotonic_s
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def has(self, name: str) -> bool:
        """Whether one more is allowed."""
        return name not in self._buckets or self._filled(name).left >= 1

    def spend(self, name: str) -> bool:
        """Take one. Returns whether it was there."""
        bucket = self._filled(name)
        if bucket.left < 1:
            return False
        bucket.left -= 1
        return True

    def _filled(self, name: str) -> _Bucket:
        now = self._monotonic_s()
        bucket = self._buckets.get(name)
        if bucket is None:
            bucket = self._buckets[name] = _Bucket(self._burst, now)
            if len(self._buckets) > _MOST_REMEMBERED:
                self._buckets.popitem(last=False)
            return bucket
        bucket.left = min(self._burst, bucket.left + (now - bucket.at_s) / self._seconds_each)
        bucket.at_s = now
        self._buckets.move_to_end(name)
        return bucket
