"""The receipt: everything Mẫu 01 asks for, from the answers, the centre and the city's own word."""

from __future__ import annotations

from dataclasses import replace

import pytest

from city.contract import Acceptance
from config.centre import Centre, load_centre
from config.folder import shipped_folder
from kiosk.domain.draft import Answer
from kiosk.flows.receipt import receipt_form
from tests.ui.counter_given import CODE, DOSSIER, a_city, filed_draft
from tests.ui.station_given import EXTRACT, TEN, catalogue

VISIT = f"{12:032x}"
ACCEPTANCE = Acceptance(DOSSIER, DOSSIER, CODE, "lan", 7, "2.000635/2026", 9, TEN, TEN)


@pytest.fixture
def centre_of_demo() -> Centre:
    loaded = load_centre(shipped_folder())
    assert isinstance(loaded, Centre)
    return loaded


def test_the_receipt_says_who_what_when_and_where(centre_of_demo: Centre) -> None:
    procedure = catalogue().procedure(EXTRACT, TEN.date())
    assert procedure is not None
    dossier = a_city(VISIT).dossier
    form = receipt_form(
        centre_of_demo, procedure, procedure, filed_draft(VISIT), dossier.manifest, ACCEPTANCE, "Nguyễn Thị Lan"
    )
    assert form.applicant.name == "NGUYỄN THỊ MẪU"
    assert form.applicant.id_number == "001190000001"
    assert form.applicant.address == "Số 1 phố Mẫu, Thành phố Hà Nội"
    assert form.applicant.phone == "0912345678"
    assert form.documents == (
        "Tờ khai điện tử",
        "Tờ khai có chữ ký",
        "Giấy tờ hộ tịch cũ",
        "Giấy tờ tùy thân của ông/bà (xuất trình)",
    )
    assert (form.dossier_code, form.number, form.book, form.book_line) == (CODE, 7, "2.000635/2026", 9)
    assert form.received_at == form.due_at == TEN
    assert form.deliver_to == "Nhận bản điện tử"
    assert form.authorisation is None


def test_an_authorised_person_is_named_with_the_paper(centre_of_demo: Centre) -> None:
    procedure = catalogue().procedure(EXTRACT, TEN.date())
    assert procedure is not None
    draft = filed_draft(VISIT)
    answers = {
        **draft.answers,
        "relation": Answer("other"),
        "relation_other": Answer("luật sư"),
        "requester_authorisation_number": Answer("12/UQ"),
        "requester_authorisation_date": Answer("20/11/2026"),
        "person_full_name": Answer("TRẦN VĂN MẪU"),
        "person_personal_number": Answer("001090000002"),
    }
    dossier = a_city(VISIT).dossier
    form = receipt_form(
        centre_of_demo,
        procedure,
        procedure,
        replace(draft, answers=answers),
        dossier.manifest,
        ACCEPTANCE,
        "Nguyễn Thị Lan",
    )
    assert form.authorisation is not None
    assert form.authorisation.principal.name == "TRẦN VĂN MẪU"
    assert form.authorisation.paper == "Văn bản ủy quyền số 12/UQ, ngày 20/11/2026"
