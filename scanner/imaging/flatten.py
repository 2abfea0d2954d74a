"""A page seen at a slant, laid flat at its true proportions."""

from __future__ import annotations

import math
from typing import Final

import cv2
import numpy as np

from scanner.imaging.decode import Pixels
from scanner.imaging.page_quad import Quad

_OUT_OF_SQUARE: Final = 1.6


def flatten(image: Pixels, quad: Quad) -> tuple[Pixels, float]:
    """The page within `quad` seen from straight above, and by how many degrees its rows lay turned clockwise."""
    corners = np.array(quad, np.float64)
    sides = [float(np.hypot(*(corners[(k + 1) % 4] - corners[k]))) for k in range(4)]
    width, height = max(sides[0], sides[2]), max(sides[1], sides[3])
    ratio = true_ratio(quad, image.shape[1], image.shape[0])
    if width / height < ratio:
        width = height * ratio
    else:
        height = width / ratio
    wide, high = max(1, round(width)), max(1, round(height))
    target = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32) - 0.5
    warp = cv2.getPerspectiveTransform(corners.astype(np.float32), target)
    flat = cv2.warpPerspective(image, warp, (wide, high), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    along = (corners[1] - corners[0]) + (corners[2] - corners[3])
    return flat.astype(np.uint8, copy=False), math.degrees(math.atan2(along[1], along[0]))


def as_rectangle(quad: Quad) -> Quad | None:
    """The exact rectangle that a nearly square-cornered quad means, or None for a page seen at a slant.

    A scanner knows no perspective: what little a scanned page's corners seem out of square is our own error.
    """
    corners = np.array(quad, np.float64)
    side = np.roll(corners, -1, 0) - corners
    length = np.hypot(side[:, 0], side[:, 1])
    turn = np.degrees(np.arctan2(side[:, 1], side[:, 0])) - np.array([0.0, 90.0, 180.0, 270.0])
    turn = (turn - turn[0] + 180) % 360 - 180 + turn[0]
    if np.ptp(turn) > _OUT_OF_SQUARE:
        return None
    mean = math.radians(float(np.average(turn, weights=length)))
    across = np.array([math.cos(mean), math.sin(mean)]) * (length[0] + length[2]) / 4
    down = np.array([-math.sin(mean), math.cos(mean)]) * (length[1] + length[3]) / 4
    middle = corners.mean(axis=0)
    a, b, c, d = (
        (float(x), float(y))
        for x, y in (middle - across - down, middle + across - down, middle + across + down, middle - across + down)
    )
    return a, b, c, d


def true_ratio(quad: Quad, image_width: int, image_height: int) -> float:
    """Width over height of the rectangle behind the quad.

    Zhang and He, Whiteboard scanning and image enhancement (2007), section 3: square pixels, the lens's axis through
    the middle of the picture.
    """
    u, v = image_width / 2, image_height / 2
    m1, m2, m4, m3 = (np.array([x - u, y - v, 1.0]) for x, y in quad)
    sides = [math.dist(quad[k], quad[(k + 1) % 4]) for k in range(4)]
    plain = (sides[0] + sides[2]) / max(sides[1] + sides[3], 1e-6)
    below2 = float(np.dot(np.cross(m2, m4), m3))
    below3 = float(np.dot(np.cross(m3, m4), m2))
    if abs(below2) < 1e-9 or abs(below3) < 1e-9:
        return plain
    n2 = float(np.dot(np.cross(m1, m4), m3)) / below2 * m2 - m1
    n3 = float(np.dot(np.cross(m1, m4), m2)) / below3 * m3 - m1
    diagonal = math.hypot(image_width, image_height)
    focal2 = -(n2[0] * n3[0] + n2[1] * n3[1]) / (n2[2] * n3[2]) if abs(n2[2] * n3[2]) > 1e-12 else math.inf
    # Without a believable focal length, that of an ordinary telephone: about 0.85 diagonals.
    if not (0.4 * diagonal) ** 2 <= focal2 <= (4 * diagonal) ** 2:
        focal2 = (0.85 * diagonal) ** 2
    across = (n2[0] ** 2 + n2[1] ** 2) / focal2 + n2[2] ** 2
    down = (n3[0] ** 2 + n3[1] ** 2) / focal2 + n3[2] ** 2
    ratio = math.sqrt(across / down) if down > 0 and across > 0 else plain
    return ratio if 0.5 * plain <= ratio <= 2 * plain else plain
