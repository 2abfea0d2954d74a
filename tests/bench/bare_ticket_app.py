"""The reference of bench_ticket_issue.py: Starlette + granian + SQLite FULL, a commit for each insert, nothing else."""

from __future__ import annotations

import sqlite3
import sys

from granian import Granian
from granian.constants import Interfaces
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

_connections: list[sqlite3.Connection] = []


def connection() -> sqlite3.Connection:
    """The worker's one connection, made in the worker itself."""
    if not _connections:
        opened = sqlite3.connect(sys.argv[1], isolation_level=None, check_same_thread=False)
        opened.execute("PRAGMA journal_mode=WAL")
        opened.execute("PRAGMA synchronous=FULL")
        opened.execute(
            "CREATE TABLE IF NOT EXISTS ticket"
            "(number INTEGER PRIMARY KEY, line TEXT, request_id TEXT UNIQUE, visit_id TEXT)"
        )
        _connections.append(opened)
    return _connections[0]


async def take(request: Request) -> JSONResponse:
    """Insert, commit, answer."""
    asked = await request.json()
    row = (asked["line"], asked["request_id"], asked["visit_id"])
    cursor = connection().execute("INSERT INTO ticket (line, request_id, visit_id) VALUES (?, ?, ?)", row)
    return JSONResponse({"number": cursor.lastrowid})


app = Starlette(routes=[Route("/v1/tickets", take, methods=["POST"])])

if __name__ == "__main__":
    Granian(f"{__file__}:app", port=int(sys.argv[2]), interface=Interfaces.ASGI, log_enabled=False).serve()
