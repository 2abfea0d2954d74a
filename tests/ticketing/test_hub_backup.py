"""A copy made under load is whole and of one moment, and gives back a hub; restoring keeps what was there."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import threading
import uuid
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from ticketing.client import HubClient, Ticket
from ticketing.store.backup import back_up, restore
from ticketing.store.copy_file import Copied, Restored
from ticketing.store.opening import DATABASE_FILE, HubStore, StartRefused, open_store

CENTRE = "H26-CN03"
NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


def motcua(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kiosk", *words]
    return subprocess.run(
        command, capture_output=True, text=True, timeout=30, check=False, env={**os.environ, **more}
    )  # fmt: skip


def draw(home: Path, count: int) -> None:
    store = open_store(home)
    assert isinstance(store, HubStore)
    with store.writing_once(CENTRE) as ledger:
        ledger.draw_seqs(count, 0)
    store.close()


def last_seq(home: Path) -> int:
    store = open_store(home)
    assert isinstance(store, HubStore)
    with store.reading(CENTRE) as ledger:
        seq = ledger.mark().seq
    store.close()
    return seq


@pytest.fixture
def copy(tmp_path: Path) -> tuple[Path, Path]:
    """A home that has drawn seven seqs, a copy of it, and five more drawn since."""
    home, out = tmp_path / "home", tmp_path / "copy.sqlite3"
    home.mkdir()
    draw(home, 7)
    made = back_up(home, out)
    assert made == Copied(out, out.stat().st_size, 7)
    draw(home, 5)
    return home, out


def test_a_copy_made_under_load_is_of_one_moment_and_gives_back_a_hub(
    start_hub: Callable[..., Any], let_in: Callable[..., str], tmp_path: Path
) -> None:
    home, out = tmp_path / "home", tmp_path / "monday.sqlite3"
    hub = start_hub(home)
    token = let_in(home, "kiosk")
    client, stop = HubClient(hub.url, token), threading.Event()
    acknowledged: list[Ticket] = []

    def press() -> None:
        while not stop.is_set():
            ticket = client.take_ticket("A", str(uuid.uuid4()), uuid.uuid4().hex)
            assert isinstance(ticket, Ticket)
            acknowledged.append(ticket)

    threads = [threading.Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    while len(acknowledged) < 50:
        stop.wait(0.005)
    before = list(acknowledged)
    done = motcua("hub-backup", "--home", str(home), "--out", str(out), "--json")
    again, beside = back_up(home, out), restore(home, out, NOW)
    stop.set()
    for thread in threads:
        thread.join()
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["file"] == str(out)
    assert out.stat().st_mode & 0o777 == 0o600
    assert isinstance(again, StartRefused)
    assert "không ghi đè" in again.vi
    assert isinstance(beside, StartRefused)
    assert "Xin dừng máy chủ" in beside.vi

    with closing(sqlite3.connect(out)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        numbers = [row[0] for row in database.execute("SELECT number FROM ticket ORDER BY number")]
        kept = {row[0] for row in database.execute("SELECT ticket_id FROM ticket")}
    assert numbers == list(range(1, said["events"] + 1))
    assert {one.ticket_id for one in before} <= kept

    assert isinstance(client.take_ticket("A", str(uuid.uuid4()), uuid.uuid4().hex), Ticket)
    hub.stop()
    restored = motcua("hub-restore", "--home", str(home), "--from", str(out), "--json")
    assert restored.returncode == 0, restored.stderr
    assert json.loads(restored.stdout)["events"] == said["events"]
    hub = start_hub(home)
    ticket = HubClient(hub.url, token).take_ticket("A", str(uuid.uuid4()), uuid.uuid4().hex)
    assert isinstance(ticket, Ticket)
    assert ticket.number == said["events"] + 1
    hub.stop()
    with closing(sqlite3.connect(json.loads(restored.stdout)["before"])) as database:
        assert database.execute("SELECT count(*) FROM ticket").fetchone()[0] == len(acknowledged) + 1


def test_what_stood_there_is_kept(copy: tuple[Path, Path]) -> None:
    home, out = copy
    done = restore(home, out, NOW)
    assert done == Restored(7, home / f"{DATABASE_FILE}.before-20261122T040000")
    assert last_seq(home) == 7
    assert done.before is not None
    with closing(sqlite3.connect(done.before)) as database:
        assert database.execute("SELECT seq FROM centre_mark").fetchone() == (12,)


def test_two_restores_of_one_second_keep_what_stood_there_twice(copy: tuple[Path, Path]) -> None:
    home, out = copy
    kept = []
    for seqs in (12, 7 + 3, 7 + 4):
        done = restore(home, out, NOW)
        assert isinstance(done, Restored)
        assert done.before is not None
        with closing(sqlite3.connect(done.before)) as database:
            assert database.execute("SELECT seq FROM centre_mark").fetchone() == (seqs,)
        kept.append(done.before)
        draw(home, len(kept) + 2)
    assert len(set(kept)) == 3
    assert all(one.exists() for one in kept)


def test_a_log_left_by_a_killed_hub_does_not_get_into_the_copy(copy: tuple[Path, Path]) -> None:
    """The write-ahead log of the old file lies beside it; SQLite would put its pages into the restored one."""
    home, out = copy
    code = (
        "import os, sys; from pathlib import Path; from ticketing.store.opening import open_store\n"
        "with open_store(Path(sys.argv[1])).writing_once('H26-CN03') as ledger: ledger.draw_seqs(100, 0)\n"
        "os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", code, str(home)], check=True)
    assert (home / f"{DATABASE_FILE}-wal").stat().st_size > 0
    assert isinstance(restore(home, out, NOW), Restored)
    assert last_seq(home) == 7


def test_a_damaged_hub_is_restored_and_the_damage_kept(copy: tuple[Path, Path]) -> None:
    home, out = copy
    (home / DATABASE_FILE).write_bytes(b"not a database, " * 1000)
    (home / f"{DATABASE_FILE}-wal").write_bytes(b"nor a log")
    done = restore(home, out, NOW)
    assert isinstance(done, Restored)
    assert last_seq(home) == 7
    assert done.before is not None
    assert done.before.read_bytes().startswith(b"not a database")


def test_a_home_without_data_gets_them(copy: tuple[Path, Path], tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    assert restore(elsewhere, copy[1], NOW) == Restored(7, None)
    assert last_seq(elsewhere) == 7


def test_a_copy_that_is_no_good_changes_nothing(copy: tuple[Path, Path], tmp_path: Path) -> None:
    home, out = copy
    torn, other, newer, unfinished = (tmp_path / name for name in ("torn", "other", "newer", "unfinished"))
    torn.write_bytes(out.read_bytes()[:20_000])
    with closing(sqlite3.connect(other)) as database, database:
        database.execute("CREATE TABLE something (else_ INTEGER)")
    newer.write_bytes(out.read_bytes())
    with closing(sqlite3.connect(newer)) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    unfinished.write_bytes(out.read_bytes())
    with closing(sqlite3.connect(unfinished)) as database, database:
        database.execute("DELETE FROM alembic_version")
    there = sorted(home.iterdir())
    for source, code in ((torn, 4), (other, 4), (newer, 4), (unfinished, 4), (tmp_path / "none", 8)):
        refused = restore(home, source, NOW)
        assert isinstance(refused, StartRefused), source
        assert refused.exit_code == code
    assert last_seq(home) == 12
    assert sorted(one for one in home.iterdir() if one.name != "hub.lock") == [
        one for one in there if one.name != "hub.lock"
    ]


def test_somebody_at_the_file_stops_a_restore(copy: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ticketing.store.copy_file._WAIT_S", 0.1)
    home, out = copy
    with closing(sqlite3.connect(home / DATABASE_FILE, isolation_level=None)) as somebody:
        somebody.execute("BEGIN")
        somebody.execute("SELECT * FROM centre_mark").fetchall()
        refused = restore(home, out, NOW)
    assert isinstance(refused, StartRefused)
    assert refused.exit_code == 3
    assert last_seq(home) == 12
