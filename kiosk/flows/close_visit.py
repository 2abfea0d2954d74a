"""Close a visit: what is owed to the city goes into the outbox in one transaction; only then is it forgotten here.

The dossier's id comes from the visit's own random id, so closing the same visit twice, here or at another station, is
one dossier and never two.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from city.contract import DossierManifest, ManifestDocument, VisitEnded
from city.outbox import Closed, NotClosed, OutboxDossier
from config.event_log import Event, record
from config.procedures import Procedure
from kiosk.domain.draft import Draft, draft_to_bytes
from kiosk.flows.digitise import FiledDocument, batch_of
from kiosk.forms import FILED_HERE, filed_answers


class ClosingOutbox(Protocol):
    """The part of the outbox that closing needs."""

    def close_visit(
        self, manifest: DossierManifest, blobs: Mapping[str, bytes], visit_ended: VisitEnded
    ) -> Closed | NotClosed:
        """Keep everything in one transaction; the same dossier again changes nothing."""
        ...

    def dossier(self, dossier_id: str) -> OutboxDossier | None:
        """How far a dossier has come."""
        ...


class ErasingSpool(Protocol):
    """The part of the spool that forgetting needs."""

    def erase(self, batch: str) -> None:
        """Destroy a batch of pages."""
        ...


def dossier_id_of(visit_id: str) -> str:
    """The id of the dossier that a visit files: the same for the same visit, and random to everybody else."""
    digest = hashlib.sha256(b"motcua dossier of visit " + bytes.fromhex(visit_id)).digest()
    return str(uuid.UUID(bytes=digest[:16], version=4))


def already_closed(outbox: ClosingOutbox, visit_id: str) -> bool:
    """Whether this device has closed that visit before: after a power cut the slip is shown again."""
    return outbox.dossier(dossier_id_of(visit_id)) is not None


def close_visit(
    draft: Draft,
    procedure: Procedure,
    documents: Sequence[FiledDocument],
    centre_id: str,
    outbox: ClosingOutbox,
    now: datetime,
) -> Closed | NotClosed:
    """Put the answers and every PDF into the outbox, all or nothing. Slow: waits for the disk.

    A visit that was closed before, with whatever contents, stays closed as it was.
    """
    answers = draft_to_bytes(replace(draft, answers=filed_answers(procedure, draft.answers, draft.delivery)))
    dossier_id = dossier_id_of(draft.visit_id)
    manifest = DossierManifest(
        dossier_id=dossier_id,
        visit_id=draft.visit_id,
        centre_id=centre_id,
        procedure_code=draft.procedure_code,
        channel=FILED_HERE,
        filed_at=now,
        delivery=draft.delivery,
        documents=tuple(
            ManifestDocument(
                document_id=document.document_id,
                name=document.name,
                sha256=document.sha256,
                bytes=len(document.pdf),
                pages=document.pages,
            )
            for document in documents
        ),
        answers_sha256=hashlib.sha256(answers).hexdigest(),
        answers_bytes=len(answers),
    )
    blobs = {manifest.answers_sha256: answers} | {document.sha256: document.pdf for document in documents}
    ended = VisitEnded(visit_id=draft.visit_id, dossier_ids=(dossier_id,), request_id=_request_id(dossier_id))
    outcome = outbox.close_visit(manifest, blobs, ended)
    if isinstance(outcome, NotClosed):
        if outcome.reason == "other_content":
            return Closed(dossier_id)
        record(Event.DISK_FULL, where="close_visit", reason=outcome.reason)
        return outcome
    record(Event.VISIT_CLOSED, dossier_id=dossier_id, count=len(documents))
    return outcome


def erase_pages(spool: ErasingSpool, visit_id: str, procedure: Procedure) -> None:
    """Destroy every page of a closed visit on this device: the outbox holds the documents now."""
    for document in procedure.documents:
        spool.erase(batch_of(visit_id, document.id))


def _request_id(dossier_id: str) -> str:
    return str(uuid.uuid5(uuid.UUID(dossier_id), "visit_ended"))
