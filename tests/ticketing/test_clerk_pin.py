"""Wrong PINs at a real hub: slowed down, then locked, and a restart forgives nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from ticketing.client import ClerkSession, HubClient, Refused


def code(answer: object) -> str:
    assert isinstance(answer, Refused)
    return answer.code


def let_the_pause_pass(home: Path) -> None:
    with closing(sqlite3.connect(home / "hub.sqlite3")) as database, database:
        database.execute("UPDATE pin_tries SET not_before_ms = 0")


def test_slowed_down_locked_and_a_restart_forgives_nothing(
    start_hub: Callable[..., Any], let_in: Callable[..., str], tmp_path: Path
) -> None:
    hub = start_hub(tmp_path)
    token = let_in(tmp_path, "counter")
    client = HubClient(hub.url, token)
    assert [code(client.sign_in("lan", "000000", 3)) for _ in range(3)] == ["wrong_pin"] * 3
    assert code(client.sign_in("lan", "246810", 3)) == "too_soon"
    for _ in range(2):
        let_the_pause_pass(tmp_path)
        assert code(client.sign_in("lan", "000000", 3)) == "wrong_pin"
    assert code(client.sign_in("lan", "246810", 3)) == "locked"
    hub.kill()
    hub = start_hub(tmp_path)
    client = HubClient(hub.url, token)
    assert code(client.sign_in("lan", "246810", 3)) == "locked"
    assert isinstance(client.sign_in("minh", "135791", 3), ClerkSession)
    log = (tmp_path / "log" / "hub.jsonl").read_text()
    assert "246810" not in log
    assert "000000" not in log
    assert "clerk.locked" in log


def test_a_right_pin_forgives_and_a_session_outlives_the_hub(
    start_hub: Callable[..., Any], let_in: Callable[..., str], tmp_path: Path
) -> None:
    hub = start_hub(tmp_path)
    token = let_in(tmp_path, "counter")
    client = HubClient(hub.url, token)
    for _ in range(2):
        assert code(client.sign_in("lan", "000000", 3)) == "wrong_pin"
        assert isinstance(client.sign_in("lan", "246810", 3), ClerkSession)
    assert code(client.sign_in("lan", "000000", 3)) == "wrong_pin"
    session = client.sign_in("lan", "246810", 3)
    assert isinstance(session, ClerkSession)
    hub.kill()
    hub = start_hub(tmp_path)
    assert code(HubClient(hub.url, token).call_next(3, "request-1")) == "not_signed_in"
    later = HubClient(hub.url, token, clerk=session.token)
    assert not isinstance(later.call_next(3, "request-2"), Refused)
    hub.kill()
    with closing(sqlite3.connect(tmp_path / "hub.sqlite3")) as database, database:
        database.execute("UPDATE clerk_session SET role = 'supervisor'")
    hub = start_hub(tmp_path)
    stranger = HubClient(hub.url, token, clerk=session.token)
    assert code(stranger.call_next(3, "request-3")) == "not_signed_in", "of a role that the rules do not know of"
