"""Quadrilaterals that lines of a picture span and that could be a page."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from scanner.imaging.page_lines import Lines

Doubles = NDArray[np.float64]

_MOST_PAIRS: Final = 260
_MOST_QUADS: Final = 160
_LEAST_APART: Final = 0.14
_LEAST_AREA: Final = 0.06
_OPPOSITE: Final = np.cos(np.deg2rad(38.0))
_BESIDE: Final = np.sin(np.deg2rad(35.0))
_OUTSIDE: Final = 0.14


def line_quads(lines: Lines, width: int, height: int) -> Doubles:
    """n x 4 x 2: the quadrilaterals with the most edge evidence along their sides, corners in order around."""
    first, second = _opposite_pairs(lines, width, height)
    if not first.size:
        return np.empty((0, 4, 2))
    a, b = np.triu_indices(first.size, 1)
    turn = np.abs(
        np.sum(lines.normal[first[a]] * lines.direction[first[b]], axis=1)
    )  # sine of the angle between the two pairs
    beside = turn > _BESIDE
    a, b = a[beside], b[beside]
    sides = np.column_stack([first[a], first[b], second[a], second[b]])
    corners = np.stack([_cross(lines, sides[:, k], sides[:, (k + 1) % 4]) for k in range(4)], axis=1)
    good = _well_formed(corners, width, height)
    sides, corners = sides[good], corners[good]
    # Corner k lies between sides k and k + 1: side k + 1 runs from corner k to corner k + 1.
    evidence = np.column_stack([lines.between(sides[:, k], corners[:, (k - 1) % 4], corners[:, k]) for k in range(4)])
    score = evidence.mean(axis=1) + 0.6 * evidence.min(axis=1) + 0.12 * np.log(_area(corners) / (width * height))
    return _unlike(corners[np.argsort(-score)[:3000]], 0.012 * max(width, height))


def _opposite_pairs(lines: Lines, width: int, height: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    first, second = np.triu_indices(len(lines.offset), 1)
    alike = np.abs(np.sum(lines.normal[first] * lines.normal[second], axis=1)) > _OPPOSITE
    first, second = first[alike], second[alike]
    middle = np.array([width / 2, height / 2])
    foot = middle + lines.normal * (lines.offset - lines.normal @ middle)[:, None]
    apart = np.minimum(
        np.abs(np.sum((foot[first] - foot[second]) * lines.normal[first], axis=1)),
        np.abs(np.sum((foot[first] - foot[second]) * lines.normal[second], axis=1)),
    )
    wide = apart > _LEAST_APART * min(width, height)
    first, second = first[wide], second[wide]
    total = lines.running[:, -1]
    order = np.argsort(-(np.sqrt(total[first]) + np.sqrt(total[second])))[:_MOST_PAIRS]
    return first[order], second[order]


def _cross(lines: Lines, p: NDArray[np.intp], q: NDArray[np.intp]) -> Doubles:
    n, m = lines.normal[p], lines.normal[q]
    det = n[:, 0] * m[:, 1] - n[:, 1] * m[:, 0]
    det = np.where(np.abs(det) < 1e-6, 1e-6, det)
    x = (lines.offset[p] * m[:, 1] - lines.offset[q] * n[:, 1]) / det
    y = (n[:, 0] * lines.offset[q] - m[:, 0] * lines.offset[p]) / det
    return np.column_stack([x, y])


def _area(corners: Doubles) -> Doubles:
    x, y = corners[:, :, 0], corners[:, :, 1]
    return np.asarray(np.abs(np.sum(x * np.roll(y, -1, 1) - y * np.roll(x, -1, 1), axis=1)) / 2)


def _well_formed(corners: Doubles, width: int, height: int) -> NDArray[np.bool_]:
    """Convex, large enough, within the picture, no side and no corner absurd."""
    slack = _OUTSIDE * max(width, height)
    x, y = corners[:, :, 0], corners[:, :, 1]
    inside = ((x > -slack) & (x < width + slack) & (y > -slack) & (y < height + slack)).all(axis=1)
    side = np.roll(corners, -1, 1) - corners
    length = np.hypot(side[:, :, 0], side[:, :, 1])
    after = np.roll(side, -1, 1)
    bend = side[:, :, 0] * after[:, :, 1] - side[:, :, 1] * after[:, :, 0]
    sine = bend / np.maximum(length * np.roll(length, -1, 1), 1e-6)
    convex = (sine > 0.55).all(axis=1) | (sine < -0.55).all(axis=1)
    like = np.minimum(
        np.minimum(length[:, 0], length[:, 2]) / np.maximum(np.maximum(length[:, 0], length[:, 2]), 1e-6),
        np.minimum(length[:, 1], length[:, 3]) / np.maximum(np.maximum(length[:, 1], length[:, 3]), 1e-6),
    )
    return np.asarray(inside & convex & (like > 0.45) & (_area(corners) > _LEAST_AREA * width * height))


def _unlike(ordered: Doubles, near: float) -> Doubles:
    """The best of the ordered quads, without those that nearly repeat a better one."""
    keys = np.rint(np.sort(ordered, axis=1) / near).reshape(-1, 8)
    first = np.unique(keys, axis=0, return_index=True)[1]
    return ordered[np.sort(first)[:_MOST_QUADS]]
