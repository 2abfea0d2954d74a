"""What may be wrong with a page, for a person to look at. A verdict never deletes anything."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import cv2
import numpy as np

from scanner.imaging.decode import Pixels
from scanner.imaging.ink import Ink


class Verdict(StrEnum):
    """What a person should look at before the page is sent."""

    BLURRED = "blurred"
    CUT = "cut"
    DARK = "dark"
    BLANK = "blank"
    UPSIDE_DOWN = "upside_down"


_DARK_PAPER: Final = 110


def judge(grey: Pixels, ink: Ink) -> frozenset[Verdict]:
    """The verdicts on a straightened page (grey, 8 bits) and its ink."""
    verdicts = set()
    if float(np.percentile(grey[::8, ::8], 80)) < _DARK_PAPER:
        verdicts.add(Verdict.DARK)
    if _is_blank(ink):
        verdicts.add(Verdict.BLANK)
    return frozenset(verdicts)


def _is_blank(ink: Ink) -> bool:
    height, width = ink.dark.shape
    edge = max(height, width) // 40
    inner = (ink.dark[edge : height - edge, edge : width - edge] > 0).astype(np.uint8)
    count, _, stats, _ = cv2.connectedComponentsWithStats(inner, connectivity=8)
    strokes = stats[1:count, cv2.CC_STAT_AREA]
    return int((strokes >= 6).sum()) < 4
