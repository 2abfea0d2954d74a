"""The part of the hub's client that prepares for the hub's absence, and tells it afterwards what happened meanwhile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar
from urllib.parse import quote

from pydantic import TypeAdapter

from ticketing.domain.answers import Refused
from ticketing.domain.leases import (
    LeasesFreed,
    OfflineCall,
    OfflineTicket,
    RecordedCall,
    RegisteredTicket,
    Renewed,
    SeriesState,
)

if TYPE_CHECKING:
    from ticketing.client import Unreachable


@dataclass(frozen=True)
class _Registered:
    tickets: tuple[RegisteredTicket, ...]


@dataclass(frozen=True)
class _Recorded:
    calls: tuple[RecordedCall, ...]


_T = TypeVar("_T")
_RENEWED: Final = TypeAdapter(Renewed)
_REGISTERED: Final = TypeAdapter(_Registered)
_RECORDED: Final = TypeAdapter(_Recorded)
_SERIES: Final = TypeAdapter(SeriesState)
_FREED: Final = TypeAdapter(LeasesFreed)
_TICKETS: Final = TypeAdapter(tuple[OfflineTicket, ...])
_CALLS: Final = TypeAdapter(tuple[OfflineCall, ...])


class AskingWithoutHub:
    """What `HubClient` adds for kiosks and counters that must go on alone."""

    def lease(self, counter: int, held_version: int, *, wanted: bool, wait_s: float) -> Renewed | Refused | Unreachable:
        """Say which version this counter durably holds; the hub answers at once with a newer one, or after `wait_s`.

        `wanted=False`: nobody is signed in here; the hub takes everything back. Calls made without the hub must have
        been reported before, or a ticket that was served could be given to another counter.
        """
        asked = {"held_version": held_version, "wanted": wanted, "wait_s": wait_s}
        return self._ask("POST", f"/v1/counters/{counter}/lease", _RENEWED, asked)

    def free_leases(self, counter: int, request_id: str) -> LeasesFreed | Refused | Unreachable:
        """The supervisor vouches that nobody calls at this counter: its tickets are everybody's at once."""
        return self._ask("POST", f"/v1/counters/{counter}/lease/free", _FREED, {"request_id": request_id})

    def report_offline_calls(
        self, counter: int, calls: Sequence[OfflineCall]
    ) -> tuple[RecordedCall, ...] | Refused | Unreachable:
        """Have calls recorded that were made without the hub, in their order; at most 20 at once. Each once."""
        asked = {"calls": _CALLS.dump_python(tuple(calls), mode="json")}
        answer = self._ask("POST", f"/v1/counters/{counter}/offline-calls", _RECORDED, asked)
        return answer.calls if isinstance(answer, _Recorded) else answer

    def announce_series(self, series: str) -> SeriesState | Refused | Unreachable:
        """Say that this kiosk has the series, and hear who calls it while the hub is away."""
        return self._ask("POST", f"/v1/series/{quote(series, safe='') or '-'}", _SERIES, {})

    def register_offline_tickets(
        self, tickets: Sequence[OfflineTicket]
    ) -> tuple[RegisteredTicket, ...] | Refused | Unreachable:
        """Register numbers that were given without the hub, in their order; at most 20 at once. Each once."""
        asked = {"tickets": _TICKETS.dump_python(tuple(tickets), mode="json")}
        answer = self._ask("POST", "/v1/offline-tickets", _REGISTERED, asked)
        return answer.tickets if isinstance(answer, _Registered) else answer

    def _ask(
        self,
        method: str,
        path: str,
        answer: TypeAdapter[_T],
        body: Mapping[str, object] | bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> _T | Refused | Unreachable:
        raise NotImplementedError
