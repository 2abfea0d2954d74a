"""Search keys, dictionary order and the strip of suggestions."""

from __future__ import annotations

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.text.collation import collation_key, person_key
from kiosk.text.search_key import search_key
from kiosk.text.suggestions import suggest


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Đặng Thị Ngọc Ánh", "dang thi ngoc anh"), ("Hòa Bình", "hoa binh"), ("Hoà Bình", "hoa binh"),
        ("  Văn Miếu - Quốc Tử Giám ", "van mieu quoc tu giam"), ("H'Mông", "hmong"), ("H’Mông", "hmong"),
        ("Bà Rịa-Vũng Tàu", "ba ria vung tau"), ("đường ƯƠNG", "duong uong"), ("TP. HCM", "tp hcm"), ("", ""),
        (unicodedata.normalize("NFD", "Xác nhận tình trạng hôn nhân"), "xac nhan tinh trang hon nhan"),
    ],
)  # fmt: skip
def test_search_key(text: str, key: str) -> None:
    assert search_key(text) == key


@given(st.text(max_size=60))
def test_search_key_is_settled(text: str) -> None:
    assert search_key(search_key(text)) == search_key(text)
    assert search_key(unicodedata.normalize("NFD", text)) == search_key(unicodedata.normalize("NFC", text))


def test_dictionary_order() -> None:
    right = [
        "a", "à", "ả", "ã", "á", "ạ", "an", "ăn", "ân", "ba", "Ba", "ca", "da", "dân", "đa", "đá", "e", "ê", "gà",
        "hoa", "hoà", "hóa", "hoa hồng", "o", "ô", "ơ", "ta", "u", "ư", "xa", "y",
    ]  # fmt: skip
    shuffled = right.copy()
    random.Random(7).shuffle(shuffled)
    assert sorted(shuffled, key=collation_key) == right


def test_tones_count_only_between_equal_letters() -> None:
    assert sorted(["mãi", "mai", "mam", "mà"], key=collation_key) == ["mà", "mai", "mãi", "mam"]


def test_people_by_given_name() -> None:
    people = ["Nguyễn Văn Bình", "Trần An", "Đỗ Thị An", "Lê Văn Ánh", "An", "Đặng Thị An"]
    assert sorted(people, key=person_key) == [
        "An", "Đặng Thị An", "Đỗ Thị An", "Trần An", "Lê Văn Ánh", "Nguyễn Văn Bình",
    ]  # fmt: skip


@given(st.text(max_size=20), st.text(max_size=20))
def test_any_two_texts_compare(one: str, other: str) -> None:
    letters, other_letters = collation_key(one), collation_key(other)
    assert (letters < other_letters) + (letters == other_letters) + (letters > other_letters) == 1
    person, other_person = person_key(one), person_key(other)
    assert (person < other_person) + (person == other_person) + (person > other_person) == 1


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        ("nguyen", ("nguyễn", "nguyên", "nguyến", "nguyền", "nguyển", "nguyện")),
        ("an", ("án", "àn", "ản", "ãn", "ạn", "ăn", "ân")), ("cat", ("cát", "cạt", "căt", "cât")),
        ("Ha", ("Hà", "Há", "Hả", "Hã", "Hạ")), ("Ông Ha", ("Hà", "Há", "Hả", "Hã", "Hạ")),
        ("duong", ("dương", "đường", "duông", "đuong")), ("HOA", ("HÒA", "HÓA", "HỎA", "HÕA", "HỌA")),
        ("Facebook", ()), ("", ()), ("ng", ()), ("12", ()),
    ],
)  # fmt: skip
def test_suggestions(word: str, wanted: tuple[str, ...]) -> None:
    assert suggest(word) == wanted


@given(st.text(max_size=10))
def test_suggestions_for_anything(text: str) -> None:
    found = suggest(text)
    assert len(set(found)) == len(found)
    assert all(search_key(one) == search_key(found[0]) for one in found)
