"""What the card told is never asked again: it is filled in, shown as inferred, and never over what was typed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from config import places
from config.procedures import Procedure
from kiosk import forms
from kiosk.domain.draft import Answer
from kiosk.domain.identity_card import IdentityCard
from kiosk.forms.prefilling import CardAddress, read_address

TODAY = date(2026, 11, 22)
OLD_STYLE = IdentityCard(
    number="001190000001",
    old_number="",
    full_name="Nguyễn Thị Mẫu",
    born=date(1990, 1, 1),
    sex="Nữ",
    residence="Số 1 Phố Mẫu, Hoàn Kiếm, Hà Nội",
    issued=date(2021, 8, 20),
    kind="cccd",
)
NEW_STYLE = replace(
    OLD_STYLE, residence="Số 1 Phố Mẫu, Phường Hoàn Kiếm, Hà Nội", issued=date(2025, 9, 5), kind="can_cuoc"
)

HUSBAND = replace(
    OLD_STYLE,
    number="079080000002",
    full_name="Trần Văn Mẫu",
    born=date(1980, 2, 1),
    sex="Nam",
    residence="Số 7 Phố Khác, Thành phố Hồ Chí Minh",
)


def values(answers: dict[str, Answer]) -> dict[str, str | int | bool]:
    return {field: answer.value for field, answer in answers.items()}


def test_a_new_card_fills_all_it_tells(copy: Procedure) -> None:
    filled = forms.prefill(copy, NEW_STYLE, {})
    assert {answer.origin for answer in filled.values()} == {"inferred"}
    assert values(filled) == {
        "requester_full_name": "Nguyễn Thị Mẫu",
        "requester_personal_number": "001190000001",
        "requester_born": "01/01/1990",
        "requester_sex": "female",
        "requester_document_kind": "can_cuoc",
        "requester_document_number": "001190000001",
        "requester_document_issued": "05/09/2025",
        "requester_document_issuer": "Bộ Công an",
        "requester_nationality": "VN",
        "requester_residence_place": "vietnam",
        "requester_province": "01",
        "requester_commune": "00070",
        "requester_street": "Số 1 Phố Mẫu",
        "person_nationality": "VN",
        "receiver_name": "Nguyễn Thị Mẫu",
        "receiver_province": "01",
        "receiver_commune": "00070",
        "receiver_street": "Số 1 Phố Mẫu",
    }


def test_everything_filled_in_passes_the_check(copy: Procedure) -> None:
    filled = forms.prefill(copy, NEW_STYLE, {"relation": Answer("self")})
    for page in forms.walk(copy, filled):
        for fault in forms.check(copy, page, filled, TODAY):
            assert fault.field not in filled


def test_an_old_card_tells_its_kind_of_residence_and_issuer_but_no_commune(copy: Procedure) -> None:
    filled = values(forms.prefill(copy, OLD_STYLE, {}))
    assert filled["requester_document_kind"] == "cccd"
    assert filled["requester_document_issuer"] == "Cục Cảnh sát quản lý hành chính về trật tự xã hội"
    assert filled["requester_residence_kind"] == "permanent"
    assert filled["requester_province"] == "01"
    assert "requester_commune" not in filled


@pytest.mark.parametrize(
    ("residence", "issued", "expected"),
    [
        # A bare name before the province on an old card is a district: today's ward of that name is another place.
        ("Số 1 Phố Mẫu, Hoàn Kiếm, Hà Nội", date(2021, 8, 20), CardAddress("01", None, "Số 1 Phố Mẫu, Hoàn Kiếm")),
        ("Số 1 Phố Mẫu, Hoàn Kiếm, Hà Nội", date(2025, 7, 1), CardAddress("01", "00070", "Số 1 Phố Mẫu")),
        ("Phường Hoàn Kiếm, Hà Nội", date(2024, 9, 5), CardAddress("01", "00070", None)),
        ("Số 2, phố Mẫu, Phường Láng, Thành phố Hà Nội", date(2026, 1, 5), CardAddress("01", "00199", "Số 2, phố Mẫu")),
        ("Thôn 3, Xã Không Có, Hà Nội", date(2026, 1, 5), CardAddress("01", None, "Thôn 3, Xã Không Có")),
        ("Tổ 1, Hàng Bạc, Hoàn Kiếm, Hà Nội", date(2022, 1, 5), CardAddress("01", None, "Tổ 1, Hàng Bạc, Hoàn Kiếm")),
        ("Thôn 1, Ba Vì, Hà Tây", date(2022, 1, 5), CardAddress(None, None, "Thôn 1, Ba Vì, Hà Tây")),
        ("Hà Nội", date(2026, 1, 5), CardAddress("01", None, None)),
        (" , ,", date(2026, 1, 5), CardAddress(None, None, None)),
        ("", date(2026, 1, 5), CardAddress(None, None, None)),
    ],
)
def test_addresses_of_cards(residence: str, issued: date, expected: CardAddress) -> None:
    assert read_address(residence, issued) == expected


def test_what_was_typed_stays_and_what_a_card_told_gives_way(copy: Procedure) -> None:
    own = {
        "requester_full_name": Answer("Nguyễn Thị Mẫu Hai", "typed"),
        "requester_street": Answer("Số 9", "confirmed"),
        "requester_born": Answer("01/01/1980", "inferred"),
    }
    filled = forms.prefill(copy, NEW_STYLE, own)
    assert filled["requester_full_name"] == own["requester_full_name"]
    assert filled["requester_street"] == Answer("Số 1 Phố Mẫu", "inferred")
    assert filled["requester_born"] == Answer("01/01/1990", "inferred")
    assert forms.prefill(copy, None, own)["requester_street"] == own["requester_street"]


def confirmed(procedure: Procedure, answers: dict[str, Answer]) -> dict[str, Answer]:
    """After the citizen went on from every page, also from the one of the post."""
    last = forms.delivery_page(procedure, "post", answers)
    assert last is not None
    for page in (*forms.walk(procedure, answers), last):
        answers = forms.confirm(page, answers)
    return answers


def test_the_same_card_again_asks_nothing_again(copy: Procedure) -> None:
    read = confirmed(copy, forms.prefill(copy, NEW_STYLE, {"relation": Answer("self")}))
    assert read["requester_full_name"].origin == read["receiver_name"].origin == "confirmed"
    assert forms.prefill(copy, NEW_STYLE, read) == read


def test_two_peoples_cards_are_never_mixed(copy: Procedure, certificate: Procedure) -> None:
    """The husband's card is read and confirmed, then the wife's: nothing of his stays, but what they typed does."""
    for procedure in (copy, certificate):
        begun = {"relation": Answer("self"), "requester_phone": Answer("0912345678")}
        his = confirmed(procedure, forms.prefill(procedure, HUSBAND, begun))
        hers = forms.prefill(procedure, NEW_STYLE, his)
        assert values(hers) == values(forms.prefill(procedure, NEW_STYLE, begun))
        for field, answer in hers.items():
            before = his.get(field)
            expected = before.origin if before is not None and before.value == answer.value else "inferred"
            assert answer.origin == expected, field
        assert "requester_residence_kind" not in hers  # his older card told it, hers does not
        assert hers["receiver_name"] == Answer("Nguyễn Thị Mẫu", "inferred")
        assert hers["requester_nationality"].origin == "confirmed"


def test_a_commune_typed_within_another_province_goes_with_the_province(copy: Procedure) -> None:
    his = forms.prefill(copy, HUSBAND, {})
    assert his["requester_province"].value == "79"
    his = forms.put(copy, his, "requester_commune", places.communes("79")[0].value)
    hers = forms.prefill(copy, NEW_STYLE, his)
    assert (hers["requester_province"].value, hers["requester_commune"].value) == ("01", "00070")
    assert forms.prefill(copy, HUSBAND, his)["requester_commune"] == his["requester_commune"]


def test_another_card_takes_back_what_the_first_one_told(copy: Procedure) -> None:
    first = forms.prefill(copy, NEW_STYLE, {})
    second = forms.prefill(copy, OLD_STYLE, first)
    assert "requester_commune" not in second
    assert second["requester_document_issued"].value == "20/08/2021"


def test_the_cards_number_is_not_given_to_another_paper(copy: Procedure) -> None:
    filled = forms.prefill(copy, NEW_STYLE, {"requester_document_kind": Answer("passport")})
    assert "requester_document_number" not in filled
    assert filled["requester_personal_number"].value == "001190000001"


def test_the_cards_commune_is_not_given_to_another_province(copy: Procedure) -> None:
    filled = forms.prefill(copy, NEW_STYLE, {"requester_province": Answer("79")})
    assert "requester_commune" not in filled
    assert filled["receiver_province"].value == "79"


def test_another_person_is_never_filled_from_the_requesters_card(copy: Procedure) -> None:
    filled = forms.prefill(copy, NEW_STYLE, {"relation": Answer("mother")})
    assert [field for field in filled if field.startswith("person_")] == ["person_nationality"]


def test_without_a_card_only_custom_is_filled_in(copy: Procedure) -> None:
    assert values(forms.prefill(copy, None, {})) == {"requester_nationality": "VN", "person_nationality": "VN"}


def test_filling_in_twice_changes_nothing(copy: Procedure) -> None:
    once = forms.prefill(copy, NEW_STYLE, {"relation": Answer("self")})
    assert forms.prefill(copy, NEW_STYLE, once) == once
    assert forms.prefill(copy, None, once) == once


def test_no_consent_delivery_relation_or_count_is_ever_filled_in(copy: Procedure) -> None:
    filled = forms.prefill(copy, NEW_STYLE, {})
    assert not {"relation", "record_kind", "copies", "requester_phone"} & filled.keys()
