"""Which pixels of a page are ink: darker than the paper around them, wherever the paper is white, grey or shaded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from scanner.imaging.decode import Pixels

_LEAST_CONTRAST: Final = 0.10


@dataclass(frozen=True)
class Ink:
    """Ink of a page shrunk so that its longer side is `scale` times the original's: darkness 0 to 1, 0 for paper."""

    dark: NDArray[np.float32]
    scale: float


def find_ink(grey: Pixels, longer_side: int = 1750) -> Ink:
    """Darkness against the local paper, without dark borders and pictures (large filled shapes)."""
    height, width = grey.shape
    scale = min(1.0, longer_side / max(height, width))
    small = grey if scale == 1.0 else cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    paper = _paper(small.astype(np.uint8, copy=False))
    shade: NDArray[np.float32] = (small.astype(np.float32) + 1) / (paper + 1)
    dark = np.clip(1 - shade, 0, 1, dtype=np.float32)
    strongest = float(np.percentile(dark[::2, ::2], 99.5))
    dark[dark < max(_LEAST_CONTRAST, 0.35 * strongest)] = 0.0
    _drop_large_shapes(dark)
    return Ink(dark, scale)


def _paper(grey: Pixels) -> NDArray[np.float32]:
    """The brightness of the paper under the ink: a closing wider than any stroke, smoothed."""
    height, width = grey.shape
    quarter = cv2.resize(grey, (max(1, width // 4), max(1, height // 4)), interpolation=cv2.INTER_AREA)
    reach = max(3, (max(quarter.shape) // 40) | 1)
    closed = cv2.morphologyEx(quarter, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    smooth = cv2.blur(closed, (reach, reach))
    return cv2.resize(smooth, (width, height), interpolation=cv2.INTER_LINEAR).astype(np.float32)


def _drop_large_shapes(dark: NDArray[np.float32]) -> None:
    """Set to zero, in place, what is no writing: scanner borders, photographs, filled boxes."""
    height, width = dark.shape
    mask = (dark > 0).astype(np.uint8)
    half = cv2.resize(mask, (max(1, width // 2), max(1, height // 2)), interpolation=cv2.INTER_NEAREST)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(half, connectivity=8)
    if count <= 1:
        return
    high, wide = half.shape
    left, top, w, h, area = (stats[:, column] for column in range(5))
    at_edge = (left <= 1) | (top <= 1) | (left + w >= wide - 1) | (top + h >= high - 1)
    long = np.maximum(w, h)
    thick = area / np.maximum(long, 1)
    letter = max(high, wide) / 40
    drop = (at_edge & (long > letter)) | ((np.minimum(w, h) > 2 * letter) & (area > 0.3 * w * h)) | (thick > letter)
    drop[0] = False
    if drop.any():
        gone = drop[labels].astype(np.uint8)
        gone = cv2.dilate(gone, np.ones((3, 3), np.uint8))
        dark[cv2.resize(gone, (width, height), interpolation=cv2.INTER_NEAREST) > 0] = 0.0
