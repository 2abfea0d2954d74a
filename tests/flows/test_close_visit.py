"""Closing a visit: all or nothing, once and never twice, and nothing personal outside the sealed files."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from city.contract import DossierManifest, VisitEnded
from city.outbox import Closed, NotClosed, Outbox
from kiosk.domain.dossier_code import DossierCode
from kiosk.domain.draft import Answer, draft_from_bytes
from kiosk.flows.close_visit import already_closed, close_visit, dossier_id_of, erase_pages
from kiosk.flows.digitise import FiledDocument, batch_of
from kiosk.storage.sealing import DeviceKey
from scanner.spool import Spool
from tests.ui.station_given import EXTRACT, TEN, a_draft, captured, catalogue, page_image

VISIT = "0123456789abcdef0123456789abcdef"
PROCEDURE = catalogue().procedure(EXTRACT, TEN.date())


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    key = DeviceKey.load_or_make(tmp_path / "device.key")
    made = Outbox(tmp_path, key.seal, key.unseal)
    yield made
    made.close()


def a_document(words: bytes = b"%PDF-1.7 NGUYEN THI MAU") -> FiledDocument:
    return FiledDocument("signed_form", "Tờ khai", words, hashlib.sha256(words).hexdigest(), 1)


def close(outbox: Outbox, *documents: FiledDocument) -> Closed | NotClosed:
    assert PROCEDURE is not None
    draft = a_draft(DossierCode(VISIT, bytes(32)))
    draft = replace(draft, answers={**draft.answers, "requester_full_name": Answer("NGUYEN THI MAU", "confirmed")})
    return close_visit(draft, PROCEDURE, documents, "H26-CN03", outbox, TEN)


def test_the_dossiers_id_is_the_visits_own_and_looks_like_any_other() -> None:
    assert dossier_id_of(VISIT) == dossier_id_of(VISIT)
    assert dossier_id_of(VISIT) != dossier_id_of("f" * 32)
    assert uuid.UUID(dossier_id_of(VISIT)).version == 4


def test_closing_keeps_the_answers_and_every_document(outbox: Outbox) -> None:
    assert close(outbox, a_document()) == Closed(dossier_id_of(VISIT))
    assert already_closed(outbox, VISIT)
    dossier = outbox.dossier(dossier_id_of(VISIT))
    assert dossier is not None
    assert (dossier.parcels_total, dossier.code) == (2, None)


def test_closing_again_is_the_same_dossier_even_with_other_pages(outbox: Outbox) -> None:
    close(outbox, a_document())
    assert close(outbox, a_document()) == Closed(dossier_id_of(VISIT))
    assert close(outbox, a_document(b"%PDF-1.7 other")) == Closed(dossier_id_of(VISIT))
    assert outbox.counts().dossiers_waiting == 1


def test_nothing_personal_lies_on_the_disk_in_the_clear(outbox: Outbox, tmp_path: Path) -> None:
    close(outbox, a_document())
    for file in tmp_path.rglob("*"):
        if file.is_file():
            assert b"NGUYEN" not in file.read_bytes(), file


class _FullOutbox:
    """An outbox whose disk is full; keeps what it was given."""

    manifest: DossierManifest | None = None
    answers: bytes = b""
    ended: VisitEnded | None = None

    def close_visit(
        self, manifest: DossierManifest, blobs: Mapping[str, bytes], visit_ended: VisitEnded
    ) -> Closed | NotClosed:
        self.manifest, self.answers, self.ended = manifest, blobs[manifest.answers_sha256], visit_ended
        return NotClosed("disk_full")

    def dossier(self, dossier_id: str) -> None:
        return None


def test_a_full_disk_is_told_and_the_manifest_names_no_person() -> None:
    assert PROCEDURE is not None
    full = _FullOutbox()
    draft = replace(a_draft(DossierCode(VISIT, bytes(32))), procedure_from=PROCEDURE.valid_from)
    assert close_visit(draft, PROCEDURE, [a_document()], "H26-CN03", full, TEN) == NotClosed("disk_full")
    assert full.manifest is not None
    assert full.ended is not None
    assert full.ended.dossier_ids == (full.manifest.dossier_id,)
    filed = draft_from_bytes(full.answers)
    assert (filed.visit_id, filed.procedure_code, filed.declaration) == (VISIT, EXTRACT, draft.declaration)
    assert filed.procedure_from == PROCEDURE.valid_from


def test_erasing_leaves_no_page_of_the_visit(tmp_path: Path) -> None:
    assert PROCEDURE is not None
    spool = Spool(tmp_path / "spool", lambda plain: plain, lambda sealed: sealed)
    for visit in (VISIT, "f" * 32):
        spool.keep(batch_of(visit, "signed_form"), captured(1, page_image(1)))
    erase_pages(spool, VISIT, PROCEDURE)
    assert spool.batches() == (batch_of("f" * 32, "signed_form"),)
    spool.close()
