"""One page as captured, made fit to be kept: found, flattened, straightened, judged."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from scanner.imaging.decode import Picture, Pixels, decode
from scanner.imaging.encode import encode_jpeg, thumbnail
from scanner.imaging.faults import FaultKind, ImageFault
from scanner.imaging.flatten import flatten
from scanner.imaging.ink import Ink, find_ink
from scanner.imaging.page_quad import Quad, find_page
from scanner.imaging.straighten import lie_of_ink, turn_back
from scanner.imaging.uncurl import uncurl
from scanner.imaging.verdicts import Verdict, is_cut, judge, letters_at_edge

__all__ = ["CleanedPage", "ImageFault", "Verdict", "clean", "encode_jpeg", "thumbnail"]

_LEAST_SIDE: Final = 64
_SURE: Final = 2.0
_LEAST_TURN: Final = 0.03
_SURE_PAGE: Final = 1.5
_CUT_THROUGH: Final = 6
_CUT_LETTERS: Final = 3
_UNBENT_TIMES: Final = 2
_A4_INCHES: Final = (210 / 25.4, 297 / 25.4)


@dataclass(frozen=True)
class CleanedPage:
    """A page made fit to be kept.

    image: height x width x 3, BGR, 8 bits. angle: degrees that the content lay turned, clockwise positive.
    quad: the page's corners in the input, clockwise from top left; None where the page fills the frame.
    dpi: told by the file or the caller, else worked out from the page being A4.
    """

    image: Pixels
    angle: float
    quad: Quad | None
    verdicts: frozenset[Verdict]
    dpi: float


def clean(image: bytes | Path | Pixels, *, dpi: float | None = None) -> CleanedPage | ImageFault:
    """Find the page, flatten perspective, straighten, judge. Never raises for anything an image may hold."""
    picture = decode(image)
    if isinstance(picture, ImageFault):
        return picture
    if min(picture.pixels.shape[:2]) < _LEAST_SIDE:
        return ImageFault(FaultKind.TOO_SMALL)
    return _clean(picture, dpi)


def _clean(picture: Picture, told_dpi: float | None) -> CleanedPage:
    found = find_page(picture.pixels)
    quad, page, lay, ink = None, picture.pixels, 0.0, None
    if found is not None:
        flat, lay_flat = flatten(picture.pixels, found.quad)
        ink = find_ink(_grey(flat))
        # A guess that cuts through writing is no page, unless its edges speak loudly for it.
        if found.sure >= _SURE_PAGE or letters_at_edge(ink) < _CUT_THROUGH:
            quad, page, lay = found.quad, flat, lay_flat
    if quad is None or ink is None:
        ink = find_ink(_grey(page))
        cut = letters_at_edge(ink) >= _CUT_LETTERS
    else:
        # A sheet in the corner of a scanner's bed touches the border and is whole.
        scanned = (told_dpi or picture.dpi) is not None
        cut = not scanned and is_cut(quad, picture.pixels.shape[1], picture.pixels.shape[0])
    lie = lie_of_ink(ink)
    if lie.sure >= _SURE and abs(lie.degrees) >= _LEAST_TURN:
        page = turn_back(page, lie.degrees, _paper_colour(page), _outline(ink))
        ink = find_ink(_grey(page))
        lay += lie.degrees
    for _ in range(_UNBENT_TIMES):
        unbent = uncurl(page, ink, _paper_colour(page))
        if unbent is None:
            break
        page = unbent
        ink = find_ink(_grey(page))
    dpi = told_dpi or (picture.dpi if quad is None else None) or _dpi_of_a4(page)
    verdicts = judge(_grey(page), ink, dpi) | ({Verdict.CUT} if cut else set())
    return CleanedPage(page, round(lay, 3), quad, frozenset(verdicts), round(dpi, 1))


def _grey(page: Pixels) -> Pixels:
    return cv2.cvtColor(page, cv2.COLOR_BGR2GRAY).astype(np.uint8, copy=False)


def _outline(ink: Ink) -> NDArray[np.float32]:
    """The outermost ink as points (x, y) of the full-size page."""
    rows, columns = np.nonzero(ink.dark)
    if not rows.size:
        return np.empty((0, 2), np.float32)
    hull = cv2.convexHull(np.column_stack([columns, rows]).astype(np.int32)).reshape(-1, 2)
    return (hull.astype(np.float32) + 0.5) / np.float32(ink.scale)


def _paper_colour(page: Pixels) -> tuple[int, int, int]:
    sample = page[:: max(1, page.shape[0] // 200), :: max(1, page.shape[1] // 200)].reshape(-1, 3)
    light = sample.sum(axis=1, dtype=np.int32)
    bright = sample[light >= np.percentile(light, 50)]
    blue, green, red = (int(c) for c in np.median(bright, axis=0))
    return blue, green, red


def _dpi_of_a4(page: Pixels) -> float:
    """The resolution at which this page would be A4, upright or lying."""
    return float(max(page.shape[:2]) / _A4_INCHES[1])
