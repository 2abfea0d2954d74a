"""Inserting many rows as one statement: one step of the database, and one wait for Python's lock, for a whole crowd."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from sqlalchemy import Connection, Table, bindparam, func, insert, select
from sqlalchemy.dialects.postgresql import ARRAY

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
        self._columns = columns
        self._into = f"INTO {table.name} ({', '.join(columns)}) "
        self._texts: dict[int, str] = {}
        arrays = (bindparam(name, type_=ARRAY(table.c[name].type)) for name in columns)
        rows = func.unnest(*arrays).table_valued(*columns).render_derived()
        self._from_arrays = insert(table).from_select(columns, select(*rows.c))

    def insert(self, connection: Connection, rows: Sequence[tuple[object, ...]]) -> None:
        """Insert the rows, at least one."""
        if connection.dialect.name == "postgresql":
            arrays = (list(values) for values in zip(*rows, strict=True))
            connection.execute(self._from_arrays, dict(zip(self._columns, arrays, strict=True)))
        else:
            ask_file(connection, self._text(len(rows)), tuple(chain(*rows)))

    def _text(self, count: int) -> str:
        text = self._texts.get(count)
        if text is None:
            row = f"({', '.join(['?'] * len(self._columns))})"
            text = self._texts[count] = f"INSERT OR FAIL {self._into}VALUES {', '.join([row] * count)}"
        return text
