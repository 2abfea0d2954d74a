"""Codes read from pictures: generated ones, real ones, and never a wrong text."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
import zxingcpp

from scanner import codes
from scanner.codes import Code, read_codes
from scanner.imaging.faults import FaultKind, ImageFault
from scanner.second_opinion import SecondRead, SecondReader
from tests.scanner.drawings import Pixels, code_photograph, code_picture, draw_page, turned

CARD = "001190000001||Nguyễn Thị Mẫu|01011990|Nữ|Số 1 Phố Mẫu, Hoàn Kiếm, Hà Nội|20082021"
SLIP = "MC1:ABCDEFGHIJKLMNOPQRSTUVWXYZ234567ABCDEFGHIJKLMNOPQRSTUVWXYZ234567ABCDEFGHIJKLMNOPQ"


class Says:
    """A second reader that says what the test wants."""

    def __init__(self, *reads: SecondRead) -> None:
        self.reads = reads

    def read(self, grey: Pixels, seconds: float) -> tuple[SecondRead, ...]:
        return self.reads


@pytest.fixture(scope="module", autouse=True)
def no_child_left() -> Iterator[None]:
    yield
    codes.close()


def linear(form: zxingcpp.BarcodeFormat, text: str) -> Pixels:
    image = np.array(zxingcpp.create_barcode(text, form).to_image(scale=4))
    return cv2.copyMakeBorder(image, 40, 40, 40, 40, cv2.BORDER_CONSTANT, value=(255,)).astype(np.uint8)


@pytest.mark.parametrize("text", [CARD, SLIP, "ký tự", "0123456789", "https://motcua.example/t/x?y=1"])
def test_a_clean_code(text: str) -> None:
    assert read_codes(code_picture(text)) == (Code("QRCode", text),)


def test_generated_photographs_are_read_and_none_wrongly() -> None:
    texts = (CARD, SLIP, "https://motcua.example/t/8f3a")
    read = 0
    for seed in range(60):
        text = texts[seed % 3]
        found = read_codes(code_photograph(seed, text))
        assert isinstance(found, tuple)
        assert all(code.text == text for code in found), seed
        read += bool(found)
    assert read >= 54, read


def test_several_codes_on_one_page_top_to_bottom() -> None:
    page = draw_page(5, 200, "sparse")
    for text, at in ((SLIP, (1700, 200)), (CARD, (1100, 900))):
        code = code_picture(text, module=5)
        page = page.copy()
        page[at[0] : at[0] + code.shape[0], at[1] : at[1] + code.shape[1]] = code
    found = read_codes(turned(page, 4.0, 255))
    assert found == (Code("QRCode", CARD), Code("QRCode", SLIP))


@pytest.mark.parametrize("form", [zxingcpp.BarcodeFormat.Code128, zxingcpp.BarcodeFormat.PDF417])
def test_the_other_symbologies(form: zxingcpp.BarcodeFormat) -> None:
    assert read_codes(linear(form, "H26.107-261122-0001")) == (Code(form.name, "H26.107-261122-0001"),)


@pytest.mark.parametrize("form", [zxingcpp.BarcodeFormat.EAN13, zxingcpp.BarcodeFormat.ITF])
def test_symbologies_nobody_asked_for_are_left(form: zxingcpp.BarcodeFormat) -> None:
    assert read_codes(linear(form, "4006381333931"[: 13 if form.name == "EAN13" else 12]), seconds=0.3) == ()


def test_pictures_without_a_code() -> None:
    noise = np.random.default_rng(1).integers(0, 255, (400, 600), dtype=np.uint8)
    for picture in (draw_page(6, 100, "table"), noise, np.zeros((300, 300), np.uint8)):
        assert read_codes(picture) == ()


def test_two_readers_that_disagree_leave_it_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    picture = code_picture(CARD)
    middle = picture.shape[0] / 2
    monkeypatch.setattr(codes, "_second_reader", Says(SecondRead("QRCode", middle, middle, b"001190000002||X")))
    assert read_codes(picture) == ()
    monkeypatch.setattr(codes, "_second_reader", Says(SecondRead("QRCode", middle, middle, CARD.encode())))
    assert read_codes(picture) == (Code("QRCode", CARD),)


def test_what_only_the_second_reader_sees_must_be_plain_utf8(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = np.full((300, 300), 255, np.uint8)
    for data, expected in ((CARD.encode(), (Code("QRCode", CARD),)), (b"\xff\xfe\x00", ()), (b"a\x00b", ())):
        monkeypatch.setattr(codes, "_second_reader", Says(SecondRead("QRCode", 150, 150, data)))
        assert read_codes(nothing, seconds=0.2) == expected


def test_the_second_reader_is_one_child_for_many_pictures() -> None:
    reader = SecondReader()
    try:
        first = reader.read(code_picture(CARD), 10)
        assert first is not None
        assert [read.data.decode() for read in first] == [CARD]
        child = reader._child
        assert reader.read(np.full((50, 50), 255, np.uint8), 10) == ()
        assert reader._child is child
    finally:
        reader.close()


def test_a_child_that_aborts_is_replaced(tmp_path: Path) -> None:
    mark = tmp_path / "fallen"
    script = (
        f"import os, sys; p = {str(mark)!r}\n"
        "if not os.path.exists(p):\n    open(p, 'w').close(); sys.stdin.buffer.read(8); os.abort()\n"
        "from scanner import zbar_child; zbar_child.main()"
    )
    reader = SecondReader((sys.executable, "-c", script))
    try:
        assert reader.read(code_picture(CARD), 10) is None
        again = reader.read(code_picture(CARD), 10)
        assert again is not None
        assert again[0].data == CARD.encode()
    finally:
        reader.close()


def test_a_child_that_hangs_costs_no_more_than_its_time() -> None:
    reader = SecondReader((sys.executable, "-c", "import time; time.sleep(600)"))
    try:
        began = time.monotonic()
        assert reader.read(np.zeros((2000, 2000), np.uint8), 0.3) is None
        assert time.monotonic() - began < 5
        assert reader._child is None
    finally:
        reader.close()


def test_a_child_that_cannot_start_is_given_up() -> None:
    for command in ((sys.executable, "-c", "raise SystemExit(1)"), ("/nonexistent/python",)):
        reader = SecondReader(command)
        assert [reader.read(code_picture("x"), 5) for _ in range(5)] == [None] * 5
        assert reader._child is None


def test_bad_files(tmp_path: Path) -> None:
    assert read_codes(tmp_path / "none.png") == ImageFault(FaultKind.NOT_FOUND)
    assert read_codes(b"nothing at all") == ImageFault(FaultKind.NOT_AN_IMAGE)


def test_no_thread_or_descriptor_is_left_behind() -> None:
    def open_files() -> int:
        return sum(1 for _ in Path("/proc/self/fd").iterdir())

    SecondReader().close()
    before = open_files()
    for _ in range(3):
        reader = SecondReader((sys.executable, "-c", "raise SystemExit(1)"))
        reader.read(code_picture("x"), 5)
        reader.close()
    assert open_files() == before


def test_real_photographs_every_one_and_none_wrong(real_data: Callable[[str], Path]) -> None:
    folder = real_data("qr")
    known = json.loads((folder / "expected.json").read_text())
    unread, wrong, seconds = [], [], 0.0
    for truth in known:
        began = time.monotonic()
        found = read_codes(folder / truth["file"])
        seconds += time.monotonic() - began
        assert isinstance(found, tuple)
        if not found:
            unread.append(truth["file"])
        elif [code.text for code in found] != [truth["text"]]:
            wrong.append(truth["file"])
    assert wrong == []
    assert unread == []
    assert seconds / len(known) < 1.0
