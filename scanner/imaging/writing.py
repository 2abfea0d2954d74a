"""Lines of writing in a page's ink: whether they stand on their feet."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np

from scanner.imaging.ink import Floats, Ink, Marks

_LEAST_LINES: Final = 5
_ONE_SIDED: Final = 0.72
_CORE: Final = 0.45


def reads_upside_down(ink: Ink) -> bool:
    """True only where most lines have more ink hanging below their body of small letters than rising above it.

    Latin writing rises more than it hangs (b d f h k l t and capitals against g p q y), and Vietnamese more so: most
    of its marks stand above. A page of capitals, figures or other scripts gives no answer, which is False.
    """
    votes = [_rise(letters, bodies) for letters, bodies in _bands(ink)]
    rising = sum(vote > 0 for vote in votes)
    hanging = sum(vote < 0 for vote in votes)
    told = rising + hanging
    return told >= _LEAST_LINES and hanging / told >= _ONE_SIDED


def _bands(ink: Ink) -> list[tuple[Floats, Floats]]:
    """Each line of writing cut out of a straight page: all its ink, and that of its larger letters alone."""
    dark, marks = ink.dark, ink.marks
    tallest = max(12, max(dark.shape) // 30)
    letter = (marks.height <= tallest) & (marks.width <= 3 * tallest) & (marks.area >= 3)
    usual = marks.height[1:][letter[1:] & (marks.height[1:] >= 6)]
    if not usual.size:
        return []
    letters = np.where(marks.only(letter), dark, np.float32(0))
    # Dots that lead the eye across a form would pass for the body of a line.
    large = letter & (marks.height >= 0.6 * float(np.median(usual)))
    bodies = np.where(marks.only(large), dark, np.float32(0))
    reach = max(9, tallest // 2)
    joined = cv2.morphologyEx((letters > 0).astype(np.uint8), cv2.MORPH_CLOSE, np.ones((3, reach), np.uint8))
    joined = cv2.dilate(joined, np.ones((3, 1), np.uint8))
    lines = Marks.of(joined.astype(np.uint8, copy=False))
    bands = []
    for left, top, wide, high in zip(lines.left[1:], lines.top[1:], lines.width[1:], lines.height[1:], strict=True):
        if 8 <= high <= 1.6 * tallest and wide >= 4 * high:
            room = high // 3
            cut = slice(max(0, top - room), top + high + room), slice(left, left + wide)
            bands.append((letters[cut], bodies[cut]))
    return bands


def _rise(letters: Floats, bodies: Floats) -> float:
    """+1 where a line's ink rises above its body, -1 where it hangs below, 0 where neither is clear."""
    rows, all_rows = bodies.sum(axis=1), letters.sum(axis=1)
    level = _CORE * float(np.percentile(rows, 92))
    body = np.flatnonzero(rows > level)
    if body.size < 3:
        return 0.0
    middle = int(np.average(np.arange(rows.size), weights=rows))
    top = bottom = middle
    while top > 0 and rows[top - 1] > level:
        top -= 1
    while bottom < rows.size - 1 and rows[bottom + 1] > level:
        bottom += 1
    reach = max(3, bottom - top + 1)
    above = float(all_rows[max(0, top - reach) : top].sum())
    below = float(all_rows[bottom + 1 : bottom + 1 + reach].sum())
    if above + below < 0.04 * float(rows.sum()):
        return 0.0
    if above > 1.3 * below:
        return 1.0
    return -1.0 if below > 1.3 * above else 0.0
