"""Inserting many rows as one statement: one step of the database, and one wait for Python's lock, for a whole crowd."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from sqlalchemy import Connection, Dialect, Table

from ticketing.store.prepared import ask_file


class ManyRows:
    """`INSERT … VALUES (…), (…), …` for a table, its text made once for each number of rows.

    SQLAlchemy would send the rows one by one, or build the text anew each time; under load both cost more than the
    database itself. Where a row is refused, whoever inserts gives up the whole transaction or savepoint. SQLite is told
    so by OR FAIL: else it would copy every page that it touches, to be able to undo this one statement. Values go to
    the driver as they are, so a date is its ISO text. PostgreSQL is given the columns as arrays: there one text serves
    any number of rows, and driver and server prepare it once.
    """

    def __init__(self, table: Table, *columns: str) -> None:
        """`columns`: the order of the values in each row."""
        self._columns = tuple(table.c[name] for name in columns)
        self._into = f"INTO {table.name} ({', '.join(column.name for column in self._columns)}) "
        self._texts: dict[int, str] = {}
        self._from_arrays: str | None = None

    def insert(self, connection: Connection, rows: Sequence[tuple[object, ...]]) -> None:
        """Insert the rows, at least one."""
        if connection.dialect.name == "postgresql":
            arrays = tuple(list(column) for column in zip(*rows, strict=True))
            connection.exec_driver_sql(self._text_from_arrays(connection.dialect), arrays)
        else:
            ask_file(connection, self._text(len(rows)), tuple(chain(*rows)))

    def _text(self, count: int) -> str:
        text = self._texts.get(count)
        if text is None:
            row = f"({', '.join(['?'] * len(self._columns))})"
            text = self._texts[count] = f"INSERT OR FAIL {self._into}VALUES {', '.join([row] * count)}"
        return text

    def _text_from_arrays(self, dialect: Dialect) -> str:
        if self._from_arrays is None:
            arrays = ", ".join(f"%s::{column.type.compile(dialect)}[]" for column in self._columns)
            self._from_arrays = f"INSERT {self._into}SELECT * FROM unnest({arrays})"  # noqa: S608  names of our own tables
        return self._from_arrays
