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
from scanner.imaging.ink import Ink, Marks

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
    marks = ink.marks
    letter = (marks.height <= tallest) & (marks.width <= 4 * tallest) & (marks.area >= 6)
    letters = marks.only(letter).astype(np.uint8)
    joined = cv2.morphologyEx(letters, cv2.MORPH_CLOSE, np.ones((1, max(9, int(tallest * 0.7))), np.uint8))
    joined = cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones((3, max(5, tallest // 3)), np.uint8))
    bands = Marks.of(joined.astype(np.uint8, copy=False))
    step = max(8, tallest // 2)
    lines = []
    for label in np.flatnonzero((bands.width >= _LEAST_WIDTH * width) & (bands.height <= 4 * tallest)):
        if label == 0:
            continue
        left, top, wide, high = (int(v[label]) for v in (bands.left, bands.top, bands.width, bands.height))
        own = bands.labels[top : top + high, left : left + wide] == label
        ink_here = own & (letters[top : top + high, left : left + wide] > 0)
        here, rows = np.nonzero(ink_here.T)
        # Rows are in order within a column block, so that the middle one of a block is its median.
        block = here // step
        order = np.lexsort((rows, block))
        block, rows = block[order], rows[order]
        numbers, first, count = np.unique(block, return_index=True, return_counts=True)
        enough = count >= 6
        if int(enough.sum()) >= 6:
            middle = rows[first + count // 2][enough]
            lines.append(np.column_stack([left + (numbers[enough] + 0.5) * step, top + middle.astype(np.float64)]))
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
