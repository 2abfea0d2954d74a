"""Closes one visit into an outbox and prints the outcome; a process of its own, to be given a bad disk: HOME VISIT."""

from __future__ import annotations

import pickle
import sys
from pathlib import Path

from city.outbox import Outbox
from kiosk.storage.sealing import DeviceKey


def main(home: Path, visit_file: Path) -> None:
    """Close it once."""
    visit = pickle.loads(visit_file.read_bytes())
    key = DeviceKey.load_or_make(home / "device.key")
    box = Outbox(home, key.seal, key.unseal)
    print(box.close_visit(visit.manifest, visit.blobs, visit.ended), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
