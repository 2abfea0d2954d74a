"""The centre's side of the contract: announce a dossier, ask for confirmations and for its code."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path

from city.contract import Confirmation, DossierManifest, DossierState, Sha256, Uuid
from city.sandbox.admission import centre, centre_or_clerk
from city.sandbox.complaints import Complaint, ErrorBody
from city.sandbox.store import Store
from config.event_log import Event, record

DossierId = Annotated[Uuid, Path(description="Made by the kiosk; says nothing about anyone.")]


def errors(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """How the contract page documents refusals."""
    return {status: {"model": ErrorBody} for status in sorted({401, 403, 422, *statuses})}


def filing_routes(store: Store, clock: Callable[[], datetime]) -> APIRouter:
    """The routes of one store."""
    routes = APIRouter(tags=["filing"])

    @routes.put(
        "/v1/dossiers/{dossier_id}",
        dependencies=[Depends(centre)],
        responses=errors(409, 413),
        operation_id="announce",
    )
    def announce(dossier_id: DossierId, manifest: DossierManifest) -> DossierState:
        """Announce a dossier before its files are sent.

        The same manifest again gets the present state; the same dossier_id with another manifest is `dossier_differs`.
        """
        if manifest.dossier_id != dossier_id:
            raise Complaint("not_valid")
        state = store.announce(manifest, clock())
        if state is None:
            raise Complaint("dossier_differs")
        record(Event.DOSSIER_ANNOUNCED, dossier_id=dossier_id)
        return state

    @routes.get(
        "/v1/dossiers/{dossier_id}",
        dependencies=[Depends(centre_or_clerk)],
        responses=errors(404),
        operation_id="dossier",
    )
    def dossier(dossier_id: DossierId) -> DossierState:
        """Where a dossier stands. It has its code as soon as every file is kept."""
        state = store.state(dossier_id)
        if state is None:
            raise Complaint("unknown_dossier")
        return state

    @routes.get(
        "/v1/dossiers/{dossier_id}/files/{sha256}",
        dependencies=[Depends(centre)],
        responses=errors(404),
        operation_id="confirmation",
    )
    def confirmation(dossier_id: DossierId, sha256: Sha256) -> Confirmation:
        """The city's word that it keeps a file durably, with the sha256 it computed over the whole; else `not_kept`."""
        kept = store.kept(dossier_id, sha256)
        if kept is None:
            raise Complaint("not_kept" if store.state(dossier_id) else "unknown_dossier")
        return kept[1]

    return routes
