"""Connections to PostgreSQL that give a silent server up: a frozen one takes what is sent, and never answers.

The kernel of a frozen server's machine acknowledges every packet, so no limit of TCP finds it; the server cannot count
its own statement_timeout either. What is left is to look at our own clock.
"""

from __future__ import annotations

import time
from typing import Any, Final, TypeVar

from psycopg import Connection, OperationalError
from psycopg.abc import PQGen
from psycopg.errors import ConnectionTimeout
from sqlalchemy import Engine, event

_R = TypeVar("_R")
_SHUT_S: Final = 1.0


class LimitedConnection(Connection[Any]):
    """Closed when an answer takes longer than `longest_s`; whoever waited gets an OperationalError."""

    longest_s: float

    def wait(self, gen: PQGen[_R], interval: float = 0.1, timeout: float | None = None) -> _R:
        """Wait for the server. With a `timeout` it is no answer that is waited for, but whether anything happens."""
        if timeout is not None:
            return super().wait(gen, interval, timeout)
        begun = time.monotonic()
        try:
            return super().wait(gen, interval, self.longest_s)
        except OperationalError:
            if time.monotonic() - begun >= self.longest_s:
                self.close()  # else a rollback would wait as long again
            raise


class _Door:
    """Where the connections of one engine are made. After one that got no answer it is shut for a moment.

    Else those who waited in line for a connection would wait for the silent server all over again, one after the other.
    """

    def __init__(self, longest_s: float) -> None:
        self._longest_s = longest_s
        self._shut_until = 0.0

    def connect(
        self, _dialect: object, _record: object, words: tuple[Any, ...], named: dict[str, Any]
    ) -> LimitedConnection:
        if time.monotonic() < self._shut_until:
            raise OperationalError("the server gave no answer a moment ago")
        try:
            connection = LimitedConnection.connect(*words, **named)
        except ConnectionTimeout:
            self._shut_until = time.monotonic() + _SHUT_S
            raise
        connection.longest_s = self._longest_s
        return connection


def limit(engine: Engine, longest_s: float) -> None:
    """Let the connections of this engine wait so long, in seconds, for one answer, and no longer."""
    event.listen(engine, "do_connect", _Door(longest_s).connect)
