"""Which counters are heard now, and which have been silent for so long that their reservations have lapsed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from ticketing.domain.leases import HUB_FREES_AFTER_S

HEARD_S: Final = 10.0
_TELL_OTHERS_S: Final = 60.0
ASKED_FOR_S: Final = 15.0
"""A ticket that a counter asked for stays there this long: longer than a deed may be taken back."""


@dataclass(slots=True)
class _Seen:
    renewals: int
    at_s: float
    wanted: bool = False
    heard_here: bool = False


class LeaseWatch:
    """One hub's watch over its counters, by its own monotonic clock alone. Any thread.

    A clock of the wall may jump, and another hub of the centre may have heard a counter that this one has not: so a
    counter's silence is counted from the moment at which this hub last saw its `renewals` change. A hub that has just
    started begins to count anew.
    """

    def __init__(self, monotonic_s: Callable[[], float]) -> None:
        self._monotonic_s = monotonic_s
        self._lock = threading.Lock()
        self._seen: dict[int, _Seen] = {}
        self._changes = 0
        self._asked_for: dict[str, tuple[int, float]] = {}

    def hear(self, counter: int, renewals: int, *, wanted: bool) -> int:
        """This counter asks now. Returns its `renewals` to keep: one more, now and then, for the other hubs."""
        now = self._monotonic_s()
        with self._lock:
            seen = self._seen.get(counter)
            if seen is None or not seen.heard_here or now - seen.at_s > _TELL_OTHERS_S:
                renewals += 1
            self._seen[counter] = _Seen(renewals, now, wanted, heard_here=True)
        return renewals

    def now_s(self) -> float:
        """This hub's monotonic time."""
        return self._monotonic_s()

    def dealing(self) -> AbstractSet[int]:
        """The counters that were heard a moment ago and want a slice."""
        since = self._monotonic_s() - HEARD_S
        with self._lock:
            return {counter for counter, seen in self._seen.items() if seen.wanted and seen.at_s >= since}

    def is_dealing(self, counter: int) -> bool:
        """Whether the counter was heard a moment ago and wants a slice."""
        return counter in self.dealing()

    def changed(self) -> None:
        """Something is reserved otherwise than before."""
        with self._lock:
            self._changes += 1

    def state(self) -> tuple[int, frozenset[int], int]:
        """As long as it stays the same and nothing happens in the queue, every counter's slice stays as it is.

        It changes every ten seconds in any case: other hubs of the centre reserve too.
        """
        with self._lock:
            changes = self._changes
        return changes, frozenset(self.dealing()), int(self._monotonic_s() / HEARD_S)

    def ask_for(self, ticket_id: str, counter: int) -> None:
        """The counter wants this ticket now: whoever holds it lets go, and it goes nowhere else meanwhile."""
        now = self._monotonic_s()
        with self._lock:
            self._asked_for[ticket_id] = (counter, now)
            self._changes += 1

    def asked_for(self) -> Mapping[str, int]:
        """The tickets that were asked for a moment ago, and by which counter last."""
        since = self._monotonic_s() - ASKED_FOR_S
        with self._lock:
            self._asked_for = {one: asked for one, asked in self._asked_for.items() if asked[1] >= since}
            return {one: counter for one, (counter, _) in self._asked_for.items()}

    def is_heard(self, counter: int) -> bool:
        """Whether the counter was heard here a moment ago."""
        with self._lock:
            seen = self._seen.get(counter)
        return seen is not None and seen.heard_here and self._monotonic_s() - seen.at_s <= HEARD_S

    def has_lapsed(self, counter: int, renewals: int) -> bool:
        """Whether the counter itself must have stopped to call from its slice long ago."""
        now = self._monotonic_s()
        with self._lock:
            seen = self._seen.get(counter)
            if seen is None or seen.renewals != renewals:
                self._seen[counter] = _Seen(renewals, now)
                return False
        return now - seen.at_s > HUB_FREES_AFTER_S
