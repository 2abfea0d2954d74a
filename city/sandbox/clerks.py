"""The clerk's side of the contract: a session, a dossier's contents, its acceptance."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path
from fastapi.responses import StreamingResponse
from pydantic import ConfigDict, Field

from city.contract import Acceptance, ClerkSession, DossierManifest, DossierStatus, Uuid, Word
from city.sandbox.admission import Clerk, clerk_device
from city.sandbox.complaints import Complaint
from city.sandbox.filing import DossierId, errors
from city.sandbox.store import Store
from city.sandbox.vault import Vault
from config.event_log import Event, record

DueTime = Callable[[str, datetime], datetime | None]


@dataclass(frozen=True)
class SessionRequest:
    """Who sits at which counter."""

    clerk_id: Word
    counter: Annotated[int, Field(ge=1, le=999)]

    __pydantic_config__ = ConfigDict(extra="forbid")


@dataclass(frozen=True)
class AcceptanceRequest:
    """request_id: made by the counter; the same again gets the same acceptance."""

    request_id: Uuid

    __pydantic_config__ = ConfigDict(extra="forbid")


def clerk_routes(store: Store, vault: Vault, clock: Callable[[], datetime], due_time: DueTime) -> APIRouter:
    """The routes of one store. due_time: when a procedure that is received at a moment falls due."""
    routes = APIRouter(tags=["clerks"])

    @routes.post(
        "/v1/clerk-sessions",
        status_code=201,
        dependencies=[Depends(clerk_device)],
        responses=errors(),
        operation_id="clerkSession",
    )
    def clerk_session(request: SessionRequest) -> ClerkSession:
        """Open a clerk's session; its token opens dossiers for four hours.

        Assumption of the sandbox: the centre has checked the clerk's PIN, and vouches with an enrolled machine.
        """
        session = store.open_session(request.clerk_id, request.counter, clock())
        record(Event.CLERK_SIGNED_IN, clerk_id=request.clerk_id, counter=request.counter)
        return session

    @routes.get("/v1/dossiers/{dossier_id}/manifest", responses=errors(404), operation_id="manifest")
    def manifest(dossier_id: DossierId, _clerk: Clerk) -> DossierManifest:
        """What a dossier consists of."""
        return _manifest(store, dossier_id)

    @routes.get(
        "/v1/dossiers/{dossier_id}/answers",
        responses=errors(404) | _bytes_of("application/octet-stream"),
        operation_id="answers",
        response_class=StreamingResponse,
    )
    def answers(dossier_id: DossierId, _clerk: Clerk) -> StreamingResponse:
        """The citizen's answers, as the kiosk filed them."""
        return _file(store, vault, dossier_id, _manifest(store, dossier_id).answers_sha256, "application/octet-stream")

    @routes.get(
        "/v1/dossiers/{dossier_id}/documents/{document_id}",
        responses=errors(404) | _bytes_of("application/pdf"),
        operation_id="document",
        response_class=StreamingResponse,
    )
    def document(
        dossier_id: DossierId,
        document_id: Annotated[Word, Path()],
        _clerk: Clerk,
    ) -> StreamingResponse:
        """One document, as a PDF."""
        for listed in _manifest(store, dossier_id).documents:
            if listed.document_id == document_id:
                return _file(store, vault, dossier_id, listed.sha256, "application/pdf")
        raise Complaint("unknown_document")

    @routes.post("/v1/dossiers/{dossier_id}/acceptance", responses=errors(404, 409), operation_id="accept")
    def accept(dossier_id: DossierId, request: AcceptanceRequest, clerk_id: Clerk) -> Acceptance:
        """Accept a filed dossier: the due time runs from here, by the working calendar and the 15:00 rule."""
        listed = _manifest(store, dossier_id)
        state = store.state(dossier_id)
        if state is None or state.status is DossierStatus.RECEIVING:
            raise Complaint("not_filed")
        now = clock()
        if not store.accept(listed, request.request_id, clerk_id, now, due_time(listed.procedure_code, now)):
            raise Complaint("request_reused")
        acceptance = store.acceptance(dossier_id)
        if acceptance is None or acceptance.request_id != request.request_id:
            raise Complaint("already_accepted")
        record(Event.DOSSIER_ACCEPTED, dossier_id=dossier_id, clerk_id=clerk_id)
        return acceptance

    return routes


def _bytes_of(media_type: str) -> dict[int | str, dict[str, Any]]:
    binary = {"type": "string", "format": "binary"}
    return {200: {"description": "The file.", "content": {media_type: {"schema": binary}}}}


def _manifest(store: Store, dossier_id: str) -> DossierManifest:
    manifest = store.manifest(dossier_id)
    if manifest is None:
        raise Complaint("unknown_dossier")
    return manifest


def _file(store: Store, vault: Vault, dossier_id: str, sha256: str, media_type: str) -> StreamingResponse:
    kept = store.kept(dossier_id, sha256)
    if kept is None:
        raise Complaint("not_kept")
    upload_id, confirmation = kept
    frames: Iterator[bytes] = vault.read(upload_id)
    headers = {"Content-Length": str(confirmation.bytes), "ETag": f'"{sha256}"', "Cache-Control": "no-store"}
    return StreamingResponse(frames, media_type=media_type, headers=headers)
