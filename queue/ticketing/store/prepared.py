"""Statements of the busiest deeds, made into text once: on SQLite the driver is asked without SQLAlchemy between.

What SQLAlchemy does around each execution costs more than SQLite itself does for these. PostgreSQL is asked through
SQLAlchemy as everywhere else.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import ReturningUpdate


class Prepared:
    """A statement of Core, its text made at the first execution."""

    def __init__(self, statement: Select[Any] | ReturningUpdate[Any]) -> None:
        self.statement = statement
        self._text = ""
        self._names: Sequence[str] = ()
        self._constants: dict[str, object] = {}

    def rows(self, connection: Connection, **values: object) -> Sequence[Sequence[Any]]:
        """Carry it out; every row it returns, as the driver gives it: on SQLite a date is its ISO text.

        Raises sqlalchemy.exc.DBAPIError.
        """
        if connection.dialect.name != "sqlite":
            return connection.execute(self.statement, values).all()
        if not self._text:
            self._compile(connection)
        given = self._constants | values
        return ask_file(connection, self._text, [_plain(given[name]) for name in self._names])

    def _compile(self, connection: Connection) -> None:
        compiled = self.statement.compile(dialect=connection.dialect)
        assert isinstance(compiled, SQLCompiler)
        self._constants = dict(compiled.params)
        self._names = tuple(compiled.positiontup or ())
        self._text = compiled.string


def ask_file(connection: Connection, text: str, values: Sequence[object]) -> Sequence[Sequence[Any]]:
    """Ask SQLite by its driver, in the transaction of `connection`. Raises sqlalchemy.exc.DatabaseError."""
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    try:
        return driver.execute(text, values).fetchall()
    except sqlite3.Error as error:
        raise DatabaseError(text, None, error) from error


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
