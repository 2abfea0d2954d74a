"""Counters: what a clerk does besides calling the next one, and taking it back."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Depends

from ticketing.deeds.calling import CallThisTicket
from ticketing.deeds.looking import Looking
from ticketing.deeds.merging import MergeFamilies
from ticketing.deeds.pausing import PauseCounters, ResumeCounters
from ticketing.deeds.priorities import SetPriorities
from ticketing.deeds.quick_service import ServeQuickly
from ticketing.deeds.setting_aside import HoldCalls, TransferCalls
from ticketing.deeds.undoing import UndoDeeds
from ticketing.domain.answers import Call, CounterState, Ticket, Undone
from ticketing.domain.asked import (
    CallThis,
    HoldCall,
    MergeTickets,
    PauseCounter,
    QuickService,
    ResumeCounter,
    SetPriority,
    TransferCall,
    UndoDeed,
)
from ticketing.domain.luck import fingerprint
from ticketing.web.admission import COUNTERS, DESKS, EVERY_DEVICE, Admission
from ticketing.web.asking import DeedBody, HeaderSession, PathCounter, PathId
from ticketing.web.desk_bodies import (
    CallThisBody,
    HoldBody,
    MergeBody,
    PauseBody,
    PriorityBody,
    QuickBody,
    TransferBody,
    UndoBody,
)
from ticketing.web.errors import granted
from ticketing.web.guards import only
from ticketing.web.hub import Hub
from ticketing.web.offline_desk import OfflineDesk


@dataclass(frozen=True)
class Counters:
    """Every counter in the order of the configuration."""

    counters: tuple[CounterState, ...]


def desk_routes(hub: Hub, admission: Admission, offline: OfflineDesk) -> APIRouter:
    """The routes. `offline`: who may have reserved the ticket."""
    router = APIRouter(prefix="/v1", tags=["counter"])
    at_counter, at_desk = [Depends(only(admission, COUNTERS))], [Depends(only(admission, DESKS))]
    everyone = [Depends(only(admission, EVERY_DEVICE))]
    house, looking = hub.house, Looking(hub.house)
    call_this_ticket, serve_quickly = CallThisTicket(house), ServeQuickly(house)
    hold_call, transfer_call, merge_tickets = HoldCalls(house), TransferCalls(house), MergeFamilies(house)
    pause_counter, resume_counter = PauseCounters(house), ResumeCounters(house)
    give_priority, undo_deed = SetPriorities(house), UndoDeeds(house)

    @router.get("/counters", dependencies=everyone)
    async def counters() -> Counters:
        """Every counter: whether somebody is signed in there, and whether it pauses."""
        return Counters(granted(await hub.look(looking.counters)))

    @router.post("/counters/{counter}/call-this", dependencies=at_counter)
    async def call_this(counter: PathCounter, asked: CallThisBody, clerk_session: HeaderSession = None) -> Call:
        """Call this ticket, out of its turn."""
        deed = CallThis(counter, asked.ticket_id, asked.reason, asked.request_id, _fingerprint(clerk_session))
        await offline.make_way_for(asked.ticket_id, counter)
        return granted(await hub.carry_out(call_this_ticket, deed))

    @router.post("/counters/{counter}/quick", dependencies=at_counter)
    async def quick(counter: PathCounter, asked: QuickBody, clerk_session: HeaderSession = None) -> Call:
        """Issue a number and call it at once, for a small matter."""
        deed = QuickService(counter, asked.line, asked.reason, asked.request_id, _fingerprint(clerk_session))
        return granted(await hub.carry_out(serve_quickly, deed))

    @router.post("/counters/{counter}/pause", dependencies=at_counter)
    async def pause(counter: PathCounter, asked: PauseBody, clerk_session: HeaderSession = None) -> CounterState:
        """Call nobody for some minutes."""
        session = _fingerprint(clerk_session)
        deed = PauseCounter(counter, asked.reason, asked.minutes, asked.request_id, session)
        return granted(await hub.carry_out(pause_counter, deed))

    @router.post("/counters/{counter}/resume", dependencies=at_counter)
    async def resume(counter: PathCounter, asked: DeedBody, clerk_session: HeaderSession = None) -> CounterState:
        """Go on."""
        deed = ResumeCounter(counter, asked.request_id, _fingerprint(clerk_session))
        return granted(await hub.carry_out(resume_counter, deed))

    @router.post("/calls/{call_id}/hold", dependencies=at_counter)
    async def hold(call_id: PathId, asked: HoldBody, clerk_session: HeaderSession = None) -> Call:
        """Pass this ticket over for some minutes; it keeps its place."""
        session = _fingerprint(clerk_session)
        deed = HoldCall(call_id, asked.minutes, asked.reason, asked.for_me, asked.request_id, session)
        return granted(await hub.carry_out(hold_call, deed))

    @router.post("/calls/{call_id}/transfer", dependencies=at_counter)
    async def transfer(call_id: PathId, asked: TransferBody, clerk_session: HeaderSession = None) -> Call:
        """Send this ticket to another line or counter, by the hour it counts from."""
        session = _fingerprint(clerk_session)
        deed = TransferCall(call_id, asked.line, asked.counter, asked.reason, asked.request_id, session)
        return granted(await hub.carry_out(transfer_call, deed))

    @router.post("/tickets/{ticket_id}/merge", dependencies=at_desk)
    async def merge(ticket_id: PathId, asked: MergeBody, clerk_session: HeaderSession = None) -> Ticket:
        """Serve this ticket with another one; the answer is the other."""
        session = _fingerprint(clerk_session)
        deed = MergeTickets(ticket_id, asked.into_ticket_id, asked.reason, asked.request_id, session)
        return granted(await hub.carry_out(merge_tickets, deed))

    @router.post("/tickets/{ticket_id}/priority", dependencies=at_desk)
    async def set_priority(ticket_id: PathId, asked: PriorityBody, clerk_session: HeaderSession = None) -> Ticket:
        """Give a priority class, or take it away."""
        deed = SetPriority(ticket_id, asked.priority, asked.reason, asked.request_id, _fingerprint(clerk_session))
        return granted(await hub.carry_out(give_priority, deed))

    @router.post("/undo", dependencies=at_desk)
    async def undo(asked: UndoBody, clerk_session: HeaderSession = None) -> Undone:
        """Take back a deed of one's own, some seconds after it."""
        deed = UndoDeed(asked.deed_request_id, asked.request_id, _fingerprint(clerk_session))
        await offline.make_way_for_undoing(asked.deed_request_id)
        return granted(await hub.carry_out(undo_deed, deed))

    return router


def _fingerprint(clerk_session: str | None) -> str:
    return "" if clerk_session is None else fingerprint(clerk_session)
