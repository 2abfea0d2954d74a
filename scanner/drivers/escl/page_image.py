"""Whether the bytes of a page are a whole image, how large it is, and at which resolution it really was scanned.

Sizes are read from the headers by hand before anything is decoded: an image that claims 20,000 pixels a side is
refused without giving it memory.
"""

from __future__ import annotations

import hashlib
import io
import struct
from dataclasses import dataclass
from typing import Literal

from PIL import Image

from scanner.imaging.whole_jpeg import how_it_ends
from scanner.port import CapturedPage, DamagedPage

MAX_BYTES = 100 * 1024 * 1024
MAX_SIDE = 16_000
MAX_PIXELS = 80_000_000
"""A3 at 600 dpi has 70 million."""
MIN_SIDE = 100

_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_ROUGHLY = 0.02


@dataclass(frozen=True)
class _Header:
    media_type: Literal["image/jpeg", "image/png"]
    width: int
    height: int
    claimed_dpi: float | None


@dataclass(frozen=True)
class AskedFor:
    """What the job asked of every page: dpi, and the region in three-hundredths of an inch."""

    dpi: int
    width: int
    height: int


def read_page(data: bytes, number: int, asked: AskedFor) -> CapturedPage | DamagedPage:
    """Check one page whole: right kind, sane size, one picture only, and that down to its last line."""
    if not data:
        return DamagedPage(number, "empty")
    header = _read_header(data)
    if header is None:
        return DamagedPage(number, "not_an_image" if data[:3] == b"\xff\xd8\xff" or _is_png(data) else "wrong_type")
    width, height = header.width, header.height
    if max(width, height) > MAX_SIDE or width * height > MAX_PIXELS:
        return DamagedPage(number, "too_large")
    if min(width, height) < MIN_SIDE:
        return DamagedPage(number, "too_small")
    try:
        whole = _is_whole_png(data) if header.media_type == "image/png" else _is_whole_jpeg(data)
    except (OSError, ValueError, SyntaxError, struct.error):
        # Pillow says "truncated" of both a page cut off on its way and one broken inside.
        whole = False
    if not whole:
        return DamagedPage(number, "cut_off")
    return CapturedPage(
        number=number,
        image=data,
        media_type=header.media_type,
        width=width,
        height=height,
        dpi=_real_dpi(header, asked),
        sha256=hashlib.sha256(data).hexdigest(),
    )


def _is_whole_jpeg(data: bytes) -> bool:
    end = how_it_ends(data)
    # Two pages in one answer: whoever took the first would lose the second.
    return end.whole and not end.another_behind


def _is_whole_png(data: bytes) -> bool:
    with Image.open(io.BytesIO(data), formats=("PNG",)) as image:
        image.load()
    return data.find(_PNG_SIGNATURE, len(_PNG_SIGNATURE)) < 0


def _real_dpi(header: _Header, asked: AskedFor) -> float:
    """The resolution the page was scanned at, from its pixels and the region asked for.

    A feeder may crop to the paper, which changes one side or both by different shares; a device that scans at another
    resolution than it says changes both by the same share. Headers are believed last: many say 72 for everything.
    """
    across = header.width * 300 / asked.width / asked.dpi
    down = header.height * 300 / asked.height / asked.dpi
    if abs(across - 1) <= _ROUGHLY or abs(down - 1) <= _ROUGHLY:
        return float(asked.dpi)
    if abs(across / down - 1) <= _ROUGHLY:
        return round(asked.dpi * (across + down) / 2, 1)
    if header.claimed_dpi is not None and header.width <= asked.width * header.claimed_dpi / 300 * (1 + _ROUGHLY):
        return header.claimed_dpi
    return float(asked.dpi)


def _read_header(data: bytes) -> _Header | None:
    try:
        if _is_png(data):
            return _read_png(data)
        if data[:2] == b"\xff\xd8":
            return _read_jpeg(data)
    except (struct.error, IndexError):
        return None
    return None


def _is_png(data: bytes) -> bool:
    return data.startswith(_PNG_SIGNATURE)


def _read_png(data: bytes) -> _Header | None:
    if data[12:16] != b"IHDR":
        return None
    width, height = struct.unpack_from(">II", data, 16)
    where = data.find(b"pHYs", 0, 4096)
    dpi = None
    if where > 0:
        per_metre, _, unit = struct.unpack_from(">IIB", data, where + 4)
        dpi = round(per_metre * 0.0254, 1) if unit == 1 and per_metre else None
    return _Header("image/png", width, height, dpi)


def _read_jpeg(data: bytes) -> _Header | None:
    dpi = None
    at = 2
    while True:
        if data[at] != 0xFF:
            return None
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        (length,) = struct.unpack_from(">H", data, at + 2)
        if marker in _JPEG_FRAMES:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return _Header("image/jpeg", width, height, dpi)
        if marker == 0xE0 and data[at + 4 : at + 9] == b"JFIF\0":
            unit, density = struct.unpack_from(">BH", data, at + 11)
            scale = {1: 1.0, 2: 2.54}.get(unit)
            dpi = density * scale if scale and density else None
        if marker == 0xDA or length < 2:
            return None
        at += 2 + length
