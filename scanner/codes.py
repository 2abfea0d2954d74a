"""Codes in a picture: QR, Micro QR, Code 128 and PDF417, and never a guessed text.

zxing-cpp reads; zbar gives a second opinion from a process of its own (scanner/zbar_child.py). Two readers that
disagree about one code make it unread: a wrong personal number is worse than a second try.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import cv2
import zxingcpp

from scanner.imaging.decode import Pixels, decode
from scanner.imaging.faults import ImageFault


@dataclass(frozen=True)
class Code:
    """A code that was read: its symbology's name and its text."""

    format: str
    text: str


_WANTED = zxingcpp.BarcodeFormats(
    [
        zxingcpp.BarcodeFormat.QRCode,
        zxingcpp.BarcodeFormat.MicroQRCode,
        zxingcpp.BarcodeFormat.Code128,
        zxingcpp.BarcodeFormat.PDF417,
    ]
)


def read_codes(image: bytes | Path | Pixels, *, seconds: float = 2.0) -> tuple[Code, ...] | ImageFault:
    """Every code that could be read without doubt, top to bottom."""
    picture = decode(image)
    if isinstance(picture, ImageFault):
        return picture
    grey = cv2.cvtColor(picture.pixels, cv2.COLOR_BGR2GRAY)
    found = zxingcpp.read_barcodes(grey, formats=_WANTED, text_mode=zxingcpp.TextMode.Plain)
    found.sort(key=lambda code: (code.position.top_left.y, code.position.top_left.x))
    return tuple(Code(str(code.format), code.text) for code in found)
