"""Image bytes to pixels: the one place where a stranger's file is opened.

The header is read before any pixel is, so that a small file that unfolds into gigabytes is refused unopened.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import (
    BmpImagePlugin,
    Image,
    ImageOps,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    UnidentifiedImageError,
    WebPImagePlugin,
)

from scanner.imaging.faults import FaultKind, ImageFault
from scanner.imaging.whole_jpeg import how_it_ends

Pixels = NDArray[np.uint8]

# The screen is drawn on the same few cores; a page in the background must not make it stutter.
cv2.setNumThreads(1)

# Importing a format's class is what makes Pillow know it.
_FORMATS: Final = tuple(
    kind.format
    for kind in (
        JpegImagePlugin.JpegImageFile,
        PngImagePlugin.PngImageFile,
        TiffImagePlugin.TiffImageFile,
        WebPImagePlugin.WebPImageFile,
        BmpImagePlugin.BmpImageFile,
    )
)
_MOST_BYTES: Final = 96 * 1024 * 1024
_MOST_SIDE: Final = 16_000  # A4 at 1200 dpi is 14,032 pixels high
_MOST_PIXELS: Final = 72_000_000  # A3 at 600 dpi is 69,600,000
_LEAST_SIDE: Final = 16
_NEW_SUBFILE_TYPE: Final = 254
_PREVIEW_OR_MASK: Final = 0b101
_MOST_PREVIEWS: Final = 16
_USUAL_DPI: Final = (50.0, 1300.0)


@dataclass(frozen=True)
class Picture:
    """Decoded pixels: height x width x 3, BGR, 8 bits, upright by the file's own orientation mark."""

    pixels: Pixels
    dpi: float | None  # what the file says of itself, where that is believable
    grey: bool = False  # whether the file holds one channel


def decode(image: bytes | Path | Pixels) -> Picture | ImageFault:
    """Open an encoded image, a file or an array. Never raises for anything a file may hold."""
    if isinstance(image, np.ndarray):
        return _from_array(image)
    data = _bytes_of(image)
    if isinstance(data, ImageFault):
        return data
    try:
        with warnings.catch_warnings():
            # Pillow warns of oddities in headers; we have our own limits, below, and errors are values here.
            warnings.simplefilter("ignore")
            return _from_bytes(data)
    except UnidentifiedImageError:
        return ImageFault(FaultKind.NOT_AN_IMAGE)
    except Image.DecompressionBombError:
        return ImageFault(FaultKind.TOO_BIG)
    except (
        OSError,
        ValueError,
        SyntaxError,
        EOFError,
        MemoryError,
        ArithmeticError,
        LookupError,
        TypeError,
        cv2.error,
    ):
        # Pillow's decoders raise any of these for crafted bytes; each means that this file cannot be shown.
        return ImageFault(FaultKind.DAMAGED)


def _bytes_of(image: bytes | Path) -> bytes | ImageFault:
    if isinstance(image, bytes):
        return image if len(image) <= _MOST_BYTES else ImageFault(FaultKind.TOO_BIG)
    try:
        if not image.is_file():
            # A named pipe without a writer would hold its reader for ever.
            return ImageFault(FaultKind.NOT_FOUND)
        with image.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except (OSError, ValueError):
        return ImageFault(FaultKind.NOT_FOUND)
    return data if len(data) <= _MOST_BYTES else ImageFault(FaultKind.TOO_BIG)


def _size_fault(width: int, height: int) -> ImageFault | None:
    if min(width, height) < _LEAST_SIDE:
        return ImageFault(FaultKind.TOO_SMALL)
    if max(width, height) > _MOST_SIDE or width * height > _MOST_PIXELS:
        return ImageFault(FaultKind.TOO_BIG)
    return None


def _from_array(image: Pixels) -> Picture | ImageFault:
    if image.ndim not in (2, 3) or (image.ndim == 3 and image.shape[2] not in (1, 3, 4)):
        return ImageFault(FaultKind.NOT_AN_IMAGE)
    if fault := _size_fault(image.shape[1], image.shape[0]):
        return fault
    if image.dtype == np.uint16:
        image = (image >> 8).astype(np.uint8)
    elif image.dtype == np.bool_:
        image = image.astype(np.uint8) * 255
    elif image.dtype != np.uint8:
        return ImageFault(FaultKind.NOT_AN_IMAGE)
    if image.ndim == 2 or image.shape[2] == 1:
        return Picture(cv2.cvtColor(image, cv2.COLOR_GRAY2BGR).astype(np.uint8, copy=False), None)
    if image.shape[2] == 4:
        return Picture(_on_white(image), None)
    return Picture(np.ascontiguousarray(image), None)


def _from_bytes(data: bytes) -> Picture | ImageFault:
    with Image.open(io.BytesIO(data), formats=_FORMATS) as header:
        if fault := _size_fault(*header.size):
            return fault
        dpi = _dpi_of(header)
        if fault := _jpeg_fault(data) if header.format in ("JPEG", "MPO") else _pages_fault(header):
            return fault
        if header.format in ("JPEG", "MPO") and header.mode in ("L", "RGB"):
            # OpenCV turns the picture upright by itself; Pillow's way costs one more copy of the page.
            decoded = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
            if decoded is not None:
                return Picture(decoded.astype(np.uint8, copy=False), dpi, header.mode == "L")
        header.load()
        upright = ImageOps.exif_transpose(header)
        return Picture(_to_bgr(upright), dpi, upright.mode in ("1", "L", "I", "F") or upright.mode.startswith("I;16"))


def _jpeg_fault(data: bytes) -> ImageFault | None:
    end = how_it_ends(data)
    if not end.whole:
        return ImageFault(FaultKind.DAMAGED)
    return ImageFault(FaultKind.SEVERAL_PAGES) if end.another_behind and end.as_large else None


def _pages_fault(header: Image.Image) -> ImageFault | None:
    """Refuse further pages rather than lose them unsaid. A TIFF's own previews and masks are no pages."""
    if header.format != "TIFF":
        return ImageFault(FaultKind.SEVERAL_PAGES) if getattr(header, "is_animated", False) else None
    assert isinstance(header, TiffImagePlugin.TiffImageFile)
    for frame in range(1, _MOST_PREVIEWS + 2):
        try:
            header.seek(frame)
        except EOFError:
            header.seek(0)
            return None
        if not header.tag_v2.get(_NEW_SUBFILE_TYPE, 0) & _PREVIEW_OR_MASK:
            break
    return ImageFault(FaultKind.SEVERAL_PAGES)


def _to_bgr(image: Image.Image) -> Pixels:
    if image.mode in ("I;16", "I;16B", "I;16L", "I;16N", "I", "F"):
        return cv2.cvtColor(_eight_bits(image), cv2.COLOR_GRAY2BGR).astype(np.uint8, copy=False)
    if image.has_transparency_data:
        rgba = np.asarray(image.convert("RGBA"), np.uint8)
        return _on_white(cv2.cvtColor(rgba, cv2.COLOR_RGBA2BGRA).astype(np.uint8, copy=False))
    if image.mode in ("1", "L"):
        return cv2.cvtColor(np.asarray(image.convert("L")), cv2.COLOR_GRAY2BGR).astype(np.uint8, copy=False)
    return cv2.cvtColor(np.asarray(image.convert("RGB")), cv2.COLOR_RGB2BGR).astype(np.uint8, copy=False)


def _eight_bits(image: Image.Image) -> Pixels:
    values: NDArray[np.float32] = np.asarray(image).astype(np.float32)
    most = float(values.max(initial=0.0))
    scale = 1.0 if most <= 255 else 255.0 / (65535.0 if most <= 65535 else most)
    eight: Pixels = np.clip(values * scale, 0, 255).astype(np.uint8)
    return eight


def _on_white(bgra: Pixels) -> Pixels:
    alpha = bgra[:, :, 3:4].astype(np.uint16)
    flat = (bgra[:, :, :3].astype(np.uint16) * alpha + 255 * (255 - alpha) + 127) // 255
    return flat.astype(np.uint8)


def _dpi_of(header: Image.Image) -> float | None:
    told = header.info.get("dpi")
    if not isinstance(told, tuple) or not told:
        return None
    try:
        dpi = float(told[0])
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return None
    # Telephones write 72 whatever they do; scanners tell the truth.
    return round(dpi, 2) if _USUAL_DPI[0] <= dpi <= _USUAL_DPI[1] and dpi != 72 else None
