"""What may be wrong with a page, for a person to look at. A verdict never deletes anything."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from scanner.imaging.decode import Pixels
from scanner.imaging.ink import Ink, Marks
from scanner.imaging.page_quad import Quad, share_seen
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
_WHOLE: Final = 0.98
_LEAST_MARKS: Final = 900
_LEAST_LETTERS: Final = 20
_STROKE_CONTRAST: Final = 0.18
_STROKE_MM2: Final = 0.5
_NEVER_BLANK: Final = 0.02
_LEAST_STROKES: Final = 3


def judge(page: Pixels, ink: Ink, dpi: float) -> frozenset[Verdict]:
    """The verdicts on a straightened page (BGR) and its ink."""
    verdicts = set()
    if float(np.percentile(page[::8, ::8], 75)) < _DARK_PAPER:
        verdicts.add(Verdict.DARK)
    if _is_blank(ink, dpi * ink.scale):
        verdicts.add(Verdict.BLANK)
    else:
        if _is_blurred(page, ink, dpi):
            verdicts.add(Verdict.BLURRED)
        if reads_upside_down(ink):
            verdicts.add(Verdict.UPSIDE_DOWN)
    return frozenset(verdicts)


def _is_blank(ink: Ink, dpi: float) -> bool:
    """Too few marks of a stroke's size and darkness, away from the outer edge; dust and show-through do not count."""
    height, width = ink.dark.shape
    edge = max(height, width) // 40
    inner = ink.dark[edge : height - edge, edge : width - edge] > _STROKE_CONTRAST
    if float(inner.mean()) > _NEVER_BLANK:
        return False
    least = max(6.0, _STROKE_MM2 * (dpi / 25.4) ** 2)
    return int((Marks.of(inner.astype(np.uint8)).area[1:] >= least).sum()) < _LEAST_STROKES


def _is_blurred(page: Pixels, ink: Ink, dpi: float) -> bool:
    """Whether even the sharpest edges are wide, in one direction at least: a page that moved is sharp in the other."""
    part, marks = _busiest(page, ink)
    count = int(marks.sum())
    if count < _LEAST_MARKS:
        return False
    soft = cv2.GaussianBlur(part, (3, 3), 0)
    contrast = float(np.median(part[~marks]) - np.percentile(soft[marks], 2))
    around = cv2.dilate(marks.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    sharpest = []
    for right, down in ((1, 0), (0, 1)):
        steps = np.abs(cv2.Sobel(soft, cv2.CV_32F, right, down, scale=1 / 8))[around]
        # One edge pixel in thirty of ink: every letter has some, in both directions.
        sharpest.append(float(np.partition(steps, -(count // 30))[-(count // 30)]))
    # Rules and frames without letters may have edges in one direction only.
    steepest = min(sharpest) if _has_letters(ink) else max(sharpest)
    width = contrast / max(steepest, 0.5)
    return width > _BLURRED_PX and width / dpi * 25.4 > _BLURRED_MM


def _has_letters(ink: Ink) -> bool:
    marks = ink.marks
    tallest = max(ink.dark.shape) // 30
    short, long = np.minimum(marks.width, marks.height), np.maximum(marks.width, marks.height)
    return int(((short >= 4) & (long <= 4 * tallest) & (long <= 12 * short))[1:].sum()) >= _LEAST_LETTERS


def _busiest(page: Pixels, ink: Ink) -> tuple[Pixels, NDArray[np.bool_]]:
    """The part of the page, at most 1200 x 1200 pixels, with most ink: grey, and which of its pixels are ink."""
    density = cv2.blur(ink.dark, (max(3, round(1000 * ink.scale)),) * 2)
    row, column = np.unravel_index(int(density.argmax()), density.shape)
    y, x = round(float(row) / ink.scale), round(float(column) / ink.scale)
    top, left = max(0, min(y - 600, page.shape[0] - 1200)), max(0, min(x - 600, page.shape[1] - 1200))
    part = cv2.cvtColor(page[top : top + 1200, left : left + 1200], cv2.COLOR_BGR2GRAY).astype(np.uint8, copy=False)
    rows = np.minimum(((np.arange(part.shape[0]) + top) * ink.scale).astype(np.intp), ink.dark.shape[0] - 1)
    columns = np.minimum(((np.arange(part.shape[1]) + left) * ink.scale).astype(np.intp), ink.dark.shape[1] - 1)
    return part, np.asarray(ink.dark[np.ix_(rows, columns)] > 0)


def letters_at_edge(ink: Ink) -> int:
    """How many letters touch the picture's edge, on the side where they are most."""
    marks = ink.marks
    height, width = ink.dark.shape
    right, bottom = marks.left + marks.width, marks.top + marks.height
    long, short = np.maximum(marks.width, marks.height), np.minimum(marks.width, marks.height)
    letter = (marks.area >= 14) & (short >= 3) & (long <= max(height, width) // 30)
    touches = (marks.left == 0, marks.top == 0, right == width, bottom == height)
    return max(int((letter & touch)[1:].sum()) for touch in touches)


def is_cut(quad: Quad, width: int, height: int, *, scanned: bool) -> bool:
    """Whether part of the page is outside the picture, or may be: a corner on the border of a photograph."""
    if share_seen(np.array(quad), width, height)[0] < _WHOLE:
        return True
    near = _NEAR_BORDER * max(width, height)
    return not scanned and any(x < near or y < near or x > width - 1 - near or y > height - 1 - near for x, y in quad)
