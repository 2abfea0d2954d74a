"""A full disk: a clear sentence with 507, nothing lost, the process lives on and recovers."""

from __future__ import annotations

import subprocess
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from ticketing.client import HubClient, Ticket, Unreachable


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 3 MiB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)], capture_output=True, text=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip("mounting a small tmpfs is not permitted here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_is_told_and_passes(
    start_hub: Callable[..., Any], let_in: Callable[..., str], small_disk: Path
) -> None:
    hub = start_hub(small_disk)
    token = let_in(small_disk, "kiosk")
    client = HubClient(hub.url, token)
    first = client.take_ticket("A", str(uuid.uuid4()), uuid.uuid4().hex)
    assert isinstance(first, Ticket)
    ballast = small_disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 4096)
        except OSError:
            pass
    refused, request_id, visit_id = None, "", ""
    for _ in range(50):
        request_id, visit_id = str(uuid.uuid4()), uuid.uuid4().hex
        refused = client.take_ticket("A", request_id, visit_id)
        if not isinstance(refused, Ticket):
            break
    assert refused == Unreachable("disk_full")
    answer = requests.post(
        hub.url + "/v1/tickets",
        json={"line": "A", "request_id": request_id, "visit_id": visit_id},
        headers={"Authorization": f"Bearer {token}"},
        timeout=5,
    )
    assert answer.status_code == 507
    assert "đã đầy" in answer.json()["vi"]
    seen = client.ticket(first.ticket_id)
    assert isinstance(seen, Ticket)
    assert seen.label == "A001"
    ballast.unlink()
    again = client.take_ticket("A", request_id, visit_id)
    assert isinstance(again, Ticket)
    after = client.take_ticket("A", str(uuid.uuid4()), uuid.uuid4().hex)
    assert isinstance(after, Ticket)
    assert after.number == again.number + 1
    assert client.take_ticket("A", request_id, visit_id) == again
    hub.kill()
    hub = start_hub(small_disk)
    kept = HubClient(hub.url, token).ticket(again.ticket_id)
    assert isinstance(kept, Ticket)
    assert kept.label == again.label
