"""A citizen's own ticket: back again, later, gone; and the visits it stands for."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Depends

from ticketing.deeds.going_and_coming import ComeBacks, ComeLaters, LeaveLines
from ticketing.deeds.looking import Looking
from ticketing.domain.answers import Ticket, TicketVisit
from ticketing.domain.asked import ComeBack, ComeLater, LeaveLine
from ticketing.domain.luck import fingerprint
from ticketing.domain.records import DeviceRecord
from ticketing.domain.refusals import Refusal, refuse
from ticketing.web.admission import DESKS, FRONT, Admission
from ticketing.web.asking import DeedBody, HeaderSession, PathId
from ticketing.web.desk_bodies import LaterBody
from ticketing.web.errors import granted
from ticketing.web.guards import only
from ticketing.web.hub import Hub


@dataclass(frozen=True)
class Visits:
    """The visits that a ticket stands for, its own first."""

    visits: tuple[TicketVisit, ...]


def own_ticket_routes(hub: Hub, admission: Admission) -> APIRouter:
    """The routes."""
    router = APIRouter(prefix="/v1/tickets/{ticket_id}", tags=["queue"])
    near = Depends(only(admission, FRONT | DESKS))
    looking = Looking(hub.house)
    come, postpone, leave_line = ComeBacks(hub.house), ComeLaters(hub.house), LeaveLines(hub.house)

    def by(device: DeviceRecord, clerk_session: str | None) -> str | None:
        """Whose deed it is: at a desk somebody of staff's, who is named in the audit; else the citizen's."""
        if clerk_session is None:
            return granted(refuse(Refusal.NOT_SIGNED_IN)) if device.role in DESKS else None
        return fingerprint(clerk_session)

    @router.get("/visits", dependencies=[near])
    async def visits_of_ticket(ticket_id: PathId) -> Visits:
        """The visits of this ticket and of those merged into it."""
        return Visits(granted(await hub.look(looking.visits_of_ticket, ticket_id)))

    @router.post("/back")
    async def come_back(
        ticket_id: PathId, asked: DeedBody, clerk_session: HeaderSession = None, device: DeviceRecord = near
    ) -> Ticket:
        """The citizen is here: an absent or postponed ticket waits in its old place."""
        session = by(device, clerk_session)
        return granted(await hub.carry_out(come, ComeBack(ticket_id, asked.request_id, session)))

    @router.post("/later", dependencies=[Depends(only(admission, FRONT - DESKS))])
    async def come_later(ticket_id: PathId, asked: LaterBody) -> Ticket:
        """The citizen comes in some minutes and keeps the place."""
        return granted(await hub.carry_out(postpone, ComeLater(ticket_id, asked.minutes, asked.request_id)))

    @router.post("/leave")
    async def leave(
        ticket_id: PathId, asked: DeedBody, clerk_session: HeaderSession = None, device: DeviceRecord = near
    ) -> Ticket:
        """The citizen does not wait any more."""
        session = by(device, clerk_session)
        return granted(await hub.carry_out(leave_line, LeaveLine(ticket_id, asked.request_id, session)))

    return router
