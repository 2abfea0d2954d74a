"""Uploads one file and keeps on until it is through; a process of its own, to be killed: URL FILE MEMORY.

MEMORY is a file with the upload's address, as the outbox keeps it. Prints the outcome of each attempt.
"""

from __future__ import annotations

import hashlib
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from city.contract import Unreachable
from city.tus import Shipment, TusClient
from city.wire import Wire

PIECE = 256 << 10
PAUSE_S = 0.01  # so that the middle of a PATCH lasts long enough to be met


def main(url: str, file: Path, memory: Path) -> None:
    """Upload, whatever it takes."""
    digest = hashlib.sha256(file.read_bytes()).hexdigest()

    def read(start: int) -> Iterator[bytes]:
        with file.open("rb") as source:
            source.seek(start)
            while piece := source.read(PIECE):
                yield piece
                time.sleep(PAUSE_S)

    def note(place: str | None) -> None:
        memory.write_text(place or "")

    client = TusClient(Wire(url, connect_timeout=2, read_timeout=10), "/v1/files", {})
    while True:
        place = memory.read_text() if memory.exists() else ""
        shipment = Shipment(file.stat().st_size, {"sha256": digest, "filename": "x.pdf"}, read, place or None)
        outcome = client.send(shipment, note, lambda: True)
        print(outcome, flush=True)
        if not isinstance(outcome, Unreachable):
            return
        time.sleep(0.1)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
