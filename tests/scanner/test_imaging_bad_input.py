"""Files that are no pages: each answered by a sentence, none by an exception."""

from __future__ import annotations

import io
import os
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from scanner.imaging.clean import CleanedPage, clean
from scanner.imaging.decode import Picture, decode
from scanner.imaging.encode import encode_jpeg, encode_png, thumbnail
from scanner.imaging.faults import FaultKind, ImageFault
from tests.scanner.drawings import draw_page

PAGE = np.dstack([draw_page(1, 60, "text")] * 3)
JPEG = encode_jpeg(PAGE, 60)


def packed(image: Image.Image, form: str, **how: object) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **how)
    return out.getvalue()


def a_png_that_claims(width: int, height: int) -> bytes:
    """A few bytes whose header promises a huge picture."""
    body = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", body) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", FaultKind.NOT_AN_IMAGE),
        (b"%PDF-1.7 not a picture", FaultKind.NOT_AN_IMAGE),
        (b"\xff\xd8\xff\xe0", FaultKind.NOT_AN_IMAGE),
        (packed(Image.new("P", (200, 200)), "GIF"), FaultKind.NOT_AN_IMAGE),
        (packed(Image.new("L", (1, 1)), "PNG"), FaultKind.TOO_SMALL),
        (packed(Image.new("L", (20_000, 20)), "PNG"), FaultKind.TOO_BIG),
        (a_png_that_claims(20_000, 20_000), FaultKind.TOO_BIG),
        (a_png_that_claims(2_000_000_000, 2), FaultKind.TOO_BIG),
        (a_png_that_claims(1000, 1000), FaultKind.DAMAGED),
        (JPEG[: len(JPEG) // 2], FaultKind.DAMAGED),
        (JPEG[:-2000], FaultKind.DAMAGED),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{len(value)} bytes",
)
def test_a_sentence_for_each(data: bytes, kind: FaultKind) -> None:
    fault = clean(data)
    assert isinstance(fault, ImageFault)
    if kind is FaultKind.TOO_SMALL:
        assert fault.kind in (FaultKind.TOO_SMALL, FaultKind.NOT_AN_IMAGE)
    else:
        assert fault.kind is kind
    assert fault.text.vi
    assert fault.text.en


def test_a_file_that_is_not_there_and_a_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "none.jpg", tmp_path):
        assert clean(path) == ImageFault(FaultKind.NOT_FOUND)


def test_arrays_that_are_no_pictures() -> None:
    assert decode(np.zeros((50, 50), np.float64)) == ImageFault(FaultKind.NOT_AN_IMAGE)
    assert decode(np.zeros((50, 50, 2), np.uint8)) == ImageFault(FaultKind.NOT_AN_IMAGE)
    assert decode(np.zeros((0, 50), np.uint8)) == ImageFault(FaultKind.TOO_SMALL)


def test_every_kind_of_pixel_becomes_the_same_picture() -> None:
    rgb = Image.fromarray(PAGE)
    sixteen = Image.fromarray(PAGE[:, :, 0].astype(np.uint16) * 257)
    clear = rgb.copy()
    clear.putalpha(Image.fromarray((255 - PAGE[:, :, 0]).astype(np.uint8)))
    forms = {
        "grey": packed(rgb.convert("L"), "PNG"),
        "palette": packed(rgb.convert("P"), "PNG"),
        "sixteen bits": packed(sixteen, "PNG"),
        "tiff": packed(rgb, "TIFF", compression="tiff_lzw"),
        "webp": packed(rgb, "WEBP", lossless=True),
        "bmp": packed(rgb, "BMP"),
        "cmyk": packed(rgb.convert("CMYK"), "JPEG", quality=95),
        "jpeg": packed(rgb, "JPEG", quality=95),
    }
    for name, data in forms.items():
        picture = decode(data)
        assert isinstance(picture, Picture), name
        assert np.abs(picture.pixels.astype(int) - PAGE).mean() < 3, name
    ghost = decode(packed(clear, "PNG"))
    assert isinstance(ghost, Picture)
    assert ghost.pixels[0, 0].tolist() == [255, 255, 255]
    one_bit = decode(packed(rgb.convert("1"), "PNG"))
    assert isinstance(one_bit, Picture)
    assert set(np.unique(one_bit.pixels)) == {0, 255}


@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_camera_s_orientation_mark_is_obeyed(orientation: int) -> None:
    upright = np.zeros((60, 100, 3), np.uint8)
    upright[:30, :50] = 255
    undo = {1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 8, 7: 7, 8: 6}[orientation]
    ways = [None, 0, 3, 1, 5, 4, 6, 2]  # Image.Transpose for orientation marks 1 to 8
    stored = Image.fromarray(upright)
    way = ways[undo - 1]
    if way is not None:
        stored = stored.transpose(Image.Transpose(way))
    exif = Image.Exif()
    exif[0x0112] = orientation
    picture = decode(packed(stored, "JPEG", exif=exif, quality=95))
    assert isinstance(picture, Picture)
    assert picture.pixels.shape == (60, 100, 3)


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(2, len(JPEG) - 1), st.integers(0, 255)), max_size=12), st.integers(0, len(JPEG)))
def test_no_damage_raises(changes: list[tuple[int, int]], length: int) -> None:
    data = bytearray(JPEG)
    for at, value in changes:
        data[at] = value
    assert isinstance(decode(bytes(data[:length] if length % 2 else data)), Picture | ImageFault)


@settings(max_examples=40)
@given(st.binary(max_size=400))
def test_no_noise_raises(data: bytes) -> None:
    for head in (b"", b"\x89PNG\r\n\x1a\n", b"II*\0", b"RIFF\x40\0\0\0WEBP", b"BM"):
        assert isinstance(decode(head + data), Picture | ImageFault)


def test_encoded_pages_say_their_scale() -> None:
    for data in (encode_jpeg(PAGE, 300), encode_png(PAGE, 300)):
        picture = decode(data)
        assert isinstance(picture, Picture)
        assert picture.dpi == pytest.approx(300, abs=0.5)


def test_thumbnails() -> None:
    small = thumbnail(JPEG, 120)
    assert isinstance(small, bytes)
    with Image.open(io.BytesIO(small)) as image:
        assert image.size == (120, round(PAGE.shape[0] * 120 / PAGE.shape[1]))
    assert thumbnail(b"nothing", 120) == ImageFault(FaultKind.NOT_AN_IMAGE)


def test_the_dpi_of_a_scan_without_one_is_that_of_a4() -> None:
    page = clean(draw_page(2, 150, "text"))
    assert isinstance(page, CleanedPage)
    assert page.dpi == pytest.approx(150, abs=1)


def test_a_named_pipe_without_a_writer_holds_nobody(tmp_path: Path) -> None:
    pipe = tmp_path / "page.jpg"
    os.mkfifo(pipe)
    assert decode(pipe) == ImageFault(FaultKind.NOT_FOUND)
    assert decode(tmp_path) == ImageFault(FaultKind.NOT_FOUND)
