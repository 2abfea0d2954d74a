"""The next stretch in which none of a line's counters is planned, and what it does to a forecast.

A ticket is called before the break or after it, hardly ever in it. So errors are counted in work: minutes that its
counter works until it is free, breaks left out, and a visit that runs into the break counted in full. An outlook just
behind the break is then a little wrong when the ticket is called before it, not wrong by the length of a lunch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ticketing.waiting.forward_run import Outlook


@dataclass(frozen=True, slots=True)
class BreakAhead:
    """Minutes of the day."""

    begins: float
    ends: float


def break_ahead(open_: Sequence[tuple[float, float]], at: float) -> BreakAhead | None:
    """The first break that is not over at minute `at`; before the first stretch it has begun already."""
    closed_from = 0.0
    for begins, ends in open_:
        if at < begins:
            return BreakAhead(max(at, closed_from), begins)
        closed_from = ends
    return None


@dataclass(frozen=True, slots=True)
class Passage:
    """Converts waits of one ticket, issued at minute `at`, into work and back."""

    at: float
    outlook: Outlook
    gap: BreakAhead | None

    @property
    def expected(self) -> float:
        """The outlook in work."""
        return self.work(self.outlook.wait)

    def work(self, wait: float) -> float:
        """How much work a wait is."""
        if self.gap is None:
            return wait
        before, after = self.gap.begins - self.at, self.gap.ends - self.at
        if wait < after:
            return min(wait, before)
        behind_work, behind_wait = self._just_behind(before, after)
        return max(before, behind_work + wait - behind_wait)

    def wait(self, work: float) -> float:
        """How long a wait so much work is."""
        if self.gap is None:
            return max(0.0, work)
        before, after = self.gap.begins - self.at, self.gap.ends - self.at
        if before > 0 and work < before:
            return max(0.0, work)
        behind_work, behind_wait = self._just_behind(before, after)
        return max(after, behind_wait + work - behind_work)

    def _just_behind(self, before: float, after: float) -> tuple[float, float]:
        """A point behind the break, in work and wait: the outlook if it lies there, else the end of the break."""
        if self.outlook.wait >= after:
            return max(self.outlook.work, before), self.outlook.wait
        return before, after
