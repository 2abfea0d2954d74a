"""Visits: sealed drafts, handed to enrolled devices only, and the end of a visit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from ticketing.deeds.looking import Looking
from ticketing.deeds.visits import EndVisits, PutDrafts
from ticketing.domain.answers import DraftKept, NoDraft, Refused, SealedDraft, VisitEnded
from ticketing.domain.asked import EndVisit, PutDraft
from ticketing.domain.refusals import Refusal, refuse
from ticketing.web.admission import DOSSIER_READERS, ENDERS, FRONT, WRITERS, Admission
from ticketing.web.asking import EndVisitBody, HeaderRequestId, HeaderRevision, PathVisitId
from ticketing.web.errors import Refusing, granted
from ticketing.web.guards import only
from ticketing.web.hub import Hub

_BYTES: Final = "application/octet-stream"
_SEALED: Final = {"schema": {"type": "string", "format": "binary", "minLength": 1}}


@dataclass(frozen=True)
class Dossiers:
    """The dossiers of a visit, in the order they were told."""

    dossier_ids: tuple[str, ...]


def visit_routes(hub: Hub, admission: Admission) -> APIRouter:
    """The routes."""
    router = APIRouter(prefix="/v1/visits/{visit_id}", tags=["visit"])
    looking, put, end = Looking(hub.house), PutDrafts(hub.house), EndVisits(hub.house)

    @router.put(
        "/draft",
        dependencies=[Depends(only(admission, WRITERS))],
        openapi_extra={"requestBody": {"required": True, "content": {_BYTES: _SEALED}}},
    )
    async def put_draft(
        visit_id: PathVisitId, request: Request, request_id: HeaderRequestId, revision: HeaderRevision
    ) -> DraftKept:
        """Keep a sealed draft (at most 1 MiB) under the next revision."""
        sealed = await request.body()
        if not sealed:
            raise Refusing(refuse(Refusal.MALFORMED))
        return granted(await hub.carry_out(put, PutDraft(visit_id, sealed, revision, request_id)))

    @router.get(
        "/draft",
        dependencies=[Depends(only(admission, FRONT))],
        response_class=Response,
        responses={200: {"content": {_BYTES: _SEALED}}, 204: {"description": "No draft is kept for this visit"}},
    )
    async def draft(visit_id: PathVisitId) -> Response:
        """The sealed draft; headers Draft-Revision and Draft-Expires-At go with it."""
        found: SealedDraft | NoDraft | Refused = await hub.look(looking.draft, visit_id)
        match found:
            case Refused():
                raise Refusing(found)
            case NoDraft():
                return Response(status_code=204)
            case SealedDraft() as kept:
                pass
        headers = {"Draft-Revision": str(kept.revision), "Draft-Expires-At": kept.expires_at.isoformat()}
        return Response(kept.sealed, media_type=_BYTES, headers=headers)

    @router.post("/end", dependencies=[Depends(only(admission, ENDERS))])
    async def end_visit(visit_id: PathVisitId, asked: EndVisitBody) -> VisitEnded:
        """Erase the draft and link the dossiers to the visit."""
        deed = EndVisit(visit_id, tuple(asked.dossier_ids), asked.request_id)
        return granted(await hub.carry_out(end, deed))

    @router.get("/dossiers", dependencies=[Depends(only(admission, DOSSIER_READERS))])
    async def dossiers(visit_id: PathVisitId) -> Dossiers:
        """The dossiers that were filed in this visit."""
        return Dossiers(granted(await hub.look(looking.dossiers, visit_id)))

    return router
