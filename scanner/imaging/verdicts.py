"""What may be wrong with a page, for a person to look at. A verdict never deletes anything."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import cv2
import numpy as np

from scanner.imaging.decode import Pixels
from scanner.imaging.ink import Ink
from scanner.imaging.page_quad import Quad
from scanner.imaging.writing import reads_upside_down


class Verdict(StrEnum):
    """What a person should look at before the page is sent."""

    BLURRED = "blurred"
    CUT = "cut"
    DARK = "dark"
    BLANK = "blank"
    UPSIDE_DOWN = "upside_down"


_DARK_PAPER: Final = 95
# A stroke's edge this wide (millimetres, and pixels) makes ten-point print hard to read.
_BLURRED_MM: Final = 0.6
_BLURRED_PX: Final = 4.2
_NEAR_BORDER: Final = 0.006
_LEAST_MARKS: Final = 900
_STROKE_CONTRAST: Final = 0.18
_STROKE_MM2: Final = 0.5
_LEAST_STROKES: Final = 3


def judge(grey: Pixels, ink: Ink, dpi: float) -> frozenset[Verdict]:
    """The verdicts on a straightened page (grey, 8 bits) and its ink."""
    verdicts = set()
    if float(np.percentile(grey[::8, ::8], 75)) < _DARK_PAPER:
        verdicts.add(Verdict.DARK)
    if _is_blank(ink, dpi * ink.scale):
        verdicts.add(Verdict.BLANK)
    else:
        if _is_blurred(grey, ink, dpi):
            verdicts.add(Verdict.BLURRED)
        if reads_upside_down(ink):
            verdicts.add(Verdict.UPSIDE_DOWN)
    return frozenset(verdicts)


def _is_blank(ink: Ink, dpi: float) -> bool:
    """Too few marks of a stroke's size and darkness, away from the outer edge; dust and show-through do not count."""
    height, width = ink.dark.shape
    edge = max(height, width) // 40
    inner = (ink.dark[edge : height - edge, edge : width - edge] > _STROKE_CONTRAST).astype(np.uint8)
    count, _, stats, _ = cv2.connectedComponentsWithStats(inner, connectivity=8)
    least = max(6.0, _STROKE_MM2 * (dpi / 25.4) ** 2)
    return int((stats[1:count, cv2.CC_STAT_AREA] >= least).sum()) < _LEAST_STROKES


def _is_blurred(grey: Pixels, ink: Ink, dpi: float) -> bool:
    """Whether even the sharpest edges are wide, in one direction at least: a page that moved is sharp in the other."""
    part = _busiest(grey, ink)
    paper, darkest = np.percentile(part[::2, ::2], (70, 0.5))
    soft = cv2.GaussianBlur(part, (3, 3), 0)
    marks = int((soft < (paper + darkest) / 2).sum())
    if marks < _LEAST_MARKS:
        return False
    sharpest = []
    for right, down in ((1, 0), (0, 1)):
        steps = np.abs(cv2.Sobel(soft, cv2.CV_32F, right, down, scale=1 / 8)).ravel()
        # One edge pixel in thirty of ink: every letter has some, in both directions.
        sharpest.append(float(np.partition(steps, -(marks // 30))[-(marks // 30)]))
    width = float(paper - darkest) / max(min(sharpest), 0.5)
    return width > _BLURRED_PX and width / dpi * 25.4 > _BLURRED_MM


def _busiest(grey: Pixels, ink: Ink) -> Pixels:
    """The part of the page, at most 1200 x 1200 pixels, with most ink."""
    density = cv2.blur(ink.dark, (max(3, round(1000 * ink.scale)),) * 2)
    row, column = np.unravel_index(int(density.argmax()), density.shape)
    y, x = round(float(row) / ink.scale), round(float(column) / ink.scale)
    top, left = max(0, min(y - 600, grey.shape[0] - 1200)), max(0, min(x - 600, grey.shape[1] - 1200))
    return grey[top : top + 1200, left : left + 1200]


def letters_at_edge(ink: Ink) -> int:
    """How many letters touch the picture's edge, on the side where they are most."""
    mask = (ink.dark > 0).astype(np.uint8)
    height, width = mask.shape
    count, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    left, top, w, h, area = (stats[1:count, k].astype(np.int32) for k in range(5))
    letter = (area >= 14) & (np.minimum(w, h) >= 3) & (np.maximum(w, h) <= max(height, width) // 30)
    touches = (left == 0, top == 0, left + w == width, top + h == height)
    return max(int((letter & touch).sum()) for touch in touches)


def is_cut(quad: Quad, width: int, height: int) -> bool:
    """Whether a corner of the page lies on the border of a photograph: part of the page is outside."""
    near = _NEAR_BORDER * max(width, height)
    return any(x < near or y < near or x > width - 1 - near or y > height - 1 - near for x, y in quad)
