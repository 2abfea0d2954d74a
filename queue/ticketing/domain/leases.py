"""What hub, counters and kiosks tell each other so that calling and issuing go on while the hub is away.

A *lease* reserves a waiting ticket for one counter; a *slice* is all that a counter holds of the queue, numbered by a
version. A counter may call what its newest durable slice holds, and nothing else, while it cannot hear the hub; the hub
lets nobody else call a ticket that is in any slice which the counter may still hold (docs/decisions/0031).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

COUNTER_MAY_CALL_S: Final = 120 * 60.0
"""A counter calls from its slice this long after it asked the question that the hub last answered (its own clock)."""
HUB_FREES_AFTER_S: Final = 130 * 60.0
"""A hub keeps a silent counter's leases this long (its own clock). Ten minutes are for clocks that run unevenly."""
MOST_IN_A_SLICE: Final = 40


@dataclass(frozen=True)
class LeasedTicket:
    """A waiting ticket that only this counter may call; not before `not_before`, if its citizen asked to come later."""

    ticket_id: str
    visit_id: str
    label: str
    line: str
    issued_at: datetime
    not_before: datetime | None = None


@dataclass(frozen=True)
class LeasedSeries:
    """A kiosk's own series that only this counter may call: numbers from `next_number` on, perhaps not issued yet."""

    series: str
    day: date
    next_number: int


@dataclass(frozen=True)
class Slice:
    """What one counter may call by itself; tickets in the order in which they are to be called."""

    version: int = 0
    tickets: tuple[LeasedTicket, ...] = ()
    series: tuple[LeasedSeries, ...] = ()


@dataclass(frozen=True)
class Renewed:
    """The hub's answer to a counter that said which version it holds; None: that one stands."""

    slice: Slice | None


class CallEnd(StrEnum):
    """How a call ended that was made without the hub; kept: the citizen goes back to the old place."""

    OPEN = "open"
    ABSENT = "absent"
    FINISHED = "finished"
    KEPT = "kept"


@dataclass(frozen=True)
class OfflineCall:
    """A call made without the hub: of a leased ticket (`ticket_id`), or of a number of a kiosk's series.

    `call_id` is made by the counter and is the request id too: reported twice, it is recorded once.
    """

    call_id: str
    clerk_id: str
    day: date
    label: str
    called_at: datetime
    times: int
    end: CallEnd
    ended_at: datetime | None = None
    ticket_id: str | None = None
    series: str | None = None
    number: int | None = None


class Recorded(StrEnum):
    """What became of a reported call.

    recorded: it stands in the day's calls. waits_for_kiosk: its number is recorded as soon as its kiosk registers it.
    contested: somebody else had called, finished or taken the ticket off meanwhile; that stands, this is only noted.
    """

    RECORDED = "recorded"
    WAITS_FOR_KIOSK = "waits_for_kiosk"
    CONTESTED = "contested"


@dataclass(frozen=True)
class RecordedCall:
    """The hub's answer for one reported call."""

    call_id: str
    label: str
    outcome: Recorded


@dataclass(frozen=True)
class OfflineTicket:
    """A number that a kiosk gave without the hub. Its ids are the kiosk's; `request_id` is the one it first asked the
    hub with, so that a ticket which the hub issued for an answer that got lost is found and joined.

    day: the hub's, as the kiosk last heard it; the number was given then or later. age_s: how long ago it was given,
    counted from when it is told, by a clock that nobody sets; None: the kiosk's machine was started since, and
    `issued_at` by its calendar is all there is.
    """

    series: str
    number: int
    day: date
    line: str
    visit_id: str
    request_id: str
    ticket_id: str
    issued_at: datetime
    priority: str | None = None
    procedure: str | None = None
    age_s: float | None = None


@dataclass(frozen=True)
class RegisteredTicket:
    """The hub's answer for one offline number. code: "" or why the hub does not take it."""

    request_id: str
    label: str
    code: str = ""


@dataclass(frozen=True)
class SeriesState:
    """A kiosk's series at the hub. counter: who calls it while the hub is away; None: nobody yet.

    day, last_number: the hub's day, and the last number of the series that it knows of that day; 0 before the first.
    """

    series: str
    counter: int | None
    day: date | None = None
    last_number: int = 0


@dataclass(frozen=True)
class LeasesFreed:
    """The tickets of a counter that cannot call any more are everybody's again: so many, none if told again."""

    counter: int
    tickets: int


def series_label(series: str, number: int) -> str:
    """What is printed and spoken of a kiosk's own number: `K2-001`."""
    return f"{series}-{number:03d}"
