"""Copies of a picture in which a code may be easier to read: larger, turned, levelled, sharper."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from scanner.imaging.decode import Pixels

_LocalAverage: Final = zxingcpp.Binarizer.LocalAverage
_AtMiddleGrey: Final = zxingcpp.Binarizer.FixedThreshold
_WHOLE_SIDE: Final = 1400
_PART_SIDE: Final = 1000
_MOST_ENLARGED: Final = 3.0
_MOST_HINTS: Final = 4

Affine = NDArray[np.float64]


@dataclass(frozen=True)
class Prepared:
    """A copy to be read, how to make it black and white, and the way back (2 x 3) to the picture's own pixels."""

    name: str
    pixels: Pixels
    binarizer: zxingcpp.Binarizer
    to_picture: Affine

    @classmethod
    def of(cls, grey: Pixels) -> Prepared:
        """The picture as it is."""
        return cls("as it is", np.ascontiguousarray(grey), _LocalAverage, np.eye(2, 3))

    def back(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Points (n x 2, x and y) of the copy as points of the picture."""
        return points @ self.to_picture[:, :2].T + self.to_picture[:, 2]


def prepare(grey: Pixels, hints: Sequence[tuple[float, float, float]]) -> Iterator[Prepared]:
    """Copies, the most promising first: of the places hinted at (x, y, size), and of the whole picture."""
    parts = [_part(grey, *hint) for hint in hints[:_MOST_HINTS]]
    parts.append((*_sized(grey, _WHOLE_SIDE), np.zeros(2)))
    for name, change, binarizer in _CHANGES:
        for number, (pixels, scale, corner) in enumerate(parts):
            changed, to_scaled = change(pixels, scale)
            to_picture = to_scaled / scale
            to_picture[:, 2] += corner
            yield Prepared(f"{name} {number}", changed, binarizer, to_picture)


def _part(grey: Pixels, x: float, y: float, size: float) -> tuple[Pixels, float, NDArray[np.float64]]:
    height, width = grey.shape
    reach = max(24.0, 0.85 * size)
    left, top = (max(0, int(at - reach)) for at in (x, y))
    right, bottom = min(width, int(x + reach) + 1), min(height, int(y + reach) + 1)
    if right - left < 16 or bottom - top < 16:
        return *_sized(grey, _WHOLE_SIDE), np.zeros(2)
    return *_sized(grey[top:bottom, left:right], _PART_SIDE), np.array([left, top], float)


def _sized(grey: Pixels, side: int) -> tuple[Pixels, float]:
    scale = min(_MOST_ENLARGED, side / max(grey.shape))
    how = cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA
    return cv2.resize(grey, None, fx=scale, fy=scale, interpolation=how).astype(np.uint8, copy=False), scale


Change = Callable[[Pixels, float], tuple[Pixels, Affine]]


def _as_scaled(pixels: Pixels, _: float) -> tuple[Pixels, Affine]:
    return pixels, np.eye(2, 3)


def _turned(degrees: float) -> Change:
    def change(pixels: Pixels, _: float) -> tuple[Pixels, Affine]:
        height, width = pixels.shape
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
        cosine, sine = abs(math.cos(math.radians(degrees))), abs(math.sin(math.radians(degrees)))
        wide, high = round(height * sine + width * cosine), round(height * cosine + width * sine)
        turn[:, 2] += ((wide - width) / 2, (high - height) / 2)
        turned = cv2.warpAffine(
            pixels, turn, (wide, high), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
        ).astype(np.uint8, copy=False)
        return turned, cv2.invertAffineTransform(turn).astype(np.float64)

    return change


def _levelled(pixels: Pixels, scale: float) -> tuple[Pixels, Affine]:
    """Brightness and contrast made alike everywhere, edges sharpened."""
    smooth = cv2.GaussianBlur(pixels.astype(np.float32), (0, 0), max(0.6, 0.5 * scale))
    reach = max(15, round(30 * scale)) | 1
    mean = cv2.blur(smooth, (reach, reach))
    spread = cv2.sqrt(np.maximum(cv2.blur(smooth * smooth, (reach, reach)) - mean * mean, 0) + 16)
    level = (smooth - mean) / spread * 70
    level = 2 * level - cv2.GaussianBlur(level, (0, 0), max(1.0, 1.3 * scale))
    return np.clip(level + 128, 0, 255).astype(np.uint8), np.eye(2, 3)


def _against_neighbours(cells: float) -> Change:
    def change(pixels: Pixels, scale: float) -> tuple[Pixels, Affine]:
        reach = max(11, round(cells * scale)) | 1
        smooth = cv2.GaussianBlur(pixels, (0, 0), max(0.6, 0.7 * scale))
        black_white = np.where(smooth > cv2.blur(pixels, (reach, reach)), 255, 0)
        return black_white.astype(np.uint8), np.eye(2, 3)

    return change


def _sharpened(pixels: Pixels, scale: float) -> tuple[Pixels, Affine]:
    soft = cv2.GaussianBlur(pixels, (0, 0), max(1.0, 1.3 * scale))
    return cv2.addWeighted(pixels, 3.0, soft, -2.0, 0).astype(np.uint8, copy=False), np.eye(2, 3)


def _softened(pixels: Pixels, scale: float) -> tuple[Pixels, Affine]:
    return cv2.GaussianBlur(pixels, (0, 0), max(0.8, 0.8 * scale)).astype(np.uint8, copy=False), np.eye(2, 3)


# In the order in which they read what the ones before could not, measured on 400 generated photographs.
_CHANGES: Final[tuple[tuple[str, Change, zxingcpp.Binarizer], ...]] = (
    ("scaled", _as_scaled, _LocalAverage),
    ("levelled", _levelled, _LocalAverage),
    ("turned 22", _turned(22.0), _LocalAverage),
    ("against neighbours 25", _against_neighbours(25), _AtMiddleGrey),
    ("sharpened", _sharpened, _LocalAverage),
    ("against neighbours 15", _against_neighbours(15), _AtMiddleGrey),
    ("softened", _softened, _LocalAverage),
    ("turned 45", _turned(45.0), _LocalAverage),
)
