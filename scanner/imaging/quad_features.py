"""What speaks for and against a quadrilateral being the page."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from scanner.imaging.page_lines import edge_evidence, is_inside
from scanner.imaging.page_maps import PageMaps

Doubles = NDArray[np.float64]

NAMES: Final = (
    "evidence", "weakest evidence", "step", "weakest step", "lighter inside", "least lighter inside", "goes on",
    "mixed inside", "area", "ink at edge", "ink inside", "ink outside", "on border", "odd ratio", "steady step",
    "lopsided", "paler inside", "steady weakest", "outside",
)  # fmt: skip

_POINTS: Final = 40
_ALONG: Final = np.linspace(0.04, 0.96, _POINTS)
_NEAR: Final = (5.0, 9.0)
_RATIOS: Final = np.log(np.array([297 / 210, 11 / 8.5, 85.6 / 54]))


def clockwise(quads: Doubles) -> Doubles:
    """Each quad's corners in clockwise order on the screen."""
    x, y = quads[:, :, 0], quads[:, :, 1]
    turn = np.sum(x * np.roll(y, -1, 1) - y * np.roll(x, -1, 1), axis=1)
    return np.where(turn[:, None, None] < 0, quads[:, ::-1], quads)


def features(maps: PageMaps, quads: Doubles) -> Doubles:
    """n x len(NAMES) for n clockwise quads (n x 4 x 2, in the small copy's pixels)."""
    width, height = maps.size
    side = np.roll(quads, -1, 1) - quads
    length = np.hypot(side[..., 0], side[..., 1])
    along = side / np.maximum(length, 1e-6)[..., None]
    outward = np.stack([along[..., 1], -along[..., 0]], axis=-1)
    points = quads[:, :, None] + side[:, :, None] * _ALONG[None, None, :, None]

    seen = is_inside(maps, points).astype(np.float64)
    evidence = _mean(edge_evidence(maps, points, outward[:, :, None]), seen)
    reach = outward[:, :, None] * _NEAR[-1]
    both = seen * is_inside(maps, points + reach) * is_inside(maps, points - reach)
    inner = np.mean([_at(maps.plain, points - outward[:, :, None] * d) for d in _NEAR], axis=0)
    outer = np.mean([_at(maps.plain, points + outward[:, :, None] * d) for d in _NEAR], axis=0)
    difference = inner - outer
    step = np.sqrt(np.square(difference).sum(axis=-1))
    step_share = _mean(step / (step + 12.0), both)
    middle_step = np.stack([_mean(difference[..., k], both) for k in range(3)], axis=-1)
    steady = np.sqrt(np.square(middle_step).sum(axis=-1)) / (_mean(step, both) + 3.0)
    lighter = _mean(np.clip(difference[..., 0] / 25.0, -1, 1), both)
    chroma = np.hypot(inner[..., 1] - 192, inner[..., 2] - 192), np.hypot(outer[..., 1] - 192, outer[..., 2] - 192)
    paler = _mean(np.clip((chroma[1] - chroma[0]) / 20.0, -1, 1), both).mean(axis=1)

    on_border = (
        (np.abs(points[..., 0]) < 3)
        | (np.abs(points[..., 0] - (width - 1)) < 3)
        | (np.abs(points[..., 1]) < 3)
        | (np.abs(points[..., 1] - (height - 1)) < 3)
    ).mean(axis=(1, 2))

    grid = _inside(quads, np.linspace(0.08, 0.92, 14))
    colours = _at(maps.plain, grid)
    middle = np.median(colours, axis=1, keepdims=True)
    mixed = np.median(np.sqrt(np.square(colours - middle).sum(axis=-1)), axis=1) / 20.0
    ink_grid = _inside(quads, np.linspace(0.02, 0.98, 40))
    ink_in = _at(maps.ink[..., None], ink_grid)[..., 0].mean(axis=1)
    strip = np.mean([_at(maps.ink[..., None], points - outward[:, :, None] * d) for d in (3.0, 5.0, 7.0)], axis=0)
    area = _area(quads) / (width * height)
    total = float(maps.ink.mean())
    ink_out = np.clip((total - ink_in * area) / np.maximum(1 - area, 0.05), 0, 1)
    lopsided = np.abs(np.log(length[:, 0] / length[:, 2])) + np.abs(np.log(length[:, 1] / length[:, 3]))
    plain_ratio = np.abs(np.log((length[:, 0] + length[:, 2]) / (length[:, 1] + length[:, 3])))
    odd = np.minimum(np.abs(plain_ratio[:, None] - _RATIOS).min(axis=1), 0.5)
    return np.column_stack(
        [
            evidence.mean(axis=1),
            evidence.min(axis=1),
            step_share.mean(axis=1),
            step_share.min(axis=1),
            lighter.mean(axis=1),
            lighter.min(axis=1),
            _goes_on(maps, quads, along, length, outward),
            np.minimum(mixed, 3.0),
            np.log(area),
            np.minimum(strip.mean(axis=(1, 2, 3)) * 5, 1.0),
            np.sqrt(ink_in),
            np.sqrt(ink_out),
            on_border,
            odd,
            steady.mean(axis=1),
            np.minimum(lopsided, 1.0),
            paler,
            steady.min(axis=1),
            1 - seen.mean(axis=(1, 2)),
        ]
    )


def _mean(values: Doubles, weight: Doubles) -> Doubles:
    """The weighted mean along each side; 0 where a side has no weight."""
    return np.asarray((values * weight).sum(axis=2) / np.maximum(weight.sum(axis=2), 1.0))


def _goes_on(maps: PageMaps, quads: Doubles, along: Doubles, length: Doubles, outward: Doubles) -> Doubles:
    """Evidence of edges that run on beyond the corners: a page's edges end there, tiles and boards go on."""
    reach = np.maximum(0.14 * length, 14.0)[:, :, None, None] * np.linspace(0.25, 1.0, 10)[None, None, :, None]
    after = np.roll(quads, -1, 1)[:, :, None] + along[:, :, None] * reach
    before = quads[:, :, None] - along[:, :, None] * reach
    beyond = np.concatenate([after, before], axis=2)
    return np.asarray(edge_evidence(maps, beyond, outward[:, :, None]).mean(axis=(1, 2)))


def _inside(quads: Doubles, steps: Doubles) -> Doubles:
    """A grid of points within each quad, n x (k * k) x 2."""
    u, v = (a.ravel()[None, :, None] for a in np.meshgrid(steps, steps))
    a, b, c, d = (quads[:, k, None] for k in range(4))
    return np.asarray((1 - v) * ((1 - u) * a + u * b) + v * ((1 - u) * d + u * c))


def _at(view: NDArray[np.float32], points: Doubles) -> Doubles:
    height, width = view.shape[:2]
    x = np.clip(np.rint(points[..., 0]), 0, width - 1).astype(np.intp)
    y = np.clip(np.rint(points[..., 1]), 0, height - 1).astype(np.intp)
    return np.asarray(view[y, x], np.float64)


def _area(quads: Doubles) -> Doubles:
    x, y = quads[:, :, 0], quads[:, :, 1]
    return np.asarray(np.abs(np.sum(x * np.roll(y, -1, 1) - y * np.roll(x, -1, 1), axis=1)) / 2)
