"""Asking a running hub for a number in ways that make no sense: a sentence, one event each; the next is served."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import requests

from ticketing.client import HubClient, Ticket

PERSON = "Nguyễn Thị Mẫu"


def test_each_is_told_once_and_without_a_letter_of_it(
    start_hub: Callable[..., Any], let_in: Callable[..., str], tmp_path: Path
) -> None:
    token = let_in(tmp_path, "kiosk")
    hub = start_hub(tmp_path)
    good = {"line": "A", "request_id": str(uuid.uuid4()), "visit_id": uuid.uuid4().hex}
    bodies: tuple[tuple[bytes, str, str], ...] = (
        (json.dumps(good | {"line": "Z"}).encode(), "application/json", "unknown_line"),
        (json.dumps(good | {"line": PERSON}).encode(), "application/json", "malformed"),
        (json.dumps(good).encode(), "text/plain", "malformed"),
        (b"<!DOCTYPE l [<!ENTITY a 'b'>]><x>&a;</x>", "application/xml", "malformed"),
        (b"[" * (10 << 20), "application/json", "too_large"),
    )
    for body, media_type, code in bodies:
        answer = requests.post(
            f"{hub.url}/v1/tickets",
            data=body,
            headers={"Authorization": f"Bearer {token}", "Content-Type": media_type},
            timeout=20,
        )
        assert answer.status_code in (404, 413, 422)
        words = answer.json()
        assert words["code"] == code
        assert words["vi"]
        assert words["en"]
    served = HubClient(hub.url, token).take_ticket("A", str(uuid.uuid4()), uuid.uuid4().hex)
    assert isinstance(served, Ticket)
    assert served.number == 1
    log = "".join(path.read_text() for path in tmp_path.rglob("*.jsonl"))
    refused = [json.loads(line)["reason"] for line in log.splitlines() if '"input.refused"' in line]
    assert refused == [code for _, _, code in bodies]
    assert "Mẫu" not in log
