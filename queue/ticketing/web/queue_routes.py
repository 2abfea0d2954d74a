"""Numbers: taking, looking, keeping one's place; lines and boards."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Depends

from ticketing.deeds.keep_place import KeepPlaces
from ticketing.deeds.looking import Looking
from ticketing.deeds.take_ticket import TakeTickets
from ticketing.domain.answers import BoardState, LineState, Ticket
from ticketing.domain.asked import KeepPlace
from ticketing.web.admission import EVERY_DEVICE, FRONT, WRITERS, Admission
from ticketing.web.asking import DeedBody, PathId, PathVisitId, QueryCounter, QueryLetters, TakeTicketBody
from ticketing.web.errors import granted
from ticketing.web.guards import only
from ticketing.web.hub import Hub


@dataclass(frozen=True)
class Lines:
    """Every line in the order of the configuration."""

    lines: tuple[LineState, ...]


@dataclass(frozen=True)
class Alive:
    """The hub answers."""

    seq: int


def queue_routes(hub: Hub, admission: Admission) -> APIRouter:
    """The routes."""
    router = APIRouter(prefix="/v1", tags=["queue"])
    looking = Looking(hub.house)
    take, keep = TakeTickets(hub.house), KeepPlaces(hub.house)
    front, everyone = [Depends(only(admission, FRONT))], [Depends(only(admission, EVERY_DEVICE))]

    @router.get("/health")
    async def health() -> Alive:
        """Whether the hub answers, and its last event. Needs no token."""
        return Alive(hub.live.seq)

    @router.post("/tickets", dependencies=front)
    async def take_ticket(asked: TakeTicketBody) -> Ticket:
        """Take a number; the same request id gets the same ticket. Usually answered by the short way."""
        return granted(await hub.carry_out(take, asked.deed()))

    @router.get("/tickets/{ticket_id}", dependencies=front)
    async def ticket(ticket_id: PathId) -> Ticket:
        """A ticket as it stands."""
        return granted(await hub.look(looking.ticket, ticket_id))

    @router.get("/visits/{visit_id}/ticket", dependencies=front)
    async def ticket_of_visit(visit_id: PathVisitId) -> Ticket:
        """The newest ticket of a visit."""
        return granted(await hub.look(looking.ticket_of_visit, visit_id))

    # Before the citizen only: at a desk, who brings somebody back is signed in and audited.
    @router.post("/tickets/{ticket_id}/keep", dependencies=[Depends(only(admission, WRITERS))])
    async def keep_place(ticket_id: PathId, asked: DeedBody) -> Ticket:
        """Keep the place of a called, absent or waiting ticket."""
        return granted(await hub.carry_out(keep, KeepPlace(ticket_id, asked.request_id)))

    @router.get("/lines", dependencies=everyone)
    async def lines() -> Lines:
        """Every line now."""
        return Lines(granted(await hub.look(looking.lines)))

    @router.get("/board", dependencies=everyone)
    async def board(line: QueryLetters = (), counter: QueryCounter = None) -> BoardState:
        """What a board shows now: of the whole centre, of some lines, or of one counter."""
        return granted(await hub.look(looking.board, line, counter))

    return router
