"""The steps of Alembic lead to the tables of tables.py; the busy questions use their indexes."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine
from sqlalchemy.dialects import registry, sqlite
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.pool import QueuePool
from sqlalchemy.schema import CreateIndex, CreateTable

from ticketing.store import call_rows, line_rows, opening, order_rows, queue_rows, waiting_rows
from ticketing.store.opening import DATABASE_FILE, HubStore, StartRefused, open_store
from ticketing.store.tables import metadata
from ticketing.store.trouble import StoreTrouble, trouble_of


def test_the_steps_lead_to_the_tables(store: HubStore) -> None:
    with store.writing.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_the_tables_are_sayable_in_both_dialects() -> None:
    for dialect in (registry.load("sqlite")(), registry.load("postgresql")()):
        for table in metadata.sorted_tables:
            assert str(CreateTable(table).compile(dialect=dialect))
            for index in table.indexes:
                assert str(CreateIndex(index).compile(dialect=dialect))


def test_every_row_has_its_centre() -> None:
    assert all("centre" in table.c for table in metadata.tables.values())


def test_the_file_is_durable_and_erases_what_is_deleted(file_store: HubStore) -> None:
    with file_store.writing.connect() as connection:
        asked = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in (
            "journal_mode", "synchronous", "secure_delete")}  # fmt: skip
    assert asked == {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1}


def test_readers_cannot_write(store: HubStore) -> None:
    with store.reading("c") as ledger, pytest.raises(Exception, match=r"readonly|read-only"):
        ledger.draw_seqs(1, 0)


def test_busy_questions_do_not_walk_tables(file_store: HubStore) -> None:
    plans = {}
    with file_store.writing.connect() as connection:
        for name, statement in {
            "done": queue_rows.DONE,
            "done_in_file": queue_rows.DONE_IN_FILE.statement,
            "after": queue_rows.AFTER,
            "free": order_rows.FREE,
            "ahead": order_rows.AHEAD,
            "of_visit": queue_rows.OF_VISIT,
            "open_at": call_rows.OPEN_AT,
            "last_calls": call_rows.LAST_CALLS,
            "taken": line_rows.TAKEN,
            "queued": waiting_rows.QUEUED_IN_FILE.statement,
        }.items():
            asked = statement.compile(dialect=sqlite.dialect())
            asked_for = {key: ["a", "b"] if key in ("ids", "of_lines", "kept_for") else "x" for key in asked.params}
            text = str(
                statement.params(**asked_for).compile(
                    dialect=sqlite.dialect(), compile_kwargs={"literal_binds": False, "render_postcompile": True}
                )
            )
            rows = connection.exec_driver_sql("EXPLAIN QUERY PLAN " + text, tuple("x" for _ in range(text.count("?"))))
            plans[name] = " ".join(row[3] for row in rows)
    no_table = re.compile(r"SCAN (\w+ VIRTUAL TABLE|anon_1)")
    assert not {name: plan for name, plan in plans.items() if "SCAN" in no_table.sub("", plan)}
    assert "request_id=?" in plans["done"]
    assert "request_id=?" in plans["done_in_file"]
    assert "seq>?" in plans["after"]
    assert "ticket_waiting" in plans["free"]
    assert "TEMP B-TREE" not in plans["free"]
    assert "(due_ms,place)<(?,?)" in plans["ahead"]
    assert "ticket_waiting" in plans["queued"]
    assert "TEMP B-TREE" not in plans["queued"]
    assert "ticket_by_visit" in plans["of_visit"]
    assert "call_announced" in plans["last_calls"]
    assert plans["taken"].count("(centre=? AND day=? AND series=?)") == 2
    assert "(ticket_id=?)" in plans["taken"]


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    (tmp_path / DATABASE_FILE).write_bytes(b"this is no database, but it is long enough to look like one" * 100)
    refused = open_store(tmp_path)
    assert isinstance(refused, StartRefused)
    assert refused.exit_code == 4
    assert "bị hỏng" in refused.vi


def test_a_page_damaged_in_the_middle_is_told(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    assert isinstance(store, HubStore)
    store.close()
    path = tmp_path / DATABASE_FILE
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    whole = bytearray(path.read_bytes())
    for start in range(4096, len(whole), 4096):
        whole[start : start + 64] = b"\xff" * 64
    path.write_bytes(whole)
    refused = open_store(tmp_path)
    assert isinstance(refused, StartRefused)
    assert refused.exit_code == 4


def test_a_large_file_is_looked_through_when_the_door_is_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "_LARGE_BYTES", 0)
    store = open_store(tmp_path)
    assert isinstance(store, HubStore)
    assert store.damage() is None
    with closing(sqlite3.connect(tmp_path / DATABASE_FILE)) as database:
        root = database.execute("SELECT rootpage FROM sqlite_master WHERE name = 'audit'").fetchone()[0]
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with (tmp_path / DATABASE_FILE).open("r+b") as file:
        file.seek((root - 1) * 4096)
        file.write(b"\xff" * 64)
    store.close()
    assert isinstance(open_store(tmp_path), StartRefused)
    damaged = open_store(tmp_path, in_haste=True)
    assert isinstance(damaged, HubStore)
    refused = damaged.damage()
    assert isinstance(refused, StartRefused)
    assert refused.exit_code == 4
    damaged.close()


def test_a_file_in_todays_shape_is_opened_while_a_hub_writes(tmp_path: Path) -> None:
    first = open_store(tmp_path)
    assert isinstance(first, HubStore)
    with first.writing_once("H26-CN03") as ledger:
        ledger.draw_seqs(1, 0)
        second = open_store(tmp_path)
        assert isinstance(second, HubStore), "whoever waited for the writer would not be here yet"
    second.close()
    first.close()


def test_readers_that_are_all_at_work_are_a_trouble_that_passes(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    assert isinstance(store, HubStore)
    readers = create_engine(store.readers.url, pool_size=1, max_overflow=0, pool_timeout=0.01, poolclass=QueuePool)
    with readers.connect(), pytest.raises(NoConnectionFree) as found:
        readers.connect()
    assert trouble_of(found.value, tmp_path) == StoreTrouble("store_broken")
    readers.dispose()
    store.close()
