"""Blurred, cut, dark, blank, upside down: told where so, and not elsewhere."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from scanner.imaging.clean import CleanedPage, Verdict, clean
from tests.scanner.drawings import KINDS, Pixels, draw_page, draw_scan, photograph


def verdicts_of(image: Pixels, dpi: float | None = 200) -> frozenset[Verdict]:
    page = clean(image, dpi=dpi)
    assert isinstance(page, CleanedPage)
    return page.verdicts


@pytest.mark.parametrize("kind", KINDS)
def test_a_good_scan_has_no_verdict(kind: str) -> None:
    assert verdicts_of(draw_scan(21, 200, kind, "white", 1.5)) == frozenset()


@pytest.mark.parametrize("kind", ["text", "form", "table", "photo"])
def test_upside_down(kind: str) -> None:
    page = draw_page(22, 200, kind)
    assert Verdict.UPSIDE_DOWN not in verdicts_of(page)
    assert Verdict.UPSIDE_DOWN in verdicts_of(np.ascontiguousarray(page[::-1, ::-1]))


def test_one_line_upside_down_is_too_little_to_tell() -> None:
    page = draw_page(23, 200, "one line")
    assert Verdict.UPSIDE_DOWN not in verdicts_of(np.ascontiguousarray(page[::-1, ::-1]))


def test_blank_with_dust_with_show_through_and_with_a_dark_edge() -> None:
    noise = np.random.default_rng(1)
    blank = np.clip(245 + noise.normal(0, 2, (2338, 1654)), 0, 255).astype(np.uint8)
    dusty = blank.copy()
    for x, y in noise.integers(50, 1600, (30, 2)):
        dusty[y : y + 2, x : x + 2] = 40
    through = np.minimum(blank, 255 - (255 - draw_page(24, 200, "text")) // 10)[:, ::-1]
    edged = blank.copy()
    edged[:, :20] = 10
    for page in (blank, dusty, np.ascontiguousarray(through), edged):
        assert verdicts_of(page) == {Verdict.BLANK}


@pytest.mark.parametrize("kind", ["sparse", "one line"])
def test_little_writing_is_not_blank(kind: str) -> None:
    assert Verdict.BLANK not in verdicts_of(draw_page(25, 200, kind, ink=110))


def test_a_signature_alone_is_not_blank() -> None:
    page = np.full((2339, 1654), 250, np.uint8)
    for k in range(4):
        cv2.ellipse(page, (400 + 60 * k, 1800), (60, 25), 20 * k, 0, 300, (60,), 4)
        cv2.line(page, (400 + 70 * k, 1700), (430 + 70 * k, 1760), (60,), 4)
        cv2.circle(page, (380 + 80 * k, 1900), 9, (60,), 4)
    assert Verdict.BLANK not in verdicts_of(page)


def test_blurred_in_every_direction_and_in_one() -> None:
    page = draw_page(26, 200, "text")
    assert Verdict.BLURRED not in verdicts_of(cv2.GaussianBlur(page, (0, 0), 1.0).astype(np.uint8))
    assert Verdict.BLURRED in verdicts_of(cv2.GaussianBlur(page, (0, 0), 3.0).astype(np.uint8))
    assert Verdict.BLURRED in verdicts_of(cv2.blur(page, (11, 1)).astype(np.uint8))


def test_dark() -> None:
    page = draw_page(27, 200, "text")
    assert Verdict.DARK in verdicts_of((page * 0.3).astype(np.uint8))
    assert Verdict.DARK not in verdicts_of((page * 0.75).astype(np.uint8))


def test_cut_where_lines_run_off_the_scan_and_where_the_page_leaves_the_photograph() -> None:
    page = draw_page(28, 200, "text")
    assert Verdict.CUT in verdicts_of(np.ascontiguousarray(page[:, 300:]))
    assert Verdict.CUT not in verdicts_of(page)
    shot = photograph(210, "dark", kind="text")
    bottom = int(shot.corners[:, 1].max()) - 60
    assert Verdict.CUT in verdicts_of(np.ascontiguousarray(shot.image[:bottom]), None)
    assert Verdict.CUT not in verdicts_of(shot.image, None)
