"""A copy of a hub on PostgreSQL is that of a hub on a file: from either it goes into either, and the day goes on."""

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
from importlib.resources import files
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import NullPool, create_engine, select

from tests.postgres_cluster import Cluster
from tests.ticketing.booth_in_hand import MINH, Booth, with_appointments
from tests.ticketing.conftest import HandClock, HubProcess
from tests.ticketing.desk_in_hand import Desk
from ticketing.auditing import AuditSeen, see_audit
from ticketing.client import EventFeed, HubClient, Ticket
from ticketing.deeds.house import House
from ticketing.domain.answers import CallStatus
from ticketing.domain.records import DraftRecord
from ticketing.domain.rules import CentreRules, DeviceRole
from ticketing.enrolment import enrol
from ticketing.store.backup import back_up, restore
from ticketing.store.copy_file import Copied, Restored
from ticketing.store.opening import DATABASE_FILE, HubStore, StartRefused, open_store
from ticketing.store.server_copy import _PORTION
from ticketing.store.tables import metadata

CENTRE = "H26-CN03"
NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
KINDS = ("sqlite", "postgresql")
Rows = dict[str, list[tuple[Any, ...]]]
Databases = Callable[[str], str | None]


@pytest.fixture(scope="session")
def rules(rules: CentreRules) -> CentreRules:
    return with_appointments(rules)


@pytest.fixture
def empty(request: pytest.FixtureRequest) -> Databases:
    """`empty("postgresql")` is the address of a new database without tables; a file is None."""

    def make(kind: str) -> str | None:
        if kind == "sqlite":
            return None
        cluster: Cluster = request.getfixturevalue("postgres")
        return cluster.fresh()

    return make


def opened(home: Path, database: str | None) -> HubStore:
    home.mkdir(exist_ok=True)
    store = open_store(home, database)
    assert isinstance(store, HubStore)
    return store


def performing(store: HubStore) -> Callable[..., list[Any]]:
    def perform(deed: Callable[..., Any], *asked: object) -> list[Any]:
        with store.writing_once(CENTRE) as ledger:
            return list(deed(ledger, asked))

    return perform


def a_morning(home: Path, database: str | None, house: House, clock: HandClock) -> None:
    """Tickets, calls, bookings, a closed line, a draft, a badge, a device, deeds that can be undone, their audit."""
    store = opened(home, database)
    booth = Booth(house, store, performing(store), clock)
    booth.move_to(8, 10)
    booth.book()
    booth.cancel(booth.book(MINH))
    desk = Desk(house, store, performing(store))
    session = desk.sign_in()
    for _ in range(7):
        desk.take()
    desk.end(desk.call(session), session, CallStatus.FINISHED)
    desk.hold(desk.call(session), session, minutes=10)
    desk.call(session)
    booth.close(booth.ms(16), None, "B")
    with store.writing_once(CENTRE) as ledger:
        ledger.keep_draft(DraftRecord("0" * 32, b"\x00sealed\xff", 1, "draft-1", clock.wall_ms + 60_000))
        ledger.give_badge("lan", "b" * 64, clock.wall_ms)
    with store.writing_once("H26-CN04") as ledger:
        ledger.draw_seqs(2, clock.wall_ms)
    store.close()
    enrolled = enrol(
        home, CENTRE, "kiosk-1", DeviceRole.KIOSK, home / "kiosk.token", house.luck, clock.wall_ms, database
    )
    assert not isinstance(enrolled, StartRefused)


def rows(home: Path, database: str | None) -> Rows:
    """Everything that the database holds."""
    store = opened(home, database)
    with store.readers.connect() as connection:
        found = {
            name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for name, table in metadata.tables.items()
        }
    store.close()
    return {name: sorted(of_table, key=repr) for name, of_table in found.items()}


@pytest.mark.parametrize(("source", "target"), list(product(KINDS, KINDS)))
def test_everything_goes_from_either_database_into_either(
    source: str, target: str, empty: Databases, house: House, hand_clock: HandClock, tmp_path: Path
) -> None:
    here, there, out = tmp_path / "here", tmp_path / "there", tmp_path / "copy.sqlite3"
    first, second = empty(source), empty(target)
    here.mkdir()
    there.mkdir()
    a_morning(here, first, house, hand_clock)
    worked = rows(here, first)
    assert {"ticket", "call", "event", "appointment", "audit", "undo", "badge", "device", "draft", "clerk_session"} <= {
        name for name, of_table in worked.items() if of_table
    }
    done = back_up(here, out, first)
    assert isinstance(done, Copied)
    assert done.events == sum(int(row[1]) for row in worked["centre_mark"])
    assert out.stat().st_mode & 0o777 == 0o600
    assert restore(there, out, NOW, second) == Restored(done.events, None)
    assert rows(there, second) == worked

    store = opened(there, second)
    desk = Desk(house, store, performing(store))
    ticket = desk.take()
    assert ticket.number == 8
    with store.reading(CENTRE) as ledger:
        seqs = [one.seq for one in ledger.events_after(0, 1000)]
    assert seqs == list(range(1, len(seqs) + 1))
    desk.pause(desk.sign_in("minh", 2), counter=2)
    store.close()
    seen = see_audit(there, CENTRE, last=1, walk=True, database=second)
    assert isinstance(seen, AuditSeen)
    assert seen.broken is None
    assert seen.count == len(worked["audit"]) + 2


def draw(home: Path, database: str | None, count: int) -> None:
    store = opened(home, database)
    with store.writing_once(CENTRE) as ledger:
        ledger.draw_seqs(count, 0)
    store.close()


def test_what_stood_in_the_database_is_kept_as_a_copy(empty: Databases, tmp_path: Path) -> None:
    database, out = empty("postgresql"), tmp_path / "copy.sqlite3"
    draw(tmp_path, database, 7)
    assert isinstance(back_up(tmp_path, out, database), Copied)
    again = back_up(tmp_path, out, database)
    assert isinstance(again, StartRefused)
    assert again.exit_code == 8
    draw(tmp_path, database, 5)
    stood = rows(tmp_path, database)
    done = restore(tmp_path, out, NOW, database)
    assert done == Restored(7, tmp_path / f"{DATABASE_FILE}.before-20261123T040000")
    assert rows(tmp_path, database)["centre_mark"][0][1] == 7
    assert done.before is not None
    assert done.before.stat().st_mode & 0o777 == 0o600
    back = restore(tmp_path, done.before, NOW, database)
    assert isinstance(back, Restored)
    assert rows(tmp_path, database) == stood
    assert back.before is not None
    assert back.before != done.before, "the same second"


def test_a_copy_of_many_rows_is_taken_in_portions(empty: Databases, tmp_path: Path) -> None:
    database, out = empty("postgresql"), tmp_path / "copy.sqlite3"
    draw(tmp_path, database, 1)
    store = opened(tmp_path, database)
    many = 2 * _PORTION + 1
    with store.writing.connect() as connection, connection.begin():
        connection.exec_driver_sql(
            "INSERT INTO visit_dossier SELECT 'H26-CN03', 'v' || n, 'd' || n, n, 0"
            f" FROM generate_series(1, {many}) AS n"
        )
    store.close()
    assert isinstance(back_up(tmp_path, out, database), Copied)
    assert isinstance(restore(tmp_path, out, NOW), Restored)
    with closing(sqlite3.connect(tmp_path / DATABASE_FILE)) as file:
        assert file.execute("SELECT count(*), sum(told_seq) FROM visit_dossier").fetchone() == (
            many,
            many * (many + 1) // 2,
        )


def downgraded(database: str, step: str) -> None:
    """The tables as an older version left them."""
    config = Config()
    config.set_main_option("script_location", str(files("ticketing.store") / "migrations"))
    engine = create_engine(database.replace("postgresql://", "postgresql+psycopg://"), poolclass=NullPool)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, step)


def test_a_database_of_an_older_version_is_copied_and_kept_as_it_is(empty: Databases, tmp_path: Path) -> None:
    database, out = empty("postgresql"), tmp_path / "copy.sqlite3"
    assert database is not None
    draw(tmp_path, database, 7)
    downgraded(database, "0003")
    assert isinstance(back_up(tmp_path, out, database), Copied)
    with closing(sqlite3.connect(out)) as copy:
        assert copy.execute("SELECT version_num FROM alembic_version").fetchall() == [("0003",)]
    assert isinstance(restore(tmp_path, out, NOW, database), Restored)
    assert rows(tmp_path, database)["centre_mark"] == [(CENTRE, 7, 0, 0, "")]


def test_a_copy_that_is_no_good_changes_nothing(empty: Databases, postgres: Cluster, tmp_path: Path) -> None:
    database, out, foreign = empty("postgresql"), tmp_path / "copy.sqlite3", tmp_path / "foreign.sqlite3"
    draw(tmp_path, database, 7)
    assert isinstance(back_up(tmp_path, out, database), Copied)
    draw(tmp_path, database, 5)
    stood = rows(tmp_path, database)
    foreign.write_bytes(out.read_bytes())
    with closing(sqlite3.connect(foreign)) as copy, copy:
        copy.execute("INSERT INTO centre_mark VALUES (?, 1, 1, 0, '')", ("a centre's name that no hub would take",))
    refused = restore(tmp_path, foreign, NOW, database)
    assert isinstance(refused, StartRefused)
    assert refused.exit_code == 4
    assert str(foreign) in refused.en
    assert rows(tmp_path, database) == stood
    assert not list(tmp_path.glob("*before*"))

    postgres.run("UPDATE alembic_version SET version_num = '9999'", database)
    for done in (back_up(tmp_path, tmp_path / "other", database), restore(tmp_path, out, NOW, database)):
        assert isinstance(done, StartRefused)
        assert "newer version" in done.en
    nothing = back_up(tmp_path, tmp_path / "other", empty("postgresql"))
    assert isinstance(nothing, StartRefused)
    assert nothing.exit_code == 4
    assert sorted(one.name for one in tmp_path.iterdir()) == ["copy.sqlite3", "foreign.sqlite3", "shape.lock"]


def test_no_server_and_a_wrong_address_are_told(tmp_path: Path) -> None:
    for database, code in (("postgresql://hub:secret-word@127.0.0.1:1/none", 7), ("mysql://secret-word@h/none", 2)):
        done = back_up(tmp_path, tmp_path / "out", database)
        assert isinstance(done, StartRefused)
        assert done.exit_code == code
        assert "secret-word" not in done.en + done.vi
    assert list(tmp_path.iterdir()) == []


def motcua(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kiosk", *words, "--json"]
    return subprocess.run(command, capture_output=True, text=True, timeout=30, check=False, env=dict(os.environ))


def test_a_copy_made_under_load_gives_back_a_hub_and_its_listeners_go_back(
    empty: Databases, start_hub: Callable[..., HubProcess], let_in: Callable[..., str], tmp_path: Path
) -> None:
    database, out = empty("postgresql"), tmp_path / "monday.sqlite3"
    assert database is not None
    where = ("--home", str(tmp_path), "--database", database)
    hub = start_hub(tmp_path, database=database)
    port = int(hub.url.rpartition(":")[2])
    kiosk, board = let_in(tmp_path, "kiosk", database), let_in(tmp_path, "board", database)
    client, stop = HubClient(hub.url, kiosk), threading.Event()
    told: list[int] = []

    def take() -> int:
        ticket = client.take_ticket("A", str(uuid.uuid4()), uuid.uuid4().hex)
        assert isinstance(ticket, Ticket)
        return ticket.number

    def press() -> None:
        while not stop.is_set():
            told.append(take())

    crowd = [threading.Thread(target=press) for _ in range(4)]
    for one in crowd:
        one.start()
    while len(told) < 30:
        stop.wait(0.005)
    done = motcua("hub-backup", *where, "--out", str(out))
    beside = motcua("hub-restore", *where, "--from", str(out))
    stop.set()
    for one in crowd:
        one.join()
    last = take()
    assert done.returncode == 0, done.stderr
    assert (beside.returncode, beside.stdout) == (3, "")
    assert "Xin dừng máy chủ" in beside.stderr
    events = json.loads(done.stdout)["events"]
    with closing(sqlite3.connect(out)) as copy:
        numbers = [row[0] for row in copy.execute("SELECT number FROM ticket ORDER BY number")]
    assert numbers == list(range(1, events + 1))
    assert 30 <= events < last

    gone_back, linked = threading.Event(), threading.Event()
    feed = EventFeed(
        hub.url,
        board,
        lambda _event: None,
        lambda on: linked.set() if on else None,
        on_back=lambda seq: gone_back.set() if seq == events else None,
    )
    feed.start()
    assert linked.wait(10)
    hub.stop()
    restored = motcua("hub-restore", *where, "--from", str(out))
    assert restored.returncode == 0, restored.stderr
    hub = start_hub(tmp_path, port, database=database)
    assert gone_back.wait(10)
    feed.stop()
    assert take() == events + 1
    with closing(sqlite3.connect(json.loads(restored.stdout)["before"])) as copy:
        assert copy.execute("SELECT count(*) FROM ticket").fetchone() == (last,)
