"""Codes in a picture: QR, Code 128 and PDF417, and never a guessed text.

zxing-cpp reads, on the picture as it is and then on prepared copies of it (scanner/code_attempts.py); zbar gives a
second opinion from a process of its own. Readers that disagree about one code make it unread: a wrong personal number
is worse than a second try. Micro QR is left out: its smallest symbols cannot correct an error and were seen in noise.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import cv2
import numpy as np
import zxingcpp

from scanner.code_attempts import Prepared, prepare
from scanner.imaging.decode import Pixels, decode
from scanner.imaging.faults import ImageFault
from scanner.second_opinion import SecondReader


@dataclass(frozen=True)
class Code:
    """A code that was read: its symbology's name and its text."""

    format: str
    text: str


_NAMES: Final = {
    zxingcpp.BarcodeFormat.QRCode: "QRCode",
    zxingcpp.BarcodeFormat.Code128: "Code128",
    zxingcpp.BarcodeFormat.PDF417: "PDF417",
}
_WANTED: Final = zxingcpp.BarcodeFormats(list(_NAMES))
# One check character among 103: noise passes now and then, so that one reading is not enough.
_WEAK: Final = "Code128"
_ZBAR_PIXELS: Final = 2_500_000
_ZBAR_SECONDS: Final = 1.0
_MORE_SECONDS: Final = 0.4


@dataclass(frozen=True)
class _Read:
    """One reading of one symbol. data: the bytes it carries; x, y, size: where, in pixels of the whole picture."""

    reader: str
    format: str
    data: bytes
    text: str | None
    x: float
    y: float
    size: float

    def is_at(self, other: _Read) -> bool:
        return math.hypot(self.x - other.x, self.y - other.y) < 0.6 * max(self.size, other.size, 8.0)


_second_reader = SecondReader()


def read_codes(image: bytes | Path | Pixels, *, seconds: float = 1.5) -> tuple[Code, ...] | ImageFault:
    """Every code that could be read without doubt, top to bottom. Gives up after about `seconds`."""
    picture = decode(image)
    if isinstance(picture, ImageFault):
        return picture
    grey = cv2.cvtColor(picture.pixels, cv2.COLOR_BGR2GRAY).astype(np.uint8, copy=False)
    reads = list(_readings(grey, time.monotonic() + seconds))
    codes = [code for code in _agreed(reads) if code]
    return tuple(codes)


def _readings(grey: Pixels, until: float) -> Iterator[_Read]:
    """Readings of the picture as it is by both readers, then of prepared copies while anything is left to find."""
    as_it_is = Prepared.of(grey)
    reads, unread = _zxing(as_it_is, "as it is")
    reads += _zbar(grey)
    yield from reads
    for read in reads:
        unread = [place for place in unread if not place.is_at(read)]
    if reads and not unread and not any(read.format == _WEAK for read in reads):
        return
    if reads:
        until = min(until, time.monotonic() + _MORE_SECONDS)
    hints = [(place.x, place.y, place.size) for place in unread]
    for attempt in prepare(grey, hints):
        if time.monotonic() > until:
            return
        more, _ = _zxing(attempt, attempt.name)
        yield from more
        reads += more
        unread = [place for place in unread if not any(place.is_at(read) for read in more)]
        if reads and not unread and not _lonely(reads):
            return


def _lonely(reads: list[_Read]) -> bool:
    """Whether a reading of a weak symbology still waits for a second one."""
    return any(
        read.format == _WEAK and not any(other.reader != read.reader and other.is_at(read) for other in reads)
        for read in reads
    )


def _zxing(prepared: Prepared, name: str) -> tuple[list[_Read], list[_Read]]:
    """What zxing reads, and what it sees and cannot read."""
    found = zxingcpp.read_barcodes(
        prepared.pixels,
        formats=_WANTED,
        text_mode=zxingcpp.TextMode.Plain,
        binarizer=prepared.binarizer,
        return_errors=True,
    )
    reads: list[_Read] = []
    unread: list[_Read] = []
    for code in found:
        at = code.position
        corners = np.array([(p.x, p.y) for p in (at.top_left, at.top_right, at.bottom_right, at.bottom_left)], float)
        corners = prepared.back(corners)
        x, y = corners.mean(axis=0)
        size = float(np.ptp(corners, axis=0).max())
        format_name = _NAMES.get(code.symbology, str(code.symbology))
        read = _Read(name, format_name, code.bytes, _text(code), float(x), float(y), size)
        (reads if code.valid else unread).append(read)
    return reads, unread


def _text(code: zxingcpp.Barcode) -> str:
    """The text; bytes that declare no character set are UTF-8 where they can be (identity cards declare none)."""
    declares = code.symbology_identifier[:2] == "]Q" and code.symbology_identifier[2:3] in "2456"
    if not declares:
        try:
            return code.bytes.decode("utf-8")
        except UnicodeDecodeError:
            return code.text
    return code.text


def _zbar(grey: Pixels) -> list[_Read]:
    shrink = min(1.0, math.sqrt(_ZBAR_PIXELS / grey.size))
    small = grey
    if shrink < 1.0:
        small = cv2.resize(grey, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)
    found = _second_reader.read(small, _ZBAR_SECONDS) or ()
    return [_Read("zbar", read.format, read.data, None, read.x / shrink, read.y / shrink, 0.0) for read in found]


def _agreed(reads: list[_Read]) -> Iterator[Code]:
    """One code for each place about which all readers agree, top to bottom."""
    places: list[list[_Read]] = []
    for read in sorted(reads, key=lambda read: -read.size):
        for place in places:
            if place[0].is_at(read):
                place.append(read)
                break
        else:
            places.append([read])
    for place in sorted(places, key=lambda place: (place[0].y, place[0].x)):
        text = next((read.text for read in place if read.text is not None), None)
        # Bytes are compared, not texts: the readers differ in how they guess character sets, not in what they saw.
        one_voice = len({(read.format, read.data) for read in place}) == 1
        enough = place[0].format != _WEAK or len({read.reader for read in place}) > 1
        if text is None and one_voice:
            text = _only_by_zbar(place)
        if text is not None and one_voice and enough:
            yield Code(place[0].format, text)


def _only_by_zbar(place: list[_Read]) -> str | None:
    """zbar does not say which character set a symbol declares: only what is UTF-8 beyond doubt is taken."""
    try:
        text = place[0].data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return text if all(letter.isprintable() or letter in "\r\n\t" for letter in text) else None


def close() -> None:
    """End the second reader's process; it is started again when next asked."""
    _second_reader.close()
