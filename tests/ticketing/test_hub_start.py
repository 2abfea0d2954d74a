"""Starting and stopping: one hub on its data, a clear sentence otherwise, out of the way within three seconds."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import threading
import uuid
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from ticketing.client import EventFeed, HubClient, Ticket


def refused_start(home: Path, *more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kiosk", "hub", "--home", str(home), "--port", "0", *more]
    return subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)


def test_a_second_hub_on_the_same_data_goes_away_with_a_sentence(
    start_hub: Callable[..., Any], let_in: Callable[..., str], tmp_path: Path
) -> None:
    first = start_hub(tmp_path)
    second = refused_start(tmp_path)
    assert second.returncode == 3
    assert "đang chạy trên cùng dữ liệu" in second.stderr
    assert "already running" in second.stderr
    assert second.stdout == ""
    token = let_in(tmp_path, "kiosk")  # enrolling works beside the running hub
    assert isinstance(HubClient(first.url, token).lines(), tuple)
    first.stop()
    start_hub(tmp_path).stop()


def test_a_port_in_use_is_told(start_hub: Callable[..., Any], tmp_path: Path) -> None:
    first = start_hub(tmp_path / "one")
    other = refused_start(tmp_path / "two", "--port", first.url.rpartition(":")[2])
    assert other.returncode == 6
    assert "cổng" in other.stderr


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "hub.sqlite3").write_bytes(b"not a database, " * 1000)
    refused = refused_start(tmp_path)
    assert refused.returncode == 4
    assert "bị hỏng" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_damage_in_a_file_of_years_is_found_while_people_are_served_already(
    start_hub: Callable[..., Any], tmp_path: Path
) -> None:
    start_hub(tmp_path).stop()
    path = tmp_path / "hub.sqlite3"
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE TABLE years (days)")
        database.execute("INSERT INTO years VALUES (zeroblob(70000000))")
    start_hub(tmp_path).stop()
    with path.open("r+b") as file:
        file.seek(36_000_000 // 4096 * 4096)
        file.write(b"\xff" * 4)  # where one page names the next
    served = refused_start(tmp_path)
    assert json.loads(served.stdout)["ready"] is True
    assert served.returncode == 4
    assert "bị hỏng" in served.stderr
    assert "store.damaged" in (tmp_path / "log" / "hub.jsonl").read_text()


def tell(link: threading.Event) -> Callable[[bool], None]:
    return lambda on: link.set() if on else None


def test_sigterm_with_listeners_takes_less_than_three_seconds(
    start_hub: Callable[..., Any], let_in: Callable[..., str], tmp_path: Path
) -> None:
    hub = start_hub(tmp_path)
    token = let_in(tmp_path, "board")
    links = [threading.Event() for _ in range(20)]
    feeds = [EventFeed(hub.url, token, lambda _event: None, tell(link)) for link in links]
    for feed in feeds:
        feed.start()
    assert all(link.wait(10) for link in links)
    seconds = hub.stop()
    assert hub.process.returncode == 0
    assert seconds < 3
    for feed in feeds:
        feed.stop()


def test_a_clock_set_back_a_year_keeps_the_day_and_the_numbers(
    start_hub: Callable[..., Any], let_in: Callable[..., str], tmp_path: Path
) -> None:
    """The database has seen a later hour than the wall clock shows: the hub goes on from there, says so once."""
    hub = start_hub(tmp_path)
    token = let_in(tmp_path, "kiosk")
    first = HubClient(hub.url, token).take_ticket("A", str(uuid.uuid4()), uuid.uuid4().hex)
    assert isinstance(first, Ticket)
    hub.stop()
    year_ms = 365 * 24 * 3_600_000
    with closing(sqlite3.connect(tmp_path / "hub.sqlite3")) as database, database:
        database.execute("UPDATE centre_mark SET at_ms = at_ms + ?", (year_ms,))
    hub = start_hub(tmp_path)
    client = HubClient(hub.url, token)
    tickets = [client.take_ticket("A", str(uuid.uuid4()), uuid.uuid4().hex) for _ in range(3)]
    assert [one.number for one in tickets if isinstance(one, Ticket)] == [1, 2, 3]
    assert all(isinstance(one, Ticket) and one.day > first.day for one in tickets)
    log = [json.loads(line) for line in (tmp_path / "log" / "hub.jsonl").read_text().splitlines()]
    assert [one["event"] for one in log].count("clock.set_back") == 1
