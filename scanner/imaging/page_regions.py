"""Patches of a picture that may be a page: of one colour, or unlike the table they lie on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from scanner.imaging.page_maps import Floats, PageMaps

Doubles = NDArray[np.float64]
_LEAST_SHARE: Final = 0.04


def region_quads(maps: PageMaps) -> Doubles:
    """n x 4 x 2: quadrilaterals around likely patches, corners in order around."""
    plain = np.ascontiguousarray(maps.plain[::2, ::2])
    least = _LEAST_SHARE * plain.shape[0] * plain.shape[1]
    quads = []
    for mask in _masks(plain):
        tidy = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
        outlines, _ = cv2.findContours(tidy, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
        for outline in sorted(outlines, key=cv2.contourArea, reverse=True)[:2]:
            hull = cv2.convexHull(outline)
            if cv2.contourArea(hull) >= least:
                quads.append(_four_corners(hull))
                quads.append(cv2.boxPoints(cv2.minAreaRect(hull)).astype(np.float64))
    return np.array(quads).reshape(-1, 4, 2) * 2 + 0.5


def _masks(plain: Floats) -> Iterator[NDArray[np.uint8]]:
    light = np.clip(plain[:, :, 0], 0, 255).astype(np.uint8)
    yield _otsu(light)
    pale = 255 - np.clip(np.hypot(plain[:, :, 1] - 192, plain[:, :, 2] - 192) * 2, 0, 255)
    yield _otsu(pale.astype(np.uint8))
    yield _otsu(_unlike_the_frame(plain))
    samples = plain[::3, ::3].reshape(-1, 3)
    stop = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 12, 1.0)
    cv2.setRNGSeed(1)
    for groups in (3, 5):
        _, _, centres = cv2.kmeans(samples, groups, np.empty(0, np.int32), stop, 1, cv2.KMEANS_PP_CENTERS)
        away = np.stack([np.square(plain - centre).sum(axis=2) for centre in centres])
        nearest = away.argmin(axis=0)
        order = np.argsort(-centres[:, 0])
        for group in order[:3]:
            yield (nearest == group).astype(np.uint8) * 255


def _otsu(view: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return cv2.threshold(view, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)[1].astype(np.uint8, copy=False)


def _unlike_the_frame(plain: Floats) -> NDArray[np.uint8]:
    """How far each pixel's colour is from the colours along the picture's border."""
    rim = 3
    border = np.concatenate(
        [
            plain[:rim].reshape(-1, 3),
            plain[-rim:].reshape(-1, 3),
            plain[:, :rim].reshape(-1, 3),
            plain[:, -rim:].reshape(-1, 3),
        ]
    )[::3]
    stop = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 12, 1.0)
    cv2.setRNGSeed(1)
    _, _, centres = cv2.kmeans(np.ascontiguousarray(border), 4, np.empty(0, np.int32), stop, 1, cv2.KMEANS_PP_CENTERS)
    away = np.sqrt(np.min([np.square(plain - centre).sum(axis=2) for centre in centres], axis=0))
    unlike: NDArray[np.uint8] = np.clip(away * 3, 0, 255).astype(np.uint8)
    return unlike


def _four_corners(hull: cv2.typing.MatLike) -> Doubles:
    """The hull with its least needed sides taken away until four are left, corners pushed outwards."""
    around = cv2.arcLength(hull, True)
    for share in np.linspace(0.005, 0.12, 24):
        corners = cv2.approxPolyDP(hull, share * around, True).reshape(-1, 2)
        if len(corners) == 4:
            return corners.astype(np.float64)
        if len(corners) < 4:
            break
    return cv2.boxPoints(cv2.minAreaRect(hull)).astype(np.float64)
