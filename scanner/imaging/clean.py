"""One page as captured, made fit to be kept: found, flattened, straightened, judged."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from scanner.imaging.decode import Picture, Pixels, decode
from scanner.imaging.encode import encode_jpeg, thumbnail
from scanner.imaging.faults import FaultKind, ImageFault
from scanner.imaging.flatten import as_rectangle, flatten
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
    quad, page, ink, lay, cut = _laid_flat(picture, scanned=(told_dpi or picture.dpi) is not None)
    lie = lie_of_ink(ink)
    if lie.sure >= _SURE and abs(lie.degrees) >= _LEAST_TURN:
        page, ink = turn_back(page, ink, lie.degrees, _paper_colour(page))
        lay += lie.degrees
    for _ in range(_UNBENT_TIMES):
        unbent = uncurl(page, ink, _paper_colour(page))
        if unbent is None:
            break
        page = unbent
        ink = find_ink(page)
    dpi = told_dpi or (picture.dpi if quad is None else None) or _dpi_of_a4(page)
    verdicts = judge(page, ink, dpi) | ({Verdict.CUT} if cut else set())
    return CleanedPage(page, round(lay, 3), quad, frozenset(verdicts), round(dpi, 1))


def _laid_flat(picture: Picture, *, scanned: bool) -> tuple[Quad | None, Pixels, Ink, float, bool]:
    """The page's corners, the page, its ink, the degrees it lay turned, whether part of it is missing."""
    pixels = picture.pixels
    found = find_page(pixels)
    if found is not None:
        upright = as_rectangle(found.quad)
        flat, lay = flatten(pixels, upright or found.quad)
        ink = find_ink(flat)
        # A guess that cuts through writing is no page, unless its edges speak loudly for it.
        if found.sure >= _SURE_PAGE or letters_at_edge(ink) < _CUT_THROUGH:
            # A sheet in the corner of a scanner's bed touches the border and is whole.
            scanned = scanned or upright is not None
            cut = is_cut(found.quad, pixels.shape[1], pixels.shape[0], scanned=scanned)
            return found.quad, flat, ink, lay, cut
    ink = find_ink(pixels)
    return None, pixels, ink, 0.0, letters_at_edge(ink) >= _CUT_LETTERS


def _paper_colour(page: Pixels) -> tuple[int, int, int]:
    sample = page[:: max(1, page.shape[0] // 200), :: max(1, page.shape[1] // 200)].reshape(-1, 3)
    light = sample.sum(axis=1, dtype=np.int32)
    bright = sample[light >= np.percentile(light, 50)]
    blue, green, red = (int(c) for c in np.median(bright, axis=0))
    return blue, green, red


def _dpi_of_a4(page: Pixels) -> float:
    """The resolution at which this page would be A4, upright or lying."""
    return float(max(page.shape[:2]) / _A4_INCHES[1])
