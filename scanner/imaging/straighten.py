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


def find_lie(page: Pixels) -> Lie:
    """The angle within ±RANGE_DEGREES at which the writing of a page lies."""
    return lie_of_ink(find_ink(page))


def lie_of_ink(ink: Ink) -> Lie:
    """As `find_lie`, for ink already found."""
    # The rim may hold remains of the scanner's or the paper's edge, which lie as they like.
    rim = max(1, max(ink.dark.shape) // 120)
    dark = ink.dark[rim:-rim, rim:-rim]
    fine = _Points.of(dark)
    if fine.weight.size < _LEAST_INK:
        return Lie(0.0, 1.0)
    angles = np.arange(-RANGE_DEGREES, RANGE_DEGREES + 0.01, 0.5)
    scores = _Points.of(_smaller(dark, 480)).scores(angles)
    best, sure = float(angles[int(scores.argmax())]), float(scores.max() / max(np.median(scores), 1e-9))
    for points, reach, step in ((_Points.of(_smaller(dark, 1000)), 0.6, 0.1), (fine, 0.09, 0.03)):
        near = np.arange(best - reach, best + reach + step / 2, step)
        best = _peak(near, points.scores(near))
    return Lie(best, sure)


def _smaller(dark: NDArray[np.float32], longer_side: int) -> NDArray[np.float32]:
    shrink = max(dark.shape) / longer_side
    if shrink <= 1:
        return dark
    size = (max(1, round(dark.shape[1] / shrink)), max(1, round(dark.shape[0] / shrink)))
    return cv2.resize(dark, size, interpolation=cv2.INTER_AREA).astype(np.float32, copy=False)


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

    def scores(self, degrees: NDArray[np.float64]) -> NDArray[np.float64]:
        """For each angle, how much the sums of ink along the rows jump, and a little along the columns."""
        return np.array([self._score(angle) for angle in degrees])

    def _score(self, degrees: float) -> float:
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


def turn_back(page: Pixels, ink: Ink, degrees: float, paper: tuple[int, int, int]) -> tuple[Pixels, Ink]:
    """Page and ink turned so that content that lay `degrees` clockwise lies straight.

    The size stays, unless writing would fall out: then it grows to hold it. New corners are filled with `paper` (BGR).
    """
    height, width = page.shape[:2]
    turn = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), degrees, 1.0)
    rows, columns = np.nonzero(ink.dark)
    if rows.size:
        outline = cv2.convexHull(np.column_stack([columns, rows]).astype(np.int32)).reshape(-1, 2)
        there = (outline + 0.5) / ink.scale @ turn[:, :2].T + turn[:, 2]
        low = np.minimum(np.floor(there.min(axis=0)) - 1, 0.0)
        high = np.maximum(np.ceil(there.max(axis=0)) + 2, (width, height))
        turn[:, 2] -= low
        width, height = (int(side) for side in high - low)
    turned = cv2.warpAffine(
        page, turn, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=paper
    )
    turn[:, 2] = turn[:, 2] * ink.scale
    small = (max(1, round(width * ink.scale)), max(1, round(height * ink.scale)))
    dark = cv2.warpAffine(ink.dark, turn, small, flags=cv2.INTER_LINEAR).astype(np.float32, copy=False)
    dark[dark < 0.04] = 0.0
    return turned.astype(np.uint8, copy=False), Ink(dark, ink.scale)
