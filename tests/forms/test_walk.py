"""The way through both forms: blocks come and go with the answers, and nothing typed is lost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from config.places import communes
from config.procedures import Catalogue, Procedure
from kiosk import forms
from kiosk.domain.draft import Answer
from tests.forms.given import typed

TODAY = date(2026, 11, 22)


def pages(procedure: Procedure, answers: dict[str, Answer]) -> list[str]:
    return [page.id for page in forms.walk(procedure, answers)]


def asked(procedure: Procedure, answers: dict[str, Answer]) -> set[str]:
    return {question.id for page in forms.walk(procedure, answers) for question in page.questions}


def test_the_relation_is_asked_first(copy: Procedure, certificate: Procedure) -> None:
    assert pages(copy, {})[0] == "relation"
    assert pages(certificate, {})[0] == "relation"


def test_for_oneself_nobody_else_is_asked_about(copy: Procedure, certificate: Procedure) -> None:
    for procedure in (copy, certificate):
        fields = asked(procedure, typed(relation="self"))
        assert not any(field.startswith("person_") for field in fields)
        assert {"requester_born", "requester_sex", "requester_ethnicity"} <= fields


def test_for_another_person_only_what_is_needed_of_the_requester_is_asked(copy: Procedure) -> None:
    fields = asked(copy, typed(relation="mother"))
    assert {"person_full_name", "person_ethnicity"} <= fields
    assert not {"requester_born", "requester_sex", "requester_ethnicity", "requester_nationality"} & fields
    assert not any("authorisation" in field for field in fields)
    assert "requester_authorisation_scope" in asked(copy, typed(relation="other"))


@pytest.mark.parametrize(
    ("status", "page"),
    [
        ("never", None),
        ("married", "spouse"),
        ("divorced", "divorce"),
        ("widowed", "widowhood"),
        ("single_for_a_time", "single_time"),
        ("other", None),
    ],
)
def test_each_state_of_marriage_asks_its_own(certificate: Procedure, status: str, page: str | None) -> None:
    own = {"spouse", "divorce", "widowhood", "single_time"}
    shown = own & set(pages(certificate, typed(relation="self", marital_status=status)))
    expected = {page} if page else set()
    if status == "single_for_a_time":
        expected.add("spouse")
    assert shown == expected


def test_a_certificate_for_marriage_names_the_partner(certificate: Procedure) -> None:
    assert "partner" in pages(certificate, typed(relation="self", purpose="marriage_vietnam"))
    assert "partner" not in pages(certificate, typed(relation="self", purpose="property"))


def test_the_dead_have_no_address(copy: Procedure) -> None:
    alive = typed(relation="child", person_residence_place="vietnam")
    dead = typed(relation="child", person_residence_place="dead")
    assert "person_address" in pages(copy, alive)
    assert "person_address" not in pages(copy, dead)
    assert "person_residence_kind" not in asked(copy, dead)


def test_a_hidden_block_counts_for_nothing_but_comes_back_as_it_was(copy: Procedure) -> None:
    answers = forms.put(copy, typed(relation="mother"), "person_full_name", "Nguyễn Thị Mẫu")
    hidden = forms.put(copy, answers, "relation", "self")
    assert "person_full_name" not in forms.visible_answers(copy, hidden)
    assert hidden["person_full_name"] == Answer("Nguyễn Thị Mẫu")
    assert "Mẫu" not in str(forms.summary(copy, hidden))
    shown = forms.put(copy, hidden, "relation", "mother")
    assert forms.visible_answers(copy, shown)["person_full_name"] == Answer("Nguyễn Thị Mẫu")


def test_a_hidden_answer_does_not_open_what_depends_on_it(copy: Procedure) -> None:
    answers = typed(relation="self", person_residence_place="vietnam")
    assert "person_address" not in pages(copy, answers)


def test_one_person_in_two_roles_is_filed_twice_and_asked_once(copy: Procedure) -> None:
    answers = typed(
        relation="self", requester_full_name="Nguyễn Thị Mẫu", requester_sex="female", requester_phone="0912345678"
    )
    filed = forms.filed_answers(copy, answers)
    assert filed["person_full_name"] == Answer("Nguyễn Thị Mẫu", "confirmed")
    assert filed["person_sex"].value == "female"
    assert "person_phone" not in filed
    assert "person_full_name" not in forms.filed_answers(copy, answers | typed(relation="mother"))


def test_another_province_empties_the_commune(copy: Procedure) -> None:
    answers = typed(requester_province="01", requester_commune="00070", requester_street="Số 1 phố Mẫu")
    same = forms.put(copy, answers, "requester_province", "01")
    assert same["requester_commune"].value == "00070"
    other = forms.put(copy, answers, "requester_province", "79")
    assert "requester_commune" not in other
    assert other["requester_street"].value == "Số 1 phố Mẫu"


def test_another_kind_of_paper_drops_what_the_card_told_but_not_what_was_typed(copy: Procedure) -> None:
    answers = {
        "requester_document_kind": Answer("cccd", "inferred"),
        "requester_document_number": Answer("001190000001", "confirmed"),
        "requester_document_issuer": Answer("Bộ Công an", "typed"),
    }
    other = forms.put(copy, answers, "requester_document_kind", "passport")
    assert "requester_document_number" not in other
    assert other["requester_document_issuer"].value == "Bộ Công an"


def test_communes_are_offered_within_the_province(copy: Procedure) -> None:
    question = next(q for q in copy.questions() if q.id == "requester_commune")
    assert forms.options(question, {}) == ()
    assert forms.options(question, typed(requester_province="01")) == communes("01")
    province = next(q for q in copy.questions() if q.id == "requester_province")
    assert len(forms.options(province, {})) == 34


def test_going_on_confirms_what_was_inferred_on_that_page_only(copy: Procedure) -> None:
    answers = {
        "relation": Answer("self"),
        "requester_full_name": Answer("Nguyễn Thị Mẫu", "inferred"),
        "requester_nationality": Answer("VN", "inferred"),
    }
    page = next(page for page in forms.walk(copy, answers) if page.id == "requester_identity")
    after = forms.confirm(page, answers)
    assert after["requester_full_name"].origin == "confirmed"
    assert after["requester_nationality"].origin == "inferred"
    assert after["relation"].origin == "typed"


def test_post_asks_for_the_receiver_and_knows_the_requester(copy: Procedure) -> None:
    answers = typed(relation="mother", requester_full_name="Nguyễn Thị Mẫu", requester_phone="0912345678")
    assert forms.delivery_page(copy, None, answers) is None
    assert forms.delivery_page(copy, "online", answers) is None
    page = forms.delivery_page(copy, "post", answers)
    assert page is not None
    filled = forms.prefill(copy, None, answers)
    assert filled["receiver_name"] == Answer("Nguyễn Thị Mẫu", "inferred")
    assert filled["receiver_phone"] == Answer("0912345678", "inferred")
    assert [fault.field for fault in forms.check(copy, page, filled, TODAY)] == [
        "receiver_province", "receiver_commune", "receiver_street",
    ]  # fmt: skip
    assert "receiver_name" in forms.filed_answers(copy, filled, "post")
    assert "receiver_name" not in forms.filed_answers(copy, filled, "counter")


@dataclass(frozen=True)
class Case:
    code: str
    answers: dict[str, str]
    most: int


@pytest.mark.parametrize(
    "case",
    [
        Case("2.000635", {"relation": "self", "requester_residence_place": "vietnam"}, 11),
        Case("1.004873", {"relation": "self", "requester_residence_place": "vietnam", "marital_status": "never"}, 10),
        Case(
            "2.000635",
            {"relation": "other", "requester_residence_place": "vietnam", "person_residence_place": "vietnam"},
            16,
        ),
    ],
)
def test_the_number_of_pages_stays_humane(catalogue: Catalogue, case: Case) -> None:
    procedure = catalogue.procedure(case.code, date(2026, 11, 22))
    assert procedure is not None
    assert len(forms.walk(procedure, typed(**case.answers))) <= case.most
