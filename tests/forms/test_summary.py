"""The check-your-answers page, the checklist of papers and the fee."""

from __future__ import annotations

from datetime import date

import pytest

from config.procedures import Catalogue, Procedure
from kiosk import forms
from kiosk.domain.draft import Answer
from tests.forms.given import typed

TODAY = date(2026, 11, 22)


def test_answers_are_shown_in_words_with_the_page_to_go_back_to(copy: Procedure) -> None:
    answers = typed(relation="self", requester_province="01", requester_commune="00070", copies=2) | {
        "requester_residence_place": Answer("vietnam", "confirmed"),
        "requester_full_name": Answer("Nguyễn Thị Mẫu", "inferred"),
    }
    pages = forms.walk(copy, answers)
    rows = {row.field: row for section in forms.summary(copy, answers) for row in section.rows}
    assert rows["relation"].shown.vi == "Bản thân"
    assert rows["relation"].shown.en == "Myself"
    assert rows["requester_commune"].shown.vi == "Phường Hoàn Kiếm"
    assert rows["requester_province"].shown.en == "Hà Nội (City)"
    assert rows["copies"].shown.vi == "2"
    assert rows["requester_full_name"].origin == "inferred"
    assert rows["requester_residence_place"].origin == "confirmed"
    assert (rows["record_number"].shown.vi, rows["record_number"].origin) == ("(chưa có)", None)
    for row in rows.values():
        assert row.field in {question.id for question in pages[row.page].questions}


def test_sections_come_in_the_order_of_the_form_without_empty_ones(copy: Procedure) -> None:
    own = [section.title.en for section in forms.summary(copy, typed(relation="self"))]
    assert own == ["Request", "The person who asks", "The record"]
    other = [section.title.en for section in forms.summary(copy, typed(relation="mother"))]
    assert other == ["Request", "The person who asks", "The person of the record", "The record"]


def test_the_way_of_delivery_comes_last_once_it_is_chosen(copy: Procedure) -> None:
    answers = typed(relation="self", receiver_name="Nguyễn Thị Mẫu")
    last = forms.summary(copy, answers, "post")[-1]
    assert last.title.en == "Getting the result"
    assert last.rows[0].shown.en == "On paper, by post"
    assert last.rows[1].shown.vi == "Nguyễn Thị Mẫu"
    assert {row.page for row in last.rows} == {len(forms.walk(copy, answers))}


def needed(procedure: Procedure, answers: dict[str, Answer]) -> list[str]:
    return [item.document.id for item in forms.checklist(procedure, answers) if item.needed]


@pytest.mark.parametrize(
    ("answers", "documents"),
    [
        (typed(relation="self", marital_status="never"), []),
        (typed(relation="self", marital_status="divorced"), ["divorce_judgment"]),
        (typed(relation="self", marital_status="widowed"), ["death_certificate"]),
        (typed(relation="self", marital_status="married"), ["marriage_record"]),
        (typed(relation="other", marital_status="never"), ["authorisation_paper"]),
    ],
)
def test_the_papers_of_a_case(certificate: Procedure, answers: dict[str, Answer], documents: list[str]) -> None:
    always = ["signed_form", "identity_paper", "former_certificate", "residence_data"]
    assert sorted(needed(certificate, answers)) == sorted(always + documents)


def test_a_relative_shows_the_relation_and_a_stranger_an_authorisation(copy: Procedure) -> None:
    assert "relationship_proof" in needed(copy, typed(relation="mother"))
    assert "authorisation_paper" not in needed(copy, typed(relation="mother"))
    assert "authorisation_paper" in needed(copy, typed(relation="other"))
    assert not {"relationship_proof", "authorisation_paper"} & set(needed(copy, typed(relation="self")))


def test_every_item_says_why(copy: Procedure, certificate: Procedure) -> None:
    for procedure in (copy, certificate):
        for item in forms.checklist(procedure, typed(relation="self")):
            assert item.reason.vi.endswith(".")
            assert item.reason.en.endswith(".")


def test_the_identity_card_is_shown_and_never_scanned(copy: Procedure, certificate: Procedure) -> None:
    for procedure in (copy, certificate):
        ways = {item.document.id: item.document.how for item in forms.checklist(procedure, {})}
        assert ways["identity_paper"] == "present"
        assert ways["residence_data"] == "look_up"


@pytest.mark.parametrize(
    ("channel", "copies", "amount"),
    [("counter", 1, 8000), ("counter", 5, 40000), ("counter", "3", 24000), ("online", 5, 0), ("counter", None, 8000)],
)
def test_the_fee_by_channel_and_number(copy: Procedure, channel: str, copies: int | str | None, amount: int) -> None:
    answers = typed(copies=copies) if copies is not None else {}
    assert channel in ("counter", "online")
    fee = forms.fee(copy, answers, "counter" if channel == "counter" else "online", TODAY)
    assert fee is not None
    assert fee.amount_vnd == amount
    assert fee.explanation.vi
    assert fee.basis.vi


def test_a_number_that_makes_no_sense_counts_as_one(copy: Procedure) -> None:
    for answer in (Answer("ba"), Answer(-4), Answer(0), Answer(True), Answer("9" * 30)):
        fee = forms.fee(copy, {"copies": answer}, "counter", TODAY)
        assert fee is not None
        assert fee.amount_vnd == 8000


def test_outside_its_validity_a_procedure_has_no_fee(copy: Procedure) -> None:
    assert forms.fee(copy, {}, "online", date(2025, 12, 31)) is None


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("giấy khai sinh", "2.000635"),
        ("giay khai sinh", "2.000635"),
        ("GIAY KHAI SIN", "2.000635"),
        ("giấy khia sinh", "2.000635"),
        ("trich luc ket hon", "2.000635"),
        ("mất khai sinh", "2.000635"),
        ("doc than", "1.004873"),
        ("độc thân", "1.004873"),
        ("tinh trang hon nhan", "1.004873"),
        ("tình trạng hôn nhan", "1.004873"),
        ("xac nhan tinh trang", "1.004873"),
        ("marital status", "1.004873"),
        ("maritl statos", "1.004873"),
        ("birth certificate", "2.000635"),
        ("2.000635", "2.000635"),
        ("1004873", "1.004873"),
    ],
)
def test_a_procedure_is_found_without_accents_and_with_errors(catalogue: Catalogue, query: str, first: str) -> None:
    found = forms.find_procedures(catalogue, query)
    assert found
    assert found[0].code == first
    assert forms.find_procedures(catalogue, query, "en")[0].code == first


@pytest.mark.parametrize("query", ["xyzzy", "12345", "!!!", "bằng lái xe máy", "zzzzzzzzzzzzzzzzzzzz"])
def test_what_is_not_there_is_not_found(catalogue: Catalogue, query: str) -> None:
    assert forms.find_procedures(catalogue, query) == ()


def test_a_short_word_is_not_taken_for_another(catalogue: Catalogue) -> None:
    assert [p.code for p in forms.find_procedures(catalogue, "đất")] == ["1.004873"]


def test_nothing_typed_finds_all_and_endless_words_do_no_harm(catalogue: Catalogue) -> None:
    assert forms.find_procedures(catalogue, "  ") == catalogue.procedures
    assert forms.find_procedures(catalogue, "khai sinh " * 100_000)


def test_life_events_lead_to_procedures(catalogue: Catalogue) -> None:
    assert [p.code for p in catalogue.of_life_event("marriage")] == ["1.004873", "2.000635"]
    assert [p.code for p in catalogue.of_life_event("birth")] == ["2.000635"]
    assert catalogue.of_life_event("business") == ()
    assert {event.id for event in catalogue.life_events} >= {
        "birth",
        "marriage",
        "housing",
        "business",
        "certification",
    }


def test_only_what_is_in_force_is_offered(catalogue: Catalogue) -> None:
    assert len(catalogue.valid_on(TODAY).procedures) == 2
    assert catalogue.valid_on(date(2027, 3, 1)).procedures == ()
    assert catalogue.procedure("2.000635", date(2027, 3, 1)) is None
