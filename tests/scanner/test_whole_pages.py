"""A page that only looks whole: the device stopped in the middle and closed its file properly, or sent two in one."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from scanner.drivers.escl.page_image import AskedFor, read_page
from scanner.imaging.decode import Picture, decode
from scanner.imaging.faults import FaultKind, ImageFault
from scanner.imaging.whole_jpeg import JpegEnd, how_it_ends
from scanner.port import CapturedPage, DamagedPage
from tests.scanner.drawings import draw_page

END = b"\xff\xd9"
WHOLE = JpegEnd(whole=True, another_behind=False)
ASKED = AskedFor(75, 2480, 3508)
WAYS: dict[str, dict[str, Any]] = {
    "baseline": {},
    "progressive": {"progressive": True},
    "restart marks": {"restart_marker_rows": 1},
    "many restart marks": {"restart_marker_blocks": 3},
    "own tables": {"optimize": True},
    "full colour": {"subsampling": 0},
    "finest": {"quality": 100},
    "coarsest": {"quality": 5},
}
TEXT = Image.fromarray(np.dstack([draw_page(3, 75, "text")] * 3))


def packed(image: Image.Image, **how: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", **({"quality": 85} | how))
    return out.getvalue()


def plain_bottom(colour: int) -> Image.Image:
    """Words at the top, one colour from the third on."""
    image = TEXT.copy()
    image.paste((colour,) * 3, (0, image.height // 3, image.width, image.height))
    return image


PAGES = {
    "text": TEXT,
    "odd size": TEXT.crop((0, 0, 601, 843)),
    "white": Image.new("RGB", TEXT.size, (255,) * 3),
    "black": Image.new("RGB", TEXT.size),
    "grey": Image.new("RGB", TEXT.size, (128,) * 3),
    **{f"bottom {colour}": plain_bottom(colour) for colour in (0, 127, 128, 255)},
}


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("page", PAGES)
def test_whole_pages_are_whole(page: str, way: str, mode: str) -> None:
    data = packed(PAGES[page].convert(mode), **WAYS[way])
    assert how_it_ends(data) == WHOLE
    assert isinstance(read_page(data, 1, ASKED), CapturedPage)
    assert isinstance(decode(data), Picture)


def scan_of(data: bytes) -> tuple[int, int]:
    """Where the only scan's own bytes begin and end."""
    at = data.rindex(b"\xff\xda")
    return at + 2 + int.from_bytes(data[at + 2 : at + 4], "big"), len(data) - len(END)


# Tables made for nothing but middle grey can say nothing else: there no byte is missed.
CUT = [(page, way) for page in PAGES for way in WAYS if way != "progressive" and (page, way) != ("grey", "own tables")]


@pytest.mark.parametrize("mode", ["RGB", "L"])
@pytest.mark.parametrize(("page", "way"), CUT)
def test_half_a_page_closed_properly_is_not_kept(page: str, way: str, mode: str) -> None:
    data = packed(PAGES[page].convert(mode), **WAYS[way])
    start, end = scan_of(data)
    for share in (0.0, 0.3, 0.5, 0.9):
        cut = data[: start + int((end - start) * share)] + END
        assert not how_it_ends(cut).whole
        assert read_page(cut, 2, ASKED) == DamagedPage(2, "cut_off")
        assert decode(cut) == ImageFault(FaultKind.DAMAGED)


def cuts_at_restart_marks(data: bytes) -> Iterator[bytes]:
    start, end = scan_of(data)
    marks = [at for at in range(start, end) if data[at] == 0xFF and 0xD0 <= data[at + 1] <= 0xD7]
    for at in marks[:: max(1, len(marks) // 12)]:
        yield data[:at] + END
        yield data[: at + 2] + END


def test_a_page_that_ends_at_a_restart_mark_is_cut_off() -> None:
    for way in ("restart marks", "many restart marks"):
        cuts = list(cuts_at_restart_marks(packed(TEXT, **WAYS[way])))
        assert len(cuts) > 10
        assert not any(how_it_ends(cut).whole for cut in cuts)


@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_a_progressive_picture_is_whole_when_every_scan_of_it_is(mode: str) -> None:
    data = packed(TEXT.convert(mode), progressive=True)
    scans = [at for at in range(len(data) - 1) if data[at : at + 2] == b"\xff\xda"]
    assert len(scans) > 4
    for at in scans[1:]:
        assert not how_it_ends(data[:at] + END).whole  # between two scans
    for share in (0.2, 0.5, 0.8, 0.95):
        assert not how_it_ends(data[: int(len(data) * share)] + END).whole


def test_a_page_filled_up_with_zeros_is_cut_off() -> None:
    data = packed(TEXT)
    half = len(data) // 2
    for closing in (b"", END):
        assert read_page(data[:half] + bytes(half) + closing, 1, ASKED) == DamagedPage(1, "cut_off")


def test_padding_is_no_damage() -> None:
    """Some devices fill up to a whole block, before the end mark or behind it; some drop a last, half-filled byte."""
    data = packed(TEXT)
    for padded in (data + bytes(500), data + b"\r\n", data[:-2] + bytes(40) + END, data[:-2] + b"\xff\xff" + END):
        assert how_it_ends(padded) == WHOLE
        assert isinstance(read_page(padded, 1, ASKED), CapturedPage)


def test_two_pages_in_one_answer_are_not_taken_for_one() -> None:
    one, two = packed(TEXT), packed(PAGES["bottom 128"])
    for both in (one + two, one + b"\r\n" + two, one + packed(TEXT.crop((0, 0, 300, 400)))):
        assert read_page(both, 1, ASKED) == DamagedPage(1, "cut_off")
    assert decode(one + two) == ImageFault(FaultKind.SEVERAL_PAGES)
    png = io.BytesIO()
    TEXT.save(png, "PNG")
    assert isinstance(read_page(png.getvalue(), 1, ASKED), CapturedPage)
    assert read_page(png.getvalue() * 2, 1, ASKED) == DamagedPage(1, "cut_off")


def test_a_thumbnail_in_the_header_is_not_a_second_picture_and_its_end_is_not_the_end() -> None:
    thumb = packed(TEXT.resize((120, 160)))
    exif = b"Exif\x00\x00MM\x00\x2a\x00\x00\x00\x08\x00\x00\x00\x00\x00\x00" + thumb
    data = packed(TEXT)
    data = data[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + data[2:]
    assert how_it_ends(data) == WHOLE
    assert isinstance(decode(data), Picture)
    start, end = scan_of(data)
    assert not how_it_ends(data[: (start + end) // 2] + END).whole
    assert not how_it_ends(data[:start]).whole


def test_photographs_with_companions_stay_allowed() -> None:
    several = io.BytesIO()
    TEXT.save(several, "MPO", save_all=True, append_images=[TEXT.resize((200, 300)), PAGES["grey"]])
    assert how_it_ends(several.getvalue()) == WHOLE
    assert isinstance(decode(several.getvalue()), Picture)
    unlisted_preview = packed(TEXT) + packed(TEXT.resize((160, 120)))
    assert isinstance(decode(unlisted_preview), Picture)


def test_real_photographs_are_whole(real_data: Callable[[str], Path]) -> None:
    found = [path for path in real_data("photos").iterdir() if path.suffix.lower() == ".jpg"]
    assert len(found) >= 3
    for path in found:
        data = path.read_bytes()
        assert how_it_ends(data) == WHOLE, path.name
        assert not how_it_ends(data[: len(data) // 2] + END).whole, path.name
        assert isinstance(decode(path), Picture), path.name


def tiff(*frames: Image.Image, **how: Any) -> bytes:
    out = io.BytesIO()
    frames[0].save(out, "TIFF", save_all=True, append_images=list(frames[1:]), **how)
    return out.getvalue()


def test_further_pages_are_refused_and_not_lost() -> None:
    assert isinstance(decode(tiff(TEXT)), Picture)
    fault = decode(tiff(TEXT, TEXT))
    assert fault == ImageFault(FaultKind.SEVERAL_PAGES)
    assert isinstance(fault, ImageFault)
    assert "nhiều trang" in fault.text.vi
    assert "one page per file" in fault.text.en
    for form in ("PNG", "WEBP"):
        moving = io.BytesIO()
        TEXT.save(moving, form, save_all=True, append_images=[PAGES["grey"]], duration=100)
        assert decode(moving.getvalue()) == ImageFault(FaultKind.SEVERAL_PAGES), form


def test_a_tiffs_own_preview_is_no_page() -> None:
    preview = TEXT.resize((160, 226))
    preview.encoderinfo = {"tiffinfo": {254: 1}}  # Pillow's way to give a frame its tags
    picture = decode(tiff(TEXT, preview))
    assert isinstance(picture, Picture)
    assert picture.pixels.shape[:2] == (TEXT.height, TEXT.width)
