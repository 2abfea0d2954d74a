"""What kiosks and counters ask of the hub about its absence, once it has been read from the wire."""

from __future__ import annotations

from dataclasses import dataclass

from ticketing.domain.leases import OfflineCall


@dataclass(frozen=True, slots=True)
class RenewLease:
    """This counter's machine durably holds this version.

    `wanted`: somebody is signed in there and would call from a slice. `device`: the machine, by its enrolled name.
    """

    counter: int
    device: str
    held_version: int
    wanted: bool


@dataclass(frozen=True, slots=True)
class MakeWay:
    """This counter is about to call this ticket, which is reserved for another one."""

    ticket_id: str
    counter: int


@dataclass(frozen=True, slots=True)
class FreeLeases:
    """The member of staff with this session vouches that nobody calls at this counter."""

    counter: int
    request_id: str
    session_sha256: str


@dataclass(frozen=True, slots=True)
class AnnounceSeries:
    """This device gives numbers of this series while the hub is away."""

    series: str
    device: str


@dataclass(frozen=True, slots=True)
class ReportCall:
    """A call that was made at this counter without the hub."""

    counter: int
    call: OfflineCall
