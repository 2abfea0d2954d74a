"""`motcua hub-backup`, `motcua hub-restore`: a copy of the hub's file, made while it runs, put back when not."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Annotated, NoReturn

import typer

Home = Annotated[Path, typer.Option("--home", envvar="MOTCUA_HOME", help="Folder of the hub's data")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one line of JSON")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("hub-backup", help="Copy the hub's data of this moment to a file; the hub goes on working")(backup)
    app.command("hub-restore", help="Put a copy back in the place of the hub's data; no hub may run")(restore)


def backup(
    home: Home,
    out: Annotated[Path, typer.Option("--out", help="The file to write; it must not exist")],
    as_json: AsJson = False,
) -> None:
    """Copy the hub's data."""
    from ticketing.store.backup import back_up
    from ticketing.store.opening import StartRefused

    _only_a_file()
    done = back_up(home, out)
    if isinstance(done, StartRefused):
        _refused(done.exit_code, done.vi, done.en)
    if as_json:
        typer.echo(json.dumps({"file": str(done.path), "bytes": done.bytes, "events": done.events}))
    else:
        typer.echo(f"{done.path}: {done.bytes} bytes, {done.events} events")


def restore(
    home: Home,
    source: Annotated[Path, typer.Option("--from", help="A file that hub-backup wrote")],
    as_json: AsJson = False,
) -> None:
    """Put a copy back."""
    from datetime import UTC, datetime

    from ticketing.store.backup import restore as put_back
    from ticketing.store.opening import StartRefused

    _only_a_file()
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    done = put_back(home, source, datetime.now(UTC))
    if isinstance(done, StartRefused):
        _refused(done.exit_code, done.vi, done.en)
    before = None if done.before is None else str(done.before)
    if as_json:
        typer.echo(json.dumps({"events": done.events, "before": before}))
    else:
        typer.echo(f"{done.events} events" + ("" if before is None else f"; before: {before}"))


def _only_a_file() -> None:
    """Somebody whose hub is on PostgreSQL must not believe that this was a backup."""
    if os.environ.get("MOTCUA_DATABASE"):
        _refused(
            2,
            "Dữ liệu của máy chủ ở PostgreSQL (MOTCUA_DATABASE). Xin dùng pg_dump và pg_restore.",
            "The hub's data are on PostgreSQL (MOTCUA_DATABASE). Use pg_dump and pg_restore.",
        )


def _refused(exit_code: int, vi: str, en: str) -> NoReturn:
    typer.echo(vi, err=True)
    typer.echo(en, err=True)
    raise typer.Exit(exit_code)
