"""An honest range for the wait, from the people ahead, the mean minutes of a visit and the open counters."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WaitRange:
    """Whole minutes, `low_min` <= `high_min`."""

    low_min: int
    high_min: int


def estimate(ahead: int, minutes_per_visit: float, open_counters: int) -> WaitRange:
    """The wait of a ticket with `ahead` people before it, when `open_counters` serve its line.

    With n ahead, no predictor does better than a relative error near 1/sqrt(n+1), so the range is that wide. Its upper
    end takes in that every counter may just have begun a visit: people mind a wait that is longer than they were told.
    No open counter is counted as one, since somebody will open.
    """
    counters = max(1, open_counters)
    middle = ahead * minutes_per_visit / counters
    full = (ahead + 1) * minutes_per_visit / counters
    spread = 1 / math.sqrt(ahead + 1)
    low = math.floor(middle * (1 - spread))
    high = math.ceil(full * (1 + spread / 2))
    return WaitRange(low, max(low, high))
