"""Couriers tell what they still have to send."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field

from ticketing.deeds.hearing_devices import NoteOutboxes, TellOutbox
from ticketing.domain.overview_answers import OutboxNoted
from ticketing.domain.records import DeviceRecord
from ticketing.domain.rules import DeviceRole
from ticketing.web.admission import Admission
from ticketing.web.errors import granted
from ticketing.web.guards import only
from ticketing.web.hub import Hub

_COURIERS = frozenset({DeviceRole.COURIER})
_Count = Annotated[int, Field(ge=0, le=1_000_000)]


class OutboxBody(BaseModel):
    """What waits in an outbox. oldest_s: for how long its oldest dossier has waited, in seconds."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    dossiers_waiting: _Count
    refused: _Count
    oldest_s: Annotated[int, Field(ge=0, le=10**9)] | None = None


def outbox_routes(hub: Hub, admission: Admission) -> APIRouter:
    """The route."""
    router = APIRouter(prefix="/v1", tags=["visit"])
    note = NoteOutboxes(hub.house)
    a_courier = Depends(only(admission, _COURIERS))

    @router.put("/outbox")
    async def outbox(asked: OutboxBody, device: DeviceRecord = a_courier) -> OutboxNoted:
        """Counts alone, of this courier's outbox; who looks over the centre sees them."""
        news = TellOutbox(device.name, asked.dossiers_waiting, asked.refused, asked.oldest_s)
        return granted(await hub.carry_out(note, news))

    return router
