"""What the store keeps of leases, kiosks' series, and calls whose number the hub does not know yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ticketing.domain.leases import CallEnd


@dataclass(frozen=True, slots=True)
class CounterLease:
    """How far a counter's slice has come: the version it said it holds, and the newest that it was offered.

    `renewals` rises while the counter is heard, so that every hub of the centre can tell how long it has been silent.
    `device`: the enrolled name of the machine whose slice it is; None: nobody's, the next that asks gets it.
    """

    counter: int
    confirmed: int = 0
    offered: int = 0
    renewals: int = 0
    device: str | None = None


@dataclass(frozen=True, slots=True)
class Lease:
    """A ticket reserved for a counter.

    `since_version`: the first version that it was offered in; None: not yet. `gone_version`: the first that it is not
    in any more; the reservation ends once the counter holds that one, and goes to `passes_to`, if there is one.
    `not_before_ms`: as it was last offered; None where its citizen has not asked to come later.
    """

    ticket_id: str
    counter: int
    since_version: int | None = None
    gone_version: int | None = None
    passes_to: int | None = None
    not_before_ms: int | None = None


@dataclass(frozen=True, slots=True)
class SeriesLease:
    """A kiosk's series reserved for a counter; versions as in `Lease`."""

    series: str
    counter: int
    since_version: int
    gone_version: int | None = None


@dataclass(frozen=True, slots=True)
class KioskSeries:
    """A series and the device that announced it."""

    series: str
    device: str


@dataclass(frozen=True, slots=True)
class EarlyCall:
    """A call of a number that its kiosk has not registered yet. Times in milliseconds since 1970 UTC."""

    day: date
    series: str
    number: int
    call_id: str
    counter: int
    clerk_id: str
    called_ms: int
    times: int
    end: CallEnd
    ended_ms: int
