"""Where the page lies in a picture: its four corners.

Guesses come from straight lines and from patches of colour; what speaks for and against each guess is weighed
(quad_features.py), the best are moved onto the very edges and weighed again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from scanner.imaging.decode import Pixels
from scanner.imaging.page_lines import edge_strength, find_lines
from scanner.imaging.page_maps import PageMaps, look_at
from scanner.imaging.page_regions import region_quads
from scanner.imaging.quad_candidates import line_quads
from scanner.imaging.quad_features import NAMES, clockwise, features

Doubles = NDArray[np.float64]
Quad = tuple[tuple[float, float], tuple[float, float], tuple[float, float], tuple[float, float]]

# What each feature counts: for being the best guess, and for being a page at all. Fitted by logistic regression on
# 650 generated photographs and 320 generated scans (docs/decisions/0010).
_WEIGHTS: Final = {
    "evidence": (13.72, 0.75),
    "weakest evidence": (-2.19, 1.34),
    "step": (2.89, 2.14),
    "weakest step": (-0.45, 1.63),
    "lighter inside": (3.15, 1.87),
    "least lighter inside": (0.31, 0.79),
    "goes on": (-9.51, 0.0),
    "mixed inside": (-0.46, 0.0),
    "area": (1.69, 0.0),
    "ink at edge": (-1.37, -1.55),
    "ink inside": (-1.57, -2.75),
    "ink outside": (-0.63, -2.00),
    "on border": (1.30, -1.62),
    "odd ratio": (-8.04, 0.0),
    "steady step": (2.87, 2.07),
    "lopsided": (-3.99, 0.0),
    "paler inside": (0.94, 0.0),
    "steady weakest": (0.90, 0.88),
    "outside": (-7.19, 0.0),
}
_RANK: Final = np.array([_WEIGHTS[name][0] for name in NAMES])
_SURE: Final = np.array([_WEIGHTS[name][1] for name in NAMES])
_SURE_FROM: Final = 3.79
# A picture shaped like A4 is most likely a scan that the page fills; cameras make 4:3, 3:2 and 16:9.
_A4_SHAPE: Final = 2**0.5
_SHAPED_LIKE_A4: Final = 1.0
_SHAPED_OTHERWISE: Final = -1.5
_FINALISTS: Final = 4
_FILLS: Final = 0.985


@dataclass(frozen=True)
class FoundPage:
    """Four corners (x, y) of the page, clockwise from top left; one may lie outside the picture.

    sure: the log odds that this is a page; two and more is hardly ever wrong.
    """

    quad: Quad
    sure: float


def find_page(image: Pixels) -> FoundPage | None:
    """The page in the picture, or None where it fills the picture."""
    height, width = image.shape[:2]
    shape = max(height, width) / min(height, width)
    like_a4 = abs(shape / _A4_SHAPE - 1) < 0.015
    if like_a4 and _paper_all_round(image):
        return None
    maps = look_at(image)
    guesses = clockwise(np.concatenate([line_quads(find_lines(maps), *maps.size), region_quads(maps)]))
    if not len(guesses):
        return None
    best = guesses[_unlike(guesses, features(maps, guesses) @ _RANK)]
    exact = np.array([_onto_edges(maps, guess) for guess in best])
    finalists = np.concatenate([best, exact])
    weighed = features(maps, finalists)
    winner = int((weighed @ _RANK).argmax())
    doubt = _SHAPED_LIKE_A4 if like_a4 else _SHAPED_OTHERWISE
    sure = float(weighed[winner] @ _SURE) - _SURE_FROM
    if sure < doubt:
        return None
    corners = (finalists[winner] + 0.5) / maps.scale - 0.5
    if share_seen(corners, width, height)[1] > _FILLS:
        return None
    return FoundPage(in_order(corners), sure)


def _paper_all_round(image: Pixels) -> bool:
    """Whether the rim of the picture is as light as its paper: nothing of a scanner's bed or a table is seen."""
    step = max(1, max(image.shape[:2]) // 500)
    sample = image[::step, ::step].min(axis=2)
    paper = float(np.percentile(sample, 85))
    rim = max(2, min(sample.shape) // 60)
    inner = sample[rim:-rim, rim:-rim]
    outside = float((sample < 0.92 * paper).sum()) - float((inner < 0.92 * paper).sum())
    return paper > 120 and outside < 0.03 * (sample.size - inner.size)


def in_order(corners: Doubles) -> Quad:
    """Four corners clockwise, the first one being the top left."""
    middle = corners.mean(axis=0)
    around = corners[np.argsort(np.arctan2(corners[:, 1] - middle[1], corners[:, 0] - middle[0]))]
    first = int(np.argmin(around.sum(axis=1)))
    a, b, c, d = ((float(x), float(y)) for x, y in np.roll(around, -first, axis=0))
    return a, b, c, d


def share_seen(quad: Doubles, width: int, height: int) -> tuple[float, float]:
    """How much of the page the picture shows, and how much of the picture the page covers (0 to 1)."""
    frame = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    hull = cv2.convexHull(quad.astype(np.float32))
    common = float(cv2.intersectConvexConvex(hull, frame)[0])
    return common / max(float(cv2.contourArea(hull)), 1.0), common / (width * height)


def _unlike(guesses: Doubles, score: Doubles) -> NDArray[np.intp]:
    """The best few that are not nearly the same."""
    kept: list[int] = []
    for guess in np.argsort(-score):
        if all(np.abs(_key(guesses[guess]) - _key(guesses[other])).max() > 12 for other in kept):
            kept.append(int(guess))
        if len(kept) == _FINALISTS:
            break
    return np.array(kept, np.intp)


def _key(quad: Doubles) -> Doubles:
    return np.asarray(np.sort(quad, axis=0))


def _onto_edges(maps: PageMaps, quad: Doubles) -> Doubles:
    """Each side moved, by up to seven pixels at each end, to where the edge is strongest; corners cut anew."""
    shifts = np.arange(-7.0, 7.25, 0.5)
    share = np.linspace(0.06, 0.94, 48)
    lines = []
    for k in range(4):
        a, b = quad[k], quad[(k + 1) % 4]
        along = (b - a) / max(float(np.hypot(*(b - a))), 1e-6)
        outward = np.array([along[1], -along[0]])
        points = (a + (b - a) * share[:, None])[:, None] + outward * shifts[None, :, None]
        strength = edge_strength(maps, points, np.broadcast_to(outward, points.shape))
        strength = np.minimum(strength, np.percentile(strength, 90))
        near, far = np.meshgrid(shifts, shifts, indexing="ij")
        at = near[..., None] * (1 - share) + far[..., None] * share
        index = np.clip(np.rint((at - shifts[0]) / 0.5).astype(np.intp), 0, len(shifts) - 1)
        total = strength[np.arange(len(share)), index].mean(axis=-1)
        # Of two edges alike, the nearer one.
        total = total * (1 - 0.01 * (np.abs(near) + np.abs(far)))
        i, j = np.unravel_index(int(total.argmax()), total.shape)
        lines.append((a + outward * shifts[i], b + outward * shifts[j]))
    moved = np.array([_meet(*lines[k - 1], *lines[k]) for k in range(4)])
    return moved if np.abs(moved - quad).max() < 25 else quad


def _meet(a: Doubles, b: Doubles, c: Doubles, d: Doubles) -> Doubles:
    """Where the lines ab and cd cross."""
    ab, cd = b - a, d - c
    det = ab[0] * cd[1] - ab[1] * cd[0]
    if abs(det) < 1e-6:
        return c
    along = ((c[0] - a[0]) * cd[1] - (c[1] - a[1]) * cd[0]) / det
    return np.asarray(a + along * ab)
