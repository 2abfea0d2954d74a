"""A hub that worked with the first shape of the tables goes on with today's: nobody loses a number or a place."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, text

from tests.postgres_cluster import Cluster
from tests.ticketing.desk_in_hand import Desk
from ticketing.deeds.house import House
from ticketing.domain.answers import Call, CallStatus, TicketStatus
from ticketing.store.opening import DATABASE_FILE, HubStore, open_store

CENTRE = "H26-CN03"
TODAY = datetime.date(2026, 11, 22)
ISSUED_MS = 1_795_319_000_000


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str | None:
    """A database of its own: None for a file."""
    if request.param == "sqlite":
        return None
    cluster: Cluster = request.getfixturevalue("postgres")
    return cluster.fresh()


@pytest.fixture
def engine(tmp_path: Path, database: str | None) -> Iterator[Engine]:
    where = f"sqlite:///{tmp_path / DATABASE_FILE}" if database is None else database
    made = create_engine(where.replace("postgresql://", "postgresql+psycopg://"))
    yield made
    made.dispose()


def take_steps(connection: Connection, which: Callable[[Config, str], None]) -> None:
    """Upgrade or downgrade to the first shape."""
    config = Config()
    config.set_main_option("script_location", str(files("ticketing.store") / "migrations"))
    config.attributes["connection"] = connection
    which(config, "0001")


def a_morning(connection: Connection) -> None:
    """Three tickets of line A: one served at counter 1, two waiting."""
    day = TODAY.isoformat()
    connection.execute(text(f"INSERT INTO centre_mark VALUES ('{CENTRE}', 4, {ISSUED_MS})"))
    connection.execute(text(f"INSERT INTO line_day VALUES ('{CENTRE}', '{day}', 'A', 3, 2)"))
    for number, status in ((1, "finished"), (2, "waiting"), (3, "waiting")):
        connection.execute(
            text(
                "INSERT INTO ticket (ticket_id, centre, visit_id, day, line, number, issued_ms, status, place, kept,"
                f" held_until_ms, page_token) VALUES ('t{number}', '{CENTRE}', '{number:032x}', '{day}', 'A', {number},"
                f" {ISSUED_MS + number}, '{status}', {number}, false, 0, 'token{number}')"
            )
        )
    connection.execute(
        text(
            "INSERT INTO call (call_id, centre, day, ticket_id, counter, clerk_id, called_ms, announced_seq, times,"
            f" status, ended_ms) VALUES ('c1', '{CENTRE}', '{day}', 't1', 1, 'lan', {ISSUED_MS}, 4, 1, 'finished',"
            f" {ISSUED_MS + 60_000})"
        )
    )


def test_the_first_shape_becomes_todays_with_everybody_in_place(
    tmp_path: Path, engine: Engine, database: str | None, house: House
) -> None:
    with engine.begin() as connection:
        take_steps(connection, command.upgrade)
        a_morning(connection)
    engine.dispose()
    store = open_store(tmp_path, database)
    assert isinstance(store, HubStore)

    def perform(deed: Callable[..., Any], *asked: object) -> list[Any]:
        with store.writing_once(CENTRE) as ledger:
            return list(deed(ledger, asked))

    desk = Desk(house, store, perform)
    second = desk.look(desk.looking.ticket, "t2")
    assert (second.label, second.queue_line, second.ahead, second.priority) == ("A002", "A", 0, None)
    assert [one.label for one in desk.look(desk.looking.board).last] == ["A001"]
    assert desk.take().label == "A004"
    session, labels = desk.sign_in(), []
    while isinstance(call := desk.call(session), Call):
        labels.append(call.ticket.label)
        desk.end(call, session, CallStatus.FINISHED)
    assert labels == ["A002", "A003", "A004"]
    assert desk.look(desk.looking.ticket, "t1").status is TicketStatus.FINISHED
    store.close()


def test_the_way_back_leads_to_the_first_shape(engine: Engine, tmp_path: Path, database: str | None) -> None:
    store = open_store(tmp_path, database)
    assert isinstance(store, HubStore)
    store.close()
    with engine.begin() as connection:
        take_steps(connection, command.downgrade)
        a_morning(connection)
        assert connection.execute(text("SELECT count(*) FROM ticket")).scalar_one() == 3
