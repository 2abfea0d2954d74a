"""A small copy of a picture in the ways the search for a page looks at it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from scanner.imaging.decode import Pixels

Floats = NDArray[np.float32]

WORK_SIDE: Final = 640
_COLOUR_WEIGHT: Final = 1.5


@dataclass(frozen=True)
class PageMaps:
    """All maps have the size of the small copy; `scale` is its size over the picture's.

    lab: colour, lightly smoothed (h x w x 3, L a b, colour axes weighted). plain: the same with writing and thin lines
    taken out. edge, plain_edge: derivatives to the right and down (h x w x 3 x 2). ink: 1 for dark thin things.
    noise: what an edge strength means nothing below.
    """

    scale: float
    bgr: Pixels
    lab: Floats
    plain: Floats
    edge: Floats
    plain_edge: Floats
    ink: Floats
    noise: float
    plain_noise: float

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        return self.lab.shape[1], self.lab.shape[0]


def look_at(image: Pixels) -> PageMaps:
    """Shrink a picture (BGR) and prepare its maps."""
    height, width = image.shape[:2]
    scale = min(1.0, WORK_SIDE / max(height, width))
    if scale < 0.4:
        half = 2 * scale
        image = cv2.resize(image, None, fx=half, fy=half, interpolation=cv2.INTER_NEAREST_EXACT).astype(np.uint8)
        small = cv2.resize(image, (round(width * scale), round(height * scale)), interpolation=cv2.INTER_AREA)
    else:
        small = cv2.resize(image, (round(width * scale), round(height * scale)), interpolation=cv2.INTER_AREA)
    bgr = _brightened(small.astype(np.uint8, copy=False))
    smooth = cv2.GaussianBlur(bgr, (0, 0), 1.0)
    reach = 13
    closed = cv2.morphologyEx(smooth, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach)))
    closed = cv2.medianBlur(closed, 5)
    lab, plain = _lab(smooth), _lab(closed)
    edge, plain_edge = _edges(lab), _edges(plain)
    ink = ((plain[:, :, 0] - lab[:, :, 0]) > np.maximum(8.0, 0.12 * plain[:, :, 0])).astype(np.float32)
    return PageMaps(scale, bgr, lab, plain, edge, plain_edge, ink, _noise(edge), _noise(plain_edge))


def _brightened(bgr: Pixels) -> Pixels:
    """Dim pictures made as bright as others, so that one measure of an edge serves all."""
    top = float(np.percentile(bgr.max(axis=2)[::4, ::4], 97))
    if top >= 170:
        return bgr
    return cv2.convertScaleAbs(bgr, alpha=min(8.0, 210 / max(top, 1.0))).astype(np.uint8, copy=False)


def _lab(bgr: cv2.typing.MatLike) -> Floats:
    lab = cv2.cvtColor(bgr, cv2.COLOR_BGR2Lab).astype(np.float32)
    lab[:, :, 1:] *= _COLOUR_WEIGHT
    return lab


def _edges(lab: Floats) -> Floats:
    """Brightness steps per channel, right and down, of edges about two pixels wide."""
    soft = cv2.GaussianBlur(lab, (0, 0), 0.8)
    right = cv2.Sobel(soft, cv2.CV_32F, 1, 0, scale=1 / 4)
    down = cv2.Sobel(soft, cv2.CV_32F, 0, 1, scale=1 / 4)
    return np.stack([right, down], axis=-1).astype(np.float32)


def _noise(edge: Floats) -> float:
    strength = np.sqrt(np.square(edge[::3, ::3]).sum(axis=(-1, -2)))
    return float(np.median(strength)) + 1.0
