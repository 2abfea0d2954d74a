"""Slips: nothing outside the paper, nothing over something else, and every code reads back from the printed dots."""

from __future__ import annotations

import importlib
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations
from typing import Literal

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from config.texts import Text
from printing import escpos
from printing.sheet import Type, balanced, wrap
from printing.slip import PAPER_58_MM, PAPER_80_MM, ComingBack, SlipContent, SlipLayout, arrange, lay_out

DOSSIER_CODE = "MC1:" + "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567" * 2 + "ABCDEFGHIJKLMNOPQRST"
PHONE = "https://hangdoi.example.hanoi.gov.vn/A012.Zt3h9-kQ0aXv_7pLmN2bYc4dWe5fRg6s"
TICKET = SlipContent(
    kind="ticket",
    centre_name=Text("Chi nhánh số 3 · Hoàn Kiếm", "Branch No. 3 · Hoàn Kiếm"),
    label="A012",
    line_name=Text("Hộ tịch · Chứng thực", "Civil status · Certification"),
    zone=Text("Khu B", "Zone B"),
    issued_at=datetime(2026, 11, 23, 3, 32, tzinfo=UTC),
    ahead=5,
    wait_low_min=15,
    wait_high_min=25,
    prepare=(
        Text("Căn cước", "Identity card"),
        Text("Giấy tờ hộ tịch cũ, nếu còn giữ", "Old papers, if you have them"),
    ),
    dossier_code=DOSSIER_CODE,
    phone_url=PHONE,
)
SENT = replace(TICKET, kind="submission", codes=("H26.107-261122-0001", "H26.107-261122-0002"), dossier_code=None)
LONG = Text("Đăng ký quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất lần đầu " * 2, "Land registration " * 9)


def words(layout: SlipLayout) -> str:
    return " ".join(piece.text for piece in layout.pieces if piece.kind == "text")


def codes_read(image: Image.Image) -> set[str]:
    only_qr = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    return {code.text for code in zxingcpp.read_barcodes(image.convert("L"), formats=only_qr)}


def assert_tidy(layout: SlipLayout) -> None:
    """Everything lies on the paper and no piece lies over another."""
    width, height = layout.image.size
    for piece in layout.pieces:
        left, top, right, bottom = piece.box
        assert 0 <= left <= right <= width, piece
        assert 0 <= top <= bottom <= height, piece
    for one, other in combinations(layout.pieces, 2):
        apart = (
            one.box[2] <= other.box[0] or other.box[2] <= one.box[0]
            or one.box[3] <= other.box[1] or other.box[3] <= one.box[1]
        )  # fmt: skip
        assert apart, (one, other)


@pytest.mark.parametrize("width", [PAPER_80_MM, PAPER_58_MM])
@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    "content", [TICKET, SENT, replace(SENT, codes=(), provisional=True)], ids=["ticket", "sent", "kept"]
)
def test_every_slip_is_tidy_and_reads_back(content: SlipContent, language: Literal["vi", "en"], width: int) -> None:
    layout = arrange(replace(content, language=language), width)
    assert (layout.image.mode, layout.image.width) == ("1", width)
    assert layout.image.height < 2000  # 25 cm
    assert_tidy(layout)
    wanted = {code for code in (content.dossier_code, content.phone_url, *content.codes) if code}
    assert codes_read(layout.image) == (wanted if content.kind == "ticket" else set(content.codes))


def test_what_a_ticket_says() -> None:
    said = words(arrange(TICKET))
    for sentence in (
        "A012", "Hộ tịch · Chứng thực", "Mời ngồi khu B", "Please sit in zone B", "Trước ông/bà: 5 người",
        "Chờ khoảng 15–25 phút", "Căn cước", "10:32 thứ Hai, 23/11/2026", "Chi nhánh số 3 · Hoàn Kiếm",
        "Giữ phiếu cẩn thận: mã này mở tờ khai của ông/bà.",
    ):  # fmt: skip
        assert sentence in said


def test_waiting_is_told_only_as_far_as_it_is_known() -> None:
    assert "phút" not in words(arrange(replace(TICKET, wait_low_min=None)))
    assert "Trước" not in words(arrange(replace(TICKET, ahead=None)))
    assert "Sắp đến lượt ông/bà" in words(arrange(replace(TICKET, ahead=0)))
    assert "Chờ dưới 5 phút" in words(arrange(replace(TICKET, wait_low_min=0, wait_high_min=5)))
    crowded = words(arrange(replace(TICKET, wait_low_min=900, wait_high_min=4000, wait_told=False)))
    assert "có thể chưa được gọi trong giờ làm việc hôm nay" in crowded
    assert "may not be called before closing time today" in crowded
    assert "4000" not in crowded


@pytest.mark.parametrize("width", [PAPER_80_MM, PAPER_58_MM])
def test_an_express_promise_is_printed_with_its_hour(width: int) -> None:
    layout = arrange(replace(TICKET, promise_until=TICKET.issued_at + timedelta(minutes=60)), width)
    assert "Ngày làm nhanh: hẹn xong trước 11:32" in words(layout)
    assert "Express day: promised to be done by 11:32" in words(layout)
    assert_tidy(layout)
    assert "hẹn xong" not in words(arrange(TICKET))


BACK = ComingBack(Text("bàn hướng dẫn cạnh quầy 1", "the help desk by counter 1"), 120)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_missed_number_has_two_lines_that_say_how_long_and_where_to_come_back(language: Literal["vi", "en"]) -> None:
    without = replace(TICKET, language=language)
    layout = arrange(replace(without, coming_back=BACK))
    assert "Qua số: trong 2 giờ, đến bàn hướng dẫn cạnh quầy 1." in words(layout)
    assert "Missed? Within 2 hours: the help desk by counter 1." in words(layout)
    assert_tidy(layout)
    assert layout.image.height - arrange(without).image.height <= 2 * Type(21, "Medium").line
    assert "Qua số" not in words(arrange(without))


def test_a_provisional_slip_promises_a_code_and_shows_none() -> None:
    layout = arrange(replace(SENT, codes=(), provisional=True))
    assert "Mã hồ sơ sẽ được báo qua tin nhắn" in words(layout)
    assert "Đã gửi hồ sơ" not in words(layout)
    assert not [piece for piece in layout.pieces if piece.kind == "code"]


def test_whoever_took_no_number_is_not_told_to_wait_for_it() -> None:
    assert "gọi số" in words(arrange(SENT))
    said = words(arrange(replace(SENT, label="")))
    assert "H26.107-261122-0001" in said
    assert "gọi số" not in said
    assert "Số thứ tự" not in said


@pytest.mark.parametrize("width", [PAPER_80_MM, PAPER_58_MM])
def test_long_words_wrap(width: int) -> None:
    full = replace(
        TICKET, centre_name=LONG, line_name=LONG, zone=LONG, prepare=(LONG, LONG), label="AB1234", ahead=1234,
        wait_low_min=120, wait_high_min=240, wait_told=False, promise_until=TICKET.issued_at,
    )  # fmt: skip
    layout = arrange(full, width)
    assert_tidy(layout)
    assert codes_read(layout.image) == {DOSSIER_CODE, PHONE}
    assert_tidy(arrange(replace(TICKET, coming_back=ComingBack(LONG, 45)), width))


def test_a_code_too_long_for_the_paper_is_refused() -> None:
    with pytest.raises(ValueError, match="too long"):
        lay_out(replace(TICKET, dossier_code="x" * 2000))


def test_vietnamese_in_a_code_reads_back() -> None:
    assert "Số 1 Phố Mẫu" in codes_read(lay_out(replace(TICKET, phone_url="Số 1 Phố Mẫu")))


def test_decomposed_letters_print_the_same() -> None:
    split = Text(unicodedata.normalize("NFD", TICKET.line_name.vi), TICKET.line_name.en)
    assert lay_out(replace(TICKET, line_name=split)).tobytes() == lay_out(TICKET).tobytes()


def test_a_slip_costs_little_ink_and_no_dither() -> None:
    """Text is cut at half grey: isolated single dots would be dithering."""
    image = lay_out(replace(TICKET, dossier_code=None, phone_url=None))
    dots = image.load()
    assert dots is not None
    lonely = sum(
        1
        for x in range(1, image.width - 1)
        for y in range(1, image.height - 1)
        if dots[x, y] == 0 and all(dots[x + dx, y + dy] for dx in (-1, 0, 1) for dy in (-1, 0, 1) if (dx, dy) != (0, 0))
    )
    assert lonely < 10


@given(st.text(max_size=80), st.integers(min_value=60, max_value=500))
@settings(max_examples=60)
def test_lines_never_exceed_the_width(text: str, width: int) -> None:
    face = Type(24)
    for lines in (wrap(text, face, width), balanced(text, face, width)):
        assert all(face.width(line) <= width or len(line) == 1 for line in lines)
        assert "".join("".join(lines).split()) == "".join(unicodedata.normalize("NFC", text).split())


def decoded(data: bytes) -> Image.Image:
    """A decoder of its own for what a slip may hold: ESC @, GS a 0, GS v 0, GS V B 0. Anything else fails."""
    rows: list[list[int]] = []
    at = 0
    while at < len(data):
        if data.startswith(b"\x1b@", at):
            at += 2
        elif data.startswith(b"\x1da\x00", at):
            at += 3
        elif data.startswith(b"\x1dVB\x00", at):
            at += 4
            assert at == len(data), "something after the cut"
        else:
            assert data[at : at + 4] == b"\x1dv0\x00"
            across, height = data[at + 4] + 256 * data[at + 5], data[at + 6] + 256 * data[at + 7]
            at += 8
            for _ in range(height):
                rows.append(
                    [255 * (1 - (byte >> bit & 1)) for byte in data[at : at + across] for bit in range(7, -1, -1)]
                )
                at += across
    image = Image.new("L", (len(rows[0]), len(rows)))
    image.putdata([dot for row in rows for dot in row])
    return image


def test_the_bytes_are_the_picture() -> None:
    image = lay_out(TICKET)
    printed = decoded(b"".join(escpos.slip_bytes(image)))
    assert printed.tobytes() == image.convert("L").tobytes()
    assert codes_read(printed) == {DOSSIER_CODE, PHONE}


def test_a_slip_begins_by_asking_for_silence() -> None:
    assert b"".join(escpos.slip_bytes(Image.new("1", (8, 1)))).startswith(b"\x1b@\x1da\x00")


ASB_READY = b"\x14\x00\x00\x0f"
ASB_PAPER_OUT = b"\x1c\x00\x0c\x0f"


@pytest.mark.parametrize(
    ("said", "answers"),
    [
        (b"\x12\x12\x00\x03", b"\x12\x12\x00\x03"),
        (ASB_READY, b""),
        (ASB_READY + ASB_PAPER_OUT + b"\x00", b"\x00"),
        (b"\x12" + ASB_READY + b"\x16\x03", b"\x12\x16\x03"),
        (b"\x10\x00\x12\x00\x00\x03", b"\x12\x03"),  # an answer given at once, inside a group
    ],
)
def test_what_a_printer_says_unasked_is_no_answer(said: bytes, answers: bytes) -> None:
    sieve = escpos.AnswerSieve()
    assert bytes(byte for byte in said if sieve.is_answer(byte)) == answers


def test_odd_widths_get_white_at_the_right() -> None:
    image = Image.new("1", (13, 3), 0)
    printed = decoded(b"".join(escpos.slip_bytes(image)))
    assert printed.size == (16, 3)
    assert printed.crop((0, 0, 13, 3)).getextrema() == (0, 0)
    assert printed.crop((13, 0, 16, 3)).getextrema() == (255, 255)


def test_python_escpos_makes_the_same_raster() -> None:
    """An independent maker of ESC/POS bytes agrees on every band."""
    image = lay_out(TICKET).crop((0, 0, 576, escpos.BAND_ROWS))
    other = importlib.import_module("escpos.printer").Dummy()
    other.image(image, impl="bitImageRaster")
    raster = next(piece for piece in escpos.slip_bytes(image) if piece.startswith(b"\x1dv0"))
    assert raster in other.output
