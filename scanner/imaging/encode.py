"""Pixels back to files: pages as JPEG with their true scale, and thumbnails."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from typing import Final

import cv2
import numpy as np

from scanner.imaging.decode import Pixels, decode
from scanner.imaging.faults import ImageFault

_JFIF_UNITS_AT: Final = 13
_PNG_AFTER_HEADER: Final = 33


def encode_jpeg(image: Pixels, dpi: float, quality: int = 85) -> bytes:
    """A page (BGR or grey, 8 bits) as JPEG that says its own dots per inch."""
    done, buffer = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])
    if not done:
        raise ValueError(f"cannot be encoded as JPEG: {image.shape} {image.dtype}")
    data = bytearray(buffer.tobytes())
    if data[6:11] != b"JFIF\0":
        raise ValueError("the encoder wrote no JFIF header")
    density = max(1, min(0xFFFF, round(dpi))).to_bytes(2, "big")
    data[_JFIF_UNITS_AT : _JFIF_UNITS_AT + 5] = b"\x01" + density + density
    return bytes(data)


def encode_png(image: Pixels, dpi: float) -> bytes:
    """A page as PNG that says its own dots per inch."""
    done, buffer = cv2.imencode(".png", image, [cv2.IMWRITE_PNG_COMPRESSION, 1])
    if not done:
        raise ValueError(f"cannot be encoded as PNG: {image.shape} {image.dtype}")
    data = buffer.tobytes()
    per_metre = max(1, round(dpi / 0.0254))
    size = b"pHYs" + struct.pack(">IIB", per_metre, per_metre, 1)
    chunk = struct.pack(">I", 9) + size + struct.pack(">I", zlib.crc32(size))
    return data[:_PNG_AFTER_HEADER] + chunk + data[_PNG_AFTER_HEADER:]


def thumbnail(image: bytes | Pixels, width: int) -> bytes | ImageFault:
    """A small JPEG, `width` pixels wide and in proportion (never taller than 8 widths), for a screen."""
    picture = decode(image)
    if isinstance(picture, ImageFault):
        return picture
    height, full = picture.pixels.shape[:2]
    size = (width, max(1, min(8 * width, round(height * width / full))))
    how = cv2.INTER_AREA if width < full else cv2.INTER_CUBIC
    small = cv2.resize(picture.pixels, size, interpolation=how)
    return encode_jpeg(small.astype(np.uint8, copy=False), 96, 80)


class UndecodablePage(ValueError):
    """A page that was to go into a document is no picture."""


# Tried in turn until the pages are light enough: (JPEG quality, dots per inch at most). Never below the 200 dpi that
# the rulebooks ask for at least (docs/decisions/0011).
_LADDER: Final = ((80, 300), (72, 300), (72, 240), (66, 200), (55, 200), (42, 200))


def lighter_jpegs(jpegs: Sequence[bytes], widths_in: Sequence[float], most_bytes: int) -> list[bytes]:
    """The same pages, encoded again only where they are heavier together than `most_bytes`; the last try is kept.

    `widths_in` is each paper's width in inches. Raises ValueError for a page that cannot be decoded.
    """
    lightest = list(jpegs)
    for quality, dpi in _LADDER:
        if sum(map(len, lightest)) <= most_bytes:
            break
        lightest = [
            min(_encoded_again(jpeg, width, quality, dpi), jpeg, key=len)
            for jpeg, width in zip(jpegs, widths_in, strict=True)
        ]
    return lightest


def _encoded_again(jpeg: bytes, width_in: float, quality: int, most_dpi: int) -> bytes:
    picture = decode(jpeg)
    if isinstance(picture, ImageFault):
        raise UndecodablePage(picture.kind)
    pixels = picture.pixels
    if picture.grey:
        pixels = cv2.extractChannel(pixels, 0).astype(np.uint8, copy=False)
    dpi = pixels.shape[1] / width_in
    if dpi > most_dpi:
        shrink = most_dpi / dpi
        pixels = cv2.resize(pixels, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA).astype(np.uint8)
        dpi = most_dpi
    return encode_jpeg(pixels, dpi, quality)
