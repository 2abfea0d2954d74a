"""The angle of pages: generated ones of every kind, and real scans."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from scanner.imaging.clean import CleanedPage, clean
from scanner.imaging.straighten import find_lie
from tests.scanner.drawings import KINDS, MARGINS, draw_page, draw_scan, turned


@pytest.mark.parametrize("margin", MARGINS)
@pytest.mark.parametrize("kind", KINDS)
def test_the_angle_is_found_within_a_fifth_of_a_degree(kind: str, margin: str) -> None:
    seed = KINDS.index(kind) * 10 + MARGINS.index(margin)
    degrees = random.Random(seed).uniform(-15, 15)
    assert find_lie(draw_scan(seed, 200, kind, margin, degrees)).degrees == pytest.approx(degrees, abs=0.2)


@pytest.mark.parametrize("degrees", [-14.7, -3.2, -0.4, 0.0, 0.15, 1.0, 8.8, 14.9])
def test_a_page_at_300_dpi_comes_out_straight(degrees: float) -> None:
    scan = draw_scan(3, 300, "text", "white", degrees)
    page = clean(scan, dpi=300)
    assert isinstance(page, CleanedPage)
    assert page.angle == pytest.approx(degrees, abs=0.1)
    assert page.quad is None
    assert find_lie(cv2.cvtColor(page.image, cv2.COLOR_BGR2GRAY).astype(np.uint8)).degrees == pytest.approx(0, abs=0.1)


def test_a_blank_page_is_not_turned() -> None:
    page = clean(draw_page(1, 150, "text", ink=255), dpi=150)
    assert isinstance(page, CleanedPage)
    assert page.angle == 0.0


def test_straightening_keeps_writing_that_stands_in_a_corner() -> None:
    scan = np.full((1754, 1240), 255, np.uint8)
    scan[200:1500:40, 200:1040] = 0
    scan[200:1500:40, ::9] = 255
    cv2.putText(scan, "MC", (2, 60), cv2.FONT_HERSHEY_SIMPLEX, 2, (0,), 6)
    before = int((255 - scan.astype(int)).sum())
    page = clean(turned(np.pad(scan, 200, constant_values=255), 12.0, 255)[200:-200, 200:-200], dpi=150)
    assert isinstance(page, CleanedPage)
    assert page.angle == pytest.approx(12.0, abs=0.2)
    assert int((255 - page.image[:, :, 0].astype(int)).sum()) > 0.97 * before


def test_real_skewed_pages(real_data: Callable[[str], Path]) -> None:
    folder = real_data("skew")
    for known in json.loads((folder / "expected.json").read_text()):
        page = clean(folder / known["file"])
        assert isinstance(page, CleanedPage), known
        assert page.angle == pytest.approx(known["degrees"], abs=0.6), known
