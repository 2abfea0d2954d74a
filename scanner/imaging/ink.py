"""Which pixels of a page are ink: darker than the paper around them, wherever the paper is white, grey or shaded."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from scanner.imaging.decode import Pixels

Floats = NDArray[np.float32]

_LEAST_CONTRAST: Final = 0.10
_LONGER_SIDE: Final = 1760


@dataclass(frozen=True)
class Marks:
    """Connected shapes of ink, numbered from 1; entry 0 of every list is the paper.

    labels: which shape each pixel belongs to. left, top, width, height, area: of each shape, in pixels.
    """

    labels: NDArray[np.int32]
    left: NDArray[np.int32]
    top: NDArray[np.int32]
    width: NDArray[np.int32]
    height: NDArray[np.int32]
    area: NDArray[np.int32]

    @classmethod
    def of(cls, mask: NDArray[np.uint8]) -> Marks:
        """The shapes of a mask."""
        _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
        return cls(np.asarray(labels, np.int32), *(stats[:, k].astype(np.int32) for k in range(5)))

    def only(self, wanted: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """The pixels of the wanted shapes."""
        wanted = wanted.copy()
        wanted[0] = False
        return np.asarray(wanted[self.labels])


@dataclass(frozen=True)
class Ink:
    """Ink of a page in a small copy, `scale` times its size: darkness 0 to 1, 0 for paper."""

    dark: Floats
    scale: float

    @cached_property
    def marks(self) -> Marks:
        """Its connected shapes."""
        return Marks.of((self.dark > 0).astype(np.uint8))


def find_ink(page: Pixels) -> Ink:
    """Darkness against the local paper, without dark borders and pictures (large filled shapes)."""
    # Whole divisors only: averaging 2 x 2 pixels is many times faster than averaging 1.99 x 1.99.
    shrink = math.ceil(max(page.shape[:2]) / _LONGER_SIDE)
    small = page
    if shrink > 1:
        size = (max(1, page.shape[1] // shrink), max(1, page.shape[0] // shrink))
        whole = page[: size[1] * shrink, : size[0] * shrink]
        small = cv2.resize(whole, size, interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)
    if small.ndim == 3:
        small = cv2.cvtColor(small, cv2.COLOR_BGR2GRAY).astype(np.uint8, copy=False)
    paper = _paper(small)
    shade: Floats = (small.astype(np.float32) + 1) / (paper + 1)
    dark = np.clip(1 - shade, 0, 1, dtype=np.float32)
    strongest = float(np.percentile(dark[::3, ::3], 99.5))
    dark[dark < max(_LEAST_CONTRAST, 0.35 * strongest)] = 0.0
    _drop_large_shapes(dark)
    return Ink(dark, 1 / shrink)


def _paper(grey: Pixels) -> Floats:
    """The brightness of the paper under the ink: a closing wider than any stroke, smoothed."""
    height, width = grey.shape
    quarter = cv2.resize(grey, (max(1, width // 4), max(1, height // 4)), interpolation=cv2.INTER_AREA)
    reach = max(3, (max(quarter.shape) // 40) | 1)
    closed = cv2.morphologyEx(quarter, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    smooth = cv2.blur(closed, (reach, reach))
    return cv2.resize(smooth, (width, height), interpolation=cv2.INTER_LINEAR).astype(np.float32)


def _drop_large_shapes(dark: Floats) -> None:
    """Set to zero, in place, what is no writing: scanner borders, photographs, filled boxes."""
    height, width = dark.shape
    mask = (dark > 0).astype(np.uint8)
    half = cv2.resize(mask, (max(1, width // 2), max(1, height // 2)), interpolation=cv2.INTER_NEAREST)
    marks = Marks.of(half.astype(np.uint8, copy=False))
    if marks.area.size <= 1:
        return
    high, wide = half.shape
    right, bottom = marks.left + marks.width, marks.top + marks.height
    at_edge = (marks.left <= 1) | (marks.top <= 1) | (right >= wide - 1) | (bottom >= high - 1)
    long, short = np.maximum(marks.width, marks.height), np.minimum(marks.width, marks.height)
    letter = max(high, wide) / 40
    filled = (short > 2 * letter) & (marks.area > 0.3 * marks.width * marks.height)
    drop = (at_edge & (long > letter)) | filled | (marks.area / np.maximum(long, 1) > letter)
    if drop[1:].any():
        gone = cv2.dilate(marks.only(drop).astype(np.uint8), np.ones((3, 3), np.uint8))
        dark[cv2.resize(gone, (width, height), interpolation=cv2.INTER_NEAREST) > 0] = 0.0
