"""Every kind of answer is checked, in words that say what to do."""

from __future__ import annotations

from datetime import date

import pytest

from config.procedures import Procedure
from kiosk import forms
from kiosk.domain.draft import Answer
from kiosk.forms import values

TODAY = date(2026, 11, 22)


def fault_of(procedure: Procedure, field: str, **answers: str | int | bool) -> str | None:
    """The fault of one field in Vietnamese, on the page where it is asked."""
    given = {name: Answer(value) for name, value in answers.items()}
    page = next(p for p in forms.walk(procedure, given) if any(q.id == field for q in p.questions))
    found = [fault.text.vi for fault in forms.check(procedure, page, given, TODAY) if fault.field == field]
    assert len(found) <= 1
    return found[0] if found else None


@pytest.mark.parametrize(
    ("field", "good", "bad"),
    [
        (
            "requester_full_name",
            [
                "Nguyễn Thị Mẫu", "H'Mông Y Moan", "Lê Văn A", "Trần Thị Ê-ban", "  Đỗ  An  ", "Y Wŭt Êñuôl",
                "Y Mă\u0306ng", "HʼNga Niê", "Ðặng Đỗ Ðạt", "Guðrún Jónsdóttir", "李小龍",
            ],
            [
                "A", "Nguyễn 2", "<b>", "Nguyễn|Thị", "🙂🙂", "Nguyễn\u200bThị", "-", "N" * 101, "Nguyễn²", "Mẫuª",
                "Mẫuʰ", "Nguyễn Ⅷ", "Ⓐn Mẫu", "Nguyễn ½", "\u0306Mẫu",
            ],
        ),
        (
            "requester_personal_number",
            ["001190000001", "012345678", " 001190000001", "101190000001", "001226000001", "096300000001"],
            [
                "00119000000", "0011900000011", "00119000000a", "٠٠١١٩٠٠٠٠٠٠١", "1234567890",
                "000000000000", "000000000", "000190000001", "001490000001", "001990000001", "001227000001",
            ],
        ),
        (
            "requester_born",
            ["01/01/1990", "1/1/1990", "01/1990", "1990", "29/02/2024"],
            ["31/02/1990", "1990/01/01", "90", "01-01-1990", "0000", "13/1990", "abc", "1849", "01/01/1990/1"],
        ),
        ("requester_document_issued", ["20/08/2021"], ["2021", "08/2021", "32/08/2021"]),
        (
            "requester_document_number",
            ["001190000001", "C1234567", "12/2019/QĐST-HNGĐ", "AB 123"],
            ["?", "12//3", "a\nb", "-1", "x" * 41],
        ),
        ("requester_sex", ["male", "female"], ["Nam", "", "other"]),
        ("requester_ethnicity", ["01", "54", "other"], ["Kinh", "57"]),
        (
            "requester_phone",
            ["0912345678", "+84912345678", "0912 345 678", "0243 825 3536", "0912.345.678"],
            ["0112345678", "091234567", "09123456789", "84912345678", "tel", "٠912345678"],
        ),
        ("requester_email", ["mau@example.vn", "a.b+c@mail.example.com"], ["mau", "mau@", "@x.vn", "a@b", "a b@c.vn"]),
        ("requester_province", ["01", "79"], ["1", "99", "Hà Nội"]),
        ("copies", [1, 50, "3"], [0, 51, -1, "", "ba", "1.5", True, "9" * 30]),
        ("registrar_name", ["UBND phường Hàng Bạc"], ["", "   ", "...", "x" * 201, "a\x00b", "a\u202eb"]),
        ("record_date", ["1990", "05/09/1990", ""], ["mai", "2027"]),
    ],
)  # fmt: skip
def test_good_and_bad_answers(copy: Procedure, field: str, good: list[str | int], bad: list[str | int | bool]) -> None:
    around: dict[str, str | int] = {
        "relation": "self",
        "requester_document_kind": "passport",
        "requester_residence_place": "vietnam",
    }
    for value in good:
        assert fault_of(copy, field, **(around | {field: value})) is None, value
    for wrong in bad:
        sentence = fault_of(copy, field, **(around | {field: wrong}))
        assert sentence is not None, wrong
        assert sentence.endswith(".")


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("can_cuoc", ["001190000001", " 001190000001 "], ["12", "012345678", "C1234567", "00119000000a"]),
        ("cccd", ["001190000001"], ["0011900000011", "001190 00001"]),
        ("can_cuoc_certificate", ["001190000001"], ["1"]),
        ("cmnd", ["012345678", "001190000001", "001190000009"], ["12345678", "0123456789", "A12345678"]),
        ("passport", ["C1234567", "12"], ["?"]),
        ("other", ["12/2019/QĐST-HNGĐ"], ["-"]),
    ],
)
def test_the_number_of_each_kind_of_paper(copy: Procedure, kind: str, good: list[str], bad: list[str]) -> None:
    field = "requester_document_number"
    around = {"relation": "self", "requester_personal_number": "001190000001", "requester_document_kind": kind}
    for value in good:
        assert fault_of(copy, field, **around, requester_document_number=value) is None, value
    for wrong in bad:
        sentence = fault_of(copy, field, **around, requester_document_number=wrong)
        assert sentence is not None, wrong
        assert "Xin ông/bà" in sentence


def test_a_citizen_card_bears_the_personal_number_of_its_holder(copy: Procedure) -> None:
    """Asked of each person on their own, and only where that number was given."""
    for who, relation in (("requester", "self"), ("requester", "mother"), ("person", "mother")):
        field = f"{who}_document_number"
        paper = {"relation": relation, f"{who}_document_kind": "cccd", field: "001190000001"}
        assert fault_of(copy, field, **paper) is None
        assert fault_of(copy, field, **paper, **{f"{who}_personal_number": " 001190000001"}) is None
        for other in ("001190000002", "012345678"):
            sentence = fault_of(copy, field, **paper, **{f"{who}_personal_number": other})
            assert sentence is not None
            assert "Số định danh cá nhân" in sentence
    hidden = {"relation": "self", "person_personal_number": "001190000002"}
    mine = {"requester_document_kind": "cccd", "requester_document_number": "001190000001"}
    assert fault_of(copy, "requester_document_number", **hidden, **mine) is None


@pytest.mark.parametrize(
    ("kind", "born", "issued", "wrong"),
    [
        ("can_cuoc", "01/01/1990", "01/01/1950", "ở trước"),
        ("can_cuoc", "01/01/1990", "1/1/1990", "trùng"),
        ("can_cuoc", "01/01/1990", "02/01/1990", None),
        ("can_cuoc", "1990", "31/12/1989", "ở trước"),
        ("can_cuoc", "1990", "20/08/1990", None),
        ("passport", "01/01/1990", "31/12/1989", "ở trước"),
        ("birth_certificate", "01/01/1990", "01/01/1990", None),
        ("can_cuoc", "nonsense", "01/01/1950", None),
        ("can_cuoc", "01/01/1990", "23/11/2026", "sau hôm nay"),
    ],
)
def test_a_paper_is_issued_after_its_holder_was_born(
    copy: Procedure, kind: str, born: str, issued: str, wrong: str | None
) -> None:
    paper = {"requester_document_kind": kind, "requester_born": born, "requester_document_issued": issued}
    sentence = fault_of(copy, "requester_document_issued", relation="self", **paper)
    assert (sentence is None) == (wrong is None)
    assert wrong is None or wrong in (sentence or "")
    if wrong != "sau hôm nay":  # for another person the requester's birth is not asked: nobody could put it right
        assert fault_of(copy, "requester_document_issued", relation="mother", **paper) is None


def test_a_number_from_a_card_is_never_held_against_its_holder(copy: Procedure) -> None:
    """It is printed so; there is nothing that they could put right."""
    impossible = "001390000001"
    for answer, faulty in (
        (Answer(impossible), True),
        (Answer(impossible, "inferred"), False),
        (Answer(impossible, "confirmed"), False),
    ):
        answers = {"relation": Answer("self"), "requester_personal_number": answer}
        page = next(page for page in forms.walk(copy, answers) if page.id == "requester_identity")
        found = {fault.field for fault in forms.check(copy, page, answers, TODAY)}
        assert ("requester_personal_number" in found) == faulty


def test_what_is_filed_has_one_form(copy: Procedure) -> None:
    """As a card would have it, whoever typed it; a number of a paper is never taken for a date."""
    answers = {
        "relation": Answer("self"),
        "requester_full_name": Answer(" ðặng  Ðỗ Đạt "),
        "requester_born": Answer("5/9/1958"),
        "record_number": Answer("1/2/2020"),
        "record_date": Answer("9/1990"),
    }
    filed = {field: answer.value for field, answer in forms.filed_answers(copy, answers).items()}
    assert filed["requester_full_name"] == filed["person_full_name"] == "đặng Đỗ Đạt"
    assert filed["requester_born"] == filed["person_born"] == "05/09/1958"
    assert (filed["record_number"], filed["record_date"]) == ("1/2/2020", "09/1990")
    assert values.filed("date", "mai") == "mai"
    assert values.tidy("Guðrún") == "Guðrún"


def test_what_is_required_and_what_is_not(copy: Procedure) -> None:
    assert fault_of(copy, "relation") == "Xin ông/bà chọn một mục."
    assert fault_of(copy, "requester_full_name", relation="self") == "Xin ông/bà điền mục này."
    assert fault_of(copy, "requester_full_name", relation="self", requester_full_name="   ") is not None
    for field in ("requester_email", "record_number", "record_book", "record_date", "record_name"):
        assert fault_of(copy, field, relation="self") is None
    assert fault_of(copy, "person_personal_number", relation="mother") is None
    assert fault_of(copy, "requester_personal_number", relation="mother") is not None


def test_dates_after_today(copy: Procedure) -> None:
    assert fault_of(copy, "requester_born", relation="self", requester_born="22/11/2026") is None
    ahead = fault_of(copy, "requester_born", relation="self", requester_born="23/11/2026")
    assert ahead is not None
    assert "sau hôm nay" in ahead
    assert fault_of(copy, "requester_born", relation="self", requester_born="2026") is None


def test_a_period_ends_after_it_begins(certificate: Procedure) -> None:
    around = {"relation": "self", "marital_status": "single_for_a_time"}
    backwards = fault_of(certificate, "single_to", **around, single_from="02/01/2015", single_to="01/01/2015")
    assert backwards is not None
    assert "Từ ngày" in backwards
    assert fault_of(certificate, "single_to", **around, single_from="01/01/2015", single_to="01/01/2015") is None


def test_a_commune_of_another_province_is_no_commune(copy: Procedure) -> None:
    around = {"relation": "self", "requester_residence_place": "vietnam"}
    assert fault_of(copy, "requester_commune", **around, requester_province="01", requester_commune="00070") is None
    assert fault_of(copy, "requester_commune", **around, requester_province="79", requester_commune="00070")
    assert fault_of(copy, "requester_commune", **around, requester_commune="00070")


def test_the_whole_form_is_checked_page_by_page(copy: Procedure) -> None:
    found = forms.check_all(copy, {"relation": Answer("self")}, None, TODAY)
    pages = forms.walk(copy, {"relation": Answer("self")})
    for index, fault in found:
        assert any(question.id == fault.field for question in pages[index].questions)
    assert {fault.field for _, fault in found} >= {"record_kind", "requester_full_name", "copies"}
    with_post = forms.check_all(copy, {"relation": Answer("self")}, "post", TODAY)
    assert {fault.field for index, fault in with_post if index == len(pages)} >= {"receiver_name", "receiver_phone"}


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("1990", (date(1990, 1, 1), date(1990, 12, 31))),
        ("2/2024", (date(2024, 2, 1), date(2024, 2, 29))),
        ("12/9999", (date(9999, 12, 1), date(9999, 12, 31))),
        ("05/09/1958", (date(1958, 9, 5), date(1958, 9, 5))),
        ("00/1990", None),
        ("1/0/1990", None),
        ("٠٥/٠٩/١٩٥٨", None),
    ],
)
def test_a_year_is_never_turned_into_a_day(text: str, span: tuple[date, date] | None) -> None:
    assert values.read_date(text) == span
