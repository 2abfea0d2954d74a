"""A courier as a process of its own, to be killed: HOME CITY TOKEN_FILE LEDGER. What the hub is told goes to LEDGER."""

from __future__ import annotations

import os
import random
import sys
import threading
from pathlib import Path

from city.client import CityClient
from city.contract import Told, VisitEnded
from city.courier import Courier
from city.outbox import Outbox, now_utc
from kiosk.storage.sealing import DeviceKey


def main(home: Path, city: str, token_file: Path, ledger: Path) -> None:
    """Work until killed."""
    book = os.open(ledger, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def tell(ended: VisitEnded) -> Told:
        os.write(book, f"{ended.request_id}\n".encode())
        os.fsync(book)
        return Told()

    key = DeviceKey.load_or_make(home / "device.key")
    client = CityClient(city, token_file.read_text(), connect_timeout=2, read_timeout=5)
    box = Outbox(home, key.seal, key.unseal)
    print("ready", flush=True)
    Courier(box, client, tell, now_utc, random.random).run(threading.Event())


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))
