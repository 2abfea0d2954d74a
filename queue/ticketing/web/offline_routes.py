"""Kiosks and counters prepare for the hub's absence, and tell afterwards what happened meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Path
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from config.event_log import Event, record
from ticketing.deeds.leasing import FreeLeasesOfCounter, RenewLeases
from ticketing.deeds.recording import RecordOfflineCalls
from ticketing.deeds.registering import SERIES_PATTERN, AnnounceKioskSeries, RegisterOfflineTickets
from ticketing.domain.leases import (
    CallEnd,
    LeasesFreed,
    OfflineCall,
    OfflineTicket,
    Recorded,
    RecordedCall,
    RegisteredTicket,
    Renewed,
    SeriesState,
)
from ticketing.domain.luck import fingerprint
from ticketing.domain.offline_asked import AnnounceSeries, FreeLeases, RenewLease, ReportCall
from ticketing.domain.records import DeviceRecord
from ticketing.domain.rules import DeviceRole
from ticketing.web.admission import COUNTERS, Admission
from ticketing.web.asking import DeedBody, HeaderSession, Nothing, PathCounter, RequestId, VisitId
from ticketing.web.errors import granted
from ticketing.web.guards import only
from ticketing.web.hub import Hub
from ticketing.web.offline_desk import OfflineDesk

_KIOSKS = frozenset({DeviceRole.KIOSK})
_FREERS = frozenset({DeviceRole.COUNTER, DeviceRole.SUPERVISOR})
_MOST = 20
_Id = Annotated[str, Field(pattern=r"^[0-9A-Za-z-]{8,56}$")]
_Number = Annotated[int, Field(ge=1, le=99_999)]
_Series = Annotated[str, Field(pattern=SERIES_PATTERN)]
_Line = Annotated[str, Field(min_length=1, max_length=8)]
_Label = Annotated[str, Field(min_length=1, max_length=16)]
_Clerk = Annotated[str, Field(min_length=1, max_length=64)]


class _Body(BaseModel):
    """What is asked, and nothing else."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class LeaseBody(_Body):
    """This counter durably holds this version of its slice."""

    held_version: Annotated[int, Field(ge=0, le=1_000_000_000)]
    wanted: bool
    wait_s: Annotated[float, Field(ge=0, le=10)] = 0.0


class OfflineTicketBody(_Body):
    """A number that a kiosk gave by itself."""

    series: _Series
    number: _Number
    day: Annotated[date, Field(strict=False)]
    line: _Line
    visit_id: VisitId
    request_id: RequestId
    ticket_id: _Id
    issued_at: Annotated[AwareDatetime, Field(strict=False)]
    priority: Annotated[str, Field(min_length=1, max_length=24)] | None = None
    procedure: Annotated[str, Field(pattern=r"^[0-9A-Za-z._-]{1,64}$")] | None = None
    age_s: Annotated[float, Field(ge=0, le=1e9, allow_inf_nan=False)] | None = None


class OfflineTicketsBody(_Body):
    """Some of them, in order."""

    tickets: Annotated[list[OfflineTicketBody], Field(min_length=1, max_length=_MOST)]


class OfflineCallBody(_Body):
    """A call that a counter made by itself."""

    call_id: _Id
    clerk_id: _Clerk
    day: Annotated[date, Field(strict=False)]
    label: _Label
    called_at: Annotated[AwareDatetime, Field(strict=False)]
    times: Annotated[int, Field(ge=1, le=1000)]
    end: Annotated[CallEnd, Field(strict=False)]
    ended_at: Annotated[AwareDatetime, Field(strict=False)] | None = None
    ticket_id: _Id | None = None
    series: _Series | None = None
    number: _Number | None = None


class OfflineCallsBody(_Body):
    """Some of them, in order."""

    calls: Annotated[list[OfflineCallBody], Field(min_length=1, max_length=_MOST)]


@dataclass(frozen=True)
class RegisteredTickets:
    """What became of each number, in order."""

    tickets: tuple[RegisteredTicket, ...]


@dataclass(frozen=True)
class RecordedCalls:
    """What became of each call, in order."""

    calls: tuple[RecordedCall, ...]


def offline_routes(hub: Hub, admission: Admission, desk: OfflineDesk) -> APIRouter:
    """The routes."""
    router = APIRouter(prefix="/v1", tags=["without the hub"])
    house = hub.house
    renew, free = RenewLeases(house, desk.watch), FreeLeasesOfCounter(house)
    announce, register, report = AnnounceKioskSeries(house), RegisterOfflineTickets(house), RecordOfflineCalls(house)
    a_counter, a_kiosk = Depends(only(admission, COUNTERS)), Depends(only(admission, _KIOSKS))
    freers = [Depends(only(admission, _FREERS))]

    @router.post("/counters/{counter}/lease")
    async def renew_lease(counter: PathCounter, asked: LeaseBody, device: DeviceRecord = a_counter) -> Renewed:
        """Say which version of its slice a counter's machine durably holds; null: that one stands.

        A slice belongs to one device: another one is refused as long as that one may still hold something.
        """
        one = RenewLease(counter, device.name, asked.held_version, asked.wanted)
        desk.listen(counter)
        answer = granted(await hub.carry_out(renew, one))
        desk.has_spoken(counter)
        if answer.slice is None and asked.wait_s > 0 and await desk.wait_for_news(counter, asked.wait_s):
            answer = granted(await hub.carry_out(renew, one))
        return answer

    @router.post("/counters/{counter}/lease/free", dependencies=freers)
    async def free_lease(counter: PathCounter, asked: DeedBody, clerk_session: HeaderSession = None) -> LeasesFreed:
        """A supervisor vouches that nobody calls at this counter: what it had reserved is everybody's."""
        session = fingerprint(clerk_session or "")
        freed = granted(await hub.carry_out(free, FreeLeases(counter, asked.request_id, session)))
        desk.watch.changed()
        return freed

    @router.post("/counters/{counter}/offline-calls", dependencies=[a_counter])
    async def report_calls(counter: PathCounter, asked: OfflineCallsBody) -> RecordedCalls:
        """Record calls that were made without the hub; each once, however often it is told."""
        recorded = []
        for body in asked.calls:
            one = ReportCall(counter, OfflineCall(**body.model_dump()))
            recorded.append(granted(await hub.carry_out(report, one)))
        contested = sum(one.outcome is Recorded.CONTESTED for one in recorded)
        record(Event.OFFLINE_CALLS_RECORDED, counter=counter, count=len(recorded) - contested)
        if contested:
            record(Event.OFFLINE_CALL_CONTESTED, counter=counter, count=contested)
        return RecordedCalls(tuple(recorded))

    @router.post("/series/{series}")
    async def announce_series(
        series: Annotated[str, Path(max_length=8)], _: Nothing, device: DeviceRecord = a_kiosk
    ) -> SeriesState:
        """A kiosk says that it gives this series, and hears which counter calls it while the hub is away."""
        return granted(await hub.carry_out(announce, AnnounceSeries(series, device.name)))

    @router.post("/offline-tickets", dependencies=[a_kiosk])
    async def register_tickets(asked: OfflineTicketsBody) -> RegisteredTickets:
        """Register numbers that a kiosk gave by itself; each once, however often it is told."""
        registered = []
        for body in asked.tickets:
            answer = await hub.carry_out(register, OfflineTicket(**body.model_dump()))
            registered.append(granted(answer))
        desk.watch.changed()
        return RegisteredTickets(tuple(registered))

    return router
