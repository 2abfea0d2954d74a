"""Where the page lies in a picture: its four corners.

Guesses come from straight lines and from patches of colour; what speaks for and against each guess is weighed
(quad_features.py), the best are moved onto the very edges and weighed again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

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
# 600 generated photographs and 120 generated scans (docs/decisions/0010).
_WEIGHTS: Final = {
    "evidence": (13.52, 0.09),
    "weakest evidence": (-2.04, 0.04),
    "step": (5.02, 2.13),
    "weakest step": (-0.59, 1.67),
    "lighter inside": (4.43, 2.03),
    "least lighter inside": (-0.11, 0.93),
    "goes on": (-9.46, 0.0),
    "mixed inside": (-0.44, 0.0),
    "area": (2.36, 0.0),
    "ink at edge": (-1.03, -1.85),
    "ink inside": (-1.08, -3.64),
    "ink outside": (-1.44, -2.47),
    "on border": (-9.69, -2.81),
    "odd ratio": (-7.37, 0.0),
    "steady step": (0.59, 2.50),
    "lopsided": (-4.16, 0.0),
    "paler inside": (0.59, 0.0),
    "steady weakest": (2.22, 1.14),
}
_RANK: Final = np.array([_WEIGHTS[name][0] for name in NAMES])
_SURE: Final = np.array([_WEIGHTS[name][1] for name in NAMES])
_SURE_FROM: Final = 2.28
# A picture shaped like A4 is most likely a scan that the page fills; cameras make 4:3, 3:2 and 16:9.
_A4_SHAPE: Final = 2**0.5
_SHAPED_LIKE_A4: Final = 1.0
_SHAPED_OTHERWISE: Final = -1.5
_FINALISTS: Final = 4


@dataclass(frozen=True)
class FoundPage:
    """Four corners (x, y) of the page in the picture, clockwise from top left.

    sure: the log odds that this is a page; two and more is hardly ever wrong.
    """

    quad: Quad
    sure: float


def find_page(image: Pixels) -> FoundPage | None:
    """The page in the picture, or None where it fills the picture."""
    maps = look_at(image)
    guesses = clockwise(np.concatenate([line_quads(find_lines(maps), *maps.size), region_quads(maps)]))
    if not len(guesses):
        return None
    best = guesses[_unlike(guesses, features(maps, guesses) @ _RANK)]
    exact = np.array([_onto_edges(maps, guess) for guess in best])
    finalists = np.concatenate([best, exact])
    weighed = features(maps, finalists)
    winner = int((weighed @ _RANK).argmax())
    height, width = image.shape[:2]
    shape = max(height, width) / min(height, width)
    doubt = _SHAPED_LIKE_A4 if abs(shape / _A4_SHAPE - 1) < 0.015 else _SHAPED_OTHERWISE
    sure = float(weighed[winner] @ _SURE) - _SURE_FROM
    if sure < doubt:
        return None
    corners = (finalists[winner] + 0.5) / maps.scale - 0.5
    corners = np.clip(corners, 0, (width - 1, height - 1))
    return None if _fills(corners, width, height) else FoundPage(in_order(corners), sure)


def in_order(corners: Doubles) -> Quad:
    """Four corners clockwise, the first one being the top left."""
    middle = corners.mean(axis=0)
    around = corners[np.argsort(np.arctan2(corners[:, 1] - middle[1], corners[:, 0] - middle[0]))]
    first = int(np.argmin(around.sum(axis=1)))
    a, b, c, d = ((float(x), float(y)) for x, y in np.roll(around, -first, axis=0))
    return a, b, c, d


def _fills(corners: Doubles, width: int, height: int) -> bool:
    x, y = corners[:, 0], corners[:, 1]
    area = abs(float(np.sum(x * np.roll(y, -1) - y * np.roll(x, -1)))) / 2
    return area > 0.985 * width * height


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
