"""How right the forecasts of waits were."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query

from ticketing.deeds.judging_waits import JudgeWaits
from ticketing.domain.luck import fingerprint
from ticketing.domain.rules import DeviceRole
from ticketing.domain.wait_answers import WaitingScore
from ticketing.web.admission import Admission
from ticketing.web.asking import HeaderSession
from ticketing.web.errors import granted
from ticketing.web.guards import only
from ticketing.web.hub import Hub

_WHERE_STAFF_LOOK = frozenset({DeviceRole.COUNTER, DeviceRole.SUPERVISOR})


def waiting_routes(hub: Hub, admission: Admission) -> APIRouter:
    """The routes."""
    router = APIRouter(prefix="/v1/waiting", tags=["waiting"])
    judge = JudgeWaits(hub.house)

    @router.get("/score", dependencies=[Depends(only(admission, _WHERE_STAFF_LOOK))])
    async def score(
        day: Annotated[date | None, Query(description="of the centre's calendar; today if left out")] = None,
        clerk_session: HeaderSession = None,
    ) -> WaitingScore:
        """The hub's score of its own forecasts on one day, for whoever may look over the whole centre."""
        return granted(await hub.look(judge.for_staff, fingerprint(clerk_session or ""), day))

    return router
