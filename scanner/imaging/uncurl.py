"""A bent page (an open book, a page that would not lie flat) made flat by its lines of writing.

Lines of writing are straight on paper. How far each wanders from straight is fitted, for all lines at once, by a
smooth field over the page, and the picture is moved back by that field.
"""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from scanner.imaging.decode import Pixels
from scanner.imaging.ink import Ink

Doubles = NDArray[np.float64]

_LEAST_LINES: Final = 5
_LEAST_WIDTH: Final = 0.22
_LEAST_BEND: Final = 0.0016  # of the page's height, root mean square
_MUST_EXPLAIN: Final = 0.55
_POWERS: Final = ((1, 0), (2, 0), (3, 0), (4, 0), (1, 1), (2, 1), (3, 1), (4, 1), (1, 2), (2, 2))


def uncurl(page: Pixels, ink: Ink, paper: tuple[int, int, int]) -> Pixels | None:
    """The page with its lines of writing straight, or None where they are straight or tell nothing.

    `paper` (BGR) fills what was outside the picture.
    """
    lines = _wandering_lines(ink)
    if len(lines) < _LEAST_LINES:
        return None
    height, width = ink.dark.shape
    x = np.concatenate([line[:, 0] for line in lines]) / (width / 2) - 1
    y = np.concatenate([np.full(len(line), line[:, 1].mean()) for line in lines]) / (height / 2) - 1
    which = np.repeat(np.arange(len(lines)), [len(line) for line in lines])
    found = _fit(x, y, np.concatenate([line[:, 1] for line in lines]), which)
    if found is None:
        return None
    field, before, after = found
    if before < _LEAST_BEND * height or after > _MUST_EXPLAIN * before:
        return None
    return _moved_back(page, field, ink.scale, paper)


def _wandering_lines(ink: Ink) -> list[Doubles]:
    """For each line of writing, points (x, y) along its middle."""
    height, width = ink.dark.shape
    tallest = max(12, max(height, width) // 35)
    mask = (ink.dark > 0).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    letter = (stats[:, cv2.CC_STAT_HEIGHT] <= tallest) & (stats[:, cv2.CC_STAT_WIDTH] <= 4 * tallest)
    letter &= stats[:, cv2.CC_STAT_AREA] >= 6
    letter[0] = False
    letters = letter[labels].astype(np.uint8)
    joined = cv2.morphologyEx(letters, cv2.MORPH_CLOSE, np.ones((1, max(9, int(tallest * 0.7))), np.uint8))
    joined = cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones((3, max(5, tallest // 3)), np.uint8))
    number, band, boxes, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    step = max(8, tallest // 2)
    lines = []
    for label in range(1, number):
        left, top, wide, high, _area = (int(v) for v in boxes[label])
        if wide < _LEAST_WIDTH * width or high > 4 * tallest:
            continue
        own = band[top : top + high, left : left + wide] == label
        ink_here = own & (letters[top : top + high, left : left + wide] > 0)
        points = []
        for at in range(0, wide - step + 1, step):
            rows = np.nonzero(ink_here[:, at : at + step])[0]
            if rows.size >= 6:
                points.append((left + at + step / 2, top + float(np.median(rows))))
        if len(points) >= 6:
            lines.append(np.array(points))
    return lines


def _fit(x: Doubles, y: Doubles, seen: Doubles, which: NDArray[np.intp]) -> tuple[Doubles, float, float] | None:
    """Coefficients of the field, and how far lines wander (root mean square, pixels) before and after."""
    terms = _terms(x, y)
    lines = int(which.max()) + 1
    weight = np.ones(len(x))
    field = np.zeros(terms.shape[1])
    for _ in range(8):
        total: Doubles = np.asarray(np.bincount(which, weight, lines), np.float64)
        if (total <= 0).any():
            return None

        def less_own_mean(values: Doubles, weight: Doubles = weight, total: NDArray[np.float64] = total) -> Doubles:
            return np.asarray(values - (np.bincount(which, weight * values, lines) / total)[which])

        free = np.column_stack([less_own_mean(column) for column in terms.T])
        wander = less_own_mean(seen)
        normal = (free * weight[:, None]).T @ free + 1e-3 * weight.sum() * np.diag(np.arange(terms.shape[1]) >= 4)
        field = np.linalg.solve(normal, (free * weight[:, None]).T @ wander)
        left = wander - free @ field
        spread = max(1.0, 1.5 * float(np.median(np.abs(left))))
        weight = 1 / np.maximum(1.0, np.abs(left) / spread) ** 2
    before = float(np.sqrt(np.average(np.square(wander), weights=weight)))
    after = float(np.sqrt(np.average(np.square(left), weights=weight)))
    return field, before, after


def _terms(x: Doubles, y: Doubles) -> Doubles:
    return np.column_stack([x**a * y**b for a, b in _POWERS])


def _moved_back(page: Pixels, field: Doubles, scale: float, paper: tuple[int, int, int]) -> Pixels:
    """Each pixel fetched from where the field says that its line wandered to."""
    height, width = page.shape[:2]
    x, y = np.meshgrid(np.linspace(-1, 1, 65), np.linspace(-1, 1, 65))
    shift = (_terms(x.ravel(), y.ravel()) @ field / scale).reshape(65, 65).astype(np.float32)
    down = cv2.resize(shift, (width, height), interpolation=cv2.INTER_CUBIC)
    columns, rows = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    moved = cv2.remap(page, columns, rows + down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=paper)
    return moved.astype(np.uint8, copy=False)
