"""Counters: clerks call, recall, mark absent, finish."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Depends

from ticketing.deeds.calling import CallNextTicket, EndCall, Recall
from ticketing.deeds.looking import Looking
from ticketing.domain.answers import (
    Call,
    CallStatus,
    CurrentCall,
    NobodyWaiting,
    Refused,
    WaitingTicket,
)
from ticketing.domain.asked import CallNext, GoOnWithCall
from ticketing.domain.luck import fingerprint
from ticketing.web.admission import COUNTERS, Admission
from ticketing.web.asking import DeedBody, HeaderSession, PathCounter, PathId
from ticketing.web.errors import Refusing, granted
from ticketing.web.guards import only
from ticketing.web.hub import Hub
from ticketing.web.offline_desk import OfflineDesk


@dataclass(frozen=True)
class Queue:
    """Who waits, in the order of calling."""

    waiting: tuple[WaitingTicket, ...]


def counter_routes(hub: Hub, admission: Admission, offline: OfflineDesk) -> APIRouter:
    """The routes. `offline`: who may have reserved the ticket that is next."""
    router = APIRouter(prefix="/v1", tags=["counter"], dependencies=[Depends(only(admission, COUNTERS))])
    house, looking = hub.house, Looking(hub.house)
    call_next_ticket, recall_call = CallNextTicket(house), Recall(house)
    ends = {"absent": EndCall(house, CallStatus.ABSENT), "finish": EndCall(house, CallStatus.FINISHED)}

    @router.get("/counters/{counter}/queue")
    async def queue(counter: PathCounter, clerk_session: HeaderSession = None) -> Queue:
        """What this counter would call, in order (the first 200). A session that is named and over is refused."""
        session = None if clerk_session is None else fingerprint(clerk_session)
        return Queue(granted(await hub.look(looking.queue, counter, session)))

    @router.get("/counters/{counter}/call")
    async def current_call(counter: PathCounter) -> CurrentCall:
        """The open call of this counter."""
        return granted(await hub.look(looking.current_call, counter))

    @router.post("/counters/{counter}/call-next")
    async def call_next(counter: PathCounter, asked: DeedBody, clerk_session: HeaderSession = None) -> CurrentCall:
        """Call the next ticket; null when nobody waits. The same request id gets the same call."""
        deed = CallNext(counter, asked.request_id, _fingerprint(clerk_session))
        await offline.make_way_for_next(counter)
        match await hub.carry_out(call_next_ticket, deed):
            case Refused() as refused:
                raise Refusing(refused)
            case NobodyWaiting():
                return CurrentCall(None)
            case Call() as call:
                return CurrentCall(call)

    @router.post("/calls/{call_id}/recall")
    async def recall(call_id: PathId, asked: DeedBody, clerk_session: HeaderSession = None) -> Call:
        """Announce an open call once more."""
        deed = GoOnWithCall(call_id, asked.request_id, _fingerprint(clerk_session))
        return granted(await hub.carry_out(recall_call, deed))

    @router.post("/calls/{call_id}/absent")
    async def absent(call_id: PathId, asked: DeedBody, clerk_session: HeaderSession = None) -> Call:
        """Nobody came."""
        deed = GoOnWithCall(call_id, asked.request_id, _fingerprint(clerk_session))
        return granted(await hub.carry_out(ends["absent"], deed))

    @router.post("/calls/{call_id}/finish")
    async def finish(call_id: PathId, asked: DeedBody, clerk_session: HeaderSession = None) -> Call:
        """The citizen has been served."""
        deed = GoOnWithCall(call_id, asked.request_id, _fingerprint(clerk_session))
        return granted(await hub.carry_out(ends["finish"], deed))

    return router


def _fingerprint(clerk_session: str | None) -> str:
    return "" if clerk_session is None else fingerprint(clerk_session)
