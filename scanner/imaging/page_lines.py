"""Straight lines in a picture that may be a page's edges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from scanner.imaging.page_maps import Floats, PageMaps

Doubles = NDArray[np.float64]

_MOST_LINES: Final = 44
_LEAST_LENGTH: Final = 0.035
_SAME_ANGLE: Final = np.deg2rad(2.0)
_SAME_OFFSET: Final = 4.0


@dataclass(frozen=True)
class Lines:
    """n lines: normal[n, 2] · point = offset[n]; `support` holds edge evidence along each, as running sums.

    start[n, 2] is where the running sum of a line begins, direction[n, 2] where it leads, one entry a pixel.
    inside: running sums, too, of the pixels within the picture.
    """

    normal: Doubles
    offset: Doubles
    direction: Doubles
    start: Doubles
    running: Doubles
    inside: Doubles

    def between(self, line: NDArray[np.intp], a: Doubles, b: Doubles) -> Doubles:
        """Mean evidence (0 to 1) on line[k] between the points a[k] and b[k], as far as the picture shows it.

        0 where the picture shows less than half of it.
        """
        ta = ((a - self.start[line]) * self.direction[line]).sum(axis=-1)
        tb = ((b - self.start[line]) * self.direction[line]).sum(axis=-1)
        last = self.running.shape[1] - 1
        low = np.clip(np.minimum(ta, tb), 0, last).astype(np.intp)
        high = np.clip(np.maximum(ta, tb), 0, last).astype(np.intp)
        gained = self.running[line, high] - self.running[line, low]
        seen = self.inside[line, high] - self.inside[line, low]
        enough = seen >= 0.5 * np.abs(tb - ta)
        return np.asarray(np.where(enough, gained / np.maximum(seen, 1.0), 0.0))


def find_lines(maps: PageMaps) -> Lines:
    """The strongest lines of the picture, and its four borders."""
    width, height = maps.size
    segments = np.concatenate([_segments(view) for view in _views(maps)])
    segments = segments[np.hypot(*(segments[:, 2:] - segments[:, :2]).T) >= _LEAST_LENGTH * max(width, height)]
    normal, offset = _merge(segments)
    borders_n = np.array([[0.0, 1.0], [1.0, 0.0], [0.0, 1.0], [1.0, 0.0]])
    borders_o = np.array([0.0, width - 1.0, height - 1.0, 0.0])
    normal, offset = np.concatenate([normal, borders_n]), np.concatenate([offset, borders_o])
    return _with_support(maps, normal, offset)


def _views(maps: PageMaps) -> list[NDArray[np.uint8]]:
    views = [np.clip(lab[:, :, 0], 0, 255).astype(np.uint8) for lab in (maps.lab, maps.plain)]
    colour = maps.plain[:, :, 1:] - maps.plain[:, :, 1:].min(axis=(0, 1))
    tone = colour.sum(axis=2)
    views.append(np.clip(tone * (255 / max(float(tone.max()), 60.0)), 0, 255).astype(np.uint8))
    return views


def _segments(view: NDArray[np.uint8]) -> Doubles:
    # The darkest steps matter too (white on white): equalised, and a detector that keeps weak gradients.
    level = cv2.createCLAHE(2.0, (4, 4)).apply(view)
    found = cv2.createLineSegmentDetector(cv2.LSD_REFINE_NONE, 1.0, 0.6, 1.5, 22.5).detect(level)[0]
    return np.empty((0, 4)) if found is None else found.reshape(-1, 4).astype(np.float64)


def _merge(segments: Doubles) -> tuple[Doubles, Doubles]:
    """Segments on one line joined to one line, the longest together first."""
    ends = segments[:, 2:] - segments[:, :2]
    length = np.hypot(ends[:, 0], ends[:, 1])
    angle = np.arctan2(ends[:, 0], -ends[:, 1]) % np.pi
    middle = (segments[:, :2] + segments[:, 2:]) / 2
    normals, offsets = [], []
    left = length.copy()
    for _ in range(_MOST_LINES):
        if not left.size or left.max() <= 0:
            break
        seed = int(left.argmax())
        normal = np.array([np.cos(angle[seed]), np.sin(angle[seed])])
        for _again in range(2):
            turn = np.abs((angle - np.arctan2(normal[1], normal[0]) + np.pi / 2) % np.pi - np.pi / 2)
            away = np.abs(middle @ normal - middle[seed] @ normal)
            member = (turn < _SAME_ANGLE) & (away < _SAME_OFFSET) & (left > 0)
            member[seed] = True
            points = np.concatenate([segments[member, :2], segments[member, 2:]])
            weight = np.tile(length[member], 2)
            centre = np.average(points, axis=0, weights=weight)
            spread = (points - centre).T @ ((points - centre) * weight[:, None])
            normal = np.linalg.eigh(spread)[1][:, 0]
        normals.append(normal)
        offsets.append(float(centre @ normal))
        left[member] = 0
    return np.array(normals).reshape(-1, 2), np.array(offsets)


def _with_support(maps: PageMaps, normal: Doubles, offset: Doubles) -> Lines:
    width, height = maps.size
    reach = int(np.hypot(width, height)) + 2
    direction = np.column_stack([-normal[:, 1], normal[:, 0]])
    middle = np.array([width / 2, height / 2])
    foot = middle + normal * (offset - normal @ middle)[:, None]
    start = foot - direction * (reach / 2)
    along = start[:, None] + direction[:, None] * np.arange(reach)[None, :, None]
    evidence = edge_evidence(maps, along, normal[:, None])
    nothing = np.zeros((len(normal), 1))
    running = np.concatenate([nothing, np.cumsum(evidence, axis=1)], axis=1)
    inside = np.concatenate([nothing, np.cumsum(is_inside(maps, along), axis=1)], axis=1)
    return Lines(normal, offset, direction, start, running, inside)


def is_inside(maps: PageMaps, points: Doubles) -> NDArray[np.bool_]:
    """Which points lie within the picture."""
    width, height = maps.size
    x, y = points[..., 0], points[..., 1]
    return np.asarray((x >= 0) & (y >= 0) & (x <= width - 1) & (y <= height - 1))


def edge_evidence(maps: PageMaps, points: Doubles, normal: Doubles) -> Doubles:
    """How much (0 to 1) an edge runs through each point across `normal`; 0 outside the picture."""
    width, height = maps.size
    best = np.zeros(points.shape[:-1])
    for shift in (-1.5, 0.0, 1.5):
        at = points + shift * normal
        x, y = np.rint(at[..., 0]).astype(np.intp), np.rint(at[..., 1]).astype(np.intp)
        inside = (x >= 1) & (y >= 1) & (x < width - 1) & (y < height - 1)
        x, y = np.clip(x, 0, width - 1), np.clip(y, 0, height - 1)
        for edges, noise in ((maps.edge, maps.noise), (maps.plain_edge, maps.plain_noise)):
            across = _across(edges[y, x], normal)
            best = np.maximum(best, np.where(inside, across / (across + 2.0 * noise), 0.0))
    return best


def edge_strength(maps: PageMaps, points: Doubles, normal: Doubles) -> Doubles:
    """The step across `normal` at each point, in units of the picture's noise; 0 outside the picture."""
    width, height = maps.size
    x, y = points[..., 0], points[..., 1]
    inside = (x >= 1) & (y >= 1) & (x < width - 2) & (y < height - 2)
    x, y = np.clip(x, 0, width - 2), np.clip(y, 0, height - 2)
    left, top = x.astype(np.intp), y.astype(np.intp)
    right, down = (x - left)[..., None, None], (y - top)[..., None, None]
    strongest = np.zeros(points.shape[:-1])
    for edges, noise in ((maps.edge, maps.noise), (maps.plain_edge, maps.plain_noise)):
        above = edges[top, left] * (1 - right) + edges[top, left + 1] * right
        below = edges[top + 1, left] * (1 - right) + edges[top + 1, left + 1] * right
        strongest = np.maximum(strongest, _across(above * (1 - down) + below * down, normal) / noise)
    return np.where(inside, strongest, 0.0)


def _across(edges: Floats | Doubles, normal: Doubles) -> Doubles:
    step = edges[..., 0] * normal[..., None, 0] + edges[..., 1] * normal[..., None, 1]
    return np.asarray(np.sqrt(np.square(step).sum(axis=-1)), np.float64)
