"""Who was called in vain and may still come back."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Depends

from ticketing.deeds.looking_for_absent import LookForAbsent
from ticketing.domain.absent_answers import AbsentTicket
from ticketing.web.admission import COUNTERS, Admission
from ticketing.web.asking import PathCounter
from ticketing.web.errors import granted
from ticketing.web.guards import only
from ticketing.web.hub import Hub


@dataclass(frozen=True)
class Absent:
    """Whoever has the least time left comes first."""

    absent: tuple[AbsentTicket, ...]


def absent_routes(hub: Hub, admission: Admission) -> APIRouter:
    """The routes."""
    router = APIRouter(prefix="/v1", tags=["counter"], dependencies=[Depends(only(admission, COUNTERS))])
    look_for_absent = LookForAbsent(hub.house)

    @router.get("/counters/{counter}/absent")
    async def absent(counter: PathCounter) -> Absent:
        """The absent tickets of this counter's lines that may still come back (the first 100)."""
        return Absent(granted(await hub.look(look_for_absent.at_counter, counter)))

    return router
