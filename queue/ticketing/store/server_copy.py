"""Copies of what hubs keep on a PostgreSQL: the same file as of a hub on its own file, so either can be put back there.

A copy is read from one snapshot, while everybody works. It is put back in one transaction that keeps everybody out.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, MetaData, NullPool, Table, create_engine, event, insert, inspect, select
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError

from ticketing.store.copy_file import Copied, Restored, free_name, hub_runs, no_room, too_new, unsound, write_copy
from ticketing.store.opening import StartRefused, bring_into_shape, known_steps, taken_steps
from ticketing.store.postgres import SHAPING, address, long_engine, shown, unusable

_PORTION: Final = 1000
_STEPS_TABLE: Final = "alembic_version"
_LOCKED_OUT: Final = "55P03"
# Every process of ours has this name at the server: hubs all the time, commands while they work.
_SOMEBODY: Final = (
    "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    " AND application_name = current_setting('application_name') LIMIT 1"
)


def back_up_server(database: str, out: Path) -> Copied | StartRefused:
    """Copy the data of all centres at a postgresql:// address, as they are at this moment, to `out`."""
    url = address(database)
    if isinstance(url, StartRefused):
        return url
    engine = long_engine(url).execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    try:
        with engine.connect() as server, server.begin():
            return _copy_of_server(server, url, out)
    except DBAPIError as error:
        return unusable(url, error)
    finally:
        engine.dispose()


def restore_server(database: str, copied: Copied, source: Path, home: Path, now: datetime) -> Restored | StartRefused:
    """Put `copied`, our own copy of `source`, in the place of all data at a postgresql:// address: whole or not at all.

    What stood there is kept in `home` as a copy of the same kind.
    """
    url = address(database)
    if isinstance(url, StartRefused):
        return url
    engine, copy_engine = long_engine(url), _engine_of(copied.path)
    try:
        with copy_engine.connect() as copy, copy.begin():
            bring_into_shape(copy)
        with engine.connect() as server, copy_engine.connect() as copy:
            return _replace(server, copy, url, free_name(home, now), copied.events)
    except DBAPIError as error:
        return _why_not(error, url, source, home)
    finally:
        copy_engine.dispose()
        engine.dispose()


def _replace(server: Connection, copy: Connection, url: URL, before: Path, events: int) -> Restored | StartRefused:
    tables = _tables(copy)
    transaction = server.begin()
    try:
        kept = _cleared(server, tables, url, before)
        if isinstance(kept, StartRefused):
            transaction.rollback()
            return kept
        _copy_rows(copy, server, tables)
    except BaseException:
        transaction.rollback()
        before.unlink(missing_ok=True)
        raise
    transaction.commit()  # where its answer is lost, what was kept stays
    return Restored(events, None if kept is None else before)


def _cleared(server: Connection, tables: Sequence[Table], url: URL, before: Path) -> Copied | StartRefused | None:
    """Empty the tables, with everybody else kept out of them. Returns the copy of what they held, if anything."""
    server.exec_driver_sql(SHAPING)
    if server.exec_driver_sql(_SOMEBODY).first() is not None:
        return hub_runs(shown(url))
    if not _steps(server) <= known_steps():
        return too_new(shown(url))
    bring_into_shape(server)
    names = ", ".join(server.dialect.identifier_preparer.format_table(one) for one in tables)
    server.exec_driver_sql(f"LOCK TABLE {names} IN ACCESS EXCLUSIVE MODE")
    if all(server.execute(select(one).limit(1)).first() is None for one in tables):
        return None
    kept = _copy_of_server(server, url, before)
    if isinstance(kept, Copied):
        server.exec_driver_sql(f"TRUNCATE {names}")
    return kept


def _copy_of_server(server: Connection, url: URL, out: Path) -> Copied | StartRefused:
    """What the server's transaction sees, in a file with tables of the same steps."""
    steps = _steps(server)
    if not steps:
        return unsound(shown(url))
    if not steps <= known_steps():
        return too_new(shown(url))

    def fill(draft: Path) -> None:
        engine = _engine_of(draft)
        try:
            with engine.connect() as copy, copy.begin():
                for step in steps:
                    bring_into_shape(copy, step)
                _copy_rows(server, copy, _tables(copy))
        except DBAPIError as error:
            if isinstance(error.orig, sqlite3.DatabaseError):
                raise error.orig from error
            raise
        finally:
            engine.dispose()

    return write_copy(out, fill, shown(url))


def _copy_rows(source: Connection, target: Connection, tables: Sequence[Table]) -> None:
    """Every row as it is, in portions: a table may hold years."""
    for table in tables:
        rows = source.execute(select(table), execution_options={"yield_per": _PORTION}).mappings()
        for portion in rows.partitions():
            target.execute(insert(table), [dict(row) for row in portion])


def _tables(copy: Connection) -> Sequence[Table]:
    """The tables of a copy, whatever steps it stands at; their types are those of any database."""
    found = MetaData()

    def generic(_inspector: object, _table: Table, column: Any) -> None:
        column["type"] = column["type"].as_generic()

    event.listen(found, "column_reflect", generic)
    found.reflect(copy)
    return [table for table in found.sorted_tables if table.name != _STEPS_TABLE]


def _steps(server: Connection) -> frozenset[str]:
    """The steps that the server's tables stand at; none in an empty database."""
    return taken_steps(server) if inspect(server).has_table(_STEPS_TABLE) else frozenset()


def _engine_of(path: Path) -> Engine:
    """A file of our own that nobody else sees, and that is made durable when it is whole."""
    engine = create_engine(URL.create("sqlite", database=str(path)), poolclass=NullPool)
    event.listen(engine, "connect", _prepare_copy)
    return engine


def _prepare_copy(raw: Any, _record: object) -> None:
    for pragma in ("journal_mode=MEMORY", "synchronous=OFF", "temp_store=MEMORY"):
        raw.execute(f"PRAGMA {pragma}").close()


def _why_not(error: DBAPIError, url: URL, source: Path, home: Path) -> StartRefused:
    if isinstance(error.orig, sqlite3.Error):
        return no_room(home)
    if isinstance(error, DataError | IntegrityError):  # rows that no hub wrote
        return unsound(str(source))
    if getattr(error.orig, "sqlstate", None) == _LOCKED_OUT:
        return hub_runs(shown(url))
    return unusable(url, error)
