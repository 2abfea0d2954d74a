"""The same store on a PostgreSQL that many hubs share.

Whoever writes in a centre first takes the centre's mark in its hand (a row lock, held to the end of the commit). So a
deed is as alone in its centre as it is on SQLite; seqs have no gap and are told in the order of the commits; and since
it is the first lock of every transaction, two hubs cannot wait for each other in a circle. Centres do not meet.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, bindparam, create_engine, event, make_url, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import NullPool, QueuePool

from ticketing.domain.records import EventRecord
from ticketing.store.limited_connection import limit
from ticketing.store.neighbours import Neighbours
from ticketing.store.opening import READERS, HubStore, StartRefused, bring_into_shape
from ticketing.store.queue_rows import CENTRE
from ticketing.store.sql_ledger import SqlLedger
from ticketing.store.tables import centre_mark

_KINDS: Final = ("postgresql", "postgres")
_LINK: Final = {
    "connect_timeout": 4,
    "tcp_user_timeout": 10_000,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "application_name": "motcua hub",
}
# A server that says nothing is given up a little after it should itself have given the statement up. A bell that is not
# rung costs a second, so its connection need not be waited for.
_LONGEST_S: Final = 11.0
_LONGEST_RING_S: Final = 2.0
_LONGEST_WORK_S: Final = 3600.0
# A hub that is frozen in the middle of a transaction must not hold a hall: the server ends it, the others go on.
_SESSION: Final = (
    "SELECT set_config('lock_timeout', '5s', false), set_config('statement_timeout', '10s', false),"
    " set_config('idle_in_transaction_session_timeout', '10s', false)"
)
# An answer is given when it would survive a power cut, whatever the server's default is.
_DURABLE: Final = (
    "SELECT set_config('synchronous_commit', 'on', false)"
    " WHERE current_setting('synchronous_commit') IN ('off', 'local', 'remote_write')"
)
# What takes its time, and keeps nobody waiting meanwhile; only a process that is frozen in it is ended.
_LONG_SESSION: Final = (
    "SELECT set_config('lock_timeout', '5s', false), set_config('statement_timeout', '0', false),"
    " set_config('idle_in_transaction_session_timeout', '10min', false)"
)
SHAPING: Final = (
    "SELECT set_config('lock_timeout', '60s', true),"
    " pg_advisory_xact_lock(7801260822)"  # one process at a time; the number is nobody else's
)
"""Keeps others from shaping the tables until the transaction ends."""

_ENTER: Final = select(centre_mark.c.at_ms).where(centre_mark.c.centre == CENTRE).with_for_update()
_FIRST_MARK: Final = insert(centre_mark).values(centre=bindparam("of_centre"), seq=0, at_ms=0).on_conflict_do_nothing()


@dataclass(frozen=True)
class PostgresStore(HubStore):
    """An open PostgreSQL."""

    hearing: Engine
    """Connections outside of transactions, for LISTEN and NOTIFY."""

    def ledger_on(self, connection: Connection, centre: str) -> SqlLedger:
        """The ledger, with the centre's mark in hand."""
        asked = {"of_centre": centre}
        known_ms = connection.execute(_ENTER, asked).scalar()
        if known_ms is None:
            connection.execute(_FIRST_MARK, asked)
            known_ms = connection.execute(_ENTER, asked).scalar_one()
        return SqlLedger(connection, centre, known_ms)

    def damage(self) -> None:
        """The server looks after its own files."""
        return

    def checkpointer(self) -> None:
        """The server does it by itself."""
        return

    @property
    def patience(self) -> None:
        """A server is asked over a network."""
        return

    def neighbours(self, centre: str, since: int, hear: Callable[[Sequence[EventRecord]], None]) -> Neighbours:
        """Every hub of the centre, this one included."""

        def read(seq: int, limit: int) -> Sequence[EventRecord]:
            with self.reading(centre) as ledger:
                return ledger.events_after(seq, limit)

        return Neighbours(self.hearing, centre, since, read, hear)

    def close(self) -> None:
        """Let go of every connection."""
        super().close()
        self.hearing.dispose()


def open_postgres(home: Path, database: str) -> HubStore | StartRefused:
    """Open the database at a postgresql:// address, brought to today's shape if need be. `home` holds no data then."""
    url = address(database)
    if isinstance(url, StartRefused):
        return url
    writing = create_engine(url, connect_args=_LINK, poolclass=QueuePool, pool_size=1, max_overflow=0)
    readers = create_engine(
        url,
        connect_args=_LINK,
        poolclass=QueuePool,
        pool_size=READERS,
        max_overflow=0,
        pool_timeout=5,
        isolation_level="REPEATABLE READ",
        execution_options={"postgresql_readonly": True},
    )
    hearing = create_engine(url, connect_args=_LINK, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    for engine in (writing, readers):
        limit(engine, _LONGEST_S)
        event.listen(engine, "connect", partial(_prepare, _SESSION))
    limit(hearing, _LONGEST_RING_S)
    try:
        with long_engine(url).connect() as connection, connection.begin():
            connection.exec_driver_sql(SHAPING)
            bring_into_shape(connection)
    except DBAPIError as error:
        return unusable(url, error)
    return PostgresStore(home, writing, readers, hearing)


def address(database: str) -> URL | StartRefused:
    """Where a postgresql:// address leads to."""
    try:
        given = make_url(database)
    except (ArgumentError, ValueError):  # a port that is no number, a bracket left open
        return _unknown_kind()
    if given.drivername not in _KINDS:
        return _unknown_kind()
    return given.set(drivername="postgresql+psycopg")


def long_engine(url: URL) -> Engine:
    """Connections for what may take minutes: shaping the tables, a copy of everything."""
    engine = create_engine(url, connect_args=_LINK, poolclass=NullPool)
    limit(engine, _LONGEST_WORK_S)
    event.listen(engine, "connect", partial(_prepare, _LONG_SESSION))
    return engine


def shown(url: URL) -> str:
    """The address as people may read it: without its password."""
    return url.set(drivername=_KINDS[0]).render_as_string(hide_password=True)


def _prepare(session: str, raw: Any, _record: object) -> None:
    with raw.cursor() as cursor:
        cursor.execute(session)
        cursor.execute(_DURABLE)
    raw.commit()


def _unknown_kind() -> StartRefused:
    # The address is not repeated: it may hold a password.
    return StartRefused(
        2,
        "Địa chỉ cơ sở dữ liệu không đúng. Xin viết dạng postgresql://NGƯỜI-DÙNG@MÁY/TÊN, hoặc bỏ --database để dùng "
        "tệp trong thư mục dữ liệu.",
        "This is no address of a database. Write postgresql://USER@HOST/NAME, or leave --database out to use the file "
        "in the home folder.",
    )


def unusable(url: URL, error: DBAPIError) -> StartRefused:
    """The server is not there, or does not do what was asked for."""
    where = shown(url)
    said = next(iter(str(error.orig).strip().splitlines()), "")
    return StartRefused(
        7,
        f"Không dùng được cơ sở dữ liệu {where}. Xin kiểm tra máy chủ PostgreSQL, tên và quyền truy cập rồi chạy lại. "
        f"Không có gì bị mất. Máy chủ trả lời: {said}",
        f"The database {where} cannot be used. Check the PostgreSQL server, the name and the rights, and start again. "
        f"Nothing is lost. It said: {said}",
    )
