"""Inserting many rows as one statement: one step of the database, and one wait for Python's lock, for a whole crowd."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from sqlalchemy import Connection, Table


class ManyRows:
    """`INSERT … VALUES (…), (…), …` for a table, its text made once for each number of rows.

    SQLAlchemy would send the rows one by one, or build the text anew each time; under load both cost more than the
    database itself. Values go to the driver as they are, so a date is its ISO text.
    """

    def __init__(self, table: Table, *columns: str) -> None:
        """`columns`: the order of the values in each row."""
        self._head = f"INSERT INTO {table.name} ({', '.join(table.c[name].name for name in columns)}) VALUES "  # noqa: S608  names of our own tables
        self._width = len(columns)
        self._texts: dict[tuple[str, int], str] = {}

    def insert(self, connection: Connection, rows: Sequence[tuple[object, ...]]) -> None:
        """Insert the rows, at least one."""
        connection.exec_driver_sql(self._text(connection.dialect.paramstyle, len(rows)), tuple(chain(*rows)))

    def _text(self, paramstyle: str, count: int) -> str:
        text = self._texts.get((paramstyle, count))
        if text is None:
            mark = "?" if paramstyle == "qmark" else "%s"
            row = f"({', '.join([mark] * self._width)})"
            text = self._texts[paramstyle, count] = self._head + ", ".join([row] * count)
        return text
