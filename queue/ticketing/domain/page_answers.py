"""What the phone pages' relay is told of a ticket: number, place and range, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ticketing.domain.answers import TicketStatus


@dataclass(frozen=True)
class PageState:
    """One ticket as its own phone page shows it. Waits are whole minutes.

    counter: where it is called to now. until: while it waits, the hour until which it is passed over by its own wish;
    once it was absent, the hour until which it may come back. too_late: that hour has passed, by the hub's clock.
    wait_told: whether the range may be told (decision 41).
    """

    label: str
    status: TicketStatus
    ahead: int
    wait_low_min: int
    wait_high_min: int
    counter: int | None = None
    until: datetime | None = None
    wait_told: bool = True
    too_late: bool = False


@dataclass(frozen=True)
class PageStates:
    """The answers to as many tokens, in their order; None: no ticket of today has that page."""

    pages: tuple[PageState | None, ...]
