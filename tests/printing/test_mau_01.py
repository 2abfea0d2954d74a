"""Mẫu 01: every item of the circular, whole, inside the page, and the same bytes for the same form."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import UTC, datetime

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from printing.forms.mau_01 import Authorisation, Party, ReceiptForm, make_mau_01

FORM = ReceiptForm(
    owner="UBND thành phố Hà Nội",
    office="Trung tâm Phục vụ hành chính công Hà Nội",
    desk="Chi nhánh số 3 · Hoàn Kiếm",
    place="Hà Nội",
    number=12,
    dossier_code="H26.107-261123-0001",
    procedure_code="2.000635",
    applicant=Party(
        "Nguyễn Thị Mẫu",
        "001190000001",
        "Số 1 Phố Mẫu, phường Hoàn Kiếm, thành phố Hà Nội",
        "0912345678",
        "mau@example.vn",
    ),
    request="Cấp bản sao Trích lục hộ tịch, bản sao Giấy khai sinh",
    documents=("Tờ khai cấp bản sao trích lục hộ tịch", "Căn cước (xuất trình)"),
    time_limit="Trong ngày làm việc. Nhận sau 15 giờ thì trả trong ngày làm việc tiếp theo.",
    received_at=datetime(2026, 11, 23, 3, 32, tzinfo=UTC),
    due_at=datetime(2026, 11, 23, 10, 0, tzinfo=UTC),
    deliver_to="Quầy số 3, Chi nhánh số 3 · Hoàn Kiếm",
    receiver="Trần Văn Cán",
    book="01/2026",
    book_line=12,
)


def pages(pdf: bytes) -> list[pypdfium2.PdfPage]:
    return list(pypdfium2.PdfDocument(pdf))


def text(pdf: bytes) -> str:
    """All text, white space folded."""
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in pages(pdf)).split())


@pytest.mark.parametrize(
    "item",
    [
        "Mẫu số 01", "UBND THÀNH PHỐ HÀ NỘI", "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG HÀ NỘI",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Số: 12/2026-TTPVHCC",
        "Hà Nội, ngày 23 tháng 11 năm 2026", "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
        "Mã hồ sơ: H26.107-261123-0001",
        "Trung tâm Phục vụ hành chính công: Chi nhánh số 3 · Hoàn Kiếm",
        "Tiếp nhận hồ sơ của Ông (Bà)/Tổ chức: Nguyễn Thị Mẫu", "Số định danh cá nhân/tổ chức: 001190000001",
        "Địa chỉ: Số 1 Phố Mẫu, phường Hoàn Kiếm, thành phố Hà Nội", "Số điện thoại: 0912345678",
        "Email: mau@example.vn",
        "Nội dung yêu cầu giải quyết: Cấp bản sao Trích lục hộ tịch, bản sao Giấy khai sinh",
        "Thành phần hồ sơ nộp gồm:", "1. Tờ khai cấp bản sao trích lục hộ tịch", "2. Căn cước (xuất trình)",
        "Số lượng hồ sơ: 01 (một) (bộ)", "Thời gian giải quyết hồ sơ theo quy định là: Trong ngày làm việc.",
        "Thời gian nhận hồ sơ: 10 giờ 32 phút, ngày 23 tháng 11 năm 2026",
        "Thời gian trả kết quả giải quyết hồ sơ: 17 giờ 00 phút, ngày 23 tháng 11 năm 2026",
        "Đăng ký nhận kết quả tại: Quầy số 3, Chi nhánh số 3 · Hoàn Kiếm",
        "Vào Sổ theo dõi hồ sơ, Quyển số: 01/2026", "Số thứ tự: 12", "NGƯỜI NỘP HỒ SƠ", "NGƯỜI TIẾP NHẬN HỒ SƠ",
        "(Ký và ghi rõ họ tên)", "(Chữ ký số của người tiếp nhận hồ sơ nếu là biểu mẫu điện tử)", "Trần Văn Cán",
    ],
)  # fmt: skip
def test_every_item_of_the_form(item: str) -> None:
    assert item in text(make_mau_01(FORM))


def test_the_authorised_person_brings_the_other_one_along() -> None:
    form = replace(
        FORM,
        authorisation=Authorisation(Party("Lê Văn Ủy", "001080000002", "Đông Anh", "0987654321"), "Giấy ủy quyền số 1"),
    )
    said = text(make_mau_01(form))
    for item in (
        "Người ủy quyền: Lê Văn Ủy",
        "001080000002",
        "Đông Anh",
        "0987654321",
        "Giấy tờ ủy quyền: Giấy ủy quyền số 1",
    ):
        assert item in said
    assert "ủy quyền" not in text(make_mau_01(FORM))


def test_what_is_not_known_leaves_dots_to_write_on() -> None:
    bare = replace(FORM, due_at=None, book="", book_line=None, applicant=Party("Nguyễn Thị Mẫu", "001190000001"))
    said = text(make_mau_01(bare))
    assert "Thời gian trả kết quả giải quyết hồ sơ: …… giờ …… phút, ngày …… tháng …… năm ……" in said
    for item in ("Địa chỉ", "Số điện thoại", "Email", "Quyển số", "Số thứ tự"):
        assert re.search(f"{item}: …{{6,}}", said), item


def test_one_page_and_everything_inside_the_margins() -> None:
    made = pages(make_mau_01(FORM))
    assert len(made) == 1
    assert made[0].get_size() == pytest.approx((595.28, 841.89), abs=0.1)
    assert_inside(made)


def assert_inside(made: list[pypdfium2.PdfPage]) -> None:
    for page in made:
        width, height = page.get_size()
        words = page.get_textpage()
        for index in range(words.count_rects()):
            left, bottom, right, top = words.get_rect(index)
            assert 65 <= left <= right <= width - 35
            assert 40 <= bottom <= top <= height - 15


def test_many_documents_flow_on_and_the_signatures_stay_together() -> None:
    names = tuple(
        f"Giấy tờ thứ {at}: giấy chứng nhận quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất"
        for at in range(1, 41)
    )
    made = pages(make_mau_01(replace(FORM, documents=names)))
    assert len(made) >= 2
    assert_inside(made)
    last = made[-1].get_textpage().get_text_range()
    assert all(item in last for item in ("Quyển số", "NGƯỜI NỘP HỒ SƠ", "NGƯỜI TIẾP NHẬN HỒ SƠ", "Trần Văn Cán"))
    assert "H26.107-261123-0001" in last
    whole = text(make_mau_01(replace(FORM, documents=names)))
    assert all(f"{at}. Giấy tờ thứ {at}:" in whole for at in range(1, 41))


def test_the_code_stands_top_left_and_says_what_the_circular_wants() -> None:
    page = pages(make_mau_01(FORM))[0]
    image = page.render(scale=200 / 72).to_pil()
    (code,) = zxingcpp.read_barcodes(image)
    assert code.text == "H26.107-261123-0001|2.000635|001190000001|Giấy tiếp nhận hồ sơ và hẹn trả kết quả"
    assert code.position.top_left.x < image.width / 6
    assert code.position.bottom_right.y < image.height / 7


def test_fonts_are_embedded() -> None:
    with pikepdf.open(io.BytesIO(make_mau_01(FORM))) as pdf:
        fonts = [font for page in pdf.pages for font in page.Resources.Font.values()]
        used = [font for font in fonts if "BeVietnamPro" in str(font.BaseFont)]
        assert used
        assert all("/FontFile2" in font.FontDescriptor for font in used)
        assert str(pdf.Root.Lang) == "vi-VN"


def test_the_same_form_is_the_same_bytes() -> None:
    one = make_mau_01(FORM)
    make_mau_01(replace(FORM, request="Đăng ký khai sinh"))
    assert make_mau_01(FORM) == one


def test_reprs_say_nothing_personal() -> None:
    assert "Mẫu" not in repr(FORM)
    assert "0011" not in repr(FORM)


@given(st.text(max_size=300), st.text(max_size=300), st.lists(st.text(max_size=400), max_size=5))
@settings(max_examples=40)
def test_any_text_fits(name: str, request: str, documents: list[str]) -> None:
    form = replace(FORM, applicant=Party(name, name, request, name, name), request=request, documents=tuple(documents))
    assert_inside(pages(make_mau_01(form)))


@pytest.mark.parametrize(
    "value", ["x" * 400, "<b>", "&amp;", "</para>", "a\x00b", "\ud800", "Ω漢😀", "\u202eabc", "dòng\nhai"]
)
def test_awkward_values(value: str) -> None:
    form = replace(FORM, applicant=Party(value, value, value, value, value), request=value, documents=(value,))
    assert_inside(pages(make_mau_01(form)))
