"""By how much the writing on a page lies turned, and turning it back.

The method is the one of leptonica's pixFindSkew: at the right angle the sums of ink along the rows jump most between
neighbours. Ours sums the positions of ink pixels instead of shearing images, at three scales.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from scanner.imaging.decode import Pixels
from scanner.imaging.ink import Ink, find_ink

RANGE_DEGREES: Final = 20.0
_LEAST_INK: Final = 60
_SURE: Final = 1.6
_ACROSS: Final = 0.25


@dataclass(frozen=True)
class Lie:
    """How content lies: `degrees`, clockwise positive; `sure` is 1 for no evidence and grows with it."""

    degrees: float
    sure: float


def find_lie(grey: Pixels) -> Lie:
    """The angle within ±RANGE_DEGREES at which the writing of a page (grey, 8 bits) lies."""
    return lie_of_ink(find_ink(grey))


def lie_of_ink(ink: Ink) -> Lie:
    """As `find_lie`, for ink already found."""
    fine = _Points.of(ink.dark)
    if fine.weight.size < _LEAST_INK:
        return Lie(0.0, 1.0)
    shrink = min(1.0, 640 / max(ink.dark.shape))
    coarse = _Points.of(
        cv2.resize(ink.dark, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA).astype(np.float32)
    )
    angles = np.arange(-RANGE_DEGREES, RANGE_DEGREES + 0.01, 0.5)
    scores = np.array([coarse.score(angle) for angle in angles])
    best = float(angles[int(scores.argmax())])
    sure = float(scores.max() / max(np.median(scores), 1e-9))
    for reach, step in ((0.6, 0.1), (0.1, 0.02)):
        near = np.arange(best - reach, best + reach + step / 2, step)
        scores = np.array([fine.score(angle) for angle in near])
        best = _peak(near, scores)
    return Lie(best, sure)


@dataclass(frozen=True)
class _Points:
    """Ink pixels: where they are (from the middle) and how dark."""

    x: NDArray[np.float32]
    y: NDArray[np.float32]
    weight: NDArray[np.float32]
    reach: int

    @classmethod
    def of(cls, dark: NDArray[np.float32]) -> _Points:
        rows, columns = np.nonzero(dark > 0.02)
        height, width = dark.shape
        reach = int(np.hypot(height, width) / 2) + 3
        return cls(
            (columns - width / 2).astype(np.float32),
            (rows - height / 2).astype(np.float32),
            dark[rows, columns],
            reach,
        )

    def score(self, degrees: float) -> float:
        turn = np.deg2rad(degrees)
        sine, cosine = np.float32(np.sin(turn)), np.float32(np.cos(turn))
        rows = self._jumps(self.y * cosine - self.x * sine)
        columns = self._jumps(self.x * cosine + self.y * sine)
        return rows + _ACROSS * columns

    def _jumps(self, along: NDArray[np.float32]) -> float:
        place = along + np.float32(self.reach)
        whole = place.astype(np.int32)
        part = (place - whole) * self.weight
        size = 2 * self.reach + 2
        sums = np.bincount(whole, self.weight - part, size) + np.bincount(whole + 1, part, size)
        return float(np.square(np.diff(sums)).sum())


def _peak(at: NDArray[np.float64], scores: NDArray[np.float64]) -> float:
    """The top of a parabola through the best score and its neighbours."""
    top = int(scores.argmax())
    if 0 < top < len(at) - 1:
        before, here, after = scores[top - 1], scores[top], scores[top + 1]
        bend = before - 2 * here + after
        if bend < 0:
            return float(at[top] + (at[1] - at[0]) * 0.5 * (before - after) / bend)
    return float(at[top])


def turn_back(image: Pixels, degrees: float, paper: tuple[int, int, int], keep: NDArray[np.float32]) -> Pixels:
    """The image turned so that content that lay `degrees` clockwise lies straight.

    The size stays, unless one of the points `keep` (n x 2, pixels x, y) would fall out: then it grows to hold them.
    New corners are filled with `paper` (BGR).
    """
    height, width = image.shape[:2]
    turn = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), degrees, 1.0)
    if keep.size:
        there = keep @ turn[:, :2].T + turn[:, 2]
        low = np.minimum(np.floor(there.min(axis=0)) - 1, 0.0)
        high = np.maximum(np.ceil(there.max(axis=0)) + 2, (width, height))
        turn[:, 2] -= low
        width, height = (int(side) for side in high - low)
    return cv2.warpAffine(
        image, turn, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=paper
    ).astype(np.uint8, copy=False)
