"""What staff did cannot be changed unseen: the chain is computed here a second time, and then meddled with."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.ticketing.desk_in_hand import Desk, new_id
from ticketing.auditing import AuditSeen, see_audit
from ticketing.deeds.house import House
from ticketing.domain.answers import CallStatus
from ticketing.store.opening import DATABASE_FILE, HubStore, StartRefused, open_store

CENTRE = "H26-CN03"


def recorded(store: HubStore) -> list[dict[str, Any]]:
    with store.readers.connect() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM audit ORDER BY no").mappings()
        return [dict(row) for row in rows]


def test_the_chain_is_sha256_over_the_hash_before_and_canonical_json(
    house: House, store: HubStore, perform: Callable[..., list[Any]]
) -> None:
    desk = Desk(house, store, perform)
    for _ in range(3):
        desk.take()
    session = desk.sign_in()
    desk.end(desk.call(session), session, CallStatus.FINISHED)
    desk.hold(desk.call(session), session, minutes=10)
    desk.pause(session)
    before = ""
    rows = recorded(store)
    assert [row["deed"] for row in rows] == ["sign_in", "call_next", "finish", "call_next", "hold", "pause"]
    for no, row in enumerate(rows, start=1):
        assert row["no"] == no
        text = json.dumps(
            {key: value for key, value in row.items() if key != "hash"},
            sort_keys=True, separators=(",", ":"), ensure_ascii=False,
        )  # fmt: skip
        before = hashlib.sha256((before + "\n" + text).encode()).hexdigest()
        assert row["hash"] == before
    hold = rows[4]
    assert (hold["staff_id"], hold["label"], hold["counter"], hold["reason"]) == ("lan", "A002", 1, "photocopy")


def test_a_refused_deed_leaves_no_entry(house: House, store: HubStore, perform: Callable[..., list[Any]]) -> None:
    desk = Desk(house, store, perform)
    session = desk.sign_in()
    before = recorded(store)
    desk.call(session)
    desk.call(session, counter=2)
    desk.call_this(session, new_id())
    assert recorded(store) == before


@pytest.fixture
def home(tmp_path: Path, house: House) -> Path:
    """A hub's folder with a morning's work in it."""
    store = open_store(tmp_path)
    assert isinstance(store, HubStore)

    def perform(deed: Any, *asked: object) -> list[Any]:
        with store.writing_once(CENTRE) as ledger:
            return list(deed(ledger, asked))

    desk = Desk(house, store, perform)
    session = desk.sign_in()
    for _ in range(5):
        desk.take()
        desk.end(desk.call(session), session, CallStatus.FINISHED)
    store.close()
    return tmp_path


def seen(home: Path, noted: str | None = None) -> AuditSeen:
    found = see_audit(home, CENTRE, last=3, walk=True, noted=noted)
    assert isinstance(found, AuditSeen)
    return found


def meddle(home: Path, *statements: str) -> None:
    with closing(sqlite3.connect(home / DATABASE_FILE)) as database, database:
        for statement in statements:
            database.execute(statement)


def test_a_chain_that_nobody_touched_holds(home: Path) -> None:
    found = seen(home)
    assert (found.count, found.broken, found.noted) == (11, None, None)
    assert [row.no for row in found.entries] == [9, 10, 11]
    assert found.entries[-1].hash == found.head
    assert seen(home, noted=found.entries[0].hash).noted is True


@pytest.mark.parametrize(
    ("statement", "no", "why"),
    [
        ("UPDATE audit SET staff_id = 'minh' WHERE no = 4", 4, "changed"),
        ("UPDATE audit SET at_ms = at_ms + 1 WHERE no = 1", 1, "changed"),
        ("UPDATE audit SET reason = 'urgent' WHERE no = 11", 11, "changed"),
        ("UPDATE audit SET hash = replace(hash, substr(hash, 1, 1), 'z') WHERE no = 7", 7, "changed"),
        ("DELETE FROM audit WHERE no = 6", 6, "missing"),
        ("DELETE FROM audit WHERE no = 1", 1, "missing"),
        ("DELETE FROM audit WHERE no > 8", 9, "missing"),
        ("DELETE FROM audit", 1, "missing"),
        ("UPDATE audit SET no = no + 100 WHERE no > 5", 6, "missing"),
        ("UPDATE centre_mark SET audit_hash = ''", 11, "added"),
    ],
)
def test_meddling_is_found_and_the_place_is_named(home: Path, statement: str, no: int, why: str) -> None:
    meddle(home, statement)
    broken = seen(home).broken
    assert broken is not None
    assert (broken.no, broken.why) == (no, why)


def test_an_end_cut_off_with_its_mark_shows_by_a_head_noted_earlier(home: Path) -> None:
    """Whoever can write everywhere can cut the end off and move the mark; not out of somebody's notebook."""
    noted = seen(home).head
    meddle(
        home,
        "DELETE FROM audit WHERE no > 8",
        "UPDATE centre_mark SET audit_no = 8, audit_hash = (SELECT hash FROM audit WHERE no = 8)",
    )
    found = seen(home, noted=noted)
    assert found.broken is None
    assert found.noted is False


def test_the_command_says_whether_it_holds(home: Path) -> None:
    command = [sys.executable, "-m", "kiosk", "hub-audit", "--home", str(home), "--verify", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    said = json.loads(done.stdout)
    assert (said["count"], said["verified"], said["broken"]) == (11, True, None)
    assert said["entries"][0]["deed"] == "sign_in"
    meddle(home, "UPDATE audit SET deed = 'finish' WHERE no = 2")
    told = subprocess.run(command[:-1], capture_output=True, text=True, check=False)
    assert told.returncode == 1
    assert "từ mục 2" in told.stdout
    assert "from entry 2" in told.stdout


def test_no_data_is_said_and_nothing_is_made(tmp_path: Path) -> None:
    refused = see_audit(tmp_path / "nowhere", CENTRE, last=1, walk=True)
    assert isinstance(refused, StartRefused)
    assert refused.exit_code == 8
    assert not (tmp_path / "nowhere").exists()


def test_who_is_signed_out_by_a_newer_sign_in_is_named_with_who_signed_in(
    house: House, store: HubStore, perform: Callable[..., list[Any]], hand_clock: Any
) -> None:
    desk = Desk(house, store, perform)
    desk.sign_in("lan", 1)
    desk.sign_in("minh", 1)
    desk.sign_in("lan", 2)
    desk.sign_in("lan", 1)
    hand_clock.pass_minutes(24 * 60)
    desk.sign_in("lan", 1)
    told = [(row["deed"], row["staff_id"], row["counter"], row["detail"]) for row in recorded(store)]
    assert told == [
        ("sign_in", "lan", 1, None),
        ("session_displaced", "lan", 1, "minh"),
        ("sign_in", "minh", 1, None),
        ("sign_in", "lan", 2, None),
        ("session_displaced", "lan", 2, "lan"),
        ("session_displaced", "minh", 1, "lan"),
        ("sign_in", "lan", 1, None),
        ("sign_in", "lan", 1, None),
    ], "a session that was over by itself was displaced by nobody"


def test_devices_let_in_and_those_whose_token_is_void_are_audited(tmp_path: Path, let_in: Callable[..., str]) -> None:
    for role in ("kiosk", "courier", "kiosk"):
        let_in(tmp_path, role)
    seen = see_audit(tmp_path, CENTRE, last=10, walk=True)
    assert isinstance(seen, AuditSeen)
    assert seen.broken is None
    told = [(row.entry.deed, row.entry.staff_id, row.entry.detail, row.entry.reason) for row in seen.entries]
    assert told == [
        ("enrol_device", "-", "kiosk-1", "kiosk"),
        ("enrol_device", "-", "courier-1", "courier"),
        ("revoke_device", "-", "kiosk-1", "kiosk"),
        ("enrol_device", "-", "kiosk-1", "kiosk"),
    ]
