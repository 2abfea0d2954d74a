"""`clean` of an A4 page at 300 dpi against only decoding and encoding the same JPEG, in one run.

python tests/bench/bench_clean.py
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from scanner.imaging.clean import CleanedPage, clean
from scanner.imaging.decode import Picture, decode
from scanner.imaging.encode import encode_jpeg
from tests.scanner.drawings import draw_scan

_RUNS = 7


def main() -> None:
    """Print one JSON line; seconds are the best of several runs, each taken in turn with its rival's."""
    pages = [
        encode_jpeg(draw_scan(seed, 300, kind, "white", 2.3), 300, 85) for seed, kind in ((1, "text"), (2, "table"))
    ]
    ours = reference = float("inf")
    for _ in range(_RUNS):
        reference = min(reference, _seconds(lambda: [_only_decode_and_encode(page) for page in pages]))
        ours = min(ours, _seconds(lambda: [_clean_and_encode(page) for page in pages]))
    count = len(pages)
    line = {"bench": "clean", "ours": round(ours / count, 4), "reference": round(reference / count, 4)}
    print(json.dumps({**line, "ratio": round(ours / reference, 2)}))


def _seconds(deed: Callable[[], object]) -> float:
    began = time.perf_counter()
    deed()
    return time.perf_counter() - began


def _only_decode_and_encode(page: bytes) -> bytes:
    picture = decode(page)
    assert isinstance(picture, Picture)
    return encode_jpeg(picture.pixels, 300, 85)


def _clean_and_encode(page: bytes) -> bytes:
    cleaned = clean(page)
    assert isinstance(cleaned, CleanedPage)
    return encode_jpeg(cleaned.image, 300, 85)


if __name__ == "__main__":
    main()
