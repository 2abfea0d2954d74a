"""Whether a JPEG holds its picture down to the last block, and whether another picture hides behind its end.

A device that stops in the middle of a page may still close its file properly. Every decoder then fills the rest with
grey and calls it a warning, which neither Pillow nor OpenCV passes on. So the picture is unfolded twice, small, with
different bytes put behind its data: a whole one has no use for them and comes out the same; one that was cut short
takes them for the blocks it lacks. Fine detail inside the very last block of 8 x 8 pixels is all that may go unnoticed.
"""

from __future__ import annotations

import io
import random
import re
import warnings
from dataclasses import dataclass, field
from typing import Final

from PIL import JpegImagePlugin

_MARKER: Final = re.compile(rb"\xff([^\x00\xff])", re.DOTALL)
_END_OF_SCAN: Final = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]", re.DOTALL)
_RESTART: Final = re.compile(rb"\xff[\xd0-\xd7]", re.DOTALL)
_PADDING: Final = b"\x00\r\n\t "  # what devices fill up their answers with

_START, _END, _SCAN, _APP2 = 0xD8, 0xD9, 0xDA, 0xE2
_HUFFMAN_FRAMES: Final = frozenset((0xC0, 0xC1, 0xC2))
_PROGRESSIVE: Final = 0xC2
_OTHER_FRAMES: Final = frozenset(range(0xC3, 0xD0)) - {0xC4, 0xC8, 0xCC}
_WITHOUT_LENGTH: Final = frozenset((0x01, *range(0xD0, 0xD8)))

_COEFFICIENTS: Final = 64
_UNSEEN: Final = 255


def _noise(seed: int) -> bytes:
    return bytes(random.Random(seed).choices(range(255), k=256))  # no secret; and no 0xff, no marker


# An encoder may drop its last, half-filled byte: decoders read zeros there, so the first byte of both tails is one.
_TAILS: Final = (b"\x00" + _noise(1), b"\x00" + _noise(2))


@dataclass
class _Walk:
    """What stands between a picture's start and end marks."""

    width: int = 0
    height: int = 0
    progressive: bool = False
    known_coding: bool = True
    lists_companions: bool = False
    finished: dict[int, list[int]] = field(default_factory=dict)
    """For each component, for each coefficient: how many of its lowest bits are still owed; 255: all of them."""
    last_scan: tuple[int, int] = (0, 0)
    end: int | None = None

    @property
    def all_told(self) -> bool:
        """Whether every coefficient of every component came down to its last bit."""
        return bool(self.finished) and not any(owed for one in self.finished.values() for owed in one)


@dataclass(frozen=True)
class JpegEnd:
    """How a JPEG ends. another_behind: a second picture follows that the first does not announce as its companion.

    as_large: that picture has more than half as many pixels as the first: a page rather than a preview.
    """

    whole: bool
    another_behind: bool
    as_large: bool = False


def how_it_ends(data: bytes) -> JpegEnd:
    """Judge a JPEG whose size somebody has checked already.

    Raises OSError, ValueError, SyntaxError or struct.error, as Pillow does, where it cannot be decoded at all.
    """
    walk = _walk(data, 0)
    if walk.end is None:
        return JpegEnd(whole=False, another_behind=False)
    whole = walk.known_coding and walk.all_told and _needs_no_more(data, walk)
    behind = walk.end + len(data[walk.end :]) - len(data[walk.end :].lstrip(_PADDING))
    # Telephones keep previews and depth maps behind the picture and list them in front ("MPF").
    if walk.lists_companions or not data.startswith(b"\xff\xd8\xff", behind):
        return JpegEnd(whole, another_behind=False)
    other = _walk(data, behind)
    return JpegEnd(whole, another_behind=True, as_large=2 * other.width * other.height > walk.width * walk.height)


def _walk(data: bytes, start: int) -> _Walk:
    """Go from mark to mark, over thumbnails in the header and over restart marks in the picture."""
    walk = _Walk()
    at = start + 2
    while found := _MARKER.search(data, at):
        marker, at = found[1][0], found.end()
        if marker == _END:
            walk.end = at
            return walk
        if marker in _WITHOUT_LENGTH:
            continue
        length = int.from_bytes(data[at : at + 2], "big")
        body = data[at + 2 : at + length]
        at += max(length, 2)
        if marker == _SCAN:
            found = _END_OF_SCAN.search(data, at)
            if found is None:
                return walk
            end = found.start()
            while end > at and data[end - 1] == 0xFF:  # a mark may be filled up in front
                end -= 1
            walk.last_scan = (at, end)
            _tick_off(walk, body)
            at = end
        elif marker in _HUFFMAN_FRAMES or marker in _OTHER_FRAMES:
            _take_frame(walk, marker, body)
        elif marker == _APP2 and body.startswith(b"MPF\x00"):
            walk.lists_companions = True
    return walk


def _take_frame(walk: _Walk, marker: int, body: bytes) -> None:
    walk.progressive = marker == _PROGRESSIVE
    walk.known_coding = marker in _HUFFMAN_FRAMES
    walk.height, walk.width = int.from_bytes(body[1:3], "big"), int.from_bytes(body[3:5], "big")
    walk.finished = {component: [_UNSEEN] * _COEFFICIENTS for component in body[6::3]}


def _tick_off(walk: _Walk, body: bytes) -> None:
    components = body[0] if body else 0
    if len(body) < 4 + 2 * components:
        return
    first, last, bits = body[1 + 2 * components : 4 + 2 * components]
    if not walk.progressive:
        first, last, bits = 0, _COEFFICIENTS - 1, 0
    for component in body[1 : 1 + 2 * components : 2]:
        for coefficient in range(first, min(last, _COEFFICIENTS - 1) + 1):
            if component in walk.finished:
                walk.finished[component][coefficient] = bits & 0x0F


def _needs_no_more(data: bytes, walk: _Walk) -> bool:
    start, end = walk.last_scan
    # Where the data ended before a restart mark, only this mark makes a decoder go on.
    restart = bytes((0xFF, 0xD0 + len(_RESTART.findall(data, start, end)) % 8))
    head = data[:end]
    one, other = (_unfold(head + tail + restart + tail + b"\xff\xd9", walk.progressive) for tail in _TAILS)
    return one == other


def _unfold(data: bytes, progressive: bool) -> bytes:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # oddities in the header are somebody else's to judge
        with JpegImagePlugin.JpegImageFile(io.BytesIO(data)) as image:
            if not progressive:
                # One pixel a block, a third of the time. A progressive picture's last scan shows in full size only.
                image.draft(image.mode, (max(1, image.width // 8), max(1, image.height // 8)))
            image.load()
            return image.tobytes()
