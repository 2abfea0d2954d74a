"""Where the page lies in a picture: its four corners."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from scanner.imaging.decode import Pixels

Quad = tuple[tuple[float, float], tuple[float, float], tuple[float, float], tuple[float, float]]

_WORK_SIDE: Final = 640
_LEAST_SHARE: Final = 0.12


def find_quad(image: Pixels) -> Quad | None:
    """Four corners (x, y) of the page, clockwise from top left, or None where the page fills the picture."""
    height, width = image.shape[:2]
    scale = _WORK_SIDE / max(height, width)
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    grey = cv2.GaussianBlur(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), (5, 5), 0)
    _, mask = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    mask = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8))
    outlines, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not outlines:
        return None
    outline = cv2.convexHull(max(outlines, key=cv2.contourArea))
    area = cv2.contourArea(outline)
    frame = small.shape[0] * small.shape[1]
    if not _LEAST_SHARE * frame < area < 0.97 * frame:
        return None
    corners = cv2.approxPolyDP(outline, 0.03 * cv2.arcLength(outline, True), True).reshape(-1, 2)
    if len(corners) != 4 or cv2.contourArea(corners) < 0.9 * area:
        return None
    return in_order(corners.astype(np.float64) / scale)


def in_order(corners: NDArray[np.float64]) -> Quad:
    """Four corners clockwise, the first one being the top left."""
    middle = corners.mean(axis=0)
    around = corners[np.argsort(np.arctan2(corners[:, 1] - middle[1], corners[:, 0] - middle[0]))]
    first = int(np.argmin(around.sum(axis=1)))
    a, b, c, d = ((float(x), float(y)) for x, y in np.roll(around, -first, axis=0))
    return a, b, c, d
