"""The receipt of an accepted dossier: what Mẫu 01 says, gathered from the centre, the answers and the city's word."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from city.contract import Acceptance, DossierManifest
from config.centre import Centre
from config.procedures import Procedure
from kiosk.domain.draft import Draft
from kiosk.forms import checklist, summary
from printing.forms.mau_01 import Authorisation, Party, ReceiptForm

_REQUESTER: Final = "requester"
_PERSON: Final = "person"
_PRESENTED: Final = "{name} (xuất trình)"


def receipt_form(
    centre: Centre,
    procedure: Procedure,
    in_force: Procedure | None,
    draft: Draft,
    manifest: DossierManifest,
    acceptance: Acceptance,
    clerk: str,
) -> ReceiptForm:
    """Mẫu 01 for this acceptance. The receiver signs under the clerk's own name.

    procedure: the version that the form was written by; answers, papers and delivery are read by it. in_force: the
    version of the day of receipt, which decides name and time limit, as it decides the due time at the city; where the
    catalogue has none the limit is left open, to be written by hand, and never taken from a rule that has ended.
    """
    said = _said(procedure, draft)
    delivery = next((way.name.vi for way in procedure.deliveries if way.id == draft.delivery), "")
    return ReceiptForm(
        owner=centre.parent_agency,
        office=centre.agency.vi,
        desk=centre.name.vi,
        place=centre.place,
        number=acceptance.receipt_number,
        dossier_code=acceptance.code,
        procedure_code=procedure.code,
        applicant=_party(said, _REQUESTER),
        request=(in_force or procedure).name.vi,
        documents=_documents(procedure, draft, manifest),
        time_limit=in_force.time_limit.text.vi if in_force else "",
        received_at=acceptance.accepted_at,
        due_at=acceptance.due_at,
        deliver_to=delivery,
        receiver=clerk,
        authorisation=_authorisation(said),
        book=acceptance.book_number,
        book_line=acceptance.book_line,
    )


def _said(procedure: Procedure, draft: Draft) -> Mapping[str, str]:
    """Every answer in words, by its field."""
    sections = summary(procedure, draft.answers, draft.delivery)
    return {row.field: row.shown.vi for section in sections for row in section.rows if row.origin is not None}


def _party(said: Mapping[str, str], who: str) -> Party:
    number = said.get(f"{who}_personal_number") or said.get(f"{who}_document_number", "")
    parts = [said.get(f"{who}_{part}", "") for part in ("street", "commune", "province", "address_abroad", "country")]
    return Party(
        name=said.get(f"{who}_full_name", ""),
        id_number=number,
        address=", ".join(part for part in parts if part),
        phone=said.get(f"{who}_phone", ""),
        email=said.get(f"{who}_email", ""),
    )


def _authorisation(said: Mapping[str, str]) -> Authorisation | None:
    number = said.get("requester_authorisation_number")
    if number is None:
        return None
    words = [f"Văn bản ủy quyền số {number}"]
    if date := said.get("requester_authorisation_date"):
        words.append(f"ngày {date}")
    if office := said.get("requester_authorisation_office"):
        words.append(office)
    return Authorisation(_party(said, _PERSON), ", ".join(words))


def _documents(procedure: Procedure, draft: Draft, manifest: DossierManifest) -> tuple[str, ...]:
    """The electronic form, what was scanned, and what was shown at the counter."""
    shown = [
        _PRESENTED.format(name=item.document.name.vi)
        for item in checklist(procedure, draft.answers)
        if item.needed and item.document.how == "present" and not item.document.optional
    ]
    return ("Tờ khai điện tử", *(document.name for document in manifest.documents), *shown)
