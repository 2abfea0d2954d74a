"""Pages found in photographs over every background, and left alone where they fill the frame."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from scanner.imaging.clean import CleanedPage, clean
from scanner.imaging.flatten import flatten, true_ratio
from scanner.imaging.page_quad import find_page, in_order
from tests.scanner.drawings import BACKGROUNDS, KINDS, draw_page, overlap, photograph, turned

# On paper like the page itself and on tiles a page may be missed; it is never half a page.
_HARD = ("other paper", "tiles", "white desk")


@pytest.mark.parametrize("background", BACKGROUNDS)
def test_the_page_is_found(background: str) -> None:
    seeds = range(200, 204)
    found = []
    for seed in seeds:
        shot = photograph(seed, background)
        page = find_page(shot.image)
        found.append(overlap(page.quad, shot.corners) if page else 0.0)
    assert sorted(found)[1 if background in _HARD else 0] > 0.93, found


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_that_fills_the_frame_is_not_cropped(kind: str) -> None:
    page = draw_page(11, 150, kind)
    assert find_page(np.dstack([turned(page, 2.0, 255)] * 3)) is None


def test_proportions_are_kept() -> None:
    for seed in range(300, 306):
        shot = photograph(seed, "dark")
        ratio = true_ratio(in_order(shot.corners), shot.image.shape[1], shot.image.shape[0])
        assert ratio == pytest.approx(shot.ratio, rel=0.06)


def test_a_flat_page_has_its_corners_at_the_corners() -> None:
    shot = photograph(301, "wood")
    flat, lay = flatten(shot.image, in_order(shot.corners))
    assert flat.shape[1] / flat.shape[0] == pytest.approx(210 / 297, rel=0.03)
    edge = shot.corners[1] - shot.corners[0] + shot.corners[2] - shot.corners[3]
    assert lay == pytest.approx(np.degrees(np.arctan2(edge[1], edge[0])), abs=0.01)


def test_a_photograph_tells_the_angle_of_its_content() -> None:
    shot = photograph(301, "wood", kind="text")
    page = clean(shot.image)
    assert isinstance(page, CleanedPage)
    edge = shot.corners[1] - shot.corners[0]
    other = shot.corners[2] - shot.corners[3]
    least, most = sorted(float(np.degrees(np.arctan2(side[1], side[0]))) for side in (edge, other))
    assert least - 0.5 <= page.angle <= most + 0.5


def test_real_photographs_come_out_flat(real_data: Callable[[str], Path]) -> None:
    folder = real_data("photos")
    for picture in sorted(folder.iterdir()):
        page = clean(picture)
        assert isinstance(page, CleanedPage), picture.name
        again = clean(page.image)
        assert isinstance(again, CleanedPage), picture.name
        assert abs(again.angle) < 0.3, picture.name
